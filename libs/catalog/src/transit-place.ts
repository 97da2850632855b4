import type { Id } from '@anwen/kernel';

export interface TransitPlace {
  readonly id: Id;
  readonly publicId: string;
  readonly code: string;
  readonly name: string;
  /** It did not exist before. */
  readonly isNew: boolean;
}

/** Runs one statement past the caller's scope: the sender of goods does not see the warehouse that they go to. */
type Ask = <R>(sql: string, values: readonly unknown[]) => Promise<R[]>;

/** Codes have at most 64 characters. */
const codeOf = (warehouse: string): string => `TRANSIT-${warehouse}`.slice(0, 64);

/**
 * The place where goods stand that are under way to a warehouse: a real place of it, still ours and still counted, never
 * picked. Made on first use; null when something else has its code.
 */
export async function ensureTransitPlace(ask: Ask, warehouse: { readonly id: Id; readonly code: string }): Promise<TransitPlace | null> {
  const code = codeOf(warehouse.code);
  const made = await ask(
    `INSERT INTO locations (warehouse_id, code, name, path, kind, is_pickable) VALUES ($1, $2, $3, '/' || $2, 'transit', false) ON CONFLICT (code) DO NOTHING RETURNING 1`,
    [warehouse.id, code, `在途 In transit ${warehouse.code}`],
  );
  const [place] = await ask<Omit<TransitPlace, 'isNew'>>(
    `SELECT id::text AS id, public_id AS "publicId", code, name FROM locations WHERE code = $1 AND warehouse_id = $2 AND kind = 'transit' AND status = 'active'`,
    [code, warehouse.id],
  );
  return place ? { ...place, isNew: made.length > 0 } : null;
}
