import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { operationErrors } from '../inventory.errors';
import { placeJson } from '../reference-json';
import { askWholeCompany } from '../whole-company';

/**
 * An operation that happened has happened, whatever became of its document since: asked before anything else is.
 * The caller holds the document, so that a twin of the operation is over by now.
 * @throws operation.duplicate
 */
export async function refuseKnown(tx: Tx, operation: string, location: string): Promise<void> {
  const rows = await askWholeCompany(tx, 'SELECT 1 FROM inventory_postings WHERE client_op_id = $1', [operation]);
  if (rows.length > 0) throw operationErrors.duplicate({ headers: { Location: location } });
}

export interface NamedPlace {
  readonly id: Id;
  readonly code: string;
  readonly warehouseId: Id | null;
  readonly zoneId: Id | null;
  readonly kind: string;
  readonly ref: { readonly id: string; readonly code: string; readonly name: string };
}

const PLACES = `SELECT l.id::text AS id, l.code, l.warehouse_id::text AS "warehouseId", l.zone_id::text AS "zoneId", l.kind, ${placeJson('l')} AS ref
  FROM locations l WHERE l.code = ANY ($1) AND l.status = 'active' AND l.warehouse_id IS NOT NULL`;

/** Real places by code: those that the transaction sees, or (`wide`) all, for places of a transfer's other warehouse. */
export async function placesByCode(tx: Tx, codes: readonly string[], wide = false): Promise<ReadonlyMap<string, NamedPlace>> {
  const rows = wide ? await askWholeCompany<NamedPlace>(tx, PLACES, [codes]) : await tx.query<NamedPlace>(PLACES, [codes]);
  return new Map(rows.map((r) => [r.code, r]));
}

export interface HandledItem {
  readonly id: Id;
  readonly code: string;
  readonly kind: string;
  readonly scale: number;
  readonly tracking: string;
  readonly baseUomId: Id;
  readonly units: readonly { readonly uomId: Id; readonly code: string; readonly num: string; readonly den: string; readonly decimals: number }[];
}

/** Items by code with their units, the base unit first. */
export async function itemsByCode(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, HandledItem>> {
  const rows = await tx.query<HandledItem>(
    `SELECT i.id::text AS id, i.code, i.kind, i.qty_scale AS scale, i.tracking, i.base_uom_id::text AS "baseUomId",
            jsonb_build_array(jsonb_build_object('uomId', u.id::text, 'code', u.code, 'num', '1', 'den', '1', 'decimals', u.decimals)) ||
              (SELECT coalesce(jsonb_agg(jsonb_build_object('uomId', x.uom_id::text, 'code', xu.code, 'num', x.num::text, 'den', x.den::text, 'decimals', xu.decimals)), '[]')
                 FROM item_uoms x JOIN uoms xu ON xu.id = x.uom_id WHERE x.item_id = i.id) AS units
       FROM items i JOIN uoms u ON u.id = i.base_uom_id WHERE i.code = ANY ($1)`,
    [codes],
  );
  return new Map(rows.map((r) => [r.code, r]));
}
