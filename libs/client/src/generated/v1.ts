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
    "/api/v1/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Adjustments, newest first */
        get: operations["Adjustments_list"];
        put?: never;
        /** Adjusts stock; above the limit it waits for another person */
        post: operations["Adjustments_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/adjustments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One adjustment, by id or number */
        get: operations["Adjustments_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/adjustments/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves it and posts the change; by another person */
        post: operations["Adjustments_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/adjustments/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuses it; by another person */
        post: operations["Adjustments_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/adjustments/{id}/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Posts the exact opposite, once */
        post: operations["Adjustments_reverse"];
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
    "/api/v1/auth/badge-login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in on an enrolled device with badge and PIN */
        post: operations["Auth_badgeLogin"];
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
    "/api/v1/auth/change-pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the own PIN, or set the first one with the password */
        post: operations["Auth_changePin"];
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
    "/api/v1/boards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The boards that you may see */
        get: operations["Boards_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boards/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One board as it is now, at most two seconds old; 304 while its data is the same */
        get: operations["Boards_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boards/{key}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The board as a WebSocket, where the licence has it; since=VERSION resumes without sending the same data again */
        get: operations["BoardStream_stream"];
        put?: never;
        post?: never;
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
        /** Changes a draft, or the last day of an active bill */
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
        /** Makes the draft the bill of its item on its days */
        post: operations["Boms_activate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boms/{id}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new draft that says what this version says */
        post: operations["Boms_copy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boms/{id}/explode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All levels below one bill, which may be a draft */
        get: operations["Boms_explode"];
        put?: never;
        post?: never;
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
    "/api/v1/boms/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How two versions of a bill differ */
        get: operations["Boms_diff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boms/explode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All levels of what an item is made of on a day, with quantities */
        get: operations["Boms_explodeItem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/boms/where-used": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every bill that needs an item on a day, directly or through others */
        get: operations["Boms_whereUsed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calendars, without the days that differ */
        get: operations["Calendars_list"];
        put?: never;
        /** Creates a calendar */
        post: operations["Calendars_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendars/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One calendar with the days that differ */
        get: operations["Calendars_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a calendar */
        patch: operations["Calendars_update"];
        trace?: never;
    };
    "/api/v1/calendars/{id}/exceptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replaces the days that differ */
        put: operations["Calendars_exceptions"];
        post?: never;
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
    "/api/v1/conflicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Work done offline that waits for a person, newest first */
        get: operations["Conflicts_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conflicts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the device sent, what the server said, and how things stand now */
        get: operations["Conflicts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conflicts/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Applies the operation, as it came or corrected, or discards it */
        post: operations["Conflicts_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/count-plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is counted regularly */
        get: operations["CountPlans_list"];
        put?: never;
        /** Makes a count plan */
        post: operations["CountPlans_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/count-plans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One count plan */
        get: operations["CountPlans_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a count plan; sessions that exist stay as they are */
        patch: operations["CountPlans_update"];
        trace?: never;
    };
    "/api/v1/count-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts, newest first */
        get: operations["CountSessions_list"];
        put?: never;
        /** Plans a count by a plan or a scope of its own */
        post: operations["CountSessions_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/count-sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One count, by id or number */
        get: operations["CountSessions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/count-sessions/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves the differences; by somebody who counted none of them */
        post: operations["CountSessions_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/count-sessions/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a count up; nothing is posted */
        post: operations["CountSessions_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/count-sessions/{id}/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the tasks, one a place */
        post: operations["CountSessions_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/count-sessions/{id}/post": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Posts the differences, at most 1 000 a call; again until nothing is open */
        post: operations["CountSessions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/count-sessions/{id}/request-recount": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has places counted again: the named ones, or those with differences outside tolerance */
        post: operations["CountSessions_requestRecount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/count-sessions/{id}/variances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was counted against what the book held at that moment */
        get: operations["CountSessions_variances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/count-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Places to count */
        get: operations["CountTasks_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/count-tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One place with the own entries */
        get: operations["CountTasks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/count-tasks/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the place for ten minutes; again prolongs it */
        post: operations["CountTasks_claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/count-tasks/{id}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds what was counted; also items that nobody expects there */
        post: operations["CountTasks_entries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/count-tasks/{id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that nothing else is there */
        post: operations["CountTasks_finish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/count-tasks/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the place back */
        post: operations["CountTasks_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/count-tasks/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The task in hand, else the nearest free place; 404 when there is no work */
        get: operations["CountTasks_next"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns from customers, newest first */
        get: operations["CustomerReturns_list"];
        put?: never;
        /** Announces goods that come back */
        post: operations["CustomerReturns_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-returns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One return with its lines, by id or number */
        get: operations["CustomerReturns_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-returns/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** They will not come */
        post: operations["CustomerReturns_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customer-returns/{id}/receive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The goods are in; of a named shipment no more than left */
        post: operations["CustomerReturns_receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/demands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is wanted: written down, ordered by customers, or to be kept in stock; the earliest first */
        get: operations["Demands_list"];
        put?: never;
        /** Writes a demand or a forecast down */
        post: operations["Demands_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/demands/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One demand that somebody wrote down */
        get: operations["Demands_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a demand */
        patch: operations["Demands_update"];
        trace?: never;
    };
    "/api/v1/demands/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Nobody wants it any more */
        post: operations["Demands_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/device-ops/{opId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of an operation that this device or person has sent */
        get: operations["DeviceOps_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/device-ops/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings home work done offline: up to 200 operations, each done once however often it is sent */
        post: operations["DeviceOps_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/enroll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enrol a device with the single-use code of its QR code */
        post: operations["DeviceEnrolment_enrol"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/downtime-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When work centres stood still, latest first */
        get: operations["DowntimeEvents_list"];
        put?: never;
        /** A work centre stands still */
        post: operations["DowntimeEvents_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/downtime-events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One downtime */
        get: operations["DowntimeEvents_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/downtime-events/{id}/classify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says why it stood still, and whether that was planned */
        post: operations["DowntimeEvents_classify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/downtime-events/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It runs again */
        post: operations["DowntimeEvents_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/downtime-events/{id}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cuts a downtime in two; answers the second part */
        post: operations["DowntimeEvents_split"];
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
    "/api/v1/inspections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Inspections, newest first */
        get: operations["Inspections_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One inspection, by id or number */
        get: operations["Inspections_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Calls the inspection off: its goods have left the dock by another way */
        post: operations["Inspections_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/disposition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decides what becomes of the goods, in parts if need be */
        post: operations["Inspections_dispose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records what was found */
        post: operations["Inspections_record"];
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
        /** On hand, reserved, on hold, available and in transit of one item */
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
    "/api/v1/inventory/status-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes stock available, holds it back or marks it damaged */
        post: operations["StatusChanges_change"];
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
        /** One lot and where it stands */
        get: operations["Lots_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes what is known about a lot */
        patch: operations["Lots_update"];
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
        /** The lot stays where it is and cannot be used; tells which documents were promised stock of it */
        post: operations["Lots_hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lots/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The stock of a lot becomes that of another one; the earlier expiry counts */
        post: operations["Lots_merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lots/{id}/movements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Movements of a lot, newest first */
        get: operations["Lots_movements"];
        put?: never;
        post?: never;
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
    "/api/v1/lots/{id}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Part of a lot becomes a new lot where it stands */
        post: operations["Lots_split"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lots/{id}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a lot came from and what became of it */
        get: operations["Lots_trace"];
        put?: never;
        post?: never;
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
    "/api/v1/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Moves stock from place to place in one step */
        post: operations["Moves_move"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oee": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Overall equipment effectiveness by work centre and shift, day or week */
        get: operations["Oee_list"];
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
    "/api/v1/operation-runs/{id}/correct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The work ended earlier than the clock says: somebody forgot to stop */
        post: operations["OperationRuns_correct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for a work centre; what runs there comes first */
        get: operations["OperationQueue_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/packages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a package with the next SSCC */
        post: operations["Packages_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/packages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One package with its contents */
        get: operations["Packages_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/packages/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes the package */
        post: operations["Packages_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/packages/{id}/contents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts picked goods into the package */
        post: operations["Packages_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/packages/{id}/label": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The label as PDF, with the SSCC as GS1-128 */
        get: operations["Packages_label"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/packages/{id}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes everything out again; the number is never used again */
        post: operations["Packages_void"];
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
    "/api/v1/pick-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Pick tasks, newest first */
        get: operations["PickTasks_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pick-tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One pick task */
        get: operations["PickTasks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pick-tasks/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the task for ten minutes; somebody else at it is named */
        post: operations["PickTasks_claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pick-tasks/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goods were taken from the bin to the stage; another place or lot than the task says is refused */
        post: operations["PickTasks_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pick-tasks/{id}/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Renews the claim */
        post: operations["PickTasks_heartbeat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pick-tasks/{id}/reassign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the task to somebody */
        post: operations["PickTasks_reassign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pick-tasks/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the task back; the one of somebody else needs pick.assign */
        post: operations["PickTasks_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pick-tasks/{id}/short": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Not everything was there; the rest is looked for elsewhere and the bin reported */
        post: operations["PickTasks_short"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pick-tasks/{id}/substitute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The rest is fetched from another place or lot */
        post: operations["PickTasks_substitute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pick-tasks/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What to pick next: the own tasks first, then along the route */
        get: operations["PickTasks_next"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/planning/load": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What work centres have to do against what they can do, forward from now */
        get: operations["PlanningLoad_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/planning/parameters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How items are ordered, by item code */
        get: operations["PlanningParameters_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/planning/parameters/{itemCode}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How one item is ordered */
        get: operations["PlanningParameters_get"];
        /** Says how an item is ordered, everywhere or in one warehouse; If-Match is needed when that has been said before */
        put: operations["PlanningParameters_put"];
        post?: never;
        /** Unsays how an item is ordered, everywhere or in one warehouse */
        delete: operations["PlanningParameters_forget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/planning/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest planning runs, newest first */
        get: operations["PlanningRuns_list"];
        put?: never;
        /** Makes a plan; the job tells how far it is and can be cancelled */
        post: operations["PlanningRuns_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/planning/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One planning run */
        get: operations["PlanningRuns_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/planning/runs/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes drafts of suggestions: all that are named or none, or all that can be accepted */
        post: operations["PlanningRuns_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/planning/runs/{id}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a run suggests, what must be decided first in front */
        get: operations["PlanningRuns_listSuggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/planning/suggestions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One suggestion and why it was made */
        get: operations["PlanningSuggestions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Another quantity, day or supplier before it is accepted */
        patch: operations["PlanningSuggestions_edit"];
        trace?: never;
    };
    "/api/v1/planning/suggestions/{id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says no to a suggestion */
        post: operations["PlanningSuggestions_dismiss"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/planning/suggestions/{id}/pegging": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a suggestion serves, what serves it, and where all of that comes from */
        get: operations["PlanningSuggestions_pegging"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/production-reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was reported from the floor, newest first */
        get: operations["ProductionReports_list"];
        put?: never;
        /** Reports good, scrapped and reworked pieces: uses up material, brings good pieces into stock, links what went into them */
        post: operations["ProductionReports_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/production-reports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One report; it never changes, but another may count instead */
        get: operations["ProductionReports_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/production-reports/{id}/supersede": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Corrects a report by another that counts instead; all quantities nothing take it back */
        post: operations["ProductionReports_supersede"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/purchase-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Purchase orders, newest first */
        get: operations["PurchaseOrders_list"];
        put?: never;
        /** Writes a draft */
        post: operations["PurchaseOrders_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/purchase-orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One purchase order with its lines, by id or number */
        get: operations["PurchaseOrders_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Exchanges a draft as a whole */
        patch: operations["PurchaseOrders_update"];
        trace?: never;
    };
    "/api/v1/purchase-orders/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves a draft; from now on it can be received */
        post: operations["PurchaseOrders_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/purchase-orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels an order of which nothing was received */
        post: operations["PurchaseOrders_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/purchase-orders/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Expects nothing more */
        post: operations["PurchaseOrders_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/purchase-orders/{id}/open-lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is still to come */
        get: operations["PurchaseOrders_openLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/putaway-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Put-away tasks, newest first */
        get: operations["PutawayTasks_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/putaway-tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One put-away task */
        get: operations["PutawayTasks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/putaway-tasks/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Calls the task off: its goods have left the dock by another way */
        post: operations["PutawayTasks_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/putaway-tasks/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the task for ten minutes */
        post: operations["PutawayTasks_claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/putaway-tasks/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The goods, or a part of them, are in their bin */
        post: operations["PutawayTasks_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/putaway-tasks/{id}/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Still at it: ten more minutes */
        post: operations["PutawayTasks_heartbeat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/putaway-tasks/{id}/reassign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the task to somebody */
        post: operations["PutawayTasks_reassign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/putaway-tasks/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the task back; a lead frees other people’s too */
        post: operations["PutawayTasks_release"];
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
    "/api/v1/recalls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recalls and recall drills, newest first */
        get: operations["Recalls_list"];
        put?: never;
        /** Calls lots back: holds everything that came of them, wherever it is; or only rehearses it */
        post: operations["Recalls_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recalls/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One recall, by id or number */
        get: operations["Recalls_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recalls/{id}/affected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is affected: where it stood, whom it was promised to, who got it */
        get: operations["Recalls_affected"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recalls/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a recall: its lots are released, only to be scrapped, or stay held */
        post: operations["Recalls_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recalls/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the file that proves what was found and done; one of your five exports an hour */
        post: operations["Recalls_evidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Receipts, newest first */
        get: operations["Receipts_list"];
        put?: never;
        /** Begins a receipt, for an order or without one */
        post: operations["Receipts_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One receipt with its lines, its inspections and its put-away, by id or number */
        get: operations["Receipts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels a receipt into which nothing was received */
        post: operations["Receipts_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Nothing more comes with this delivery */
        post: operations["Receipts_finish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes lines in, up to a thousand at once: all of them or none */
        post: operations["Receipts_confirmLines"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}/lines/{lineId}/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes one line back while its goods are where they arrived */
        post: operations["Receipts_reverseLine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replenishment-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Places that are kept filled */
        get: operations["ReplenishmentRules_list"];
        put?: never;
        /** Keeps a place filled */
        post: operations["ReplenishmentRules_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replenishment-rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One rule */
        get: operations["ReplenishmentRules_get"];
        put?: never;
        post?: never;
        /** Removes a rule with its open work */
        delete: operations["ReplenishmentRules_discard"];
        options?: never;
        head?: never;
        /** Changes a rule */
        patch: operations["ReplenishmentRules_update"];
        trace?: never;
    };
    "/api/v1/replenishment-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Work that keeps places filled */
        get: operations["ReplenishmentTasks_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replenishment-tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One task */
        get: operations["ReplenishmentTasks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replenishment-tasks/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the task for ten minutes; again prolongs it */
        post: operations["ReplenishmentTasks_claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replenishment-tasks/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings all of it or a part */
        post: operations["ReplenishmentTasks_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replenishment-tasks/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the task back */
        post: operations["ReplenishmentTasks_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replenishment-tasks/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Looks now what runs low; the worker looks every five minutes */
        post: operations["ReplenishmentTasks_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
    "/api/v1/routings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Routings, without their operations */
        get: operations["Routings_list"];
        put?: never;
        /** Creates a draft of a routing, one version on */
        post: operations["Routings_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One routing */
        get: operations["Routings_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a draft */
        patch: operations["Routings_update"];
        trace?: never;
    };
    "/api/v1/routings/{id}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the draft the routing of its item */
        post: operations["Routings_activate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routings/{id}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new draft that says what this version says */
        post: operations["Routings_copy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routings/{id}/obsolete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends an active routing */
        post: operations["Routings_obsolete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sales-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sales orders, newest first */
        get: operations["SalesOrders_list"];
        put?: never;
        /** Writes a draft; everything that is wrong with it comes in one answer */
        post: operations["SalesOrders_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sales-orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One sales order with its lines and shipments, by id or number */
        get: operations["SalesOrders_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Writes a draft anew, lines included */
        patch: operations["SalesOrders_update"];
        trace?: never;
    };
    "/api/v1/sales-orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels an order of which nothing has left and nothing is under way */
        post: operations["SalesOrders_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sales-orders/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes an order; what is still open will not be shipped */
        post: operations["SalesOrders_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sales-orders/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirms a draft; shipments may be made from now on */
        post: operations["SalesOrders_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scan/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a scanned code means: our own codes first, then GS1; several meanings are listed, none is an answer too */
        post: operations["Scan_resolve"];
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
        get: operations["Serials_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/serials/{id}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a serial number came from and what became of it */
        get: operations["Serials_trace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shifts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shifts */
        get: operations["Shifts_list"];
        put?: never;
        /** Creates a shift */
        post: operations["Shifts_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shifts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One shift */
        get: operations["Shifts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a shift */
        patch: operations["Shifts_update"];
        trace?: never;
    };
    "/api/v1/shipments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shipments, newest first */
        get: operations["Shipments_list"];
        put?: never;
        /** Makes a shipment of what is open of an order, or of lines without one */
        post: operations["Shipments_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shipments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One shipment with its lines, promises, packages and tasks, by id or number */
        get: operations["Shipments_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shipments/{id}/allocate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Promises stock to all lines, first expired first; all or nothing unless partial */
        post: operations["Shipments_allocate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shipments/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the shipment: promises are given back, picked goods carried home */
        post: operations["Shipments_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shipments/{id}/deliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The customer has it */
        post: operations["Shipments_deliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shipments/{id}/pack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Everything is packed */
        post: operations["Shipments_pack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shipments/{id}/pick-start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the pick tasks of one shipment */
        post: operations["Shipments_startPicking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shipments/{id}/ship": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Everything leaves the house */
        post: operations["Shipments_ship"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shipments/{id}/short-ship": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What is picked leaves; the rest becomes a backorder or is given up */
        post: operations["Shipments_shortShip"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shipments/{id}/unallocate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives all promised stock back */
        post: operations["Shipments_unallocate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supplier-returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns to suppliers, newest first */
        get: operations["SupplierReturns_list"];
        put?: never;
        /** Writes a draft */
        post: operations["SupplierReturns_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supplier-returns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One return with its lines, by id or number */
        get: operations["SupplierReturns_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supplier-returns/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels a draft */
        post: operations["SupplierReturns_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supplier-returns/{id}/ship": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The goods leave */
        post: operations["SupplierReturns_ship"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Data for work offline: everything once, then what has changed, with tombstones */
        get: operations["Sync_snapshot"];
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
    "/api/v1/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Transfers between warehouses, newest first */
        get: operations["Transfers_list"];
        put?: never;
        /** Plans a transfer */
        post: operations["Transfers_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transfers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One transfer, by id or number */
        get: operations["Transfers_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transfers/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives up a transfer that has not left */
        post: operations["Transfers_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transfers/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends it; what did not arrive becomes an adjustment request */
        post: operations["Transfers_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transfers/{id}/dispatch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The goods leave and are under way */
        post: operations["Transfers_dispatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transfers/{id}/receive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What has arrived, in parts as it comes */
        post: operations["Transfers_receive"];
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
    "/api/v1/uoms/adopt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a unit of UN/CEFACT Recommendation 20 over into the units of the factory */
        post: operations["Uoms_adopt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uoms/reference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Units of UN/CEFACT Recommendation 20 to pick from, best match first */
        get: operations["Uoms_reference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
    "/api/v1/waves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Picking waves, newest first */
        get: operations["Waves_list"];
        put?: never;
        /** Puts allocated shipments together to be picked in one go */
        post: operations["Waves_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/waves/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One wave with its shipments and tasks, by id or number */
        get: operations["Waves_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/waves/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes back a wave that nobody has begun */
        post: operations["Waves_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/waves/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the pick tasks in the order of the walk */
        post: operations["Waves_release"];
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
    "/api/v1/work-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Work orders, newest first, by due day or by priority */
        get: operations["WorkOrders_list"];
        put?: never;
        /** Writes a draft */
        post: operations["WorkOrders_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One work order with its operations, by id or number */
        get: operations["WorkOrders_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a draft or a planned order */
        patch: operations["WorkOrders_update"];
        trace?: never;
    };
    "/api/v1/work-orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends an order of which nothing has moved */
        post: operations["WorkOrders_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes for good what the order has cost beside its plan */
        post: operations["WorkOrders_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/consumptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What went into an order and what came back, newest first */
        get: operations["WorkOrderMaterials_consumptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/cost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the order has cost beside its plan */
        get: operations["WorkOrderViews_cost"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The plan is reached and every operation over; promises are given back */
        post: operations["WorkOrders_finish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/genealogy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lots and serial numbers that went in and came out */
        get: operations["WorkOrderViews_genealogy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Nothing may be issued or reported until it is resumed */
        post: operations["WorkOrders_hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/issue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issues material to an order: what was scanned, a list, or everything that is still needed */
        post: operations["WorkOrderMaterials_issue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/materials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The frozen bill and how far it is covered */
        get: operations["WorkOrderViews_materials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/materials/{materialId}/substitute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets another item stand in for a part of what is still needed of a material */
        post: operations["WorkOrderMaterials_substitute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/operations/{opNo}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The operation is over */
        post: operations["WorkOrderOperations_finish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/operations/{opNo}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops the own part; who is the last, or not at it, stops the operation */
        post: operations["WorkOrderOperations_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/operations/{opNo}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes on with a paused operation */
        post: operations["WorkOrderOperations_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/operations/{opNo}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who worked on an operation from when to when */
        get: operations["WorkOrderOperations_listRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/operations/{opNo}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The operation is not done this time */
        post: operations["WorkOrderOperations_skip"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/operations/{opNo}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins an operation, or joins who is at it */
        post: operations["WorkOrderOperations_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A draft is meant to be made */
        post: operations["WorkOrders_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Freezes bill and routing and promises material; short material is told unless all or nothing is asked for */
        post: operations["WorkOrders_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a completed order go on, while its month is open */
        post: operations["WorkOrders_reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/reserve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Promises material that was short at the release and has come since */
        post: operations["WorkOrders_reserve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes on where it was held */
        post: operations["WorkOrders_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes back what was issued and not used */
        post: operations["WorkOrderMaterials_giveBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/short-close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends with less than was planned */
        post: operations["WorkOrders_shortClose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/shortages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Material that is missing */
        get: operations["WorkOrderViews_shortages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes an order of its own of what is not made yet */
        post: operations["WorkOrders_split"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins by hand; the first report, issue or operation does it by itself */
        post: operations["WorkOrders_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What has happened, latest first */
        get: operations["WorkOrderViews_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/{id}/travel-card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The card that travels with the pieces, as PDF with a QR code for the order and for each operation */
        get: operations["WorkOrderViews_travelCard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes several orders: all or none */
        post: operations["WorkOrders_closeMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Releases several orders: all or none */
        post: operations["WorkOrders_releaseMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/reschedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives several orders other days: all or none */
        post: operations["WorkOrders_reschedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-orders/travel-cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cards of several orders in one PDF, every order on a page of its own */
        get: operations["WorkOrders_travelCards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/download/latest.apk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The Android app, from an installation in the factory only; X-Checksum-Sha256 is its digest */
        get: operations["Download_latest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
        AcceptDto: {
            /** @description everything that is open and can become a document, up to 1 000 at a time; what cannot be accepted is skipped */
            all?: boolean;
            /** @description ids */
            suggestions?: string[];
        };
        AcceptedDto: {
            accepted: number;
            /** @description the drafts that were made */
            documents: components["schemas"]["SuggestionDocumentDto"][];
            /** @description with `all`: what was left open, and why */
            skipped: components["schemas"]["SkippedDto"][];
        };
        ActorRef: {
            name: string;
            type: string;
        };
        AddBarcodeDto: {
            code: string;
            /**
             * @description how many of the unit one scan stands for; 1 when absent
             * @example 12.5
             */
            qty?: string;
            /** @example EAN13 */
            symbology?: string | null;
            /** @description unit that one scan stands for */
            uom?: string | null;
        };
        AddPackageContentDto: {
            /**
             * Format: uuid
             * @description line of the shipment
             */
            lineId: string;
            /** @description needed when the line was picked from several lots */
            lot?: string;
            /**
             * @description base units
             * @example 12.5
             */
            qty: string;
            serial?: string;
        };
        AdjustmentDto: {
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            decidedAt: string | null;
            decidedBy: string | null;
            decisionNote: string | null;
            /** @description document that it came from */
            docRef: string | null;
            /** Format: uuid */
            id: string;
            legal: string[];
            /** @description absent in lists */
            lines?: components["schemas"]["AdjustmentLineDto"][];
            note: string | null;
            number: string;
            /** Format: uuid */
            postingId: string | null;
            reason: components["schemas"]["ReasonRef"];
            requestedBy: string;
            reversalNote: string | null;
            /** Format: date-time */
            reversedAt: string | null;
            reversedBy: string | null;
            rowVersion: number;
            /** @enum {string} */
            state: "pending_approval" | "posted" | "rejected" | "reversed";
            /**
             * @description for those who see cost
             * @example 12.5
             */
            value: string | null;
            warehouse: components["schemas"]["NamedRef"];
        };
        AdjustmentLineDto: {
            item: components["schemas"]["ItemRef"];
            /** @description null when outside your scope */
            location: components["schemas"]["NamedRef"] | null;
            lot: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            qtyChange: string;
            serials: string[];
            /** @enum {string} */
            status: "available" | "qc" | "hold" | "damaged";
            /**
             * @description at the moving average when it was requested
             * @example 12.5
             */
            value: string | null;
        };
        AdjustmentLineInput: {
            itemCode: string;
            location: string;
            lot?: string;
            /**
             * @description in base units; negative for what is missing
             * @example 12.5
             */
            qtyChange: string;
            serials?: string[];
            /**
             * @description bucket; available when absent
             * @enum {string}
             */
            status?: "available" | "qc" | "hold" | "damaged";
        };
        AdoptUomDto: {
            /**
             * @description code of Recommendation 20
             * @example MTQ
             */
            code: string;
            /** @description digits after the point that a quantity may have */
            decimals?: number;
            /** @description what people here call it */
            nameZh?: string;
        };
        AffectedDocumentDto: {
            /** Format: date-time */
            at: string | null;
            docRef: string | null;
            docType: string | null;
            /** @description customer */
            partner: components["schemas"]["NamedRef"] | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
        };
        AffectedDto: {
            /** @description what counts and adjustments took away; less than zero: what they found */
            adjusted: components["schemas"]["AffectedDocumentDto"][];
            /** @description what customers sent back */
            cameBack: components["schemas"]["AffectedDocumentDto"][];
            code: string;
            /** @description 0 = called back itself; above, what came of it; below, what it was made of */
            depth: number;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRef"];
            /** @enum {string} */
            kind: "lot" | "serial";
            /** @description whom it was promised to */
            reserved: components["schemas"]["AffectedDocumentDto"][];
            /** @description what went back to its supplier */
            returned: components["schemas"]["AffectedDocumentDto"][];
            /** @description less than zero: what came back from it */
            scrapped: components["schemas"]["AffectedDocumentDto"][];
            /** @description who got it, and when */
            shipped: components["schemas"]["AffectedDocumentDto"][];
            /** @description what it is now */
            status: string;
            /** @description what it was before the recall */
            statusBefore: string;
            /** @description where it stood when the recall found it */
            stock: components["schemas"]["AffectedPlaceDto"][];
            /** @description what it was used for */
            used: components["schemas"]["AffectedDocumentDto"][];
        };
        AffectedPlaceDto: {
            location: components["schemas"]["NamedRef"] | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            /** @enum {string} */
            status: "available" | "qc" | "hold" | "damaged";
        };
        AllocateShipmentDto: {
            /** @description take what is there; otherwise all or nothing */
            partial?: boolean;
        };
        AlreadyImportedDto: {
            /** Format: date-time */
            committedAt: string;
            /** Format: uuid */
            id: string;
        };
        ApproveCountDto: {
            /** @description accepts keys that moved between two entries of one visit or would leave quarantine; without it they have to be counted again */
            acceptMoved?: boolean;
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
            /**
             * @description dispatched by a transfer and not yet received; counts for the warehouse that it goes to
             * @example 12.5
             */
            inTransit: string;
            item: components["schemas"]["ItemRef"];
            /**
             * @description stands in a warehouse, whatever its status; what is under way is not in it
             * @example 12.5
             */
            onHand: string;
            /**
             * @description part of onHand in the buckets qc, hold, damaged
             * @example 12.5
             */
            onHold: string;
            /**
             * @description part of onHand that documents have taken for themselves and not yet used
             * @example 12.5
             */
            reserved: string;
        };
        BadgeLoginInput: {
            /** @description what the badge says */
            badge: string;
            pin: string;
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
        BilingualDto: {
            en: string;
            zh: string;
        };
        BoardDto: {
            /** @description age of the data when this was sent */
            ageMs: number;
            /**
             * Format: date-time
             * @description nothing in the data is older, but counts of missing materials: those by 12 s at most
             */
            asOf: string;
            /** @description by kind; moments instead of ages, so that the version stays while the clock goes on */
            data: Record<string, never>;
            key: string;
            /** @enum {string} */
            kind: "work-center" | "line" | "warehouse" | "work-orders";
            /** @description newer data could not be had; such an answer is never a 304 */
            stale: boolean;
            /** @description the ETag: stays while the data is the same */
            version: string;
        };
        BoardEntryDto: {
            /** @description work-center:CODE, line:GROUP, warehouse:CODE, work-orders or work-orders:WAREHOUSE */
            key: string;
            /** @enum {string} */
            kind: "work-center" | "line" | "warehouse" | "work-orders";
            titleEn: string;
            titleZh: string;
        };
        BoardListDto: {
            items: components["schemas"]["BoardEntryDto"][];
        };
        BomDiffDto: {
            a: components["schemas"]["BomSummaryDto"];
            added: components["schemas"]["BomLineDto"][];
            b: components["schemas"]["BomSummaryDto"];
            changed: components["schemas"]["BomLineChangeDto"][];
            header: components["schemas"]["BomFieldChangeDto"][];
            removed: components["schemas"]["BomLineDto"][];
        };
        BomDto: {
            /** @description who made it active */
            approvedBy: string | null;
            /**
             * @description how much of the item the lines make
             * @example 12.5
             */
            baseQty: string;
            changeNote: string | null;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["NamedRefDto"];
            /**
             * @description phantom: never made; its lines take its place in the bills that use it
             * @enum {string}
             */
            kind: "standard" | "phantom";
            /** @description what may be done now */
            legal: string[];
            lines: components["schemas"]["BomLineDto"][];
            rowVersion: number;
            /** @enum {string} */
            state: "draft" | "active" | "obsolete";
            /**
             * Format: date
             * @description first day on which the bill holds; none = from the beginning
             */
            validFrom: string | null;
            /**
             * Format: date
             * @description last day on which the bill holds; none = without end
             */
            validTo: string | null;
            version: number;
            /**
             * @description good ones of a hundred started
             * @example 12.5
             */
            yieldPct: string;
        };
        BomFieldChangeDto: {
            after: string | null;
            before: string | null;
            field: string;
        };
        BomLineChangeDto: {
            after: string | null;
            before: string | null;
            component: components["schemas"]["NamedRefDto"];
            field: string;
        };
        BomLineDto: {
            component: components["schemas"]["NamedRefDto"];
            /** Format: uuid */
            id: string;
            /**
             * @description none = as the item says
             * @enum {string|null}
             */
            issueMethod: "manual" | "pick" | "backflush" | null;
            /** @description operation that uses it up; none = the last one */
            opNo: number | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            /**
             * @description fixed: once an order, however many are made
             * @enum {string}
             */
            qtyKind: "per_unit" | "fixed";
            /**
             * @description percent that is lost on the way
             * @example 12.5
             */
            scrapPct: string;
            substitutes: components["schemas"]["BomSubstituteDto"][];
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
            /** @enum {string|null} */
            issueMethod?: "manual" | "pick" | "backflush" | null;
            opNo?: number | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            /** @enum {string} */
            qtyKind?: "per_unit" | "fixed";
            /**
             * @description decimal string
             * @example 12.5
             */
            scrapPct?: string;
            substitutes?: components["schemas"]["BomSubstituteInput"][];
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
        BomRefDto: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            state: "draft" | "active" | "obsolete";
            version: number;
        };
        BomSubstituteDto: {
            item: components["schemas"]["NamedRefDto"];
            /** @description 1 is tried first */
            priority: number;
            /**
             * @description base units of it that replace one base unit of the component
             * @example 12.5
             */
            ratio: string;
        };
        BomSubstituteInput: {
            /** @description code of the item */
            item: string;
            /** @description 1 is tried first; the order of the list when absent */
            priority?: number;
            /**
             * @description base units of it for one base unit of the component; 1 when absent
             * @example 12.5
             */
            ratio?: string;
        };
        BomSummaryDto: {
            /** @description who made it active */
            approvedBy: string | null;
            /**
             * @description how much of the item the lines make
             * @example 12.5
             */
            baseQty: string;
            changeNote: string | null;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["NamedRefDto"];
            /**
             * @description phantom: never made; its lines take its place in the bills that use it
             * @enum {string}
             */
            kind: "standard" | "phantom";
            /** @description what may be done now */
            legal: string[];
            rowVersion: number;
            /** @enum {string} */
            state: "draft" | "active" | "obsolete";
            /**
             * Format: date
             * @description first day on which the bill holds; none = from the beginning
             */
            validFrom: string | null;
            /**
             * Format: date
             * @description last day on which the bill holds; none = without end
             */
            validTo: string | null;
            version: number;
            /**
             * @description good ones of a hundred started
             * @example 12.5
             */
            yieldPct: string;
        };
        BulkOrderDto: {
            /**
             * Format: date
             * @description for reschedule
             */
            dueOn?: string | null;
            /** @description id or number */
            id: string;
            /** @description refuse when somebody has changed the order since */
            rowVersion?: number;
            /**
             * Format: date
             * @description for reschedule
             */
            startsOn?: string | null;
        };
        BulkResultDto: {
            items: components["schemas"]["WorkOrderSummaryDto"][];
        };
        BulkWorkOrdersDto: {
            orders: components["schemas"]["BulkOrderDto"][];
        };
        CalendarDto: {
            code: string;
            exceptions: components["schemas"]["CalendarExceptionDto"][];
            /** Format: uuid */
            id: string;
            /** @description the calendar of the factory */
            isDefault: boolean;
            name: string;
            rowVersion: number;
            week: components["schemas"]["WeekDto"];
        };
        CalendarExceptionDto: {
            /** Format: date */
            day: string;
            note: string | null;
            /** @description codes of shifts; none = free */
            shifts: string[];
        };
        CalendarExceptionInput: {
            /** Format: date */
            day: string;
            note?: string | null;
            /** @description codes of shifts; none = free */
            shifts: string[];
        };
        CalendarExceptionsDto: {
            /** @description replaces the list */
            exceptions: components["schemas"]["CalendarExceptionInput"][];
        };
        CalendarSummaryDto: {
            code: string;
            /** Format: uuid */
            id: string;
            /** @description the calendar of the factory */
            isDefault: boolean;
            name: string;
            rowVersion: number;
            week: components["schemas"]["WeekDto"];
        };
        CancelShipmentDto: {
            reason: string;
        };
        CancelWorkDto: {
            reason: string;
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
        CentreLoadDto: {
            days: components["schemas"]["LoadDayDto"][];
            workCenter: components["schemas"]["NamedRefDto"];
        };
        ChangePasswordInput: {
            currentPassword: string;
            /** @description at least 12 characters, 15 for administrators */
            newPassword: string;
        };
        ChangePinInput: {
            /** @description the current PIN, or the password when no PIN was set */
            current: string;
            /** @description six digits at least; repetitions and runs are refused */
            newPin: string;
        };
        ClassifyDowntimeDto: {
            note?: string | null;
            planned: boolean;
            /** @description a downtime reason */
            reasonCode: string;
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
        ClosePackageDto: {
            /**
             * @description decimal string
             * @example 12.5
             */
            weightKg?: string | null;
        };
        CloseRecallDto: {
            /**
             * @description back to what they were; only to be scrapped, for good (nothing is posted: scrap the stock by adjustment); held until somebody releases each
             * @enum {string}
             */
            outcome: "release" | "scrap" | "keep_held";
            reason: string;
        };
        CloseTransferDto: {
            note?: string;
            /** @description why the rest did not arrive; needed when something is missing */
            reasonCode?: string;
        };
        CodeRefDto: {
            code: string;
            /** Format: uuid */
            id: string;
        };
        ConfirmLinesDto: {
            /**
             * Format: uuid
             * @description unique for ever; the Idempotency-Key when that is a UUID
             */
            clientOpId?: string;
            lines: components["schemas"]["ReceiptLineInput"][];
        };
        ConfirmPickDto: {
            /**
             * Format: uuid
             * @description unique for ever; the Idempotency-Key when that is a UUID
             */
            clientOpId?: string;
            /** @description scanned place; of a put-back the place it went to */
            location?: string;
            /** @description scanned lot */
            lot?: string;
            /**
             * @description base units; all that is left when absent
             * @example 12.5
             */
            qty?: string;
            /** @description scanned serial numbers */
            serials?: string[];
        };
        ConfirmPutawayDto: {
            /**
             * Format: uuid
             * @description unique for ever; the Idempotency-Key when that is a UUID
             */
            clientOpId?: string;
            /** @description code of the place where the goods are now */
            location: string;
            note?: string;
            /**
             * @description in base units; all that is left when absent
             * @example 12.5
             */
            qty?: string;
            reasonCode?: string;
        };
        ConfirmReplenishmentDto: {
            /** Format: uuid */
            clientOpId?: string;
            fromLocation: string;
            /** @description the suggested lot when absent */
            lot?: string;
            /**
             * @description in base units
             * @example 12.5
             */
            qty: string;
            serials?: string[];
        };
        ConflictDetailDto: {
            /**
             * Format: uuid
             * @description operation that was applied instead
             */
            appliedAs: string | null;
            /** @description what the device sent; null when no longer kept */
            body: Record<string, never> | null;
            /** @description the document or the stock as it is now, as far as you may see it */
            current: Record<string, never> | null;
            device: components["schemas"]["ConflictDeviceRef"] | null;
            /**
             * Format: uuid
             * @description id of the operation
             */
            id: string;
            /**
             * Format: date-time
             * @description clock of the device
             */
            occurredAt: string;
            /** @description who did the work */
            operator: string;
            /**
             * Format: uuid
             * @description posting of what was applied, or of what the route had done already
             */
            postingId: string | null;
            /** @description what the server said */
            problem: Record<string, never> | null;
            /** @description code of the refusal */
            problemCode: string | null;
            /** Format: date-time */
            receivedAt: string;
            resolution: string | null;
            /** Format: date-time */
            resolvedAt: string | null;
            resolvedBy: string | null;
            /**
             * Format: uuid
             * @description another operation that came under this id
             */
            reusedOpId: string | null;
            seq: number;
            /** @enum {string} */
            state: "conflict" | "rejected" | "quarantined" | "resolved" | "discarded";
            status: number;
            type: string;
        };
        ConflictDeviceRef: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        ConflictDto: {
            /**
             * Format: uuid
             * @description operation that was applied instead
             */
            appliedAs: string | null;
            device: components["schemas"]["ConflictDeviceRef"] | null;
            /**
             * Format: uuid
             * @description id of the operation
             */
            id: string;
            /**
             * Format: date-time
             * @description clock of the device
             */
            occurredAt: string;
            /** @description who did the work */
            operator: string;
            /** @description code of the refusal */
            problemCode: string | null;
            /** Format: date-time */
            receivedAt: string;
            resolution: string | null;
            /** Format: date-time */
            resolvedAt: string | null;
            resolvedBy: string | null;
            /**
             * Format: uuid
             * @description another operation that came under this id
             */
            reusedOpId: string | null;
            seq: number;
            /** @enum {string} */
            state: "conflict" | "rejected" | "quarantined" | "resolved" | "discarded";
            status: number;
            type: string;
        };
        ConflictResolvedDto: {
            /**
             * Format: uuid
             * @description operation that was applied instead
             */
            appliedAs: string | null;
            device: components["schemas"]["ConflictDeviceRef"] | null;
            /**
             * Format: uuid
             * @description id of the operation
             */
            id: string;
            /**
             * Format: date-time
             * @description clock of the device
             */
            occurredAt: string;
            /** @description who did the work */
            operator: string;
            /** @description code of the refusal */
            problemCode: string | null;
            /** Format: date-time */
            receivedAt: string;
            resolution: string | null;
            /** Format: date-time */
            resolvedAt: string | null;
            resolvedBy: string | null;
            /** @description answer of the action that was applied */
            result: Record<string, never> | null;
            /**
             * Format: uuid
             * @description another operation that came under this id
             */
            reusedOpId: string | null;
            seq: number;
            /** @enum {string} */
            state: "conflict" | "rejected" | "quarantined" | "resolved" | "discarded";
            status: number;
            type: string;
        };
        ConsumptionDto: {
            /** Format: date-time */
            at: string;
            item: components["schemas"]["ConsumptionItemDto"];
            /** @enum {string} */
            kind: "issue" | "backflush" | "return" | "reversal";
            /** @description location code */
            location: string | null;
            lot: string | null;
            /** Format: uuid */
            materialId: string;
            /** Format: uuid */
            postingId: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            /** Format: uuid */
            reportId: string | null;
            serial: string | null;
            /**
             * @description null without the permission to see costs
             * @example 12.5
             */
            value: string | null;
        };
        ConsumptionItemDto: {
            code: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** @description base unit */
            uom: string;
        };
        CorrectRunDto: {
            /**
             * Format: date-time
             * @description when the work really ended: not before it began, and earlier than the clock says
             */
            endedAt: string;
            reason: string;
        };
        CostLineDto: {
            /**
             * @description decimal string
             * @example 12.5
             */
            actual: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            consumed: string;
            item: components["schemas"]["WorkOrderItemDto"];
        };
        CostPartsDto: {
            /**
             * @description decimal string
             * @example 12.5
             */
            material: string;
            /**
             * @description at the rates of the work centres
             * @example 12.5
             */
            time: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            total: string;
        };
        CountEntryDto: {
            /** Format: date-time */
            countedAt: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            enteredQty: string;
            enteredUom: string;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRef"];
            lot: string | null;
            /**
             * @description in base units
             * @example 12.5
             */
            qty: string;
            serial: string | null;
            /**
             * @description as the counter said; null when they did not
             * @enum {string|null}
             */
            status: "available" | "qc" | "hold" | "damaged" | null;
        };
        CountEntryInput: {
            itemCode: string;
            lot?: string;
            /**
             * @description adds to what was entered before; 0 says that there is none
             * @example 12.5
             */
            qty: string;
            serials?: string[];
            /**
             * @description the bucket it was in the book, when absent
             * @enum {string}
             */
            status?: "available" | "qc" | "hold" | "damaged";
            uom?: string;
        };
        CountLineTotals: {
            /** @description lines that a human must look at before they can be posted */
            conflicts: number;
            counted: number;
            differing: number;
            /** @description differences that are not posted yet */
            open: number;
        };
        CountPlanDto: {
            active: boolean;
            blind: boolean;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date
             * @description when the next count is due by the frequency
             */
            dueOn: string | null;
            frequencyDays: number | null;
            /** Format: uuid */
            id: string;
            name: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            recountOverPct: string | null;
            rowVersion: number;
            scope: components["schemas"]["CountScopeDto"];
            /**
             * @description decimal string
             * @example 12.5
             */
            toleranceAbs: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            tolerancePct: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            toleranceValue: string | null;
            warehouse: components["schemas"]["NamedRef"];
        };
        CountScopeDto: {
            /**
             * @description by value in stock: A the first 80 %, B the next 15 %, C the rest
             * @enum {string}
             */
            abcClass?: "A" | "B" | "C";
            /** @description category codes, with all below them */
            categories?: string[];
            /** @description item codes */
            items?: string[];
            /** @description location codes */
            locations?: string[];
            /** @description also places where nothing should be */
            zeroStock?: boolean;
            /** @description zone codes */
            zones?: string[];
        };
        CountSessionDto: {
            approvedBy: string | null;
            blind: boolean;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** Format: uuid */
            id: string;
            /** @description what may be done now */
            legal: string[];
            /** @description for those who approve or manage counts */
            lines: components["schemas"]["CountLineTotals"] | null;
            number: string;
            plan: components["schemas"]["PlanRef"] | null;
            /** Format: date-time */
            postedAt: string | null;
            rowVersion: number;
            scope: components["schemas"]["CountScopeDto"];
            /** @enum {string} */
            state: "planned" | "open" | "counting" | "review" | "recount_requested" | "approved" | "posted" | "cancelled";
            tasks: components["schemas"]["CountTotals"];
            /**
             * @description for those who approve or manage counts and see cost
             * @example 12.5
             */
            varianceValue: string | null;
            warehouse: components["schemas"]["NamedRef"];
        };
        CountSessionRef: {
            /** Format: uuid */
            id: string;
            number: string;
        };
        CountTaskDto: {
            assignee: string | null;
            /** @description the own entries; absent in lists */
            entries?: components["schemas"]["CountEntryDto"][];
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            leaseUntil: string | null;
            location: components["schemas"]["NamedRef"];
            mine: boolean;
            round: number;
            /** @description what the count is about; everything when it names no items */
            scope: components["schemas"]["CountScopeDto"];
            session: components["schemas"]["CountSessionRef"];
            /** @enum {string} */
            state: "open" | "claimed" | "done" | "cancelled";
        };
        CountTotals: {
            done: number;
            total: number;
        };
        CoverageDto: {
            /**
             * @description bought or on its way between warehouses
             * @example 12.5
             */
            incoming: string;
            /**
             * @description by nothing but a suggestion
             * @example 12.5
             */
            missing: string;
            /**
             * @description from stock
             * @example 12.5
             */
            stock: string;
            /**
             * @description from work orders
             * @example 12.5
             */
            workOrders: string;
        };
        CreateAdjustmentDto: {
            /**
             * Format: uuid
             * @description unique for ever; the Idempotency-Key when that is a UUID
             */
            clientOpId?: string;
            lines: components["schemas"]["AdjustmentLineInput"][];
            note?: string;
            reasonCode: string;
        };
        CreateBomDto: {
            /**
             * @description decimal string
             * @example 12.5
             */
            baseQty?: string;
            changeNote?: string | null;
            /** @description code of the item that is made */
            item: string;
            /** @enum {string} */
            kind?: "standard" | "phantom";
            lines: components["schemas"]["BomLineInput"][];
            /** Format: date */
            validFrom?: string | null;
            /**
             * Format: date
             * @description last day on which the bill holds
             */
            validTo?: string | null;
            /**
             * @description good ones of a hundred started; 100 when absent
             * @example 12.5
             */
            yieldPct?: string;
        };
        CreateCalendarDto: {
            /** @example FACTORY */
            code: string;
            /** @description the one before is no longer it */
            isDefault?: boolean;
            name: string;
            week: components["schemas"]["WeekInput"];
        };
        CreateCategoryDto: {
            code: string;
            name: string;
            parent?: string | null;
        };
        CreateCountPlanDto: {
            active?: boolean;
            blind?: boolean;
            frequencyDays?: number | null;
            name: string;
            /**
             * @description a first count that is off by more has to be repeated
             * @example 12.5
             */
            recountOverPct?: string | null;
            scope: components["schemas"]["CountScopeDto"];
            /**
             * @description in base units
             * @example 12.5
             */
            toleranceAbs?: string | null;
            /**
             * @description percent of what was expected
             * @example 12.5
             */
            tolerancePct?: string | null;
            /**
             * @description value at moving average
             * @example 12.5
             */
            toleranceValue?: string | null;
            /** @description warehouse code */
            warehouse: string;
        };
        CreateCountSessionDto: {
            blind?: boolean;
            /** Format: uuid */
            planId?: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            recountOverPct?: string;
            /** @description when no plan is named */
            scope?: components["schemas"]["CountScopeDto"];
            /**
             * @description decimal string
             * @example 12.5
             */
            toleranceAbs?: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            tolerancePct?: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            toleranceValue?: string;
            /** @description warehouse code */
            warehouse: string;
        };
        CreateCustomerReturnDto: {
            /** @description customer code */
            customer: string;
            lines: components["schemas"]["CreateCustomerReturnLineDto"][];
            /** @description place that takes the goods (location code) */
            location: string;
            /** @description id or number: then no more than was shipped, of the same lots and serial numbers */
            shipment?: string | null;
            /** @description warehouse code */
            warehouse: string;
        };
        CreateCustomerReturnLineDto: {
            itemCode: string;
            lot?: string;
            note?: string | null;
            /**
             * @description in `uom`
             * @example 12.5
             */
            qty: string;
            /** @description of the domain return */
            reasonCode: string;
            serials?: string[];
            /**
             * @description bucket that the goods go to
             * @enum {string}
             */
            status: "available" | "qc" | "hold" | "damaged";
            uom?: string;
        };
        CreateDemandDto: {
            /** Format: date */
            dueOn: string;
            /** @description item code */
            item: string;
            note?: string | null;
            /** @description 1 comes first; 5 when absent */
            priority?: number;
            /**
             * @description in base units
             * @example 12.5
             */
            qty: string;
            /** @enum {string} */
            source: "manual" | "forecast";
            /** @description warehouse code */
            warehouse: string;
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
            barcodes?: components["schemas"]["AddBarcodeDto"][];
            /**
             * @description code of the unit
             * @example PCE
             */
            baseUom: string;
            /** @description code of the category */
            category?: string | null;
            /** @example RM-0001 */
            code: string;
            /** @description code of a location */
            defaultLocation?: string | null;
            fefo?: boolean;
            gtin?: string | null;
            /**
             * @description how work orders use it up where the bill line does not say otherwise; backflush when absent
             * @enum {string}
             */
            issueMethod?: "manual" | "pick" | "backflush";
            /** @enum {string} */
            kind: "raw" | "wip" | "fg" | "consumable" | "service" | "tool";
            minRemainingDaysIn?: number;
            minRemainingDaysOut?: number;
            name: string;
            nameEn?: string | null;
            /**
             * @description how much more than ordered may be received, at most 1000
             * @example 12.5
             */
            overReceiptPct?: string;
            /** @description what is received waits for an inspection */
            qcOnReceipt?: boolean;
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
            /** @description goods there are promised to orders; when absent, those of storage and production are */
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
        CreatePackageDto: {
            /** @description id or number of the shipment */
            shipment: string;
        };
        CreatePartnerDto: {
            /** @example V-0001 */
            code: string;
            /**
             * @description two letters of ISO 3166-1; TW when absent
             * @example TW
             */
            country?: string;
            name: string;
            /** @description supplier, customer, carrier */
            roles: string[];
            /** @description tax or business number; of a partner in TW an eight-digit business number */
            taxId?: string | null;
        };
        CreateProductionReportDto: {
            /**
             * Format: uuid
             * @description unique for ever; the Idempotency-Key when that is a UUID
             */
            clientOpId?: string;
            /**
             * Format: date
             * @description of a new lot; by shelf life when absent
             */
            expiresOn?: string;
            /**
             * @description good pieces, base units
             * @example 12.5
             */
            good?: string;
            /** @description location that the good pieces go to */
            location?: string;
            /** @description lot of the good pieces; as the order says when absent */
            lot?: string;
            note?: string;
            /**
             * Format: date-time
             * @description when it happened; now when absent
             */
            occurredAt?: string;
            /** @description the last operation when absent */
            opNo?: number;
            /**
             * @description pieces that go round again; they count when they are good or scrapped
             * @example 12.5
             */
            rework?: string;
            reworkReason?: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            scrap?: string;
            /** @description why pieces were scrapped; needed with scrap */
            scrapReason?: string;
            /** @description one a good piece */
            serials?: string[];
            /** @description id or number of the order */
            workOrder: string;
        };
        CreatePurchaseOrderDto: {
            /**
             * @description ISO 4217; TWD when absent
             * @example TWD
             */
            currency?: string;
            /** Format: date */
            expectedOn?: string | null;
            /** @description what another system calls it; unique for a supplier */
            externalRef?: string | null;
            lines: components["schemas"]["PurchaseOrderLineInput"][];
            note?: string | null;
            /**
             * Format: date
             * @description today when absent
             */
            orderedOn?: string;
            /** @description partner code */
            supplier: string;
            /** @description warehouse code */
            warehouse: string;
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
        CreateReceiptDto: {
            carrier?: string;
            /** @description number of the supplier’s delivery note */
            deliveryNote?: string;
            /** @description location code */
            dock: string;
            /** @description id or number of the order; without one the goods are received unordered */
            purchaseOrder?: string;
            /** @description partner code, when there is no order */
            supplier?: string;
            /** @description warehouse code; the one of the dock when absent */
            warehouse?: string;
        };
        CreateReplenishmentRuleDto: {
            /** @description item code */
            item: string;
            /** @description code of the location that is kept filled */
            location: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            maxQty: string;
            /**
             * @description base units; below it the location is filled up
             * @example 12.5
             */
            minQty: string;
            /** @description where it comes from; anywhere else in the warehouse when absent */
            source?: components["schemas"]["SourceInput"] | null;
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
        CreateRoutingDto: {
            /** @description code of the item that is made */
            item: string;
            note?: string | null;
            operations: components["schemas"]["RoutingOperationInput"][];
        };
        CreateSalesOrderDto: {
            /**
             * @description what becomes of a rest that is not shipped
             * @enum {string}
             */
            backorderPolicy?: "backorder" | "cancel_rest";
            currency?: string;
            /** @description customer code */
            customer: string;
            /** Format: date */
            dueOn?: string | null;
            /** @description the customer's number */
            externalRef?: string | null;
            lines: components["schemas"]["CreateSalesOrderLineDto"][];
            note?: string | null;
            /** Format: date */
            orderedOn?: string;
            /** @description warehouse code */
            warehouse: string;
        };
        CreateSalesOrderLineDto: {
            /** Format: date */
            dueOn?: string | null;
            itemCode: string;
            /** @description days of life a lot must still have; the item says otherwise */
            minRemainingDays?: number | null;
            /**
             * @description of one `uom`; needs stock.cost.read
             * @example 12.5
             */
            price?: string | null;
            /**
             * @description in `uom`
             * @example 12.5
             */
            qty: string;
            /** @description unit code; the base unit when absent */
            uom?: string;
        };
        CreateShiftDto: {
            breakMinutes?: number;
            /** @example NIGHT */
            code: string;
            /**
             * @description on the next day when it is not after startsAt
             * @example 06:00
             */
            endsAt: string;
            name: string;
            /**
             * @description on the clock of the factory
             * @example 22:00
             */
            startsAt: string;
        };
        CreateShipmentDto: {
            carrier?: string | null;
            /** @description customer code */
            customer?: string;
            /** @description everything that is open of the order when absent */
            lines?: components["schemas"]["CreateShipmentLineDto"][];
            note?: string | null;
            /** @description id or number of the order; or customer, warehouse and lines */
            salesOrder?: string;
            /** Format: date */
            shipBy?: string | null;
            /** @description shipping stage (location code); the only one of the warehouse when absent */
            stage?: string;
            /** @description warehouse code */
            warehouse?: string;
        };
        CreateShipmentLineDto: {
            itemCode?: string;
            /**
             * @description in `uom`; of an order line in base units
             * @example 12.5
             */
            qty: string;
            /**
             * Format: uuid
             * @description line of the sales order; or itemCode
             */
            soLineId?: string;
            /** @description unit code; the base unit when absent */
            uom?: string;
        };
        CreateSupplierReturnDto: {
            lines: components["schemas"]["SupplierReturnLineInput"][];
            note?: string;
            /** @description id or number of the receipt that brought the goods */
            receipt?: string;
            /** @description partner code */
            supplier: string;
            /** @description warehouse code */
            warehouse: string;
        };
        CreateTransferDto: {
            /** @description warehouse code */
            fromWarehouse: string;
            lines: components["schemas"]["TransferLineInput"][];
            note?: string;
            /** @description warehouse code */
            toWarehouse: string;
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
        CreateWaveDto: {
            /** Format: date-time */
            cutOffAt?: string | null;
            /** @description ids or numbers of allocated shipments */
            shipments: string[];
            /** @enum {string} */
            strategy: "single" | "batch" | "zone" | "cluster";
            /** @description warehouse code */
            warehouse: string;
        };
        CreateWorkCenterDto: {
            /** @description line on whose board it is shown */
            boardGroup?: string | null;
            /** @description code of a calendar */
            calendar?: string | null;
            capacity?: number;
            /** @example WC-10 */
            code: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            hourlyCost?: string;
            /**
             * @description at most 24; 8 when absent
             * @example 12.5
             */
            hoursPerDay?: string;
            /**
             * @description seconds a unit at best
             * @example 12.5
             */
            idealCycleS?: string | null;
            /** @description code of the location where its material stands */
            location?: string | null;
            name: string;
            /** @description code of its warehouse; that of its location when absent */
            warehouse?: string | null;
        };
        CreateWorkOrderDto: {
            /** Format: date */
            dueOn?: string | null;
            /** @description another system's number */
            externalRef?: string | null;
            /** @description code of the item that is made */
            item: string;
            /** @enum {string} */
            lotPolicy?: "none" | "per_order" | "per_report";
            note?: string | null;
            /** @description location that good pieces go to */
            outputLocation?: string | null;
            /**
             * @description per cent that may be made beyond the plan, 999.999 at most
             * @example 12.5
             */
            overPct?: string;
            /** @description id or number of the order that this one is made for */
            parent?: string | null;
            /** @description 1 comes first */
            priority?: number;
            /**
             * @description in `uom`
             * @example 12.5
             */
            qty: string;
            source?: components["schemas"]["WorkOrderSourceDto"] | null;
            /** Format: date */
            startsOn?: string | null;
            /** @description location that hand-issued material comes from */
            supplyLocation?: string | null;
            /** @description lot that the output gets */
            targetLot?: string | null;
            /** @description unit code of `qty`; the base unit when absent */
            uom?: string;
            /** @description warehouse code */
            warehouse: string;
        };
        CreateZoneDto: {
            code: string;
            name: string;
        };
        CurrentOperationDto: {
            name: string;
            opNo: number;
            /** @enum {string} */
            state: "pending" | "ready" | "running" | "paused" | "done" | "skipped";
            workCenter: components["schemas"]["NamedRefDto"];
        };
        CustomerReturnDto: {
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            customer: components["schemas"]["NamedRefDto"];
            /** Format: uuid */
            id: string;
            /** @description what may be done now */
            legal: string[];
            lineCount: number;
            lines: components["schemas"]["CustomerReturnLineDto"][];
            location: components["schemas"]["NamedRefDto"];
            number: string;
            /** Format: uuid */
            postingId: string | null;
            /** Format: date-time */
            receivedAt: string | null;
            rowVersion: number;
            shipment: components["schemas"]["DocumentRefDto"] | null;
            /** @enum {string} */
            state: "draft" | "received" | "cancelled";
            warehouse: components["schemas"]["NamedRefDto"];
        };
        CustomerReturnLineDto: {
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRefDto"];
            lineNo: number;
            lot: string | null;
            note: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            qtyBase: string;
            reasonCode: string;
            serials: string[];
            /** @enum {string} */
            status: "available" | "qc" | "hold" | "damaged";
            uom: string;
        };
        CustomerReturnSummaryDto: {
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            customer: components["schemas"]["NamedRefDto"];
            /** Format: uuid */
            id: string;
            lineCount: number;
            location: components["schemas"]["NamedRefDto"];
            number: string;
            /** Format: date-time */
            receivedAt: string | null;
            shipment: components["schemas"]["DocumentRefDto"] | null;
            /** @enum {string} */
            state: "draft" | "received" | "cancelled";
            warehouse: components["schemas"]["NamedRefDto"];
        };
        DecideAdjustmentDto: {
            reason?: string;
        };
        DemandDto: {
            /** @description null while no plan knows the demand */
            coverage: components["schemas"]["CoverageDto"] | null;
            /** Format: date */
            dueOn: string | null;
            /**
             * Format: uuid
             * @description of the demand, or of the sales order line; a safety stock has none
             */
            id: string | null;
            item: components["schemas"]["PlannedItemDto"];
            /** @description what may be done now; nothing with what other documents say */
            legal: string[];
            note: string | null;
            priority: number;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            /** @description number of the sales order */
            ref: string | null;
            rowVersion: number | null;
            /** @enum {string} */
            source: "sales" | "forecast" | "manual" | "safety";
            /** @enum {string} */
            state: "open" | "cancelled";
            /** @description none: the safety stock of the item, wherever it is kept */
            warehouse: components["schemas"]["NamedRefDto"] | null;
        };
        DeviceOpBatch: {
            /** @description carried out by seq, whatever their order here; one without form is rejected (400) alone, without seq or opId where it has none */
            ops: components["schemas"]["DeviceOpInput"][];
            /** @description operations that wait on the device, these included */
            queueLength?: number;
            /**
             * Format: date-time
             * @description when the oldest of them was done
             */
            queueOldestAt?: string | null;
            /**
             * Format: date-time
             * @description what the clock behind occurredAt shows as this is sent; what it is wrong by is taken out of every occurredAt
             */
            sentAt?: string;
        };
        DeviceOpDto: {
            /**
             * Format: uuid
             * @description operation that a person applied instead
             */
            appliedAs: string | null;
            body: Record<string, never> | null;
            /** Format: date-time */
            occurredAt: string;
            /**
             * Format: uuid
             * @description null only where the operation had none
             */
            opId: string | null;
            /** Format: uuid */
            postingId: string | null;
            /** @description problem+json of the refusal */
            problem: Record<string, never> | null;
            /** Format: date-time */
            receivedAt: string;
            /**
             * @description applied: done now. duplicate: it was done before; its first answer again. conflict: kept for a person (409, 412, 422). rejected: final (400, 403, 404). quarantined: the device is not trusted. deferred: not carried out and not kept; send it again
             * @enum {string}
             */
            result: "applied" | "duplicate" | "conflict" | "rejected" | "quarantined" | "deferred";
            /** @description null only where the operation had none */
            seq: number | null;
            /**
             * @description what has become of it by now; null when deferred
             * @enum {string|null}
             */
            state: "applied" | "conflict" | "rejected" | "quarantined" | "resolved" | "discarded" | null;
            /** @description status that the REST action answered; null when it was not reached */
            status: number | null;
            type: string;
        };
        DeviceOpInput: {
            /** @description the body of the REST action, and the id of its document where the type has one (taskId, receiptId, transferId, workOrder) */
            body: Record<string, never>;
            /**
             * Format: date-time
             * @description clock of the device when it was done
             */
            occurredAt: string;
            /**
             * Format: uuid
             * @description made by the device when the work was done; unique for ever
             */
            opId: string;
            /** @description the device counts its operations */
            seq: number;
            /**
             * @description what it does: a row of the table in docs/pda-device-management.md §9
             * @example stock.move
             */
            type: string;
        };
        DeviceOpResult: {
            body: Record<string, never> | null;
            /**
             * Format: uuid
             * @description null only where the operation had none
             */
            opId: string | null;
            /** @description problem+json of the refusal */
            problem: Record<string, never> | null;
            /**
             * @description applied: done now. duplicate: it was done before; its first answer again. conflict: kept for a person (409, 412, 422). rejected: final (400, 403, 404). quarantined: the device is not trusted. deferred: not carried out and not kept; send it again
             * @enum {string}
             */
            result: "applied" | "duplicate" | "conflict" | "rejected" | "quarantined" | "deferred";
            /** @description null only where the operation had none */
            seq: number | null;
            /**
             * @description what has become of it by now; null when deferred
             * @enum {string|null}
             */
            state: "applied" | "conflict" | "rejected" | "quarantined" | "resolved" | "discarded" | null;
            /** @description status that the REST action answered; null when it was not reached */
            status: number | null;
        };
        DeviceOpResults: {
            /** @description in the order of seq */
            results: components["schemas"]["DeviceOpResult"][];
            sequence: components["schemas"]["SequenceReport"] | null;
            /** Format: date-time */
            serverTime: string;
        };
        DismissDto: {
            reason?: string;
        };
        DispositionDto: {
            /**
             * Format: uuid
             * @description unique for ever; the Idempotency-Key when that is a UUID
             */
            clientOpId?: string;
            lines: components["schemas"]["DispositionLineInput"][];
        };
        DispositionLineInput: {
            /**
             * @description release: into stock; rework: on hold; return: back to the supplier; scrap: gone
             * @enum {string}
             */
            action: "release" | "rework" | "return" | "scrap";
            note?: string;
            /**
             * @description in base units
             * @example 12.5
             */
            qty: string;
            reasonCode?: string;
            /** @description of goods with serial numbers, unless all that is left is meant */
            serials?: string[];
        };
        DispositionMadeDto: {
            /** @enum {string} */
            action: "release" | "rework" | "return" | "scrap";
            decidedBy: string;
            note: string | null;
            /** Format: uuid */
            postingId: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            reasonCode: string | null;
            serials: string[];
        };
        DocumentRefDto: {
            /** Format: uuid */
            id: string;
            number: string;
        };
        DowntimeEventDto: {
            /** Format: date-time */
            endedAt: string | null;
            /** Format: uuid */
            id: string;
            /** @description what may be done now */
            legal: string[];
            /**
             * @description so far, while it lasts
             * @example 12.5
             */
            minutes: string;
            note: string | null;
            planned: boolean;
            /** @description named in the language of the caller */
            reason: components["schemas"]["NamedRefDto"] | null;
            reportedBy: string;
            rowVersion: number;
            /** @enum {string} */
            source: "manual" | "auto";
            /**
             * Format: uuid
             * @description the event that it was cut off from
             */
            splitOf: string | null;
            /** Format: date-time */
            startedAt: string;
            workCenter: components["schemas"]["NamedRefDto"];
            workOrder: components["schemas"]["WorkOrderRefDto"] | null;
        };
        EditSuggestionDto: {
            /**
             * Format: date
             * @description today or later
             */
            dueOn?: string;
            /**
             * @description in base units
             * @example 12.5
             */
            qty?: string;
            /** @description partner code, for buy */
            supplier?: string;
        };
        EndDowntimeDto: {
            /**
             * Format: date-time
             * @description cut to the second; now when absent
             */
            endedAt?: string | null;
        };
        EndOrderDto: {
            reason?: string;
        };
        EnrolInput: {
            appVersion: string;
            code: string;
            model: string;
            name: string;
            /** @enum {string} */
            platform: "android" | "ios" | "web" | "windows" | "linux";
            /** @description P-256 public key, SPKI as base64; its private half never leaves the device */
            publicKey?: string;
            /** @description for hardware without a key store: a secret is made, shown once, and signs by HMAC */
            wantsSecret?: boolean;
        };
        EnrolledDto: {
            /** Format: uuid */
            deviceId: string;
            /** @description only with wantsSecret, shown this once */
            secret?: string;
            /** @enum {string} */
            trust: "pending" | "trusted" | "suspended" | "revoked";
        };
        ExpectedLineDto: {
            /** Format: date */
            dueOn: string | null;
            /**
             * Format: uuid
             * @description line of the order
             */
            id: string;
            item: components["schemas"]["ItemRefDto"];
            lineNo: number;
            /**
             * @description decimal string
             * @example 12.5
             */
            openQty: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            /**
             * @description in base units, like all that follow
             * @example 12.5
             */
            qtyBase: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            receivedQty: string;
            uom: string;
        };
        ExplodedLineDto: {
            item: components["schemas"]["MeasuredItemDto"];
            /**
             * @description leaf: no bill holds for it on the day
             * @enum {string}
             */
            kind: "standard" | "phantom" | "leaf";
            level: number;
            opNo: number | null;
            parentCode: string;
            /** @description codes from the product down to this component */
            path: string[];
            /**
             * @description base units for the whole quantity, with scrap
             * @example 12.5
             */
            qty: string;
            /** @enum {string} */
            qtyKind: "per_unit" | "fixed";
            /**
             * @description base units for one of the parent, yield included, scrap not; of a fixed line once
             * @example 12.5
             */
            qtyPer: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            scrapPct: string;
            substitutes: components["schemas"]["NamedRefDto"][];
            uom: string;
            /** Format: date */
            validFrom: string;
            /** Format: date */
            validTo: string | null;
        };
        ExplosionDto: {
            /** Format: date */
            day: string;
            item: components["schemas"]["MeasuredItemDto"];
            /** @description the tree, depth first */
            lines: components["schemas"]["ExplodedLineDto"][];
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            /** @description what lies at the ends of the tree, summed by item */
            totals: components["schemas"]["TotalDto"][];
            /** @description there are more lines than are shown; the totals are complete */
            truncated: boolean;
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
        FinishCountDto: {
            /** Format: uuid */
            clientOpId?: string;
            /**
             * Format: date-time
             * @description when the counter was done, for what comes later from a device; now when absent
             */
            countedAt?: string;
            /** @description nothing is there; needed when nothing was entered */
            empty?: boolean;
        };
        FixRowDto: {
            /** @description column → text, as it would stand in the file */
            values: {
                [key: string]: string | null;
            };
        };
        HeldLotDto: {
            attributes: {
                [key: string]: string | null;
            };
            code: string;
            country: string | null;
            /** @description its last day is over: never picked, whatever its status */
            expired: boolean;
            /** Format: date */
            expiresOn: string | null;
            /** Format: date-time */
            heldAt: string | null;
            /** @description held, and only a second person may release it */
            holdCritical: boolean;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRef"];
            /** @description what can be done with it now */
            legal: string[];
            /** @description within your scope, largest first, 100 at most */
            locations: components["schemas"]["LotPlaceDto"][];
            /** Format: date */
            madeOn: string | null;
            /**
             * @description within your scope, whatever the bucket
             * @example 12.5
             */
            onHand: string;
            /** @description documents that were promised stock of it: nothing of it can be picked for them now */
            reservations: components["schemas"]["LotPromiseDto"][];
            /** @description further reservations outside your scope */
            reservationsElsewhere: number;
            rowVersion: number;
            /** @enum {string} */
            status: "available" | "quarantine" | "hold" | "recalled" | "consumed";
            statusReason: string | null;
            supplier: components["schemas"]["NamedRef"] | null;
            supplierLot: string | null;
        };
        HoldLotDto: {
            /** @description somebody else than who held it has to release it */
            critical?: boolean;
            /** @description why */
            reason: string;
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
        InspectionDto: {
            /** Format: date-time */
            createdAt: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            disposedQty: string;
            dispositions: components["schemas"]["DispositionMadeDto"][];
            /**
             * @description decimal string
             * @example 12.5
             */
            failedQty: string | null;
            /** Format: uuid */
            id: string;
            inspectedBy: string | null;
            item: components["schemas"]["ItemRefDto"];
            /** @description what may be done now */
            legal: string[];
            lot: components["schemas"]["LotRefDto"] | null;
            measurements: components["schemas"]["MeasurementDto"][];
            note: string | null;
            number: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            passedQty: string | null;
            /**
             * @description in base units, like all quantities here
             * @example 12.5
             */
            qty: string;
            receipt: components["schemas"]["DocumentRefDto"];
            /** Format: uuid */
            receiptLineId: string;
            rowVersion: number;
            /**
             * @description decimal string
             * @example 12.5
             */
            sampleQty: string | null;
            /** @description serial numbers that are not disposed of yet */
            serialsLeft: string[];
            /** @enum {string} */
            state: "open" | "passed" | "failed" | "conditional" | "dispositioned" | "cancelled";
        };
        InspectionSummaryDto: {
            /** Format: date-time */
            createdAt: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            disposedQty: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            failedQty: string | null;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRefDto"];
            lot: components["schemas"]["LotRefDto"] | null;
            number: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            passedQty: string | null;
            /**
             * @description in base units, like all quantities here
             * @example 12.5
             */
            qty: string;
            receipt: components["schemas"]["DocumentRefDto"];
            /** Format: uuid */
            receiptLineId: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            sampleQty: string | null;
            /** @enum {string} */
            state: "open" | "passed" | "failed" | "conditional" | "dispositioned" | "cancelled";
        };
        IssueLineDto: {
            /** @description item code, as it was scanned */
            itemCode?: string;
            /** @description location code; what was promised, then the place of the line, when absent */
            location?: string;
            /** @description lot code; first expired first when absent */
            lot?: string;
            /**
             * Format: uuid
             * @description line of the bill; or itemCode
             */
            materialId?: string;
            /**
             * @description in `uom`
             * @example 12.5
             */
            qty: string;
            /** @description one a piece */
            serials?: string[];
            /** @description unit code; the base unit when absent */
            uom?: string;
        };
        IssueMaterialDto: {
            /** @description everything that is still needed of lines issued by hand or picked */
            all?: boolean;
            /**
             * Format: uuid
             * @description unique for ever; the Idempotency-Key when that is a UUID
             */
            clientOpId?: string;
            lines?: components["schemas"]["IssueLineDto"][];
            note?: string;
            /**
             * Format: date-time
             * @description when it happened; now when absent
             */
            occurredAt?: string;
        };
        ItemBarcodeDto: {
            code: string;
            /**
             * @description what one scan stands for, in the unit
             * @example 12.5
             */
            qty: string;
            symbology: string | null;
            uom: components["schemas"]["UomRefDto"] | null;
        };
        ItemDto: {
            barcodes: components["schemas"]["ItemBarcodeDto"][];
            baseUom: components["schemas"]["UomRefDto"];
            category: components["schemas"]["CategoryRefDto"] | null;
            code: string;
            /** @description where it is put away when no rule says otherwise */
            defaultLocation: components["schemas"]["NamedRefDto"] | null;
            externalRef: string | null;
            fefo: boolean;
            gtin: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description how work orders use it up where the bill line does not say otherwise
             * @enum {string}
             */
            issueMethod: "manual" | "pick" | "backflush";
            /** @enum {string} */
            kind: "raw" | "wip" | "fg" | "consumable" | "service" | "tool";
            /** @description days of life that a lot must still have when it comes in */
            minRemainingDaysIn: number;
            /** @description … and when it goes out to a customer */
            minRemainingDaysOut: number;
            name: string;
            nameEn: string | null;
            /**
             * @description how much more than ordered may be received
             * @example 12.5
             */
            overReceiptPct: string;
            qcOnReceipt: boolean;
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
        ItemRefDto: {
            code: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** @description base unit */
            uom: string;
        };
        ItemUomDto: {
            den: string;
            /** @description offered when the item is bought */
            isPurchase: boolean;
            /** @description offered when the item is sold */
            isSales: boolean;
            num: string;
            uom: components["schemas"]["UomRefDto"];
        };
        ItemUomInput: {
            /** @example 1 */
            den?: string;
            /** @description offered when the item is bought */
            isPurchase?: boolean;
            /** @description offered when the item is sold */
            isSales?: boolean;
            /**
             * @description 1 uom = num/den base units; only units that measure the same quantity as the base unit may leave it out
             * @example 24
             */
            num?: string;
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
        LoadDayDto: {
            /** @description seconds that it can work, all lanes together; today from now on */
            capacityS: number;
            /** Format: date */
            day: string;
            /** @description seconds that it has to work */
            loadS: number;
            orders: components["schemas"]["LoadPartDto"][];
            /** @description of the capacity, in per cent */
            pct: number;
        };
        LoadDto: {
            /** Format: date */
            from: string;
            items: components["schemas"]["CentreLoadDto"][];
            orders: components["schemas"]["OrderEndDto"][];
            /** Format: date */
            to: string;
        };
        LoadPartDto: {
            /** @description seconds */
            loadS: number;
            number: string;
            opNo: number;
        };
        LocationDto: {
            allowNegative: boolean;
            code: string;
            /** Format: uuid */
            id: string;
            isPickable: boolean;
            /** @enum {string} */
            kind: "storage" | "staging_in" | "staging_out" | "qc" | "production" | "transit" | "virtual";
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
        LotChangeDto: {
            /** @description the lot that the stock came from */
            from: components["schemas"]["LotDto"];
            /** @description the lot that the stock is now */
            into: components["schemas"]["LotDto"];
            /** Format: uuid */
            postingId: string;
        };
        LotDto: {
            attributes: {
                [key: string]: string | null;
            };
            code: string;
            country: string | null;
            /** @description its last day is over: never picked, whatever its status */
            expired: boolean;
            /** Format: date */
            expiresOn: string | null;
            /** Format: date-time */
            heldAt: string | null;
            /** @description held, and only a second person may release it */
            holdCritical: boolean;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRef"];
            /** @description what can be done with it now */
            legal: string[];
            /** @description within your scope, largest first, 100 at most */
            locations: components["schemas"]["LotPlaceDto"][];
            /** Format: date */
            madeOn: string | null;
            /**
             * @description within your scope, whatever the bucket
             * @example 12.5
             */
            onHand: string;
            rowVersion: number;
            /** @enum {string} */
            status: "available" | "quarantine" | "hold" | "recalled" | "consumed";
            statusReason: string | null;
            supplier: components["schemas"]["NamedRef"] | null;
            supplierLot: string | null;
        };
        LotPlaceDto: {
            location: components["schemas"]["NamedRef"];
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
            /** @enum {string} */
            status: "available" | "qc" | "hold" | "damaged";
        };
        LotPromiseDto: {
            /** Format: uuid */
            id: string;
            location: components["schemas"]["NamedRef"];
            ownerRef: string;
            ownerType: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
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
        LotRefDto: {
            code: string;
            /** Format: date */
            expiresOn: string | null;
            /** Format: uuid */
            id: string;
        };
        MaterialPostedDto: {
            lines: components["schemas"]["ConsumptionDto"][];
            /** Format: date-time */
            postedAt: string;
            /** Format: uuid */
            postingId: string;
            workOrder: components["schemas"]["ReportOrderRefDto"];
        };
        Me: {
            permissions: string[];
            tenant: components["schemas"]["OwnTenant"] | null;
            /** @description null for an API key */
            user: components["schemas"]["SignedInUser"] | null;
        };
        MeasuredItemDto: {
            code: string;
            /** Format: uuid */
            id: string;
            name: string;
            uom: string;
        };
        MeasurementDto: {
            name: string;
            ok: boolean;
            unit?: string;
            value: string;
        };
        MergeLotDto: {
            /**
             * Format: uuid
             * @description operation id; the Idempotency-Key when absent
             */
            clientOpId?: string;
            /** @description the lots expire on different days, and the earlier one shall count */
            confirmExpiry?: boolean;
            /**
             * Format: uuid
             * @description lot that takes the stock
             */
            into: string;
            /** @description location code; every place within your scope when absent */
            location?: string;
            reason?: string;
        };
        MoveDto: {
            /**
             * Format: uuid
             * @description unique for ever; the Idempotency-Key when that is a UUID
             */
            clientOpId?: string;
            lines: components["schemas"]["MoveLineDto"][];
            note?: string;
        };
        MoveLineDto: {
            fromLocation: string;
            itemCode: string;
            lot?: string;
            /**
             * @description in `uom`
             * @example 12.5
             */
            qty: string;
            serials?: string[];
            /**
             * @description bucket that moves; available when absent
             * @enum {string}
             */
            status?: "available" | "qc" | "hold" | "damaged";
            toLocation: string;
            uom?: string;
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
        OeeDto: {
            items: components["schemas"]["OeeRowDto"][];
        };
        OeeRowDto: {
            /**
             * @description run ÷ planned
             * @example 12.5
             */
            availability: string | null;
            /**
             * Format: date
             * @description factory day; of a week its Monday
             */
            day: string;
            /**
             * @description unplanned downtime within it
             * @example 12.5
             */
            downS: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            good: string;
            /**
             * @description what the reported pieces need at best; none when nobody knows
             * @example 12.5
             */
            idealS: string | null;
            /**
             * @description availability × performance × quality; none while one of them is undefined
             * @example 12.5
             */
            oee: string | null;
            /**
             * @description ideal ÷ run; above 1 the ideal is set too slow
             * @example 12.5
             */
            performance: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            plannedDownS: string;
            /**
             * @description machine seconds of working time without planned downtime, up to now
             * @example 12.5
             */
            plannedS: string;
            /**
             * @description good ÷ total; none when the units differ
             * @example 12.5
             */
            quality: string | null;
            /**
             * @description operations running and nothing down; set-up is not running
             * @example 12.5
             */
            runS: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            scrap: string;
            /** @description none for days and weeks, for hours without a shift, and for what was reported outside of working time */
            shift: components["schemas"]["NamedRefDto"] | null;
            /**
             * @description good, scrap and rework
             * @example 12.5
             */
            total: string;
            /** @description base unit of the pieces; none when there are none, or of different units: those have no quality in common */
            uom: string | null;
            workCenter: components["schemas"]["NamedRefDto"];
        };
        OpenLinesDto: {
            items: components["schemas"]["PurchaseOrderLineDto"][];
        };
        OpenRecallDto: {
            /**
             * @description what came of them, or what they were made of, too; down when absent
             * @enum {string}
             */
            direction?: "down" | "both";
            /** @description ids of the lots that are called back */
            lots: string[];
            /** @description a drill: finds and times everything, holds nothing */
            mock?: boolean;
            reason: string;
            /** @description ids of serial numbers that are called back */
            serials?: string[];
        };
        OperationQueueDto: {
            /** @description running first, then by priority and due day */
            items: components["schemas"]["QueuedOperationDto"][];
            /** @description there are more than were asked for */
            truncated: boolean;
        };
        OperationRunDto: {
            /** @description the last one */
            correction: components["schemas"]["RunCorrectionDto"] | null;
            /**
             * Format: date-time
             * @description none while somebody is at it
             */
            endedAt: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "run" | "setup";
            /** @description what may be done now */
            legal: string[];
            operator: string;
            /** @description why it was stopped, named in the language of the caller */
            reason: components["schemas"]["NamedRefDto"] | null;
            /** Format: date-time */
            startedAt: string;
            /**
             * @description seconds, so far while it lasts
             * @example 12.5
             */
            workedS: string;
        };
        OperationRunsDto: {
            /** @description latest first */
            items: components["schemas"]["OperationRunDto"][];
            /** @description there are more than are shown */
            truncated: boolean;
        };
        OrderEndDto: {
            /** Format: date */
            dueOn: string | null;
            /**
             * Format: date-time
             * @description when it can be finished with the capacity that there is; null = after the last day looked at. Later than need be where a work centre waits for an order: the gap is not given to others
             */
            finiteEnd: string | null;
            /** Format: uuid */
            id: string;
            /** @description after its due day */
            isLate: boolean;
            number: string;
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
        PackageContentDto: {
            itemCode: string;
            /** Format: uuid */
            lineId: string;
            lot: components["schemas"]["CodeRefDto"] | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            serial: components["schemas"]["CodeRefDto"] | null;
        };
        PackageDto: {
            contents: components["schemas"]["PackageContentDto"][];
            /** Format: uuid */
            id: string;
            sscc: string;
            /** @enum {string} */
            state: "open" | "closed" | "void";
            /**
             * @description decimal string
             * @example 12.5
             */
            weightKg: string | null;
        };
        ParametersDto: {
            item: components["schemas"]["PlannedItemDto"];
            leadTimeDays: number;
            /**
             * @description decimal string
             * @example 12.5
             */
            lotMin: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            lotMultiple: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            maxQty: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            minQty: string;
            /** @enum {string} */
            policy: "make" | "buy" | "move";
            rowVersion: number;
            /**
             * @description decimal string
             * @example 12.5
             */
            safetyStock: string;
            sourceWarehouse: components["schemas"]["NamedRefDto"] | null;
            supplier: components["schemas"]["NamedRefDto"] | null;
            updatedBy: string;
            /** @description none: every warehouse without a row of its own */
            warehouse: components["schemas"]["NamedRefDto"] | null;
        };
        PartnerDto: {
            code: string;
            /**
             * @description two letters of ISO 3166-1
             * @example TW
             */
            country: string;
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
        PauseOperationDto: {
            /** @description for everybody who is at it; otherwise the caller stops and the others go on */
            all?: boolean;
            /** @description a downtime reason */
            reasonCode?: string | null;
        };
        PeggedAboveDto: {
            /** Format: date */
            dueOn: string | null;
            item: components["schemas"]["PlannedItemDto"];
            /** @description 1 = asked by the demand itself */
            level: number;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            ref: string;
            /** @description sales, forecast, manual, work_order, transfer, planned, move, safety, stock */
            source: string;
        };
        PeggedDemandDto: {
            /** Format: date */
            dueOn: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            ref: string;
            /** @description sales, forecast, manual, work_order, transfer, planned, move, safety, stock */
            source: string;
        };
        PeggedSupplyDto: {
            /** Format: date */
            availableOn: string | null;
            item: components["schemas"]["PlannedItemDto"];
            /** @description stock, inspection (here, but not released yet), purchase_order, work_order, transfer, planned */
            kind: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            ref: string;
        };
        PeggingDto: {
            /** @description up to the demands from which everything comes */
            above: components["schemas"]["PeggedAboveDto"][];
            /** @description what it serves */
            demands: components["schemas"]["PeggedDemandDto"][];
            /** @description what serves its own needs, one level down */
            supplies: components["schemas"]["PeggedSupplyDto"][];
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
        PickTaskDto: {
            assignee: string | null;
            /** Format: date */
            expiresOn: string | null;
            from: components["schemas"]["NamedRefDto"];
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRefDto"];
            /** @enum {string} */
            kind: "pick" | "put_back";
            /** Format: date-time */
            leaseUntil: string | null;
            /** @description what may be done now */
            legal: string[];
            lot: components["schemas"]["LotRefDto"] | null;
            mine: boolean;
            /**
             * @description decimal string
             * @example 12.5
             */
            pickedQty: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            routeSeq: number;
            serial: components["schemas"]["CodeRefDto"] | null;
            shipment: components["schemas"]["DocumentRefDto"];
            shortReason: string | null;
            /** @enum {string} */
            state: "open" | "claimed" | "done" | "short" | "cancelled";
            to: components["schemas"]["NamedRefDto"];
            wave: components["schemas"]["DocumentRefDto"] | null;
        };
        PlannedItemDto: {
            /** @description base unit */
            baseUom: string;
            code: string;
            /** Format: uuid */
            id: string;
            name: string;
        };
        PlanRef: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        PlanSuggestionDto: {
            decidedBy: string | null;
            /** @description what the advice is about, or what was made of the suggestion */
            document: components["schemas"]["SuggestionDocumentDto"] | null;
            /**
             * Format: date
             * @description when it can be there
             */
            dueOn: string | null;
            /** @enum {string|null} */
            exception: "late" | "early" | "cancel" | null;
            fromWarehouse: components["schemas"]["NamedRefDto"] | null;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["PlannedItemDto"];
            /** @enum {string} */
            kind: "make" | "buy" | "move" | "reschedule" | "cancel";
            /** @description what may be done now */
            legal: string[];
            /**
             * Format: date
             * @description when it is needed
             */
            needOn: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            /** @description why it was dismissed */
            reason: string | null;
            /**
             * Format: date
             * @description when somebody has to begin
             */
            releaseOn: string | null;
            rowVersion: number;
            /** @enum {string} */
            state: "open" | "accepted" | "dismissed";
            supplier: components["schemas"]["NamedRefDto"] | null;
            trace: components["schemas"]["TraceStepDto"][];
            /** @description base unit */
            uom: string;
            warehouse: components["schemas"]["NamedRefDto"];
            why: components["schemas"]["SaidDto"];
        };
        PostCountDto: {
            /** @description ends the count although lines are in conflict; they stay as they are in the book */
            leaveConflicts?: boolean;
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
        ProductionReportDto: {
            /**
             * @description decimal string
             * @example 12.5
             */
            good: string;
            /** Format: uuid */
            id: string;
            /** @description the order's own output */
            isFinal: boolean;
            /** @description what may be done now */
            legal: string[];
            lot: string | null;
            /** Format: uuid */
            materialPostingId: string | null;
            note: string | null;
            /** Format: date-time */
            occurredAt: string;
            operator: string;
            opNo: number | null;
            /** Format: uuid */
            outputPostingId: string | null;
            /** Format: date-time */
            postedAt: string;
            /** @description why it corrects the other */
            reason: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            rework: string;
            reworkReason: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            scrap: string;
            scrapReason: string | null;
            serials: string[];
            /**
             * Format: uuid
             * @description the report that counts instead
             */
            supersededBy: string | null;
            /**
             * Format: uuid
             * @description the report that this one corrects
             */
            supersedes: string | null;
            workOrder: components["schemas"]["ReportOrderRefDto"];
        };
        PurchaseOrderDto: {
            approvedBy: string | null;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            currency: string;
            /** @description why it was closed or cancelled */
            endReason: string | null;
            /** Format: date */
            expectedOn: string | null;
            externalRef: string | null;
            /** Format: uuid */
            id: string;
            /** @description what may be done now */
            legal: string[];
            lineCount: number;
            lines: components["schemas"]["PurchaseOrderLineDto"][];
            note: string | null;
            number: string;
            /** Format: date */
            orderedOn: string;
            /** @description mean over the lines */
            receivedPct: number;
            rowVersion: number;
            /** @enum {string} */
            state: "draft" | "approved" | "partially_received" | "received" | "closed" | "cancelled";
            supplier: components["schemas"]["NamedRefDto"];
            /**
             * @description of the lines with a price; null without stock.cost.read
             * @example 12.5
             */
            total: string | null;
            warehouse: components["schemas"]["NamedRefDto"];
        };
        PurchaseOrderLineDto: {
            /** Format: date */
            dueOn: string | null;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRefDto"];
            lineNo: number;
            /**
             * @description ordered and not received
             * @example 12.5
             */
            openQty: string;
            /**
             * @description of one `uom`; null without stock.cost.read
             * @example 12.5
             */
            price: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            /**
             * @description in base units, like all that follow
             * @example 12.5
             */
            qtyBase: string;
            /**
             * @description came in, whatever became of it later
             * @example 12.5
             */
            receivedQty: string;
            /**
             * @description refused at the door or sent back after inspection
             * @example 12.5
             */
            rejectedQty: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            tolerancePct: string;
            uom: string;
        };
        PurchaseOrderLineInput: {
            /** Format: date */
            dueOn?: string | null;
            itemCode: string;
            /**
             * @description of one `uom`; needs stock.cost.read
             * @example 12.5
             */
            price?: string | null;
            /**
             * @description in `uom`
             * @example 12
             */
            qty: string;
            /**
             * @description may be received beyond the quantity, in percent; the item’s own when absent
             * @example 12.5
             */
            tolerancePct?: string;
            /** @description unit code with a conversion factor of the item; the base unit when absent */
            uom?: string;
        };
        PurchaseOrderSummaryDto: {
            /** Format: date-time */
            createdAt: string;
            currency: string;
            /** Format: date */
            expectedOn: string | null;
            externalRef: string | null;
            /** Format: uuid */
            id: string;
            lineCount: number;
            number: string;
            /** Format: date */
            orderedOn: string;
            /** @description mean over the lines */
            receivedPct: number;
            /** @enum {string} */
            state: "draft" | "approved" | "partially_received" | "received" | "closed" | "cancelled";
            supplier: components["schemas"]["NamedRefDto"];
            /**
             * @description of the lines with a price; null without stock.cost.read
             * @example 12.5
             */
            total: string | null;
            warehouse: components["schemas"]["NamedRefDto"];
        };
        PutawayTaskDto: {
            assignee: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            doneQty: string;
            from: components["schemas"]["NamedRefDto"] | null;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRefDto"];
            /** Format: date-time */
            leaseUntil: string | null;
            lot: components["schemas"]["LotRefDto"] | null;
            mine: boolean;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            receipt: components["schemas"]["DocumentRefDto"] | null;
            serial: components["schemas"]["CodeRefDto"] | null;
            /** @enum {string} */
            state: "open" | "claimed" | "done" | "cancelled";
            suggested: components["schemas"]["NamedRefDto"] | null;
            suggestedWhy: components["schemas"]["SuggestionDto"];
        };
        PutParametersDto: {
            /** @description working days; when absent 1 to make or move, 5 to buy */
            leadTimeDays?: number;
            /**
             * @description the smallest order
             * @example 12.5
             */
            lotMin?: string;
            /**
             * @description orders are multiples of it; 0 = any quantity
             * @example 12.5
             */
            lotMultiple?: string;
            /**
             * @description an order fills up to here; 0 = it brings what is missing
             * @example 12.5
             */
            maxQty?: string;
            /**
             * @description below it an order is suggested
             * @example 12.5
             */
            minQty?: string;
            /** @enum {string} */
            policy: "make" | "buy" | "move";
            /**
             * @description what should stay; in base units and 0 when absent, as all below
             * @example 12.5
             */
            safetyStock?: string;
            /** @description warehouse code, for move */
            sourceWarehouse?: string | null;
            /** @description partner code, for buy */
            supplier?: string | null;
            /** @description warehouse code; every warehouse without a row of its own when absent */
            warehouse?: string | null;
        };
        QueuedOperationDto: {
            /** Format: date */
            dueOn: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            good: string;
            item: components["schemas"]["WorkOrderItemDto"];
            /** @description what may be done now */
            legal: string[];
            name: string;
            /** @description who is at it now */
            operators: string[];
            opNo: number;
            /**
             * @description of an order on hold only what still keeps its work centre busy is listed
             * @enum {string}
             */
            orderState: "released" | "in_progress" | "on_hold";
            /** Format: date-time */
            plannedStart: string | null;
            /** @description 1 comes first */
            priority: number;
            /**
             * @description in base units of the item, as all below
             * @example 12.5
             */
            qtyPlanned: string;
            /** @description the last operation before it that is not skipped is done or has good pieces */
            ready: boolean;
            /**
             * @description decimal string
             * @example 12.5
             */
            rework: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            scrap: string;
            /** Format: date-time */
            startedAt: string | null;
            /** @enum {string} */
            state: "pending" | "ready" | "running" | "paused" | "done" | "skipped";
            workCenter: components["schemas"]["NamedRefDto"];
            workOrder: components["schemas"]["WorkOrderRefDto"];
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
        ReasonDto: {
            reason: string;
        };
        ReasonRef: {
            code: string;
            labelEn: string;
            labelZh: string;
        };
        ReassignPickDto: {
            username: string;
        };
        ReassignPutawayDto: {
            username: string;
        };
        RecallCountsDto: {
            /** @description customers who got some of it */
            customers: number;
            /** @description lots that are affected */
            lots: number;
            /** @description affected lots and serial numbers that were still in the house */
            onHand: number;
            /** @description serial numbers that are affected */
            serials: number;
            /** @description affected lots and serial numbers of which something was shipped */
            shipped: number;
        };
        RecallDto: {
            /** Format: date-time */
            closedAt: string | null;
            closedBy: string | null;
            closeReason: string | null;
            counts: components["schemas"]["RecallCountsDto"];
            /** @enum {string} */
            direction: "down" | "both";
            /** Format: uuid */
            id: string;
            legal: string[];
            mock: boolean;
            number: string;
            /** Format: date-time */
            openedAt: string;
            openedBy: string;
            /** @enum {string|null} */
            outcome: "release" | "scrap" | "keep_held" | null;
            reason: string;
            roots: components["schemas"]["RecallRootDto"][];
            rowVersion: number;
            /** @enum {string} */
            state: "open" | "closed";
            /** @description milliseconds from the order to the complete list */
            tookMs: number;
        };
        RecallEvidenceDto: {
            /** @enum {string} */
            format: "xlsx" | "pdf";
        };
        RecallRootDto: {
            code: string;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRef"];
            /** @enum {string} */
            kind: "lot" | "serial";
        };
        ReceiptDto: {
            carrier: string | null;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            deliveryNote: string | null;
            /** @description null when the place is outside the scope */
            dock: components["schemas"]["NamedRefDto"] | null;
            /** @description what the order still expects */
            expected: components["schemas"]["ExpectedLineDto"][];
            /** Format: date-time */
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            inspections: components["schemas"]["ReceiptInspectionDto"][];
            /** @description what may be done now */
            legal: string[];
            lineCount: number;
            lines: components["schemas"]["ReceiptLineDto"][];
            number: string;
            purchaseOrder: components["schemas"]["DocumentRefDto"] | null;
            putaway: components["schemas"]["ReceiptTasksDto"];
            rowVersion: number;
            /** Format: date-time */
            startedAt: string | null;
            /** @enum {string} */
            state: "draft" | "receiving" | "received" | "putaway" | "closed" | "cancelled";
            supplier: components["schemas"]["NamedRefDto"] | null;
            warehouse: components["schemas"]["NamedRefDto"];
        };
        ReceiptInspectionDto: {
            /** Format: uuid */
            id: string;
            number: string;
            state: string;
        };
        ReceiptLineDto: {
            /**
             * @description in `uom`
             * @example 12.5
             */
            enteredQty: string;
            /** Format: date */
            expiresOn: string | null;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRefDto"];
            lineNo: number;
            location: components["schemas"]["NamedRefDto"] | null;
            lot: components["schemas"]["LotRefDto"] | null;
            note: string | null;
            /** Format: uuid */
            poLineId: string | null;
            /** Format: uuid */
            postingId: string | null;
            /** Format: date-time */
            receivedAt: string;
            receivedBy: string;
            /**
             * @description in base units
             * @example 12.5
             */
            receivedQty: string;
            /**
             * @description in base units
             * @example 12.5
             */
            rejectedQty: string;
            /** Format: date-time */
            reversedAt: string | null;
            serials: string[];
            /** @enum {string} */
            status: "available" | "qc";
            supplierLot: string | null;
            uom: string;
        };
        ReceiptLineInput: {
            /** Format: date */
            expiresOn?: string;
            /** @description item; enough when one line of the order has it */
            itemCode?: string;
            lot?: string;
            /** Format: date */
            madeOn?: string;
            note?: string;
            /**
             * Format: uuid
             * @description line of the order
             */
            poLineId?: string;
            /**
             * @description accepted at the door, in `uom`; 0 when all of it was refused
             * @example 12
             */
            qty: string;
            /**
             * @description refused at the door, never in stock; in `uom`
             * @example 12.5
             */
            rejectedQty?: string;
            /** @description one per piece */
            serials?: string[];
            /** @description the supplier’s own lot number, kept with a new lot */
            supplierLot?: string;
            /** @description location code; the dock when absent */
            toLocation?: string;
            /** @description unit code; the base unit when absent */
            uom?: string;
        };
        ReceiptSummaryDto: {
            carrier: string | null;
            /** Format: date-time */
            createdAt: string;
            deliveryNote: string | null;
            /** @description null when the place is outside the scope */
            dock: components["schemas"]["NamedRefDto"] | null;
            /** Format: date-time */
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            lineCount: number;
            number: string;
            purchaseOrder: components["schemas"]["DocumentRefDto"] | null;
            /** Format: date-time */
            startedAt: string | null;
            /** @enum {string} */
            state: "draft" | "receiving" | "received" | "putaway" | "closed" | "cancelled";
            supplier: components["schemas"]["NamedRefDto"] | null;
            warehouse: components["schemas"]["NamedRefDto"];
        };
        ReceiptTasksDto: {
            done: number;
            open: number;
        };
        ReceiveLineInput: {
            /** Format: uuid */
            lineId: string;
            /**
             * @description in base units
             * @example 12.5
             */
            qty: string;
            serials?: string[];
            /** @description the planned place when absent */
            toLocation?: string;
        };
        ReceiveTransferDto: {
            /** Format: uuid */
            clientOpId?: string;
            lines: components["schemas"]["ReceiveLineInput"][];
        };
        RecordCountDto: {
            /**
             * Format: uuid
             * @description unique for ever; the Idempotency-Key when that is a UUID
             */
            clientOpId?: string;
            /**
             * Format: date-time
             * @description when it was counted, for entries that come later from a device; now when absent
             */
            countedAt?: string;
            entries: components["schemas"]["CountEntryInput"][];
        };
        RecountDto: {
            /** @description tasks to repeat; without them the places with differences outside tolerance */
            taskIds?: string[];
        };
        ReferenceUomDto: {
            /** @description the factory has this unit already */
            adopted: boolean;
            /** @enum {string} */
            category: "count" | "package" | "mass" | "length" | "area" | "volume" | "time" | "other";
            code: string;
            decimals: number;
            /** @description in the caller's language where there is a word for it */
            name: string;
            nameEn: string;
            nameZh: string | null;
            symbol: string | null;
        };
        ReleaseWorkOrderDto: {
            /** @description release although material is short; true when absent */
            partial?: boolean;
        };
        ReplenishmentRuleDto: {
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRef"];
            location: components["schemas"]["NamedRef"];
            /**
             * @description decimal string
             * @example 12.5
             */
            maxQty: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            minQty: string;
            rowVersion: number;
            source: components["schemas"]["ReplenishmentSourceDto"] | null;
            warehouse: components["schemas"]["NamedRef"];
        };
        ReplenishmentRunDto: {
            /** @description open tasks that nobody needs any more */
            cancelled: number;
            /** @description tasks made */
            created: number;
        };
        ReplenishmentSourceDto: {
            location: components["schemas"]["NamedRef"] | null;
            zone: components["schemas"]["NamedRef"] | null;
        };
        ReplenishmentTaskDto: {
            assignee: string | null;
            /** Format: date-time */
            createdAt: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            doneQty: string;
            /** @description where it is best taken from: what expires first */
            from: components["schemas"]["NamedRef"] | null;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRef"];
            /** Format: date-time */
            leaseUntil: string | null;
            lot: string | null;
            mine: boolean;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            /** @enum {string} */
            state: "open" | "claimed" | "done" | "cancelled";
            to: components["schemas"]["NamedRef"];
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
        ReportOrderRefDto: {
            /** Format: uuid */
            id: string;
            number: string;
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
        ResolveConflictDto: {
            /** @enum {string} */
            action: "apply" | "discard";
            /** @description apply: carried out instead of what the device sent */
            body?: Record<string, never>;
            reason: string;
        };
        ResolvedScanDto: {
            ambiguous: boolean;
            candidates: components["schemas"]["ScanCandidateDto"][];
            gs1: components["schemas"]["ScannedGs1Dto"] | null;
            raw: string;
            unknown: boolean;
        };
        ResolveScanDto: {
            /**
             * @description what the screen waits for: such candidates come first, and one of them is not ambiguous
             * @enum {string}
             */
            context?: "item" | "lot" | "serial" | "location" | "document" | "package" | "person";
            /**
             * @description what this scanner sends for FNC1 when it cannot send GS
             * @enum {string}
             */
            profile?: "standard" | "tilde" | "caret" | "hash" | "pipe";
            /** @description the scan as it came, control characters and all */
            raw: string;
            /**
             * @description AIM identifier, when the scanner sends it apart
             * @example ]C1
             */
            symbology?: string;
        };
        ResultsDto: {
            /**
             * @description decimal string
             * @example 12.5
             */
            failedQty: string;
            measurements?: components["schemas"]["MeasurementDto"][];
            note?: string;
            /**
             * @description with failedQty all of the inspected quantity
             * @example 12.5
             */
            passedQty: string;
            /** @enum {string} */
            result: "passed" | "failed" | "conditional";
            /**
             * @description looked at
             * @example 12.5
             */
            sampleQty?: string;
        };
        ResumeOperationDto: {
            /**
             * @description what the last part in it was, when absent: a set-up goes on as set-up
             * @enum {string}
             */
            kind?: "run" | "setup";
        };
        ReturnLineDto: {
            /** @description location code; where it was taken from when absent */
            location?: string;
            /** @description needed when several lots were used */
            lot?: string;
            /** Format: uuid */
            materialId: string;
            /**
             * @description base units
             * @example 12.5
             */
            qty: string;
            serials?: string[];
            /**
             * @description available when absent
             * @enum {string}
             */
            status?: "available" | "qc" | "hold" | "damaged";
        };
        ReturnMaterialDto: {
            /** Format: uuid */
            clientOpId?: string;
            lines: components["schemas"]["ReturnLineDto"][];
            note?: string;
            reasonCode?: string;
        };
        ReverseAdjustmentDto: {
            /** Format: uuid */
            clientOpId?: string;
            note?: string;
        };
        ReversedDto: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            postedAt: string;
            reverses: components["schemas"]["PostingIdRef"];
            type: string;
        };
        ReverseLineDto: {
            /** Format: uuid */
            clientOpId?: string;
            note?: string;
            reasonCode?: string;
        };
        ReversePostingDto: {
            /** Format: uuid */
            clientOpId?: string;
            note?: string;
            reasonCode?: string;
        };
        RoutingDto: {
            /** Format: uuid */
            id: string;
            item: components["schemas"]["NamedRefDto"];
            /** @description what may be done now */
            legal: string[];
            note: string | null;
            operationCount: number;
            operations: components["schemas"]["RoutingOperationDto"][];
            rowVersion: number;
            /** @enum {string} */
            state: "draft" | "active" | "obsolete";
            version: number;
        };
        RoutingOperationDto: {
            instructions: string | null;
            name: string;
            opNo: number;
            /**
             * @description seconds that it waits before
             * @example 12.5
             */
            queueS: string;
            /** @description quantities are reported here */
            reportPoint: boolean;
            /**
             * @description seconds for each one
             * @example 12.5
             */
            runS: string;
            /**
             * @description seconds before the first one
             * @example 12.5
             */
            setupS: string;
            workCenter: components["schemas"]["NamedRefDto"];
        };
        RoutingOperationInput: {
            instructions?: string | null;
            name: string;
            opNo: number;
            /**
             * @description decimal string
             * @example 12.5
             */
            queueS?: string;
            /** @description true when absent */
            reportPoint?: boolean;
            /**
             * @description seconds for each one
             * @example 12.5
             */
            runS?: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            setupS?: string;
            /** @description code of the work center */
            workCenter: string;
        };
        RoutingSummaryDto: {
            /** Format: uuid */
            id: string;
            item: components["schemas"]["NamedRefDto"];
            /** @description what may be done now */
            legal: string[];
            note: string | null;
            operationCount: number;
            rowVersion: number;
            /** @enum {string} */
            state: "draft" | "active" | "obsolete";
            version: number;
        };
        RoutingVersionDto: {
            version: number;
        };
        RunCorrectionDto: {
            /** Format: date-time */
            at: string;
            by: string;
            /**
             * Format: date-time
             * @description the end by the clock
             */
            endedBefore: string;
            reason: string;
        };
        RunCountsDto: {
            buy: number;
            exceptions: number;
            make: number;
            move: number;
        };
        RunDto: {
            /** @description suggestions in reach */
            counts: components["schemas"]["RunCountsDto"];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            finishedAt: string | null;
            horizonDays: number;
            /** Format: uuid */
            id: string;
            includeForecast: boolean;
            /**
             * Format: uuid
             * @description the job that makes it, which can be cancelled
             */
            jobId: string | null;
            /**
             * Format: date
             * @description the day that it was made for
             */
            plannedOn: string | null;
            /** @description why it failed */
            problem: components["schemas"]["RunProblemDto"] | null;
            requestedBy: string;
            /** Format: date-time */
            startedAt: string | null;
            /** @enum {string} */
            state: "waiting" | "running" | "done" | "failed" | "cancelled";
            /**
             * Format: date
             * @description the last day that it looks at
             */
            untilOn: string | null;
            /** @description the warehouses that it is about */
            warehouses: components["schemas"]["NamedRefDto"][];
        };
        RunProblemDto: {
            code: string;
            en: string;
            zh: string;
        };
        RunReplenishmentDto: {
            /** @description warehouse code */
            warehouse: string;
        };
        SaidDto: {
            en: string;
            zh: string;
        };
        SalesOrderDto: {
            /** @enum {string} */
            backorderPolicy: "backorder" | "cancel_rest";
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            currency: string;
            customer: components["schemas"]["NamedRefDto"];
            /** Format: date */
            dueOn: string | null;
            externalRef: string | null;
            /** Format: uuid */
            id: string;
            /** @description what may be done now */
            legal: string[];
            lineCount: number;
            lines: components["schemas"]["SalesOrderLineDto"][];
            note: string | null;
            number: string;
            /** Format: date */
            orderedOn: string;
            rowVersion: number;
            shipments: components["schemas"]["ShipmentStateRefDto"][];
            shippedPct: number;
            /** @enum {string} */
            state: "draft" | "confirmed" | "partially_shipped" | "shipped" | "closed" | "cancelled";
            /**
             * @description with stock.cost.read
             * @example 12.5
             */
            total: string | null;
            warehouse: components["schemas"]["NamedRefDto"];
        };
        SalesOrderLineDto: {
            /**
             * @description promised now: in bins and at the stage
             * @example 12.5
             */
            allocatedQty: string;
            /**
             * @description given up
             * @example 12.5
             */
            cancelledQty: string;
            /** Format: date */
            dueOn: string | null;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRefDto"];
            lineNo: number;
            minRemainingDays: number | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            openQty: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            price: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            /**
             * @description in base units, as all below
             * @example 12.5
             */
            qtyBase: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            shippedQty: string;
            uom: string;
        };
        SalesOrderSummaryDto: {
            /** @enum {string} */
            backorderPolicy: "backorder" | "cancel_rest";
            /** Format: date-time */
            createdAt: string;
            currency: string;
            customer: components["schemas"]["NamedRefDto"];
            /** Format: date */
            dueOn: string | null;
            externalRef: string | null;
            /** Format: uuid */
            id: string;
            lineCount: number;
            number: string;
            /** Format: date */
            orderedOn: string;
            shippedPct: number;
            /** @enum {string} */
            state: "draft" | "confirmed" | "partially_shipped" | "shipped" | "closed" | "cancelled";
            /**
             * @description with stock.cost.read
             * @example 12.5
             */
            total: string | null;
            warehouse: components["schemas"]["NamedRefDto"];
        };
        SalesStepDto: {
            reason?: string | null;
        };
        ScanCandidateDto: {
            code: string;
            documentType: string | null;
            expiresOn: string | null;
            /** Format: uuid */
            id: string;
            /** @description the item of a lot or serial number */
            item: components["schemas"]["NamedRefDto"] | null;
            /** @enum {string} */
            kind: "item" | "lot" | "serial" | "location" | "document" | "package" | "person";
            lot: string | null;
            /**
             * Format: uuid
             * @description null while nobody has received this lot
             */
            lotId: string | null;
            name: string | null;
            /** @description operation of a work order, when a step of its travel card was scanned */
            opNo: number | null;
            /** @description what the scan stands for */
            qty: string | null;
            serial: string | null;
            /** Format: uuid */
            serialId: string | null;
            /** @description unit of qty */
            uom: string | null;
            /** @description barcode, gtin, code, gs1, number, sscc or badge */
            via: string;
        };
        ScanErrorDto: {
            ai: string | null;
            /** @example incorrect_check_digit */
            code: string;
            message: string;
            /** @description what was read there */
            read: string;
        };
        ScannedElementDto: {
            ai: string;
            /** @description days as days, measures with their unit */
            display: string;
            title: string;
            value: string;
        };
        ScannedGs1Dto: {
            elements: components["schemas"]["ScannedElementDto"][];
            errors: components["schemas"]["ScanErrorDto"][];
        };
        SeqGap: {
            from: number;
            to: number;
        };
        SequenceReport: {
            /** @description highest sequence number received */
            highest: number;
            /** @description operations of this batch that came after a higher number */
            late: number;
            /** @description numbers below it that have not come; the first 20 holes */
            missing: components["schemas"]["SeqGap"][];
        };
        SerialDto: {
            code: string;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRef"];
            /** @description where it stands; null when not in stock or outside your scope */
            location: components["schemas"]["NamedRef"] | null;
            /** @enum {string} */
            status: "available" | "hold" | "recalled";
            statusReason: string | null;
        };
        ShiftDto: {
            breakMinutes: number;
            code: string;
            crossesMidnight: boolean;
            /**
             * @description on the next day when it is not after startsAt
             * @example 06:00
             */
            endsAt: string;
            /** Format: uuid */
            id: string;
            /** @description from start to end, the break included */
            minutes: number;
            name: string;
            rowVersion: number;
            /**
             * @description on the clock of the factory
             * @example 22:00
             */
            startsAt: string;
        };
        ShipDto: {
            carrier?: string | null;
            /**
             * Format: uuid
             * @description unique for ever; the Idempotency-Key when that is a UUID
             */
            clientOpId?: string;
            tracking?: string | null;
        };
        ShipmentAllocationDto: {
            /** Format: date */
            expiresOn: string | null;
            location: components["schemas"]["NamedRefDto"];
            lot: components["schemas"]["LotRefDto"] | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            /** Format: uuid */
            reservationId: string;
            serial: components["schemas"]["CodeRefDto"] | null;
        };
        ShipmentDto: {
            /** @description the shipment that left this rest */
            backorderOf: components["schemas"]["DocumentRefDto"] | null;
            carrier: string | null;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            customer: components["schemas"]["NamedRefDto"];
            /** Format: uuid */
            id: string;
            /** @description what may be done now */
            legal: string[];
            lineCount: number;
            lines: components["schemas"]["ShipmentLineDto"][];
            note: string | null;
            number: string;
            packages: components["schemas"]["PackageDto"][];
            rowVersion: number;
            salesOrder: components["schemas"]["DocumentRefDto"] | null;
            /** Format: date */
            shipBy: string | null;
            /** Format: date-time */
            shippedAt: string | null;
            stage: components["schemas"]["NamedRefDto"];
            /** @enum {string} */
            state: "draft" | "partially_allocated" | "allocated" | "picking" | "picked" | "packed" | "shipped" | "delivered" | "cancelled";
            tasks: components["schemas"]["TaskCountsDto"];
            tracking: string | null;
            warehouse: components["schemas"]["NamedRefDto"];
            wave: components["schemas"]["DocumentRefDto"] | null;
        };
        ShipmentLineDto: {
            /**
             * @description promised now: in bins and at the stage
             * @example 12.5
             */
            allocatedQty: string;
            allocations: components["schemas"]["ShipmentAllocationDto"][];
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRefDto"];
            lineNo: number;
            /**
             * @description decimal string
             * @example 12.5
             */
            pickedQty: string;
            /**
             * @description in base units, as all below
             * @example 12.5
             */
            qty: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            shippedQty: string;
            /**
             * @description what no stock is promised for, or what did not come along
             * @example 12.5
             */
            shortQty: string;
            /** Format: uuid */
            soLineId: string | null;
        };
        ShipmentStateRefDto: {
            /** Format: uuid */
            id: string;
            number: string;
            state: string;
        };
        ShipmentSummaryDto: {
            carrier: string | null;
            /** Format: date-time */
            createdAt: string;
            customer: components["schemas"]["NamedRefDto"];
            /** Format: uuid */
            id: string;
            lineCount: number;
            number: string;
            salesOrder: components["schemas"]["DocumentRefDto"] | null;
            /** Format: date */
            shipBy: string | null;
            /** Format: date-time */
            shippedAt: string | null;
            stage: components["schemas"]["NamedRefDto"];
            /** @enum {string} */
            state: "draft" | "partially_allocated" | "allocated" | "picking" | "picked" | "packed" | "shipped" | "delivered" | "cancelled";
            tracking: string | null;
            warehouse: components["schemas"]["NamedRefDto"];
            wave: components["schemas"]["DocumentRefDto"] | null;
        };
        ShipReturnDto: {
            /**
             * Format: uuid
             * @description unique for ever; the Idempotency-Key when that is a UUID
             */
            clientOpId?: string;
            note?: string;
        };
        ShortPickDto: {
            /** Format: uuid */
            clientOpId?: string;
            note?: string | null;
            /**
             * @description what was found and picked, base units
             * @example 12.5
             */
            pickedQty: string;
            /** @description of the domain short_pick */
            reasonCode: string;
        };
        ShortShipDto: {
            carrier?: string | null;
            /**
             * Format: uuid
             * @description unique for ever; the Idempotency-Key when that is a UUID
             */
            clientOpId?: string;
            note?: string | null;
            /** @description of the domain short_pick */
            reasonCode?: string;
            tracking?: string | null;
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
        SkipOperationDto: {
            reason: string;
        };
        SkippedDto: {
            code: string;
            /** Format: uuid */
            id: string;
            message: string;
        };
        SourceInput: {
            /** @description location code */
            location?: string;
            /** @description zone code of the warehouse */
            zone?: string;
        };
        SplitDowntimeDto: {
            /**
             * Format: date-time
             * @description where the second part begins: a whole second within the downtime
             */
            at: string;
            /** @description reason of the second part; that of the first when absent */
            reasonCode?: string | null;
        };
        SplitLotDto: {
            /**
             * Format: uuid
             * @description operation id; the Idempotency-Key when absent
             */
            clientOpId?: string;
            /** @description code of the new lot */
            code: string;
            /** @description location code */
            location: string;
            /**
             * @description in the base unit
             * @example 12.5
             */
            qty: string;
            reason?: string;
            /**
             * @description bucket; available when absent
             * @enum {string}
             */
            status?: "available" | "qc" | "hold" | "damaged";
        };
        SplitWorkOrderDto: {
            /** Format: date */
            dueOn?: string | null;
            /**
             * @description what the new order gets, in base units
             * @example 12.5
             */
            qty: string;
        };
        StartDowntimeDto: {
            /**
             * Format: date-time
             * @description for a stop that is over already: cut to the second, not before its start, not in the future
             */
            endedAt?: string | null;
            note?: string | null;
            /** @description a planned stop is no lost time; takes downtime.classify; false when absent */
            planned?: boolean;
            reasonCode?: string | null;
            /**
             * Format: date-time
             * @description cut to the second; now when absent
             */
            startedAt?: string | null;
            /** @description code of the work centre */
            workCenter: string;
            /** @description id or number of the order that waits */
            workOrder?: string | null;
        };
        StartOperationDto: {
            /**
             * @description setup is lost availability, not running time; run when absent
             * @enum {string}
             */
            kind?: "run" | "setup";
        };
        StartRunDto: {
            /** @description days ahead; 90 when absent */
            horizonDays?: number;
            /** @description true when absent */
            includeForecast?: boolean;
            /** @description warehouse codes; all in reach when absent */
            warehouses?: string[];
        };
        StatusChangeDto: {
            /** Format: uuid */
            clientOpId?: string;
            lines: components["schemas"]["StatusLineDto"][];
            note?: string;
            reasonCode?: string;
        };
        StatusLineDto: {
            /** @enum {string} */
            from: "available" | "qc" | "hold" | "damaged";
            itemCode: string;
            location: string;
            lot?: string;
            /**
             * @description in base units
             * @example 12.5
             */
            qty: string;
            serials?: string[];
            /** @enum {string} */
            to: "available" | "qc" | "hold" | "damaged";
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
        SubstituteDto: {
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ConsumptionItemDto"];
            lineNo: number;
            /**
             * @description decimal string
             * @example 12.5
             */
            ratio: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            required: string;
            /**
             * Format: uuid
             * @description the line that it stands in for
             */
            substituteOf: string;
        };
        SubstituteMaterialDto: {
            /** @description the item that stands in */
            itemCode: string;
            /**
             * @description how much of the material is replaced, in its base unit
             * @example 12.5
             */
            qty: string;
            /**
             * @description base units of the substitute for one of the material; as the bill says, else 1
             * @example 12.5
             */
            ratio?: string;
            reason: string;
        };
        SubstitutePickDto: {
            /** @description place to fetch from instead */
            location: string;
            /** @description lot to take instead */
            lot?: string;
            note?: string | null;
            /** @description of the domain short_pick */
            reasonCode: string;
        };
        SuggestionDocumentDto: {
            /** Format: uuid */
            id: string;
            number: string;
            /** @enum {string} */
            type: "work_order" | "purchase_order" | "transfer";
        };
        SuggestionDto: {
            /** @enum {string} */
            code: "rule" | "same_lot" | "same_item" | "empty" | "none";
            en: string;
            zh: string;
        };
        SupersedeReportDto: {
            /**
             * Format: uuid
             * @description unique for ever; the Idempotency-Key when that is a UUID
             */
            clientOpId?: string;
            /**
             * Format: date
             * @description of a new lot; by shelf life when absent
             */
            expiresOn?: string;
            /**
             * @description good pieces, base units
             * @example 12.5
             */
            good?: string;
            /** @description location that the good pieces go to */
            location?: string;
            /** @description lot of the good pieces; as the order says when absent */
            lot?: string;
            note?: string;
            /**
             * Format: date-time
             * @description when it happened; now when absent
             */
            occurredAt?: string;
            /** @description why the report was wrong; all quantities nothing take it back */
            reason: string;
            /**
             * @description pieces that go round again; they count when they are good or scrapped
             * @example 12.5
             */
            rework?: string;
            reworkReason?: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            scrap?: string;
            /** @description why pieces were scrapped; needed with scrap */
            scrapReason?: string;
            /** @description one a good piece */
            serials?: string[];
        };
        SupplierReturnDto: {
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** Format: uuid */
            id: string;
            /** @description what may be done now */
            legal: string[];
            lineCount: number;
            lines: components["schemas"]["SupplierReturnLineDto"][];
            note: string | null;
            number: string;
            /** Format: uuid */
            postingId: string | null;
            receipt: components["schemas"]["DocumentRefDto"] | null;
            rowVersion: number;
            /** Format: date-time */
            shippedAt: string | null;
            /** @enum {string} */
            state: "draft" | "shipped" | "cancelled";
            supplier: components["schemas"]["NamedRefDto"];
            warehouse: components["schemas"]["NamedRefDto"];
        };
        SupplierReturnLineDto: {
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRefDto"];
            lineNo: number;
            location: components["schemas"]["NamedRefDto"] | null;
            lot: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            reasonCode: string;
            serials: string[];
            /** @enum {string} */
            status: "available" | "qc" | "hold" | "damaged";
            uom: string;
        };
        SupplierReturnLineInput: {
            itemCode: string;
            /** @description location code */
            location: string;
            lot?: string;
            /**
             * @description in `uom`
             * @example 12.5
             */
            qty: string;
            /** @description reason code of a return, a scrapping or a hold */
            reasonCode: string;
            /** @description one per piece */
            serials?: string[];
            /**
             * @description bucket that gives; available when absent
             * @enum {string}
             */
            status?: "available" | "qc" | "hold" | "damaged";
            /** @description unit code; the base unit when absent */
            uom?: string;
        };
        SupplierReturnSummaryDto: {
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            lineCount: number;
            number: string;
            receipt: components["schemas"]["DocumentRefDto"] | null;
            /** Format: date-time */
            shippedAt: string | null;
            /** @enum {string} */
            state: "draft" | "shipped" | "cancelled";
            supplier: components["schemas"]["NamedRefDto"];
            warehouse: components["schemas"]["NamedRefDto"];
        };
        SyncBarcode: {
            code: string;
            /** @description one scan means so many of the unit */
            qty: string;
            symbology: string | null;
            uom: string | null;
        };
        SyncItem: {
            barcodes?: components["schemas"]["SyncBarcode"][];
            baseUom: string;
            code: string;
            fefo: boolean;
            gtin: string | null;
            /** Format: uuid */
            id: string;
            kind: string;
            name: string;
            nameEn: string | null;
            qtyScale: number;
            shelfLifeDays: number | null;
            /** @enum {string} */
            status: "active" | "blocked";
            /** @enum {string} */
            tracking: "none" | "lot" | "serial";
            uoms?: components["schemas"]["SyncUom"][];
        };
        SyncLocation: {
            code: string;
            /** Format: uuid */
            id: string;
            isPickable: boolean;
            kind: string;
            lockedReason: string | null;
            name: string;
            pickSeq: number;
            warehouse: string;
            zone: string | null;
        };
        SyncReason: {
            code: string;
            domain: string;
            /** Format: uuid */
            id: string;
            labelEn: string;
            labelZh: string;
            needsApproval: boolean;
            needsNote: boolean;
        };
        SyncRows: {
            items?: components["schemas"]["SyncItem"][];
            locations?: components["schemas"]["SyncLocation"][];
            reasons?: components["schemas"]["SyncReason"][];
            /** @description open tasks that are free or yours */
            tasks?: components["schemas"]["SyncTask"][];
        };
        SyncSnapshot: {
            /** @description ask with it next time */
            cursor: string;
            /** @description ask again at once */
            hasMore: boolean;
            parts: components["schemas"]["SyncRows"];
            /** @description forget everything that you had: what follows is whole */
            reset: boolean;
            /** Format: date-time */
            serverTime: string;
            /** @description archived, gone, taken by somebody else or out of sight: remove them */
            tombstones: components["schemas"]["Tombstone"][];
        };
        SyncTask: {
            /** @description number of its document */
            document: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            doneQty: string | null;
            /** @description location code */
            from: string | null;
            /** Format: uuid */
            id: string;
            itemCode: string | null;
            /** @enum {string} */
            kind: "putaway" | "pick" | "put_back" | "count" | "replenish";
            /** Format: date-time */
            leaseUntil: string | null;
            lot: string | null;
            mine: boolean;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string | null;
            /** @description order of the route */
            routeSeq: number;
            serial: string | null;
            /** @enum {string} */
            state: "open" | "claimed";
            /** @description location code */
            to: string | null;
        };
        SyncUom: {
            code: string;
            decimals: number;
            den: string;
            /** @description one unit is num/den base units, exactly */
            num: string;
        };
        TaskCountsDto: {
            claimed: number;
            done: number;
            open: number;
            short: number;
        };
        TimelineDto: {
            items: components["schemas"]["TimelineEntryDto"][];
        };
        TimelineEntryDto: {
            /** Format: date-time */
            at: string;
            by: string;
            /** @description code of the event */
            kind: string;
            ref: components["schemas"]["TimelineRefDto"];
            text: components["schemas"]["BilingualDto"];
        };
        TimelineRefDto: {
            id: string;
            /** @description kind of thing */
            type: string;
        };
        Tombstone: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            part: "reasons" | "locations" | "items" | "tasks";
        };
        TotalDto: {
            item: components["schemas"]["MeasuredItemDto"];
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            uom: string;
        };
        TraceDto: {
            /**
             * Format: date
             * @description movements up to this day are in the archive: their documents are not shown
             */
            archivedThrough: string | null;
            edges: components["schemas"]["TraceEdgeDto"][];
            /** @description lots and documents outside your scope that belong to the answer */
            hidden: number;
            nodes: components["schemas"]["TraceNodeDto"][];
            /** @description key of the node that was asked for */
            root: string;
            /** @description there is more than is shown */
            truncated: boolean;
        };
        TraceEdgeDto: {
            from: string;
            /** Format: uuid */
            postingId: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            to: string;
        };
        TraceNodeDto: {
            /** Format: date-time */
            at: string | null;
            /** @description lot, serial number or document */
            code: string;
            /** @description steps from the start: sources below zero, what came of it above */
            depth: number;
            /** @description kind of document */
            docType: string | null;
            /**
             * Format: uuid
             * @description of a lot or serial number
             */
            id: string | null;
            item: components["schemas"]["ItemRef"] | null;
            key: string;
            /** @enum {string} */
            kind: "lot" | "serial" | "receipt" | "shipment" | "opening" | "production" | "adjustment" | "return";
            /** @description supplier or customer */
            partner: components["schemas"]["NamedRef"] | null;
            /**
             * @description on hand, or what came or went with the document
             * @example 12.5
             */
            qty: string | null;
            /** @description of a lot or serial number */
            status: string | null;
        };
        TraceStepDto: {
            code: string;
            en: string;
            /** @description what its texts are filled with */
            params: {
                [key: string]: string | null;
            };
            zh: string;
        };
        TransferDto: {
            /**
             * Format: uuid
             * @description adjustment about what did not arrive
             */
            adjustmentId: string | null;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** Format: date-time */
            dispatchedAt: string | null;
            fromWarehouse: components["schemas"]["NamedRef"];
            /** Format: uuid */
            id: string;
            legal: string[];
            lineCount: number;
            /** @description absent in lists */
            lines?: components["schemas"]["TransferLineDto"][];
            note: string | null;
            number: string;
            /** Format: date-time */
            receivedAt: string | null;
            rowVersion: number;
            /** @enum {string} */
            state: "draft" | "in_transit" | "received" | "closed" | "cancelled";
            toWarehouse: components["schemas"]["NamedRef"];
            transit: components["schemas"]["NamedRef"] | null;
        };
        TransferLineDto: {
            from: components["schemas"]["NamedRef"];
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRef"];
            lineNo: number;
            lot: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            qty: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            receivedQty: string;
            serials: string[];
            to: components["schemas"]["NamedRef"] | null;
        };
        TransferLineInput: {
            fromLocation: string;
            itemCode: string;
            lot?: string;
            /**
             * @description in `uom`
             * @example 12.5
             */
            qty: string;
            serials?: string[];
            /** @description where it is meant to go */
            toLocation?: string;
            uom?: string;
        };
        UnitCostDto: {
            /**
             * @description none while nothing good is reported
             * @example 12.5
             */
            actual: string | null;
            /**
             * @description by the bill and routing frozen at release
             * @example 12.5
             */
            standard: string;
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
            changeNote?: string | null;
            /** @enum {string} */
            kind?: "standard" | "phantom";
            /** @description replaces the list */
            lines?: components["schemas"]["BomLineInput"][];
            /** Format: date */
            validFrom?: string | null;
            /** Format: date */
            validTo?: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            yieldPct?: string;
        };
        UpdateCalendarDto: {
            /** @description the one before is no longer it */
            isDefault?: boolean;
            name?: string;
            /** @description replaces the week */
            week?: components["schemas"]["WeekInput"];
        };
        UpdateCountPlanDto: {
            active?: boolean;
            blind?: boolean;
            frequencyDays?: number | null;
            name?: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            recountOverPct?: string | null;
            scope?: components["schemas"]["CountScopeDto"];
            /**
             * @description decimal string
             * @example 12.5
             */
            toleranceAbs?: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            tolerancePct?: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            toleranceValue?: string | null;
        };
        UpdateDemandDto: {
            /** Format: date */
            dueOn?: string;
            note?: string | null;
            priority?: number;
            /**
             * @description in base units
             * @example 12.5
             */
            qty?: string;
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
            /** @description code of a location */
            defaultLocation?: string | null;
            fefo?: boolean;
            gtin?: string | null;
            /**
             * @description how work orders use it up where the bill line does not say otherwise
             * @enum {string}
             */
            issueMethod?: "manual" | "pick" | "backflush";
            /** @enum {string} */
            kind?: "raw" | "wip" | "fg" | "consumable" | "service" | "tool";
            minRemainingDaysIn?: number;
            minRemainingDaysOut?: number;
            name?: string;
            nameEn?: string | null;
            /**
             * @description how much more than ordered may be received, at most 1000
             * @example 12.5
             */
            overReceiptPct?: string;
            /** @description what is received waits for an inspection */
            qcOnReceipt?: boolean;
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
        UpdateLotDto: {
            /** @description own properties by name; replaces all of them */
            attributes?: {
                [key: string]: string | null;
            };
            /** @description country of origin */
            country?: string | null;
            /** Format: date */
            expiresOn?: string | null;
            /** Format: date */
            madeOn?: string | null;
            supplierLot?: string | null;
        };
        UpdatePartnerDto: {
            country?: string;
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
        UpdateReplenishmentRuleDto: {
            /**
             * @description decimal string
             * @example 12.5
             */
            maxQty?: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            minQty?: string;
            source?: components["schemas"]["SourceInput"] | null;
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
        UpdateRoutingDto: {
            note?: string | null;
            /** @description replaces the list */
            operations?: components["schemas"]["RoutingOperationInput"][];
        };
        UpdateShiftDto: {
            breakMinutes?: number;
            endsAt?: string;
            name?: string;
            startsAt?: string;
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
            /** @description line on whose board it is shown */
            boardGroup?: string | null;
            /** @description code of a calendar */
            calendar?: string | null;
            capacity?: number;
            /**
             * @description decimal string
             * @example 12.5
             */
            hourlyCost?: string;
            /**
             * @description at most 24
             * @example 12.5
             */
            hoursPerDay?: string;
            /**
             * @description seconds a unit at best
             * @example 12.5
             */
            idealCycleS?: string | null;
            /** @description code of the location where its material stands */
            location?: string | null;
            name?: string;
            /** @description code of its warehouse; that of its location when absent */
            warehouse?: string | null;
        };
        UpdateWorkOrderDto: {
            /** Format: date */
            dueOn?: string | null;
            /** @enum {string} */
            lotPolicy?: "none" | "per_order" | "per_report";
            note?: string | null;
            /** @description location that good pieces go to */
            outputLocation?: string | null;
            /**
             * @description per cent that may be made beyond the plan, 999.999 at most
             * @example 12.5
             */
            overPct?: string;
            /** @description 1 comes first */
            priority?: number;
            /**
             * @description in `uom`
             * @example 12.5
             */
            qty?: string;
            /** Format: date */
            startsOn?: string | null;
            /** @description location that hand-issued material comes from */
            supplyLocation?: string | null;
            /** @description lot that the output gets */
            targetLot?: string | null;
            /** @description unit code of `qty`; the base unit when absent */
            uom?: string;
        };
        UseDto: {
            bom: components["schemas"]["BomRefDto"];
            item: components["schemas"]["NamedRefDto"];
            level: number;
            /** @description codes from the component up to the item */
            path: string[];
            /** @enum {string} */
            qtyKind: "per_unit" | "fixed";
            /**
             * @description of what lies one step below, for one of the item
             * @example 12.5
             */
            qtyPer: string;
            /** @description it may stand in for the component of the bill */
            substitute: boolean;
        };
        VarianceDto: {
            /** @description why it cannot be posted */
            conflict: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            countedQty: string;
            counter: string;
            /** @enum {string|null} */
            decision: "posted" | "conflict" | "left" | null;
            /**
             * @description what the book held at seqAtCount
             * @example 12.5
             */
            expectedQty: string;
            /** Format: uuid */
            id: string;
            item: components["schemas"]["ItemRef"];
            location: components["schemas"]["NamedRef"];
            lot: string | null;
            /** @description moved between two entries of one visit, or between arrival and "nothing else is here", or would leave qc, hold or damaged for another bucket */
            moved: boolean;
            /** @description has to be counted again before the approval */
            needsRecount: boolean;
            recounts: number;
            /** @description movements of the key that the counter had behind them */
            seqAtCount: number;
            serial: string | null;
            /** @enum {string} */
            status: "available" | "qc" | "hold" | "damaged";
            /** Format: uuid */
            taskId: string;
            /** @description nobody counted it and it moved meanwhile: the book stands */
            uncertain: boolean;
            /**
             * @description decimal string
             * @example 12.5
             */
            varianceQty: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            varianceValue: string | null;
            withinTolerance: boolean;
        };
        VersionAnswer: {
            /** @description below it nothing is accepted, not even what waits on the device */
            hardMin: string | null;
            latestVersion: string | null;
            message: string | null;
            minVersion: string | null;
            /** @description of the file behind url */
            sha256: string | null;
            /** @enum {string} */
            status: "ok" | "update_recommended" | "update_required";
            url: string | null;
        };
        VersionedRefDto: {
            /** Format: uuid */
            id: string;
            version: number;
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
        WaveDto: {
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** Format: date-time */
            cutOffAt: string | null;
            /** Format: uuid */
            id: string;
            /** @description what may be done now */
            legal: string[];
            number: string;
            rowVersion: number;
            shipments: components["schemas"]["ShipmentStateRefDto"][];
            /** @enum {string} */
            state: "draft" | "released" | "done" | "cancelled";
            /** @enum {string} */
            strategy: "single" | "batch" | "zone" | "cluster";
            tasks: components["schemas"]["TaskCountsDto"];
            warehouse: components["schemas"]["NamedRefDto"];
        };
        WeekDto: {
            fri: string[];
            mon: string[];
            sat: string[];
            sun: string[];
            thu: string[];
            tue: string[];
            wed: string[];
        };
        WeekInput: {
            fri?: string[];
            mon?: string[];
            sat?: string[];
            sun?: string[];
            thu?: string[];
            tue?: string[];
            wed?: string[];
        };
        WhereUsedDto: {
            /** Format: date */
            day: string;
            item: components["schemas"]["NamedRefDto"];
            items: components["schemas"]["UseDto"][];
            truncated: boolean;
        };
        WorkCenterDto: {
            /** @description line on whose board it is shown */
            boardGroup: string | null;
            /** @description when it works; none = its hours a day */
            calendar: components["schemas"]["NamedRefDto"] | null;
            /** @description operations that run at one time */
            capacity: number;
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
            /**
             * @description seconds a unit at best
             * @example 12.5
             */
            idealCycleS: string | null;
            /** @description where its material stands */
            location: components["schemas"]["NamedRefDto"] | null;
            name: string;
            rowVersion: number;
            /** @description that of its location unless told otherwise */
            warehouse: components["schemas"]["NamedRefDto"] | null;
        };
        WorkOrderCostDto: {
            actual: components["schemas"]["CostPartsDto"];
            lines: components["schemas"]["CostLineDto"][];
            perUnit: components["schemas"]["UnitCostDto"];
            /** @description for the good pieces so far */
            standard: components["schemas"]["CostPartsDto"];
            /** @description actual less standard */
            variance: components["schemas"]["CostPartsDto"];
        };
        WorkOrderDto: {
            /** @description frozen at release */
            bom: components["schemas"]["VersionedRefDto"] | null;
            /** @description orders below this one */
            children: components["schemas"]["WorkOrderRefDto"][];
            /** Format: date-time */
            closedAt: string | null;
            /** Format: date-time */
            completedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            currentOperation: components["schemas"]["CurrentOperationDto"] | null;
            /** Format: date */
            dueOn: string | null;
            endReason: string | null;
            externalRef: string | null;
            /** Format: uuid */
            id: string;
            isLate: boolean;
            item: components["schemas"]["WorkOrderItemDto"];
            /** @description what may be done now */
            legal: string[];
            /** @enum {string} */
            lotPolicy: "none" | "per_order" | "per_report";
            note: string | null;
            number: string;
            operations: components["schemas"]["WorkOrderOperationDto"][];
            outputLocation: components["schemas"]["NamedRefDto"] | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            overPct: string;
            parent: components["schemas"]["WorkOrderRefDto"] | null;
            priority: number;
            /** @description good of planned; more than 100 beyond the plan */
            progressPct: number;
            /**
             * @description decimal string
             * @example 12.5
             */
            qtyGood: string;
            /**
             * @description in base units, as all below
             * @example 12.5
             */
            qtyPlanned: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            qtyRework: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            qtyScrap: string;
            /** Format: date-time */
            releasedAt: string | null;
            /** @description frozen at release */
            routing: components["schemas"]["RoutingVersionDto"] | null;
            rowVersion: number;
            /** @description materials that are not covered; none before release and after the end */
            shortCount: number | null;
            source: components["schemas"]["WorkOrderSourceDto"] | null;
            /** Format: date-time */
            startedAt: string | null;
            /** Format: date */
            startsOn: string | null;
            /** @enum {string} */
            state: "draft" | "planned" | "released" | "in_progress" | "on_hold" | "completed" | "closed" | "cancelled";
            supplyLocation: components["schemas"]["NamedRefDto"] | null;
            targetLot: string | null;
            warehouse: components["schemas"]["NamedRefDto"];
        };
        WorkOrderItemDto: {
            code: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** @description base unit */
            uom: string;
        };
        WorkOrderMaterialDto: {
            /**
             * @description free for anybody in the warehouse
             * @example 12.5
             */
            available: string;
            /**
             * @description issued and backflushed, less what came back
             * @example 12.5
             */
            consumed: string;
            /**
             * @description once, however many are made
             * @example 12.5
             */
            fixedQty: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            issueMethod: "manual" | "pick" | "backflush";
            item: components["schemas"]["WorkOrderItemDto"];
            lineNo: number;
            /** @description where it is taken from */
            location: components["schemas"]["NamedRefDto"] | null;
            /**
             * @description required and neither used, promised nor standing at its place; 0 unless the order is under way
             * @example 12.5
             */
            missing: string;
            /** @description operation that uses it up; the last one when there is none */
            opNo: number | null;
            /** @description base units for one of the product, before scrap, as exact as the bill */
            perUnit: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            required: string;
            /**
             * @description promised to this order
             * @example 12.5
             */
            reserved: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            scrapPct: string;
            /** @description the item that it stands in for */
            substituteOf: components["schemas"]["NamedRefDto"] | null;
            /** @description what may stand in for it */
            substitutes: components["schemas"]["NamedRefDto"][];
        };
        WorkOrderMaterialsDto: {
            items: components["schemas"]["WorkOrderMaterialDto"][];
        };
        WorkOrderOperationDto: {
            /** Format: date-time */
            endedAt: string | null;
            /**
             * @description decimal string
             * @example 12.5
             */
            good: string;
            /** Format: uuid */
            id: string;
            /** @description for the person at the machine, frozen at release */
            instructions: string | null;
            /** @description what may be done now */
            legal: string[];
            name: string;
            /** @description who is at it now */
            operators: string[];
            opNo: number;
            reportPoint: boolean;
            /**
             * @description decimal string
             * @example 12.5
             */
            rework: string;
            /**
             * @description seconds a unit
             * @example 12.5
             */
            runS: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            scrap: string;
            /**
             * @description seconds once
             * @example 12.5
             */
            setupS: string;
            /**
             * @description seconds that the plan allows for
             * @example 12.5
             */
            standardS: string;
            /** Format: date-time */
            startedAt: string | null;
            /** @enum {string} */
            state: "pending" | "ready" | "running" | "paused" | "done" | "skipped";
            workCenter: components["schemas"]["NamedRefDto"];
            /**
             * @description seconds that were worked
             * @example 12.5
             */
            workedS: string;
        };
        WorkOrderRefDto: {
            /** Format: uuid */
            id: string;
            number: string;
        };
        WorkOrderSourceDto: {
            ref: string;
            type: string;
        };
        WorkOrderSummaryDto: {
            /** Format: date-time */
            createdAt: string;
            currentOperation: components["schemas"]["CurrentOperationDto"] | null;
            /** Format: date */
            dueOn: string | null;
            /** Format: uuid */
            id: string;
            isLate: boolean;
            item: components["schemas"]["WorkOrderItemDto"];
            number: string;
            parent: components["schemas"]["WorkOrderRefDto"] | null;
            priority: number;
            /** @description good of planned; more than 100 beyond the plan */
            progressPct: number;
            /**
             * @description decimal string
             * @example 12.5
             */
            qtyGood: string;
            /**
             * @description in base units, as all below
             * @example 12.5
             */
            qtyPlanned: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            qtyRework: string;
            /**
             * @description decimal string
             * @example 12.5
             */
            qtyScrap: string;
            /** @description materials that are not covered; none before release and after the end */
            shortCount: number | null;
            /** Format: date */
            startsOn: string | null;
            /** @enum {string} */
            state: "draft" | "planned" | "released" | "in_progress" | "on_hold" | "completed" | "closed" | "cancelled";
            warehouse: components["schemas"]["NamedRefDto"];
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
    Adjustments_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                /** @description part of a number */
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                state?: "pending_approval" | "posted" | "rejected" | "reversed";
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
                        items: components["schemas"]["AdjustmentDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Adjustments_create: {
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
                "application/json": components["schemas"]["CreateAdjustmentDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdjustmentDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Adjustments_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["AdjustmentDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Adjustments_approve: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideAdjustmentDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdjustmentDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Adjustments_reject: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideAdjustmentDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdjustmentDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Adjustments_reverse: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReverseAdjustmentDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdjustmentDto"];
                };
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
    Auth_badgeLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BadgeLoginInput"];
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
    Auth_changePin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePinInput"];
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
    Boards_list: {
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
                    "application/json": components["schemas"]["BoardListDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Boards_get: {
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
                    "application/json": components["schemas"]["BoardDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    BoardStream_stream: {
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
            101: {
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
                /** @description text in code or name of the item that is made */
                q?: string;
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
                /** @description ETag of the version that was read, or its rowVersion in quotes */
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
    Boms_copy: {
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
                    "application/json": components["schemas"]["BomDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Boms_explode: {
        parameters: {
            query?: {
                /** @description what holds on this day; today when absent */
                day?: string;
                /** @description levels at most */
                levels?: number;
                /** @description base units of the product; 1 when absent */
                qty?: string;
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
                    "application/json": components["schemas"]["ExplosionDto"];
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
    Boms_diff: {
        parameters: {
            query: {
                a: string;
                b: string;
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
                    "application/json": components["schemas"]["BomDiffDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Boms_explodeItem: {
        parameters: {
            query: {
                /** @description what holds on this day; today when absent */
                day?: string;
                /** @description code of the product */
                item: string;
                /** @description levels at most */
                levels?: number;
                /** @description base units of the product; 1 when absent */
                qty?: string;
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
                    "application/json": components["schemas"]["ExplosionDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Boms_whereUsed: {
        parameters: {
            query: {
                /** @description what holds on this day; today when absent */
                day?: string;
                /** @description code of the component */
                item: string;
                /** @description levels up at most */
                levels?: number;
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
                    "application/json": components["schemas"]["WhereUsedDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Calendars_list: {
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
                        items: components["schemas"]["CalendarSummaryDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Calendars_create: {
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
                "application/json": components["schemas"]["CreateCalendarDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Calendars_get: {
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
                    "application/json": components["schemas"]["CalendarDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Calendars_update: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read, or its rowVersion in quotes */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCalendarDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Calendars_exceptions: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read, or its rowVersion in quotes */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CalendarExceptionsDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarDto"];
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
    Conflicts_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                device?: string;
                /** @description rows at most */
                limit?: number;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                /** @description open = conflict, quarantined, and rejected for want of a right or a document (403, 404); also what you get without it */
                state?: "open" | "conflict" | "rejected" | "quarantined" | "resolved" | "discarded";
                /** @description operation, e.g. stock.move */
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
                        items: components["schemas"]["ConflictDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Conflicts_get: {
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
                    "application/json": components["schemas"]["ConflictDetailDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Conflicts_resolve: {
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
                "application/json": components["schemas"]["ResolveConflictDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictResolvedDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CountPlans_list: {
        parameters: {
            query?: {
                active?: boolean;
                /** @description nextCursor of the page before */
                cursor?: string;
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
                        items: components["schemas"]["CountPlanDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CountPlans_create: {
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
                "application/json": components["schemas"]["CreateCountPlanDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountPlanDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CountPlans_get: {
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
                    "application/json": components["schemas"]["CountPlanDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CountPlans_update: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read, or its rowVersion in quotes */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCountPlanDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountPlanDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CountSessions_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                /** @description part of a number */
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                state?: "planned" | "open" | "counting" | "review" | "recount_requested" | "approved" | "posted" | "cancelled";
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
                        items: components["schemas"]["CountSessionDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CountSessions_create: {
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
                "application/json": components["schemas"]["CreateCountSessionDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountSessionDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CountSessions_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["CountSessionDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CountSessions_approve: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveCountDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountSessionDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CountSessions_cancel: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["CountSessionDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CountSessions_open: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["CountSessionDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CountSessions_post: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostCountDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountSessionDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CountSessions_requestRecount: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecountDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountSessionDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CountSessions_variances: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description only lines that differ, moved or are in conflict */
                differing?: boolean;
                /** @description rows at most */
                limit?: number;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
            };
            header?: never;
            path: {
                /** @description id or number of the document */
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
                        items: components["schemas"]["VarianceDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CountTasks_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                mine?: boolean;
                /** @description id or number */
                session?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                state?: "open" | "claimed" | "done" | "cancelled";
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
                        items: components["schemas"]["CountTaskDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CountTasks_get: {
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
                    "application/json": components["schemas"]["CountTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CountTasks_claim: {
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
                    "application/json": components["schemas"]["CountTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CountTasks_entries: {
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
                "application/json": components["schemas"]["RecordCountDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CountTasks_finish: {
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
                "application/json": components["schemas"]["FinishCountDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CountTasks_release: {
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
                    "application/json": components["schemas"]["CountTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CountTasks_next: {
        parameters: {
            query?: {
                /** @description id or number of a session */
                session?: string;
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
                    "application/json": components["schemas"]["CountTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CustomerReturns_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description customer code */
                customer?: string;
                /** @description rows at most */
                limit?: number;
                /** @description text in the number */
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                state?: "draft" | "received" | "cancelled";
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
                        items: components["schemas"]["CustomerReturnSummaryDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CustomerReturns_create: {
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
                "application/json": components["schemas"]["CreateCustomerReturnDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerReturnDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CustomerReturns_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["CustomerReturnDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CustomerReturns_cancel: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["CustomerReturnDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    CustomerReturns_receive: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["CustomerReturnDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Demands_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description due on this day or later */
                from?: string;
                /** @description item code */
                item?: string;
                /** @description rows at most */
                limit?: number;
                /** @description earliest first, the only order */
                sort?: "dueOn";
                source?: "sales" | "forecast" | "manual" | "safety";
                /** @description open when absent */
                state?: "open" | "cancelled";
                /** @description due on this day or earlier */
                to?: string;
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
                        items: components["schemas"]["DemandDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Demands_create: {
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
                "application/json": components["schemas"]["CreateDemandDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DemandDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Demands_get: {
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
                    "application/json": components["schemas"]["DemandDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Demands_update: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read, or its rowVersion in quotes */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateDemandDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DemandDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Demands_cancel: {
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
                    "application/json": components["schemas"]["DemandDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    DeviceOps_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                opId: string;
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
                    "application/json": components["schemas"]["DeviceOpDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    DeviceOps_submit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeviceOpBatch"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceOpResults"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    DeviceEnrolment_enrol: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrolInput"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolledDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    DowntimeEvents_list: {
        parameters: {
            query?: {
                /** @description only what has a reason, or only what has none */
                classified?: boolean;
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description first day */
                from?: string;
                /** @description rows at most */
                limit?: number;
                /** @description only what lasts, or only what is over */
                open?: boolean;
                planned?: boolean;
                /** @description reason code */
                reason?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                /** @description last day */
                to?: string;
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
                /** @description code of a work centre */
                workCenter?: string;
                /** @description id or number of a work order */
                workOrder?: string;
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
                        items: components["schemas"]["DowntimeEventDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    DowntimeEvents_start: {
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
                "application/json": components["schemas"]["StartDowntimeDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DowntimeEventDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    DowntimeEvents_get: {
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
                    "application/json": components["schemas"]["DowntimeEventDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    DowntimeEvents_classify: {
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
                "application/json": components["schemas"]["ClassifyDowntimeDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DowntimeEventDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    DowntimeEvents_end: {
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
                "application/json": components["schemas"]["EndDowntimeDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DowntimeEventDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    DowntimeEvents_split: {
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
                "application/json": components["schemas"]["SplitDowntimeDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DowntimeEventDto"];
                };
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
                /** @description ETag of the version that was read, or its rowVersion in quotes */
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
    Inspections_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                /** @description part of the number or the item code */
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                state?: "open" | "passed" | "failed" | "conditional" | "dispositioned" | "cancelled";
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
                        items: components["schemas"]["InspectionSummaryDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Inspections_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["InspectionDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Inspections_cancel: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelWorkDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Inspections_dispose: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DispositionDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Inspections_record: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResultsDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionDto"];
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
    StatusChanges_change: {
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
                "application/json": components["schemas"]["StatusChangeDto"];
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
                /** @description ETag of the version that was read, or its rowVersion in quotes */
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
                kind?: "storage" | "staging_in" | "staging_out" | "qc" | "production" | "transit" | "virtual";
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
                /** @description ETag of the version that was read, or its rowVersion in quotes */
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
    Lots_update: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read, or its rowVersion in quotes */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateLotDto"];
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
                "application/json": components["schemas"]["HoldLotDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeldLotDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Lots_merge: {
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
                "application/json": components["schemas"]["MergeLotDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LotChangeDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Lots_movements: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description first posting day */
                from?: string;
                /** @description rows at most */
                limit?: number;
                /** @description location code, either side */
                location?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                /** @description last posting day */
                to?: string;
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
    Lots_split: {
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
                "application/json": components["schemas"]["SplitLotDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LotChangeDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Lots_trace: {
        parameters: {
            query?: {
                /** @description steps from lot to lot at most; 20 when absent */
                depth?: number;
                /** @description to the sources, to what came of it, or both */
                direction?: "up" | "down" | "both";
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
                    "application/json": components["schemas"]["TraceDto"];
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
    Moves_move: {
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
                "application/json": components["schemas"]["MoveDto"];
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
    Oee_list: {
        parameters: {
            query?: {
                /** @description first factory day; six days before the last when absent */
                from?: string;
                /** @description day and week are sums of shifts, divided once; shift when absent */
                grain?: "shift" | "day" | "week";
                /** @description last factory day; today when absent */
                to?: string;
                /** @description code of a work centre; all that the caller reaches when absent */
                workCenter?: string;
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
                    "application/json": components["schemas"]["OeeDto"];
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
    OperationRuns_correct: {
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
                "application/json": components["schemas"]["CorrectRunDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationRunDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    OperationQueue_list: {
        parameters: {
            query?: {
                /** @description rows at most */
                limit?: number;
                /** @description states, separated by commas; all that are not over when absent */
                state?: string;
                /** @description code of a work centre; all that the caller reaches when absent */
                workCenter?: string;
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
                    "application/json": components["schemas"]["OperationQueueDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Packages_create: {
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
                "application/json": components["schemas"]["CreatePackageDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackageDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Packages_get: {
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
                    "application/json": components["schemas"]["PackageDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Packages_close: {
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
                "application/json": components["schemas"]["ClosePackageDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackageDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Packages_add: {
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
                "application/json": components["schemas"]["AddPackageContentDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackageDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Packages_label: {
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
    Packages_void: {
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
                    "application/json": components["schemas"]["PackageDto"];
                };
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
                /** @description ETag of the version that was read, or its rowVersion in quotes */
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
    PickTasks_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                /** @description claimed by me */
                mine?: boolean;
                /** @description id or number */
                shipment?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                state?: "open" | "claimed" | "done" | "short" | "cancelled";
                /** @description warehouse code */
                warehouse?: string;
                /** @description id or number */
                wave?: string;
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
                        items: components["schemas"]["PickTaskDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PickTasks_get: {
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
                    "application/json": components["schemas"]["PickTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PickTasks_claim: {
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
                    "application/json": components["schemas"]["PickTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PickTasks_confirm: {
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
                "application/json": components["schemas"]["ConfirmPickDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PickTasks_heartbeat: {
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
                    "application/json": components["schemas"]["PickTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PickTasks_reassign: {
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
                "application/json": components["schemas"]["ReassignPickDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PickTasks_release: {
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
                    "application/json": components["schemas"]["PickTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PickTasks_short: {
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
                "application/json": components["schemas"]["ShortPickDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PickTasks_substitute: {
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
                "application/json": components["schemas"]["SubstitutePickDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PickTasks_next: {
        parameters: {
            query?: {
                /** @description warehouse code */
                warehouse?: string;
                /** @description id or number */
                wave?: string;
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
                    "application/json": components["schemas"]["PickTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PlanningLoad_get: {
        parameters: {
            query?: {
                /** @description today when absent */
                from?: string;
                /** @description two weeks later when absent; at most 92 days */
                to?: string;
                /** @description work centre code */
                workCenter?: string;
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
                    "application/json": components["schemas"]["LoadDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PlanningParameters_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                /** @description part of an item code or name */
                q?: string;
                /** @description by item code, the only order */
                sort?: "item";
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
                        items: components["schemas"]["ParametersDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PlanningParameters_get: {
        parameters: {
            query?: {
                /** @description warehouse code; the row for every warehouse when absent */
                warehouse?: string;
            };
            header?: never;
            path: {
                itemCode: string;
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
                    "application/json": components["schemas"]["ParametersDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PlanningParameters_put: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                itemCode: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutParametersDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParametersDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PlanningParameters_forget: {
        parameters: {
            query?: {
                /** @description warehouse code; the row for every warehouse when absent */
                warehouse?: string;
            };
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                itemCode: string;
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
    PlanningRuns_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                /** @description newest first, the only order */
                sort?: "-createdAt";
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
                        items: components["schemas"]["RunDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PlanningRuns_start: {
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
                "application/json": components["schemas"]["StartRunDto"];
            };
        };
        responses: {
            /** @description OK */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PlanningRuns_get: {
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
                    "application/json": components["schemas"]["RunDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PlanningRuns_accept: {
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
                "application/json": components["schemas"]["AcceptDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PlanningRuns_listSuggestions: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                exception?: "late" | "early" | "cancel" | "any";
                /** @description item code */
                item?: string;
                kind?: "make" | "buy" | "move" | "reschedule" | "cancel";
                /** @description rows at most */
                limit?: number;
                /** @description the one that must be decided first, the only order */
                sort?: "dueOn";
                state?: "open" | "accepted" | "dismissed";
                /** @description warehouse code */
                warehouse?: string;
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
                        items: components["schemas"]["PlanSuggestionDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PlanningSuggestions_get: {
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
                    "application/json": components["schemas"]["PlanSuggestionDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PlanningSuggestions_edit: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read, or its rowVersion in quotes */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditSuggestionDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanSuggestionDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PlanningSuggestions_dismiss: {
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
                "application/json": components["schemas"]["DismissDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanSuggestionDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PlanningSuggestions_pegging: {
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
                    "application/json": components["schemas"]["PeggingDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ProductionReports_list: {
        parameters: {
            query?: {
                /** @description without those that were superseded */
                counting?: boolean;
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description happened then or later */
                from?: string;
                /** @description rows at most */
                limit?: number;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                /** @description happened before */
                to?: string;
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
                /** @description code of the work centre of the operation */
                workCenter?: string;
                /** @description id or number of the order */
                workOrder?: string;
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
                        items: components["schemas"]["ProductionReportDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ProductionReports_report: {
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
                "application/json": components["schemas"]["CreateProductionReportDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductionReportDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ProductionReports_get: {
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
                    "application/json": components["schemas"]["ProductionReportDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ProductionReports_supersede: {
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
                "application/json": components["schemas"]["SupersedeReportDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductionReportDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PurchaseOrders_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                /** @description part of the number or of the other system’s */
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                state?: "draft" | "approved" | "partially_received" | "received" | "closed" | "cancelled";
                /** @description partner code */
                supplier?: string;
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
                        items: components["schemas"]["PurchaseOrderSummaryDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PurchaseOrders_create: {
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
                "application/json": components["schemas"]["CreatePurchaseOrderDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchaseOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PurchaseOrders_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["PurchaseOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PurchaseOrders_update: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read, or its rowVersion in quotes */
                "If-Match": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePurchaseOrderDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchaseOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PurchaseOrders_approve: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["PurchaseOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PurchaseOrders_cancel: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndOrderDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchaseOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PurchaseOrders_close: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndOrderDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchaseOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PurchaseOrders_openLines: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["OpenLinesDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PutawayTasks_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                /** @description what the caller is working on */
                mine?: boolean;
                /** @description id or number of the receipt */
                receipt?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                state?: "open" | "claimed" | "done" | "cancelled";
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
                        items: components["schemas"]["PutawayTaskDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PutawayTasks_get: {
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
                    "application/json": components["schemas"]["PutawayTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PutawayTasks_cancel: {
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
                "application/json": components["schemas"]["CancelWorkDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PutawayTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PutawayTasks_claim: {
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
                    "application/json": components["schemas"]["PutawayTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PutawayTasks_confirm: {
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
                "application/json": components["schemas"]["ConfirmPutawayDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PutawayTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PutawayTasks_heartbeat: {
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
                    "application/json": components["schemas"]["PutawayTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PutawayTasks_reassign: {
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
                "application/json": components["schemas"]["ReassignPutawayDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PutawayTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    PutawayTasks_release: {
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
                    "application/json": components["schemas"]["PutawayTaskDto"];
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
                /** @description ETag of the version that was read, or its rowVersion in quotes */
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
    Recalls_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                /** @description drills, or the others */
                mock?: boolean;
                /** @description part of number or reason */
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                state?: "open" | "closed";
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
                        items: components["schemas"]["RecallDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Recalls_open: {
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
                "application/json": components["schemas"]["OpenRecallDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecallDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Recalls_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["RecallDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Recalls_affected: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description id or number of the document */
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
                        items: components["schemas"]["AffectedDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Recalls_close: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseRecallDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecallDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Recalls_evidence: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecallEvidenceDto"];
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
    Receipts_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                /** @description id or number of the order */
                purchaseOrder?: string;
                /** @description part of the number or of the delivery note */
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                state?: "draft" | "receiving" | "received" | "putaway" | "closed" | "cancelled";
                /** @description partner code */
                supplier?: string;
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
                        items: components["schemas"]["ReceiptSummaryDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Receipts_create: {
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
                "application/json": components["schemas"]["CreateReceiptDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Receipts_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["ReceiptDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Receipts_cancel: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["ReceiptDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Receipts_finish: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["ReceiptDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Receipts_confirmLines: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmLinesDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Receipts_reverseLine: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
                lineId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReverseLineDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ReplenishmentRules_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description item code */
                item?: string;
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
                        items: components["schemas"]["ReplenishmentRuleDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ReplenishmentRules_create: {
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
                "application/json": components["schemas"]["CreateReplenishmentRuleDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplenishmentRuleDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ReplenishmentRules_get: {
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
                    "application/json": components["schemas"]["ReplenishmentRuleDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ReplenishmentRules_discard: {
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
    ReplenishmentRules_update: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read, or its rowVersion in quotes */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateReplenishmentRuleDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplenishmentRuleDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ReplenishmentTasks_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                mine?: boolean;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                state?: "open" | "claimed" | "done" | "cancelled";
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
                        items: components["schemas"]["ReplenishmentTaskDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ReplenishmentTasks_get: {
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
                    "application/json": components["schemas"]["ReplenishmentTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ReplenishmentTasks_claim: {
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
                    "application/json": components["schemas"]["ReplenishmentTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ReplenishmentTasks_confirm: {
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
                "application/json": components["schemas"]["ConfirmReplenishmentDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplenishmentTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ReplenishmentTasks_release: {
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
                    "application/json": components["schemas"]["ReplenishmentTaskDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ReplenishmentTasks_run: {
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
                "application/json": components["schemas"]["RunReplenishmentDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplenishmentRunDto"];
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
                /** @description ETag of the version that was read, or its rowVersion in quotes */
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
    Routings_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description code of the item that is made */
                item?: string;
                /** @description rows at most */
                limit?: number;
                /** @description text in code or name of the item that is made */
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                state?: "draft" | "active" | "obsolete";
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
                /** @description code of a work center: what is made there? */
                workCenter?: string;
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
                        items: components["schemas"]["RoutingSummaryDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Routings_create: {
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
                "application/json": components["schemas"]["CreateRoutingDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutingDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Routings_get: {
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
                    "application/json": components["schemas"]["RoutingDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Routings_update: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read, or its rowVersion in quotes */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateRoutingDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutingDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Routings_activate: {
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
                    "application/json": components["schemas"]["RoutingDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Routings_copy: {
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
                    "application/json": components["schemas"]["RoutingDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Routings_obsolete: {
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
                    "application/json": components["schemas"]["RoutingDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    SalesOrders_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description customer code */
                customer?: string;
                /** @description rows at most */
                limit?: number;
                /** @description text in number or external reference */
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                state?: "draft" | "confirmed" | "partially_shipped" | "shipped" | "closed" | "cancelled";
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
                        items: components["schemas"]["SalesOrderSummaryDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    SalesOrders_create: {
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
                "application/json": components["schemas"]["CreateSalesOrderDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    SalesOrders_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["SalesOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    SalesOrders_update: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read, or its rowVersion in quotes */
                "If-Match": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSalesOrderDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    SalesOrders_cancel: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SalesStepDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    SalesOrders_close: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SalesStepDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    SalesOrders_confirm: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["SalesOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Scan_resolve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveScanDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResolvedScanDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Serials_list: {
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
    Serials_trace: {
        parameters: {
            query?: {
                /** @description steps from lot to lot at most; 20 when absent */
                depth?: number;
                /** @description to the sources, to what came of it, or both */
                direction?: "up" | "down" | "both";
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
                    "application/json": components["schemas"]["TraceDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Shifts_list: {
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
                        items: components["schemas"]["ShiftDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Shifts_create: {
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
                "application/json": components["schemas"]["CreateShiftDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShiftDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Shifts_get: {
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
                    "application/json": components["schemas"]["ShiftDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Shifts_update: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read, or its rowVersion in quotes */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateShiftDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShiftDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Shipments_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description customer code */
                customer?: string;
                /** @description rows at most */
                limit?: number;
                /** @description text in number, carrier or tracking number */
                q?: string;
                /** @description id or number */
                salesOrder?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                state?: "draft" | "partially_allocated" | "allocated" | "picking" | "picked" | "packed" | "shipped" | "delivered" | "cancelled";
                /** @description warehouse code */
                warehouse?: string;
                /** @description id or number */
                wave?: string;
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
                        items: components["schemas"]["ShipmentSummaryDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Shipments_create: {
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
                "application/json": components["schemas"]["CreateShipmentDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Shipments_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["ShipmentDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Shipments_allocate: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AllocateShipmentDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Shipments_cancel: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelShipmentDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Shipments_deliver: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["ShipmentDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Shipments_pack: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["ShipmentDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Shipments_startPicking: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["ShipmentDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Shipments_ship: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShipDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Shipments_shortShip: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShortShipDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Shipments_unallocate: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["ShipmentDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    SupplierReturns_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                /** @description part of the number */
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                state?: "draft" | "shipped" | "cancelled";
                /** @description partner code */
                supplier?: string;
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
                        items: components["schemas"]["SupplierReturnSummaryDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    SupplierReturns_create: {
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
                "application/json": components["schemas"]["CreateSupplierReturnDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupplierReturnDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    SupplierReturns_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["SupplierReturnDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    SupplierReturns_cancel: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["SupplierReturnDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    SupplierReturns_ship: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShipReturnDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupplierReturnDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Sync_snapshot: {
        parameters: {
            query?: {
                /** @description of the answer before; nothing begins afresh */
                cursor?: string;
                limit?: number;
                /** @description items, barcodes (on the items), locations, reasons, tasks; all of them when absent */
                parts?: string;
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
                    "application/json": components["schemas"]["SyncSnapshot"];
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
                /** @description an app may have other versions on another platform */
                platform?: "android" | "ios" | "web" | "windows" | "linux";
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
    Transfers_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                /** @description part of a number */
                q?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                state?: "draft" | "in_transit" | "received" | "closed" | "cancelled";
                /** @description warehouse code, either side */
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
                        items: components["schemas"]["TransferDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Transfers_create: {
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
                "application/json": components["schemas"]["CreateTransferDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Transfers_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["TransferDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Transfers_cancel: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["TransferDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Transfers_close: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseTransferDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Transfers_dispatch: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["TransferDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Transfers_receive: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReceiveTransferDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferDto"];
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
                /** @description ETag of the version that was read, or its rowVersion in quotes */
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
    Uoms_adopt: {
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
                "application/json": components["schemas"]["AdoptUomDto"];
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
    Uoms_reference: {
        parameters: {
            query?: {
                category?: "count" | "package" | "mass" | "length" | "area" | "volume" | "time" | "other";
                /** @description 50 when absent; the best matches come first */
                limit?: number;
                /** @description code, name or symbol */
                q?: string;
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
                        items: components["schemas"]["ReferenceUomDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
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
                /** @description ETag of the version that was read, or its rowVersion in quotes */
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
    Waves_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                state?: "draft" | "released" | "done" | "cancelled";
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
                        items: components["schemas"]["WaveDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Waves_create: {
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
                "application/json": components["schemas"]["CreateWaveDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaveDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Waves_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["WaveDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Waves_cancel: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["WaveDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    Waves_release: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["WaveDto"];
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
                /** @description ETag of the version that was read, or its rowVersion in quotes */
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
    WorkOrders_list: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description due on this day or later */
                dueFrom?: string;
                /** @description due on this day or earlier */
                dueTo?: string;
                /** @description code of the item that is made */
                item?: string;
                /** @description only what is due before today and not over */
                late?: boolean;
                /** @description rows at most */
                limit?: number;
                /** @description id or number of the order above */
                parent?: string;
                /** @description text in number or external reference */
                q?: string;
                /** @description only what lacks material */
                short?: boolean;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                /** @description states, separated by commas */
                state?: string;
                /** @description warehouse code */
                warehouse?: string;
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
                /** @description code of a work centre of the routing */
                workCenter?: string;
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
                        items: components["schemas"]["WorkOrderSummaryDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrders_create: {
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
                "application/json": components["schemas"]["CreateWorkOrderDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrders_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["WorkOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrders_update: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
                /** @description ETag of the version that was read, or its rowVersion in quotes */
                "If-Match": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateWorkOrderDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrders_cancel: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrders_close: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["WorkOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrderMaterials_consumptions: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description rows at most */
                limit?: number;
                materialId?: string;
                /** @description sort key; a leading - turns it around */
                sort?: string;
                /** @description adds total (exact to 10 000, then an estimate) */
                withTotal?: boolean;
            };
            header?: never;
            path: {
                /** @description id or number of the document */
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
                        items: components["schemas"]["ConsumptionDto"][];
                        nextCursor: string | null;
                        total?: number;
                        totalIsEstimate?: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrderViews_cost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["WorkOrderCostDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrders_finish: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["WorkOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrderViews_genealogy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["TraceDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrders_hold: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrderMaterials_issue: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IssueMaterialDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaterialPostedDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrderViews_materials: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["WorkOrderMaterialsDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrderMaterials_substitute: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
                materialId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubstituteMaterialDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubstituteDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrderOperations_finish: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
                opNo: string;
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
                    "application/json": components["schemas"]["WorkOrderOperationDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrderOperations_pause: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
                opNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PauseOperationDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderOperationDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrderOperations_resume: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
                opNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResumeOperationDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderOperationDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrderOperations_listRuns: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
                id: string;
                opNo: string;
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
                    "application/json": components["schemas"]["OperationRunsDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrderOperations_skip: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
                opNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SkipOperationDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderOperationDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrderOperations_start: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
                opNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartOperationDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderOperationDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrders_plan: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["WorkOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrders_release: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReleaseWorkOrderDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrders_reopen: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrders_reserve: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["WorkOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrders_resume: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["WorkOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrderMaterials_giveBack: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnMaterialDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaterialPostedDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrders_shortClose: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrderViews_shortages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["WorkOrderMaterialsDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrders_split: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SplitWorkOrderDto"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrders_start: {
        parameters: {
            query?: never;
            header: {
                /** @description A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices). */
                "Idempotency-Key": string;
            };
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["WorkOrderDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrderViews_timeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
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
                    "application/json": components["schemas"]["TimelineDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrderViews_travelCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or number of the document */
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
    WorkOrders_closeMany: {
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
                "application/json": components["schemas"]["BulkWorkOrdersDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResultDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrders_releaseMany: {
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
                "application/json": components["schemas"]["BulkWorkOrdersDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResultDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrders_reschedule: {
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
                "application/json": components["schemas"]["BulkWorkOrdersDto"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResultDto"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    WorkOrders_travelCards: {
        parameters: {
            query: {
                /** @description ids or numbers of work orders, separated by commas; 50 at most */
                ids: string;
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
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    Download_latest: {
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
