// Generated from docs/openapi/v1.json by tools/generate-client.mjs; do not edit.
export interface paths {
    "/api/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The contract as a page */
        get: operations["Docs_docs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests, connections, backlog, disk and durations of this process */
        get: operations["System_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the own password; ends all sessions and opens a new one */
        post: operations["Auth_changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with user name and password */
        post: operations["Auth_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the own session */
        post: operations["Auth_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bills of materials, without their lines */
        get: operations["Boms_list"];
        put?: never;
        /** Creates a draft of a bill of materials, one version on */
        post: operations["Boms_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boms/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One bill of materials */
        get: operations["Boms_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a draft */
        patch: operations["Boms_update"];
        trace?: never;
    };
    "/api/v1/boms/{id}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the draft the bill of its item */
        post: operations["Boms_activate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boms/{id}/obsolete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends an active bill */
        post: operations["Boms_obsolete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/client-errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Report a failed screen */
        post: operations["ClientErrors_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your exports, newest first */
        get: operations["Exports_list"];
        put?: never;
        /** Makes a file of a report, five an hour; the job tells how far it is */
        post: operations["Exports_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of your exports */
        get: operations["Exports_get"];
        put?: never;
        post?: never;
        /** Deletes one of your exports and its file */
        delete: operations["Exports_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file, for who asked for it */
        get: operations["Exports_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import-mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Saved mappings of a type */
        get: operations["ImportMappings_list"];
        put?: never;
        /** Keeps which header means which column */
        post: operations["ImportMappings_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import-mappings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forgets a saved mapping */
        delete: operations["ImportMappings_forget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own imports, newest first */
        get: operations["Imports_list"];
        put?: never;
        /** Begins an import with a file (.xlsx or .csv, at most 20 MB), sent as it is */
        post: operations["Imports_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the own imports */
        get: operations["Imports_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** How the file is read, which column is which, and what is to be done */
        patch: operations["Imports_update"];
        trace?: never;
    };
    "/api/v1/imports/{id}/commit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes what the dry run announced */
        post: operations["Imports_commit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/errors.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The refused rows with their reasons */
        get: operations["Imports_errors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an import back while nothing of it has been touched */
        post: operations["Imports_rollback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the dry run says about each row */
        get: operations["ImportRows_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/rows/{line}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Corrects one row in place */
        patch: operations["ImportRows_fix"];
        trace?: never;
    };
    "/api/v1/imports/{id}/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Dry run: says row by row what would happen */
        post: operations["Imports_validate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/templates/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file to fill in, blank or with the current records */
        get: operations["Imports_template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the caller may import, with the columns */
        get: operations["Imports_types"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/as-of": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Balances at the end of a day */
        get: operations["Inventory_asOf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** On hand, reserved, on hold and available of one item */
        get: operations["Inventory_availability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/balances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stock by item, location, lot, serial number and status */
        get: operations["Inventory_balances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/movements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ledger, newest first */
        get: operations["Inventory_movements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/postings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Posts a receipt, issue, transfer, adjustment or status change; all lines or none */
        post: operations["Inventory_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/postings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One posting with its lines */
        get: operations["Inventory_posting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/postings/{id}/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Posts the exact opposite, once */
        post: operations["Inventory_reverse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/stock-card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Movements of one item (in one place) with the running balance, newest first */
        get: operations["Inventory_stockCard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/item-categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Item categories */
        get: operations["ItemCategories_list"];
        put?: never;
        /** Creates an item category */
        post: operations["ItemCategories_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Items */
        get: operations["Items_list"];
        put?: never;
        /** Creates an item */
        post: operations["Items_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One item */
        get: operations["Items_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes an item; base unit, scale and tracking stay for ever */
        patch: operations["Items_update"];
        trace?: never;
    };
    "/api/v1/items/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Archives an item that no stock and no active bill needs */
        post: operations["Items_archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{id}/barcodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the item another barcode */
        post: operations["Items_addBarcode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{id}/barcodes/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a barcode away */
        delete: operations["Items_removeBarcode"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your jobs, newest first; poll with If-None-Match */
        get: operations["Jobs_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of your jobs; poll with If-None-Match */
        get: operations["Jobs_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels a job: at once while it waits, within seconds while it runs */
        post: operations["Jobs_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does the work of a failed or cancelled job again, as a new job */
        post: operations["Jobs_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/locations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Locations */
        get: operations["Locations_list"];
        put?: never;
        /** Creates a location */
        post: operations["Locations_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/locations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One location */
        get: operations["Locations_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a location, or moves it within its warehouse */
        patch: operations["Locations_update"];
        trace?: never;
    };
    "/api/v1/locations/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Archives an empty location without active ones below it */
        post: operations["Locations_archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/locations/{id}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Locks a location: nothing is put or picked there */
        post: operations["Locations_lock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/locations/{id}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Unlocks a location */
        post: operations["Locations_unlock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lots, newest first */
        get: operations["Lots_list"];
        put?: never;
        /** Registers a lot before its first receipt */
        post: operations["Lots_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lots/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One lot */
        get: operations["Lots_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lots/{id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The lot stays where it is and cannot be used */
        post: operations["Lots_hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lots/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The lot can be used again */
        post: operations["Lots_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I, and what may I do */
        get: operations["Me_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own permissions and how far each reaches */
        get: operations["Me_permissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["Docs_openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Suppliers, customers and carriers */
        get: operations["Partners_list"];
        put?: never;
        /** Creates a partner */
        post: operations["Partners_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One partner */
        get: operations["Partners_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a partner */
        patch: operations["Partners_update"];
        trace?: never;
    };
    "/api/v1/partners/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Archives a partner */
        post: operations["Partners_archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reason-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reason codes */
        get: operations["ReasonCodes_list"];
        put?: never;
        /** Creates a reason code */
        post: operations["ReasonCodes_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reason-codes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One reason code */
        get: operations["ReasonCodes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a reason code, or switches it off */
        patch: operations["ReasonCodes_update"];
        trace?: never;
    };
    "/api/v1/report-presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your saved parameters */
        get: operations["Reports_listPresets"];
        put?: never;
        /** Saves parameters under a name */
        post: operations["Reports_createPreset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report-presets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forgets saved parameters */
        delete: operations["Reports_deletePreset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report-schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your scheduled reports */
        get: operations["Reports_listSchedules"];
        put?: never;
        /** Schedules a report to mail addresses or the webhooks */
        post: operations["Reports_createSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/report-schedules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of your scheduled reports */
        get: operations["Reports_getSchedule"];
        put?: never;
        post?: never;
        /** Ends a scheduled report */
        delete: operations["Reports_deleteSchedule"];
        options?: never;
        head?: never;
        /** Changes, pauses or resumes a scheduled report */
        patch: operations["Reports_updateSchedule"];
        trace?: never;
    };
    "/api/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reports that you may run, and what is left of your exports this hour */
        get: operations["Reports_catalogue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{key}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The first 100 rows; the parameters of the report are the query */
        get: operations["Reports_preview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reservations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reservations, newest first */
        get: operations["Reservations_list"];
        put?: never;
        /** Reserves stock first-expired-first-out; all of it or nothing */
        post: operations["Reservations_reserve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reservations/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives back what is not used yet */
        post: operations["Reservations_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/serials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Serial numbers and where they stand */
        get: operations["Lots_serials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/system/version-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a version of an app may still be used */
        get: operations["System_check"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uoms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Units of measure */
        get: operations["Uoms_list"];
        put?: never;
        /** Creates a unit of measure */
        post: operations["Uoms_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uoms/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One unit of measure */
        get: operations["Uoms_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes the names or the category of a unit */
        patch: operations["Uoms_update"];
        trace?: never;
    };
    "/api/v1/warehouses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Warehouses with their zones */
        get: operations["Warehouses_list"];
        put?: never;
        /** Creates a warehouse */
        post: operations["Warehouses_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/warehouses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One warehouse */
        get: operations["Warehouses_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a warehouse */
        patch: operations["Warehouses_update"];
        trace?: never;
    };
    "/api/v1/warehouses/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Archives a warehouse without active locations */
        post: operations["Warehouses_archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/warehouses/{id}/zones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a zone to a warehouse */
        post: operations["Warehouses_addZone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-centers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Work centers */
        get: operations["WorkCenters_list"];
        put?: never;
        /** Creates a work center */
        post: operations["WorkCenters_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-centers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One work center */
        get: operations["WorkCenters_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a work center */
        patch: operations["WorkCenters_update"];
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** State of the database, Redis, storage and queue */
        get: operations["Health_all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: operations["Health_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process can serve requests */
        get: operations["Health_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ActorRef: {
            name: string;
            type: string;
        };
        AddBarcodeDto: {
            code: string;
            /** @example EAN13 */
            symbology?: string | null;
            /** @description unit that one scan stands for */
            uom?: string | null;
        };
        AlreadyImportedDto: {
            /** Format: date-time */
            committedAt: string;
            /** Format: uuid */
            id: string;
        };
        AsOfDto: {
            item: components["schemas"]["ItemRef"];
            location: components["schemas"]["NamedRef"];
            lot: components["schemas"]["LotRef"] | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            onHand: string;
            serial: components["schemas"]["NamedRef"] | null;
            /** @enum {string} */
            status: "available" | "qc" | "hold" | "damaged";
        };
        AvailabilityDto: {
            /**
             * @description pickable now: good, unexpired, unlocked, not reserved
             * @example 12.5
             */
            available: string;
            item: components["schemas"]["ItemRef"];
            /**
             * @description all stock of the item, whatever its status
             * @example 12.5
             */
            onHand: string;
            /**
             * @description in the buckets qc, hold, damaged
             * @example 12.5
             */
            onHold: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            reserved: string;
        };
        BalanceDto: {
            /**
             * @description free to pick now: good, unexpired, unlocked, not reserved; else 0
             * @example 12.5
             */
            available: string;
            item: components["schemas"]["ItemRef"];
            /** Format: date-time */
            lastMovementAt?: string | null;
            location: components["schemas"]["NamedRef"];
            lot: components["schemas"]["LotRef"] | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            onHand: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            reserved: string;
            serial: components["schemas"]["NamedRef"] | null;
            /** @enum {string} */
            status: "available" | "qc" | "hold" | "damaged";
            warehouse: components["schemas"]["NamedRef"];
        };
        BomDto: {
            /**
             * @description how much of the item the lines make
             * @example 12.5
             */
            baseQty: string;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["NamedRefDto"];
            lines: components["schemas"]["BomLineDto"][];
            rowVersion: number;
            /** @enum {string} */
            state: "draft" | "active" | "obsolete";
            version: number;
        };
        BomLineDto: {
            component: components["schemas"]["NamedRefDto"];
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            uom: components["schemas"]["UomRefDto"];
            /** Format: date */
            validFrom: string;
            /**
             * Format: date
             * @description last day on which the line holds
             */
            validTo: string | null;
        };
        BomLineInput: {
            /** @description code of the item */
            component: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            /** @description code of a unit of the component */
            uom: string;
            /** Format: date */
            validFrom: string;
            /**
             * Format: date
             * @description last day on which the line holds; none = open end
             */
            validTo?: string | null;
        };
        BomSummaryDto: {
            /**
             * @description how much of the item the lines make
             * @example 12.5
             */
            baseQty: string;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["NamedRefDto"];
            rowVersion: number;
            /** @enum {string} */
            state: "draft" | "active" | "obsolete";
            version: number;
        };
        CategoryDto: {
            code: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** @description code of the category above */
            parent: string | null;
        };
        CategoryRefDto: {
            code: string;
            /** Format: uuid */
            id: string;
            name: string;
        };
        ChangePasswordInput: {
            currentPassword: string;
            /** @description at least 12 characters, 15 for administrators */
            newPassword: string;
        };
        ClientErrorReport: {
            /** @description portal, admin or pda */
            app: string;
            deviceId?: string | null;
            message: string;
            stack?: string | null;
            tenantId?: string | null;
            /**
             * Format: date-time
             * @description when it happened, by the clock of the client
             */
            timestamp?: string | null;
            url?: string | null;
            userAgent?: string | null;
        };
        CreateBomDto: {
            /**
             * @description decimal string
             * @example 12.5
             */
            baseQty?: string;
            /** @description code of the item that is made */
            item: string;
            lines: components["schemas"]["BomLineInput"][];
        };
        CreateCategoryDto: {
            code: string;
            name: string;
            parent?: string | null;
        };
        CreateExportDto: {
            /** @enum {string} */
            format: "xlsx" | "csv" | "pdf";
            /**
             * @description language of the file; yours when absent
             * @enum {string}
             */
            locale?: "zh-Hant" | "en";
            /** @description parameters of the report */
            params?: {
                [key: string]: string | number | boolean | null;
            };
            /** @description key of the report */
            report: string;
        };
        CreateImportMappingDto: {
            /** @description column → text of the header */
            headers: {
                [key: string]: string | null;
            };
            name: string;
            type: string;
        };
        CreateItemDto: {
            /**
             * @description code of the unit
             * @example PCE
             */
            baseUom: string;
            /** @description code of the category */
            category?: string | null;
            /** @example RM-0001 */
            code: string;
            fefo?: boolean;
            gtin?: string | null;
            /** @enum {string} */
            kind: "raw" | "wip" | "fg" | "consumable" | "service" | "tool";
            name: string;
            nameEn?: string | null;
            /** @description digits that stock keeps; the decimals of the base unit when absent */
            qtyScale?: number;
            /**
             * @description decimal string
             * @example 12.5
             */
            safetyStock?: string;
            shelfLifeDays?: number | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            standardCost?: string | null;
            /** @enum {string} */
            tracking?: "none" | "lot" | "serial";
            uoms?: components["schemas"]["ItemUomInput"][];
        };
        CreateLocationDto: {
            allowNegative?: boolean;
            /** @example A-01-02 */
            code: string;
            isPickable?: boolean;
            /** @enum {string} */
            kind: "storage" | "staging_in" | "staging_out" | "qc" | "production";
            name: string;
            /** @description code of the location above */
            parent?: string | null;
            pickSeq?: number;
            /**
             * @description code of the warehouse
             * @example WH1
             */
            warehouse: string;
            /** @description code of a zone of the warehouse */
            zone?: string | null;
        };
        CreateLotDto: {
            code: string;
            /** Format: date */
            expiresOn?: string;
            itemCode: string;
            /** Format: date */
            madeOn?: string;
            supplierLot?: string;
        };
        CreatePartnerDto: {
            /** @example V-0001 */
            code: string;
            name: string;
            /** @description supplier, customer, carrier */
            roles: string[];
            /** @description tax or business number */
            taxId?: string | null;
        };
        CreateReasonCodeDto: {
            /** @example ADJ-DAMAGE */
            code: string;
            /** @enum {string} */
            domain: "adjust" | "scrap" | "downtime" | "short_pick" | "return" | "count" | "hold";
            labelEn: string;
            labelZh: string;
            needsApproval?: boolean;
            needsNote?: boolean;
        };
        CreateReportPresetDto: {
            name: string;
            params?: {
                [key: string]: string | number | boolean | null;
            };
            report: string;
        };
        CreateReportScheduleDto: {
            active?: boolean;
            /**
             * @description five fields, in the time zone of the tenant; once an hour at most
             * @example 0 8 * * 1
             */
            cron: string;
            /** @enum {string} */
            format: "xlsx" | "csv" | "pdf";
            /** @enum {string} */
            locale?: "zh-Hant" | "en";
            /** @description mail addresses */
            mailTo?: string[];
            name: string;
            params?: {
                [key: string]: string | number | boolean | null;
            };
            report: string;
            /** @description also tell the webhooks: report.ready.v1 */
            webhook?: boolean;
        };
        CreateUomDto: {
            /** @enum {string} */
            category: "count" | "package" | "mass" | "length" | "area" | "volume" | "time" | "other";
            /** @example PCE */
            code: string;
            /** @description digits after the point that a quantity may have */
            decimals?: number;
            nameEn: string;
            nameZh: string;
        };
        CreateWarehouseDto: {
            address?: string | null;
            /** @example WH1 */
            code: string;
            name: string;
        };
        CreateWorkCenterDto: {
            /** @example WC-10 */
            code: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            hourlyCost?: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            hoursPerDay?: string;
            /** @description code of the location where its material stands */
            location?: string | null;
            name: string;
        };
        CreateZoneDto: {
            code: string;
            name: string;
        };
        ExportDto: {
            bytes: number | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string | null;
            fileName: string | null;
            /** @enum {string} */
            format: "xlsx" | "csv" | "pdf";
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            jobId: string | null;
            report: string;
            rows: number | null;
            /** @enum {string} */
            state: "queued" | "ready" | "failed" | "expired";
            title: string;
        };
        ExportQuotaDto: {
            /** @description exports an hour */
            limit: number;
            /** @description exports that can still be asked for */
            remaining: number;
            /** @description seconds until the hour ends; 0 when none was made */
            resetSeconds: number;
        };
        FixRowDto: {
            /** @description column → text, as it would stand in the file */
            values: {
                [key: string]: string | null;
            };
        };
        ImportChangeDto: {
            column: string;
            new: string | null;
            old: string | null;
        };
        ImportColumnDto: {
            example: string;
            help?: string;
            key: string;
            labelEn: string;
            labelZh: string;
            required: boolean;
            type: string;
        };
        ImportMappingDto: {
            /** Format: date-time */
            createdAt: string;
            /** @description column → text of the header */
            headers: {
                [key: string]: string | null;
            };
            /** Format: uuid */
            id: string;
            name: string;
            type: string;
        };
        ImportMappingsDto: {
            items: components["schemas"]["ImportMappingDto"][];
        };
        ImportRowDto: {
            /** @description written by the commit */
            applied: boolean;
            changes: components["schemas"]["ImportChangeDto"][];
            errors: components["schemas"]["ImportRowErrorDto"][];
            key: string;
            line: number;
            /** @enum {string} */
            status: "new" | "changed" | "unchanged" | "error";
            values: {
                [key: string]: string | null;
            };
        };
        ImportRowErrorDto: {
            code: string;
            column: string | null;
            message: string;
            suggestion?: string;
        };
        ImportSessionDto: {
            /** @description the same file went in before and was not taken back */
            alreadyImported: components["schemas"]["AlreadyImportedDto"] | null;
            /** @enum {string} */
            blank: "keep" | "clear";
            bytes: number;
            /** Format: date-time */
            committedAt: string | null;
            /** @description new, changed, unchanged, error */
            counts: {
                [key: string]: number | null;
            } | null;
            /** Format: date-time */
            createdAt: string;
            /** @enum {string|null} */
            delimiter: "," | ";" | "\t" | "|" | null;
            /** @enum {string|null} */
            encoding: "utf-8" | "utf-16le" | "utf-16be" | "big5" | null;
            fileName: string;
            /** @enum {string} */
            format: "csv" | "xlsx";
            header: string[];
            headerRow: number;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            jobId: string | null;
            /** @description column → position in the header, from 0; null = not in the file */
            mapping: {
                [key: string]: number | null;
            };
            /** @enum {string} */
            mode: "insert" | "update" | "upsert";
            /** @enum {string} */
            onError: "all_or_nothing" | "skip_errors";
            /** @description why it failed: code, title, detail, status */
            problem: {
                [key: string]: string | null;
            } | null;
            rowVersion: number;
            /** @description at most 10 rows, each a list of cells */
            sample: string[];
            sheet: string | null;
            sheets: string[];
            /** @enum {string} */
            state: "uploaded" | "validating" | "validated" | "committing" | "committed" | "failed" | "rolled_back";
            type: string;
        };
        ImportTypeDto: {
            columns: components["schemas"]["ImportColumnDto"][];
            key: string;
            modes: string[];
            naturalKey: string[];
            title: string;
        };
        ImportTypesDto: {
            items: components["schemas"]["ImportTypeDto"][];
        };
        ItemBarcodeDto: {
            code: string;
            symbology: string | null;
            uom: components["schemas"]["UomRefDto"] | null;
        };
        ItemDto: {
            barcodes: components["schemas"]["ItemBarcodeDto"][];
            baseUom: components["schemas"]["UomRefDto"];
            category: components["schemas"]["CategoryRefDto"] | null;
            code: string;
            externalRef: string | null;
            fefo: boolean;
            gtin: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "raw" | "wip" | "fg" | "consumable" | "service" | "tool";
            name: string;
            nameEn: string | null;
            qtyScale: number;
            rowVersion: number;
            /**
             * @description decimal string
             * @example 12.5
             */
            safetyStock: string;
            shelfLifeDays: number | null;
            /**
             * @description only with the permission stock.cost.read
             * @example 12.5
             */
            standardCost?: string | null;
            /** @enum {string} */
            status: "active" | "blocked" | "archived";
            /** @enum {string} */
            tracking: "none" | "lot" | "serial";
            uoms: components["schemas"]["ItemUomDto"][];
            /** Format: date-time */
            updatedAt: string;
        };
        ItemRef: {
            code: string;
            /** Format: uuid */
            id: string;
            name?: string;
            uom: string;
        };
        ItemUomDto: {
            den: string;
            num: string;
            uom: components["schemas"]["UomRefDto"];
        };
        ItemUomInput: {
            /** @example 1 */
            den: string;
            /**
             * @description 1 uom = num/den base units
             * @example 24
             */
            num: string;
            /**
             * @description code of the unit
             * @example BX
             */
            uom: string;
        };
        JobDto: {
            /** @description runs so far */
            attempt: number;
            cancelable: boolean;
            /** Format: date-time */
            createdAt: string;
            /** @description as the progress so far lets expect */
            etaSeconds: number | null;
            /** Format: date-time */
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description P1 a user waits, P2 process work, P3 schedules, P4 maintenance
             * @enum {string}
             */
            lane: "P1" | "P2" | "P3" | "P4";
            maxAttempts: number;
            /** @description noun.verb */
            name: string;
            /** @description why the latest run did not succeed */
            problem: components["schemas"]["JobProblem"] | null;
            progress: components["schemas"]["JobProgress"] | null;
            /** @description of the request that asked for it; what support looks for */
            requestId: string | null;
            /** @description what the job has made */
            result: {
                [key: string]: string | number | boolean | null;
            } | null;
            retryable: boolean;
            /**
             * Format: date-time
             * @description of the latest run
             */
            startedAt: string | null;
            /** @enum {string} */
            state: "waiting" | "running" | "done" | "failed" | "cancelled";
            /** @description in the language of the caller */
            title: string;
            /**
             * Format: date-time
             * @description when a failed run is followed by the next
             */
            willRetryAt: string | null;
        };
        JobProblem: {
            code: string;
            detail: string;
            status: number;
            title: string;
        };
        JobProgress: {
            done: number;
            /** @description null while it is not known */
            total: number | null;
        };
        LocationDto: {
            allowNegative: boolean;
            code: string;
            /** Format: uuid */
            id: string;
            isPickable: boolean;
            /** @enum {string} */
            kind: "storage" | "staging_in" | "staging_out" | "qc" | "production" | "virtual";
            lockedReason: string | null;
            name: string;
            parent: components["schemas"]["NamedRefDto"] | null;
            /** @description codes from the top down; % and / inside a code are percent-encoded */
            path: string;
            pickSeq: number;
            rowVersion: number;
            /** @enum {string} */
            status: "active" | "archived";
            warehouse: components["schemas"]["NamedRefDto"] | null;
            zone: components["schemas"]["NamedRefDto"] | null;
        };
        LockLocationDto: {
            reason: string;
        };
        LoginInput: {
            password: string;
            /** @description user name, any case */
            username: string;
        };
        LoginResult: {
            /** Format: date-time */
            expiresAt: string;
            /** @description opaque; send as Authorization: Bearer */
            token: string;
            user: components["schemas"]["SignedInUser"];
        };
        LotDto: {
            code: string;
            /** Format: date */
            expiresOn: string | null;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRef"];
            /** Format: date */
            madeOn: string | null;
            rowVersion: number;
            /** @enum {string} */
            status: "available" | "quarantine" | "hold" | "recalled" | "consumed";
            statusReason: string | null;
            supplierLot: string | null;
        };
        LotReasonDto: {
            /** @description why */
            reason: string;
        };
        LotRef: {
            code: string;
            /** Format: date */
            expiresOn: string | null;
            /** Format: uuid */
            id: string;
        };
        Me: {
            permissions: string[];
            tenant: components["schemas"]["OwnTenant"] | null;
            /** @description null for an API key */
            user: components["schemas"]["SignedInUser"] | null;
        };
        MovementDto: {
            /** Format: date */
            effectiveOn: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            enteredQty: string;
            enteredUom: string;
            from: components["schemas"]["MovementSide"];
            /** @description ledger number */
            id: string;
            item: components["schemas"]["ItemRef"];
            lineNo: number;
            lot: components["schemas"]["LotRef"] | null;
            /** Format: date-time */
            occurredAt: string;
            /** Format: date-time */
            postedAt: string;
            posting: components["schemas"]["PostingRef"];
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            serial: components["schemas"]["NamedRef"] | null;
            to: components["schemas"]["MovementSide"];
            uom: string;
            /**
             * @description with permission stock.cost.read
             * @example 12.5
             */
            value?: string;
        };
        MovementSide: {
            /**
             * @description balance after the movement
             * @example 12.5
             */
            after: string | null;
            /** @description null when outside your scope */
            location: components["schemas"]["NamedRef"] | null;
            /**
             * @description null for a virtual place
             * @enum {string|null}
             */
            status: "available" | "qc" | "hold" | "damaged" | null;
        };
        NamedRef: {
            code: string;
            /** Format: uuid */
            id: string;
            name?: string;
        };
        NamedRefDto: {
            code: string;
            /** Format: uuid */
            id: string;
            name: string;
        };
        OwnTenant: {
            code: string;
            /** Format: uuid */
            id: string;
            /** @description normal, read_only or migrated */
            mode: string;
            name: string;
            timeZone: string;
        };
        PartnerDto: {
            code: string;
            externalRef: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            /** @description supplier, customer, carrier */
            roles: string[];
            rowVersion: number;
            /** @enum {string} */
            status: "active" | "blocked" | "archived";
            taxId: string | null;
        };
        PermissionScope: {
            /** @description reaches everything */
            all: boolean;
            /** @description kinds of limits that apply: warehouse, zone, department, work_center, partner, own */
            limits: string[];
            permission: string;
        };
        PermissionScopes: {
            permissions: components["schemas"]["PermissionScope"][];
        };
        PostedDto: {
            /** Format: uuid */
            clientOpId: string;
            /** Format: uuid */
            id: string;
            lines: components["schemas"]["PostedLineDto"][];
            /** Format: date-time */
            postedAt: string;
            /** @description event type, e.g. RECEIPT */
            type: string;
        };
        PostedLineDto: {
            fromLocation: string;
            itemCode: string;
            lot: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            serial: string | null;
            toLocation: string;
            uom: string;
        };
        PostingDto: {
            actor: components["schemas"]["ActorRef"];
            /** @description its lines are no longer online but in the archive */
            archived?: boolean;
            /** Format: uuid */
            clientOpId: string;
            docRef: string | null;
            docType: string | null;
            /** Format: date */
            effectiveOn: string;
            /** Format: uuid */
            id: string;
            lines: components["schemas"]["MovementDto"][];
            note: string | null;
            /** Format: date-time */
            occurredAt: string;
            /** Format: date-time */
            postedAt: string;
            reasonCode: string | null;
            reversedBy: components["schemas"]["PostingIdRef"] | null;
            reverses: components["schemas"]["PostingIdRef"] | null;
            type: string;
        };
        PostingIdRef: {
            /** Format: uuid */
            id: string;
        };
        PostingRef: {
            docRef: string | null;
            docType: string | null;
            /** Format: uuid */
            id: string;
            type: string;
        };
        PostLineDto: {
            /**
             * Format: date
             * @description of a new lot
             */
            expiresOn?: string;
            /**
             * @description location code
             * @example RM-A-01
             */
            fromLocation?: string;
            /**
             * @description item code; or itemId
             * @example AL-6061-10
             */
            itemCode?: string;
            /** Format: uuid */
            itemId?: string;
            /**
             * @description lot code; issues without one follow FEFO
             * @example L261122-01
             */
            lot?: string;
            /**
             * Format: date
             * @description production date of a new lot
             */
            madeOn?: string;
            /**
             * @description in `uom`
             * @example 12.5
             */
            qty: string;
            /**
             * Format: uuid
             * @description reservation to use up
             */
            reservationId?: string;
            /** @description one per piece */
            serials?: string[];
            /**
             * @description bucket that gives (receipt: that receives); available when absent
             * @enum {string}
             */
            status?: "available" | "qc" | "hold" | "damaged";
            /**
             * @description location code
             * @example RM-A-02
             */
            toLocation?: string;
            /**
             * @description bucket that receives
             * @enum {string}
             */
            toStatus?: "available" | "qc" | "hold" | "damaged";
            /**
             * @description cost of one base unit on receipt
             * @example 12.5
             */
            unitCost?: string;
            /**
             * @description unit code; the base unit when absent
             * @example PCE
             */
            uom?: string;
        };
        PostStockDto: {
            /**
             * Format: uuid
             * @description unique for ever; the Idempotency-Key when that is a UUID
             */
            clientOpId?: string;
            docRef?: string;
            docType?: string;
            /**
             * Format: date
             * @description day it counts for; today when absent
             */
            effectiveOn?: string;
            lines: components["schemas"]["PostLineDto"][];
            note?: string;
            /**
             * Format: date-time
             * @description when it happened; now when absent
             */
            occurredAt?: string;
            reasonCode?: string;
            /** @enum {string} */
            type: "receipt" | "issue" | "transfer" | "adjust" | "status";
        };
        Problem: {
            /** @description <lib>.<reason> */
            code: string;
            detail: string;
            errors?: {
                code: string;
                message: string;
                params?: Record<string, never>;
                pointer: string;
            }[];
            instance?: string;
            requestId: string;
            retryable: boolean;
            status: number;
            title: string;
            type: string;
        };
        ReasonCodeDto: {
            active: boolean;
            code: string;
            /** @enum {string} */
            domain: "adjust" | "scrap" | "downtime" | "short_pick" | "return" | "count" | "hold";
            /** Format: uuid */
            id: string;
            /** @description in the language of the caller */
            label: string;
            labelEn: string;
            labelZh: string;
            needsApproval: boolean;
            needsNote: boolean;
            rowVersion: number;
        };
        ReportCatalogueDto: {
            items: components["schemas"]["ReportDto"][];
            quota: components["schemas"]["ExportQuotaDto"];
            /** @description days that a file is kept */
            retentionDays: number;
        };
        ReportColumnDto: {
            key: string;
            label: string;
            /**
             * @description money and number are decimal texts, percent a share of one, instant the clock of the tenant
             * @enum {string}
             */
            type: "text" | "number" | "date" | "instant" | "money" | "percent";
        };
        ReportDto: {
            category: string;
            columns: components["schemas"]["ReportColumnDto"][];
            description: string;
            /** @description xlsx, csv, pdf */
            formats: string[];
            key: string;
            params: components["schemas"]["ReportParamDto"][];
            title: string;
        };
        ReportOptionDto: {
            label: string;
            value: string;
        };
        ReportParamDto: {
            /** @description used when the parameter is absent */
            default?: string;
            key: string;
            label: string;
            max?: number;
            min?: number;
            options?: components["schemas"]["ReportOptionDto"][];
            required: boolean;
            /** @enum {string} */
            type: "text" | "date" | "int" | "select" | "item" | "warehouse" | "lot";
        };
        ReportPresetDto: {
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            name: string;
            params: {
                [key: string]: string | number | boolean | null;
            };
            report: string;
        };
        ReportPreviewDto: {
            columns: components["schemas"]["ReportColumnDto"][];
            /** @description what a reader must know about the rows, such as up to when movements are archived */
            note?: string;
            rows: (string | number | boolean | null)[][];
            /** @description there are more rows than these */
            truncated: boolean;
        };
        ReportScheduleDto: {
            active: boolean;
            cron: string;
            /** @enum {string} */
            format: "xlsx" | "csv" | "pdf";
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            lastAt: string | null;
            lastError: string | null;
            /** @enum {string|null} */
            lastState: "running" | "delivered" | "failed" | null;
            /** @enum {string} */
            locale: "zh-Hant" | "en";
            mailTo: string[];
            name: string;
            /** Format: date-time */
            nextAt: string | null;
            params: {
                [key: string]: string | number | boolean | null;
            };
            report: string;
            rowVersion: number;
            title: string;
            webhook: boolean;
        };
        ReservationDto: {
            /**
             * @description decimal string
             * @example 12.5
             */
            consumed: string;
            /** Format: date-time */
            expiresAt: string | null;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRef"];
            location: components["schemas"]["NamedRef"];
            lot: components["schemas"]["LotRef"] | null;
            ownerRef: string;
            ownerType: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            /** @enum {string} */
            state: "open" | "consumed" | "released" | "expired";
        };
        ReserveDto: {
            /**
             * Format: date-time
             * @description in the future; what is still open is then given back
             */
            expiresAt?: string;
            itemCode: string;
            /** @description location code */
            location?: string;
            /**
             * @description document and line
             * @example SO-261122-001/1
             */
            ownerRef: string;
            /**
             * @description kind of document that needs the stock
             * @example sales_order
             */
            ownerType: string;
            /**
             * @description in the base unit, with no more decimals than the item has
             * @example 12.5
             */
            qty: string;
            /** @description warehouse code */
            warehouse?: string;
        };
        ReversedDto: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            postedAt: string;
            reverses: components["schemas"]["PostingIdRef"];
            type: string;
        };
        ReversePostingDto: {
            /** Format: uuid */
            clientOpId?: string;
            note?: string;
            reasonCode?: string;
        };
        SerialDto: {
            code: string;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRef"];
            /** @description where it stands; null when not in stock or outside your scope */
            location: components["schemas"]["NamedRef"] | null;
        };
        SignedInUser: {
            displayName: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            locale: "zh-Hant" | "en";
            /** @description true: everything but changing the password is refused */
            mustChangePassword: boolean;
            username: string;
        };
        StockCardLineDto: {
            /**
             * @description balance after the movement
             * @example 12.5
             */
            balance: string;
            /**
             * @description effect on the card: in is positive
             * @example 12.5
             */
            change: string;
            /** Format: date */
            effectiveOn: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            enteredQty: string;
            enteredUom: string;
            from: components["schemas"]["MovementSide"];
            /** @description ledger number */
            id: string;
            item: components["schemas"]["ItemRef"];
            lineNo: number;
            lot: components["schemas"]["LotRef"] | null;
            /** Format: date-time */
            occurredAt: string;
            /** Format: date-time */
            postedAt: string;
            posting: components["schemas"]["PostingRef"];
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            serial: components["schemas"]["NamedRef"] | null;
            to: components["schemas"]["MovementSide"];
            uom: string;
            /**
             * @description with permission stock.cost.read
             * @example 12.5
             */
            value?: string;
        };
        UomDto: {
            category: string;
            code: string;
            decimals: number;
            /** Format: uuid */
            id: string;
            name: string;
            nameEn: string;
            nameZh: string;
            rowVersion: number;
        };
        UomRefDto: {
            code: string;
            /** Format: uuid */
            id: string;
            name: string;
        };
        UpdateBomDto: {
            /**
             * @description decimal string
             * @example 12.5
             */
            baseQty?: string;
            /** @description replaces the list */
            lines?: components["schemas"]["BomLineInput"][];
        };
        UpdateImportDto: {
            /** @enum {string} */
            blank?: "keep" | "clear";
            /** @enum {string} */
            delimiter?: "," | ";" | "\t" | "|";
            /** @enum {string} */
            encoding?: "utf-8" | "utf-16le" | "utf-16be" | "big5";
            headerRow?: number;
            mapping?: {
                [key: string]: number | null;
            };
            /** @enum {string} */
            mode?: "insert" | "update" | "upsert";
            /** @enum {string} */
            onError?: "all_or_nothing" | "skip_errors";
            sheet?: string;
        };
        UpdateItemDto: {
            /** @description refused when it differs: it never changes */
            baseUom?: string;
            /** @description code of the category */
            category?: string | null;
            fefo?: boolean;
            gtin?: string | null;
            /** @enum {string} */
            kind?: "raw" | "wip" | "fg" | "consumable" | "service" | "tool";
            name?: string;
            nameEn?: string | null;
            /** @description refused when it differs: it never changes */
            qtyScale?: number;
            /**
             * @description decimal string
             * @example 12.5
             */
            safetyStock?: string;
            shelfLifeDays?: number | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            standardCost?: string | null;
            /** @enum {string} */
            status?: "active" | "blocked";
            /**
             * @description refused when it differs: it never changes
             * @enum {string}
             */
            tracking?: "none" | "lot" | "serial";
            /** @description replaces the list */
            uoms?: components["schemas"]["ItemUomInput"][];
        };
        UpdateLocationDto: {
            allowNegative?: boolean;
            isPickable?: boolean;
            /** @enum {string} */
            kind?: "storage" | "staging_in" | "staging_out" | "qc" | "production";
            name?: string;
            /** @description moves the location, with all below it, within its warehouse */
            parent?: string | null;
            pickSeq?: number;
            zone?: string | null;
        };
        UpdatePartnerDto: {
            name?: string;
            roles?: string[];
            /** @enum {string} */
            status?: "active" | "blocked";
            taxId?: string | null;
        };
        UpdateReasonCodeDto: {
            active?: boolean;
            labelEn?: string;
            labelZh?: string;
            needsApproval?: boolean;
            needsNote?: boolean;
        };
        UpdateReportScheduleDto: {
            active?: boolean;
            cron?: string;
            /** @enum {string} */
            format?: "xlsx" | "csv" | "pdf";
            /** @enum {string} */
            locale?: "zh-Hant" | "en";
            mailTo?: string[];
            name?: string;
            params?: {
                [key: string]: string | number | boolean | null;
            };
            webhook?: boolean;
        };
        UpdateUomDto: {
            /** @enum {string} */
            category?: "count" | "package" | "mass" | "length" | "area" | "volume" | "time" | "other";
            nameEn?: string;
            nameZh?: string;
        };
        UpdateWarehouseDto: {
            address?: string | null;
            name?: string;
        };
        UpdateWorkCenterDto: {
            /**
             * @description decimal string
             * @example 12.5
             */
            hourlyCost?: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            hoursPerDay?: string;
            location?: string | null;
            name?: string;
        };
        VersionAnswer: {
            latestVersion: string | null;
            message: string | null;
            minVersion: string | null;
            /** @enum {string} */
            status: "ok" | "update_recommended" | "update_required";
            url: string | null;
        };
        WarehouseDto: {
            address: string | null;
            code: string;
            /** Format: uuid */
            id: string;
            name: string;
            rowVersion: number;
            /** @enum {string} */
            status: "active" | "archived";
            /** @description the zones that the caller may see */
            zones: components["schemas"]["ZoneDto"][];
        };
        WorkCenterDto: {
            code: string;
            /**
             * @description only with the permission stock.cost.read
             * @example 12.5
             */
            hourlyCost?: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            hoursPerDay: string;
            /** Format: uuid */
            id: string;
            /** @description where its material stands */
            location: components["schemas"]["NamedRefDto"] | null;
            name: string;
            rowVersion: number;
        };
        ZoneDto: {
            code: string;
            /** Format: uuid */
            id: string;
            name: string;
        };
    };
    responses: {
        /** @description Refused; see `code` */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    Docs_docs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    System_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    Auth_changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginResult"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Auth_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginResult"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Auth_logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    Boms_list: {
        parameters: {
            query?: {
                /** @description code of a component: where is it used? */
                component?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description code of the item that is made */
                item?: string;
                /** @description rows at most */
                limit?: number;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                state?: "draft" | "active" | "obsolete";
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["BomSummaryDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Boms_create: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateBomDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BomDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Boms_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BomDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Boms_update: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateBomDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BomDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Boms_activate: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BomDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Boms_obsolete: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BomDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ClientErrors_report: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClientErrorReport"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    Exports_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["ExportDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Exports_create: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateExportDto"];
            };
        };
        responses: {
            /** @description OK */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Exports_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Exports_delete: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    Exports_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    ImportMappings_list: {
        parameters: {
            query: {
                type: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportMappingsDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ImportMappings_create: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateImportMappingDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportMappingDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ImportMappings_forget: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    Imports_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                type?: string;
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["ImportSessionDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Imports_upload: {
        parameters: {
            query: {
                /** @description name of the file, for people; the ending must fit the content */
                fileName: string;
                type: string;
            };
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description at most 20971520 bytes */
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportSessionDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Imports_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportSessionDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Imports_update: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateImportDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportSessionDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Imports_commit: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportSessionDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Imports_errors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    Imports_rollback: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportSessionDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ImportRows_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                status?: "new" | "changed" | "unchanged" | "error";
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["ImportRowDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ImportRows_fix: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
                line: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FixRowDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRowDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Imports_validate: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportSessionDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Imports_template: {
        parameters: {
            query?: {
                format?: "xlsx" | "csv";
                /** @description with the current records, at most 10 000 */
                withData?: boolean;
            };
            header?: never;
            path: {
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    Imports_types: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportTypesDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Inventory_asOf: {
        parameters: {
            query: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description balances at the end of this day */
                date: string;
                itemCode?: string;
                /** @description rows at most */
                limit?: number;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                /** @description warehouse code */
                warehouse?: string;
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["AsOfDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Inventory_availability: {
        parameters: {
            query: {
                itemCode: string;
                /** @description warehouse code */
                warehouse?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AvailabilityDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Inventory_balances: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description also empty balances */
                includeZero?: boolean;
                itemCode?: string;
                /** @description rows at most */
                limit?: number;
                /** @description location code */
                location?: string;
                /** @description lot code */
                lot?: string;
                /** @description part of an item code or name */
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                status?: "available" | "qc" | "hold" | "damaged";
                /** @description warehouse code */
                warehouse?: string;
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["BalanceDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Inventory_movements: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description first posting day */
                from?: string;
                itemCode?: string;
                /** @description rows at most */
                limit?: number;
                /** @description location code, either side */
                location?: string;
                /** @description lot code */
                lot?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                /** @description last posting day */
                to?: string;
                type?: "RECEIPT" | "PUTAWAY" | "TRANSFER" | "PICK" | "SHIP" | "ISSUE" | "BACKFLUSH" | "PRODUCE" | "SCRAP" | "ADJUST" | "COUNT" | "STATUS" | "SPLIT" | "OPENING" | "REVERSAL";
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["MovementDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Inventory_post: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostStockDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostedDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Inventory_posting: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostingDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Inventory_reverse: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReversePostingDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReversedDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Inventory_stockCard: {
        parameters: {
            query: {
                /** @description nextCursor of the page before */
                cursor?: string;
                itemCode: string;
                /** @description rows at most */
                limit?: number;
                /** @description location code */
                location?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["StockCardLineDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ItemCategories_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["CategoryDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ItemCategories_create: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCategoryDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Items_list: {
        parameters: {
            query?: {
                /** @description exact barcode or GTIN */
                barcode?: string;
                /** @description code of the category */
                category?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
                kind?: "raw" | "wip" | "fg" | "consumable" | "service" | "tool";
                /** @description rows at most */
                limit?: number;
                /** @description text in code or name */
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                status?: "active" | "blocked" | "archived";
                tracking?: "none" | "lot" | "serial";
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["ItemDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Items_create: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateItemDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Items_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Items_update: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateItemDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Items_archive: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Items_addBarcode: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddBarcodeDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Items_removeBarcode: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                code: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Jobs_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                /** @description newest first, the only order */
                sort?: "-createdAt";
                /** @description open: not ended; recent: open, or ended within 24 hours; all: of the last 7 days */
                state?: "open" | "recent" | "all";
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["JobDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Jobs_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Jobs_cancel: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Jobs_retry: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Locations_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                kind?: "storage" | "staging_in" | "staging_out" | "qc" | "production" | "virtual";
                /** @description rows at most */
                limit?: number;
                /** @description code of the location directly above */
                parent?: string;
                /** @description text in code or name */
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                status?: "active" | "archived";
                /** @description code of the warehouse */
                warehouse?: string;
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
                /** @description code of the zone */
                zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["LocationDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Locations_create: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateLocationDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocationDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Locations_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocationDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Locations_update: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateLocationDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocationDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Locations_archive: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocationDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Locations_lock: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LockLocationDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocationDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Locations_unlock: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocationDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Lots_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description expires on or before */
                expiresBy?: string;
                itemCode?: string;
                /** @description rows at most */
                limit?: number;
                /** @description part of a lot code */
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                status?: "available" | "quarantine" | "hold" | "recalled" | "consumed";
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["LotDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Lots_create: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateLotDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LotDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Lots_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LotDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Lots_hold: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LotReasonDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LotDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Lots_release: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LotReasonDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LotDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Me_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Me_permissions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PermissionScopes"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Docs_openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    Partners_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                /** @description text in code or name */
                q?: string;
                role?: "supplier" | "customer" | "carrier";
                /** @description sort key; a leading - turns it around */
                sort?: string;
                status?: "active" | "blocked" | "archived";
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["PartnerDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Partners_create: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePartnerDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartnerDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Partners_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartnerDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Partners_update: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdatePartnerDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartnerDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Partners_archive: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartnerDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ReasonCodes_list: {
        parameters: {
            query?: {
                active?: boolean;
                /** @description nextCursor of the page before */
                cursor?: string;
                domain?: "adjust" | "scrap" | "downtime" | "short_pick" | "return" | "count" | "hold";
                /** @description rows at most */
                limit?: number;
                /** @description text in code or label */
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["ReasonCodeDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ReasonCodes_create: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateReasonCodeDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReasonCodeDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ReasonCodes_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReasonCodeDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ReasonCodes_update: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateReasonCodeDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReasonCodeDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Reports_listPresets: {
        parameters: {
            query?: {
                /** @description only of this report */
                report?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["ReportPresetDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Reports_createPreset: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateReportPresetDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportPresetDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Reports_deletePreset: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    Reports_listSchedules: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["ReportScheduleDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Reports_createSchedule: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateReportScheduleDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportScheduleDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Reports_getSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportScheduleDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Reports_deleteSchedule: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    Reports_updateSchedule: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateReportScheduleDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportScheduleDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Reports_catalogue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportCatalogueDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Reports_preview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportPreviewDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Reservations_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                itemCode?: string;
                /** @description rows at most */
                limit?: number;
                ownerRef?: string;
                ownerType?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                state?: "open" | "consumed" | "released" | "expired";
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["ReservationDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Reservations_reserve: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReserveDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationDto"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Reservations_release: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Lots_serials: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                itemCode?: string;
                /** @description rows at most */
                limit?: number;
                /** @description part of a serial number */
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["SerialDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    System_check: {
        parameters: {
            query: {
                /** @description pda or portal */
                app: string;
                version: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionAnswer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Uoms_list: {
        parameters: {
            query?: {
                category?: "count" | "package" | "mass" | "length" | "area" | "volume" | "time" | "other";
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["UomDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Uoms_create: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUomDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UomDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Uoms_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UomDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Uoms_update: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateUomDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UomDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Warehouses_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                status?: "active" | "archived";
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["WarehouseDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Warehouses_create: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWarehouseDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarehouseDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Warehouses_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarehouseDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Warehouses_update: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateWarehouseDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarehouseDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Warehouses_archive: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarehouseDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Warehouses_addZone: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateZoneDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarehouseDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkCenters_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                /** @description text in code or name */
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        archivedThrough?: string;
                        items: components["schemas"]["WorkCenterDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkCenters_create: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWorkCenterDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkCenterDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkCenters_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkCenterDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkCenters_update: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateWorkCenterDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkCenterDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Health_all: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    Health_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    Health_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
}
