import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';

/** What a row of opening stock would fill; `status` as the ledger counts it. */
export interface OpeningKey {
  readonly line: number;
  readonly item: string;
  readonly location: string;
  readonly lot: string | null;
  readonly status: number;
  readonly serials: readonly string[];
}

/** A movement of a posting, in the words of the file. */
export interface OpeningMovement extends Pick<OpeningKey, 'item' | 'location' | 'lot' | 'status'> {
  readonly posting: string;
  readonly serial: string | null;
}

const IN_WORDS = `p.public_id AS posting, i.code AS item, l.code AS location, t.code AS lot, s.code AS serial, m.to_status AS status
  FROM inventory_postings p JOIN inventory_movements m ON m.posting_id = p.id JOIN items i ON i.id = m.item_id JOIN locations l ON l.id = m.to_location_id
  LEFT JOIN lots t ON t.id = m.lot_id LEFT JOIN serials s ON s.id = m.serial_id`;
const STANDS = `q.event_type = 'OPENING' AND NOT EXISTS (SELECT 1 FROM inventory_postings r WHERE r.reverses_id = q.id)`;

/** What the ledger knows about opening stock: a key is opened once, a serial number once wherever it is. */
@Injectable()
export class OpeningStore {
  /** Lines of the rows whose key has an opening that was not taken back. A key without a balance has no movements at all. */
  async opened(tx: Tx, keys: readonly OpeningKey[]): Promise<ReadonlySet<number>> {
    const rows = await tx.query<{ line: number }>(
      `WITH k AS MATERIALIZED (
         SELECT k.*, i.id AS item_id, l.id AS location_id FROM jsonb_to_recordset($1::jsonb) AS k(line int, item text, location text, lot text, status int, serials text[])
         JOIN items i ON i.code = k.item JOIN locations l ON l.code = k.location), places AS MATERIALIZED (
         SELECT k.line, b.item_id, b.location_id, b.lot_id, b.stock_status FROM k LEFT JOIN lots t ON t.item_id = k.item_id AND t.code = k.lot
         JOIN inventory_balance b ON b.item_id = k.item_id AND b.location_id = k.location_id AND b.lot_id = coalesce(t.id, 0) AND b.serial_id = 0 AND b.stock_status = k.status)
       SELECT h.line FROM places h JOIN inventory_movements m ON m.item_id = h.item_id AND m.to_location_id = h.location_id AND m.lot_id = h.lot_id
         AND m.serial_id = 0 AND m.to_status = h.stock_status JOIN inventory_postings q ON q.id = m.posting_id WHERE ${STANDS}
       UNION
       SELECT k.line FROM k JOIN serials s ON s.item_id = k.item_id AND s.code = ANY (k.serials)
         JOIN inventory_movements m ON m.item_id = s.item_id AND m.serial_id = s.id JOIN inventory_postings q ON q.id = m.posting_id WHERE ${STANDS}`,
      [JSON.stringify(keys)],
    );
    return new Set(rows.map((row) => row.line));
  }

  /**
   * The same after posting: what these postings opened although it is open already. Posting has locked the balances, so
   * whoever else opened the same key has committed before this looks, or waits until this transaction has ended.
   */
  openedTwice(tx: Tx, postings: readonly string[]): Promise<OpeningMovement[]> {
    // Equal keys first, and only then whose posting they are: the other way round every movement of the item is looked up (12 000 rows: 20 s).
    const same = (serial: string, more: string): string =>
      `SELECT mine.id, o.posting_id FROM mine JOIN inventory_movements o ON o.item_id = mine.item_id AND o.lot_id = mine.lot_id AND o.serial_id = mine.serial_id
         AND o.id <> mine.id ${more} WHERE mine.serial_id ${serial}`;
    return tx.query(
      `WITH mine AS MATERIALIZED (SELECT m.* FROM inventory_postings p JOIN inventory_movements m ON m.posting_id = p.id WHERE p.public_id = ANY ($1::uuid[])),
            same AS MATERIALIZED (${same('= 0', 'AND o.to_location_id = mine.to_location_id AND o.to_status = mine.to_status')} UNION ALL ${same('<> 0', '')})
       SELECT ${IN_WORDS} WHERE p.public_id = ANY ($1::uuid[])
         AND m.id IN (SELECT same.id FROM same JOIN inventory_postings q ON q.id = same.posting_id WHERE ${STANDS})`,
      [postings],
    );
  }

  /** Movements whose posting was reversed, or whose stock has been taken from since. */
  touched(tx: Tx, postings: readonly string[]): Promise<OpeningMovement[]> {
    return tx.query(
      `SELECT ${IN_WORDS} WHERE p.public_id = ANY ($1::uuid[]) AND (EXISTS (SELECT 1 FROM inventory_postings r WHERE r.reverses_id = p.id)
         OR EXISTS (SELECT 1 FROM inventory_movements o WHERE o.from_location_id = m.to_location_id AND o.item_id = m.item_id
                      AND o.lot_id = m.lot_id AND o.serial_id = m.serial_id AND o.from_status = m.to_status AND o.id > m.id))`,
      [postings],
    );
  }
}
