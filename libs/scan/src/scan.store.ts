import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { DocumentKind } from './document-kinds';

/** What to look for, each by an exact match on an index. */
export interface Wanted {
  /** Barcodes and trade item numbers. */
  readonly barcodes: readonly string[];
  readonly items: readonly string[];
  readonly lots: readonly string[];
  readonly serials: readonly string[];
  readonly places: readonly string[];
  readonly packages: readonly string[];
  readonly document: { readonly prefix: string; readonly kind: DocumentKind; readonly number: string } | null;
}

interface Numbered {
  readonly id: string;
  readonly code: string;
  readonly expiresOn?: string | null;
}

export interface FoundRow {
  readonly kind: 'item' | 'lot' | 'serial' | 'location' | 'package' | 'document';
  readonly id: string;
  readonly code: string;
  readonly name: string | null;
  readonly via: string;
  /** The text that matched. */
  readonly scanned: string;
  readonly qty: string | null;
  readonly uom: string | null;
  readonly item: {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly baseUom: string;
    readonly scale: number;
    readonly units: readonly string[];
  } | null;
  /** Lots and serial numbers of the item that the scan names. */
  readonly lots: readonly Numbered[] | null;
  readonly serials: readonly Numbered[] | null;
  readonly lot: Numbered | null;
  readonly warehouses: readonly string[] | null;
  readonly zones: readonly string[] | null;
  readonly partner: string | null;
  readonly centers: readonly string[] | null;
}

/** More than these of one kind are no help to anybody: the scan is ambiguous after the second. */
const LIMIT = 20;
const ITEM = `json_build_object('id', i.public_id, 'code', i.code, 'name', i.name, 'baseUom', bu.code, 'scale', least(i.qty_scale, bu.decimals),
  'units', ARRAY(SELECT u.code FROM item_uoms x JOIN uoms u ON u.id = x.uom_id WHERE x.item_id = i.id))`;
const NOWHERE = 'NULL::text[] AS warehouses, NULL::text[] AS zones, NULL::text AS partner, NULL::text[] AS centers';
const NO_STOCK = 'NULL::json AS lots, NULL::json AS serials, NULL::json AS lot';

/**
 * One statement for everything that a code can mean: a scan is answered within one round trip, and every branch is an exact
 * match on an index. Row-level security keeps places, packages and documents outside the scope
 * away from it, and `in_sight` lots and serial numbers: before the limit, so that others' lots of the same code crowd nobody out.
 */
const SELECT = `
  SELECT 'item' AS kind, i.public_id AS id, i.code, i.name, f.via, f.scanned, f.qty::text AS qty, coalesce(fu.code, bu.code) AS uom, ${ITEM} AS item,
    (SELECT json_agg(json_build_object('id', l.public_id, 'code', l.code, 'expiresOn', l.expires_on)) FROM lots l WHERE l.item_id = i.id AND l.code = ANY ($3) AND in_sight(l.id, 0)) AS lots,
    (SELECT json_agg(json_build_object('id', s.public_id, 'code', s.code)) FROM serials s WHERE s.item_id = i.id AND s.code = ANY ($4) AND in_sight(0, s.id)) AS serials,
    NULL::json AS lot, ${NOWHERE}
  FROM (
    SELECT b.item_id, b.code AS scanned, b.qty, b.uom_id, 'barcode' AS via FROM item_barcodes b WHERE b.code = ANY ($1)
    UNION ALL SELECT g.id, g.gtin, 1, NULL, 'gtin' FROM items g WHERE g.gtin = ANY ($1)
    UNION ALL SELECT c.id, c.code, NULL, NULL, 'code' FROM items c WHERE c.code = ANY ($2)
    LIMIT ${LIMIT}
  ) AS f JOIN items i ON i.id = f.item_id AND i.status <> 'archived' JOIN uoms bu ON bu.id = i.base_uom_id LEFT JOIN uoms fu ON fu.id = f.uom_id
  UNION ALL
  SELECT 'lot', l.public_id, l.code, i.name, 'code', l.code, NULL, NULL, ${ITEM}, NULL, NULL,
    json_build_object('id', l.public_id, 'code', l.code, 'expiresOn', l.expires_on), ${NOWHERE}
  FROM (SELECT * FROM lots WHERE code = ANY ($3) AND in_sight(id, 0) LIMIT ${LIMIT}) AS l JOIN items i ON i.id = l.item_id JOIN uoms bu ON bu.id = i.base_uom_id
  UNION ALL
  SELECT 'serial', s.public_id, s.code, i.name, 'code', s.code, NULL, NULL, ${ITEM}, NULL, NULL,
    CASE WHEN l.id IS NOT NULL THEN json_build_object('id', l.public_id, 'code', l.code, 'expiresOn', l.expires_on) END, ${NOWHERE}
  FROM (SELECT * FROM serials WHERE code = ANY ($4) AND in_sight(0, id) LIMIT ${LIMIT}) AS s JOIN items i ON i.id = s.item_id JOIN uoms bu ON bu.id = i.base_uom_id
    LEFT JOIN lots l ON l.id = s.lot_id
  UNION ALL
  SELECT 'location', p.public_id, p.code, p.name, 'code', p.code, NULL, NULL, NULL, ${NO_STOCK},
    ARRAY[p.warehouse_id::text], ARRAY[p.zone_id::text], NULL, NULL
  FROM locations p WHERE p.code = ANY ($5) AND p.kind <> 'virtual' AND p.status = 'active'
  UNION ALL
  SELECT 'package', k.public_id, k.sscc, NULL, 'sscc', k.sscc, NULL, NULL, NULL, ${NO_STOCK},
    ARRAY[k.warehouse_id::text], ARRAY(SELECT z.id::text FROM zones z WHERE z.warehouse_id = k.warehouse_id), k.customer_id::text, NULL
  FROM packages k WHERE k.sscc = ANY ($6)`;

const documentBranch = ({ type, table, warehouses, partner, centers }: DocumentKind): string => `
  UNION ALL
  SELECT 'document', d.public_id, d.number, '${type}', 'number', d.number, NULL, NULL, NULL, ${NO_STOCK},
    (${warehouses})::text[], ARRAY(SELECT z.id::text FROM zones z WHERE z.warehouse_id = ANY (${warehouses})), (${partner})::text, (${centers})::text[]
  FROM ${table} d WHERE d.number = $7`;

@Injectable()
export class ScanStore {
  find(tx: Tx, { document, ...wanted }: Wanted): Promise<FoundRow[]> {
    const values = [wanted.barcodes, wanted.items, wanted.lots, wanted.serials, wanted.places, wanted.packages];
    if (!document) return tx.prepared<FoundRow>('scan.resolve', SELECT, values);
    return tx.prepared<FoundRow>(`scan.resolve.${document.prefix}`, SELECT + documentBranch(document.kind), [...values, document.number]);
  }
}
