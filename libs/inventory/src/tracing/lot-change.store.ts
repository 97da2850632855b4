import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { askWholeCompany } from '../whole-company';

export interface LotFacts {
  readonly no: Id;
  readonly id: string;
  readonly code: string;
  readonly status: string;
  readonly itemId: Id;
  readonly itemCode: string;
  readonly expiresOn: string | null;
  /** What it goes back to when the recalls that hold it turn out to be none; its status when none does. */
  readonly ownStatus: string;
  /** Whose critical hold it is under: everybody else may end it. null = the hold needs no second person. */
  readonly criticalBy: string | null;
}

export interface LotStock {
  readonly location: string;
  readonly status: number;
  readonly qty: string;
}

/** SQL of splitting and merging lots. Lots are locked before the posting locks balances (README, lock order). */
@Injectable()
export class LotChangeStore {
  /** Public id of the posting that carried this operation out already. */
  async known(tx: Tx, operation: string): Promise<string | null> {
    const [row] = await tx.query<{ id: string }>('SELECT public_id AS id FROM inventory_postings WHERE client_op_id = $1', [operation]);
    return row?.id ?? null;
  }

  /** Shared: a hold waits until the change is done, a pick goes on. In the order of the lots. */
  lock(tx: Tx, publicIds: readonly string[]): Promise<LotFacts[]> {
    return askWholeCompany(
      tx,
      `SELECT l.id::text AS no, l.public_id AS id, l.code, l.status, i.id::text AS "itemId", i.code AS "itemCode", l.expires_on::text AS "expiresOn",
              coalesce((SELECT x.status_before FROM recall_lots x JOIN recalls r ON r.id = x.recall_id WHERE x.node = l.id AND r.state = 'open' AND NOT r.mock
                         ORDER BY x.recall_id LIMIT 1), l.status) AS "ownStatus",
              CASE WHEN l.hold_critical THEN coalesce(l.held_by::text, '') END AS "criticalBy"
         FROM lots l JOIN items i ON i.id = l.item_id WHERE l.public_id = ANY ($1::uuid[]) ORDER BY l.id FOR SHARE OF l`,
      [publicIds],
    );
  }

  /** A lot like the other one in everything but its code; null when the item already has a lot of that code. */
  async copy(tx: Tx, lotId: Id, code: string): Promise<{ no: Id; id: string } | null> {
    const [row] = await tx.query<{ no: Id; id: string }>(
      `INSERT INTO lots (item_id, code, supplier_lot, made_on, expires_on, supplier_id, status, status_reason, country, attributes, hold_critical, held_by, held_at)
       SELECT item_id, $2, supplier_lot, made_on, expires_on, supplier_id, status, status_reason, country, attributes, hold_critical, held_by, held_at FROM lots WHERE id = $1
       ON CONFLICT DO NOTHING RETURNING id::text AS no, public_id AS id`,
      [lotId, code],
    );
    return row ?? null;
  }

  /** What stands where within the scope, by place and bucket. */
  stock(tx: Tx, lotId: Id, location: string | null): Promise<LotStock[]> {
    return tx.query(
      `SELECT p.code AS location, b.stock_status AS status, trim_scale(b.on_hand)::text AS qty FROM inventory_balance b JOIN locations p ON p.id = b.location_id
        WHERE b.lot_id = $1 AND b.lot_id <> 0 AND b.on_hand > 0 AND ($2::text IS NULL OR p.code = $2) ORDER BY p.code, b.stock_status`,
      [lotId, location],
    );
  }

  async setExpiry(tx: Tx, lotId: Id, expiresOn: string): Promise<void> {
    await tx.query('UPDATE lots SET expires_on = $2, updated_at = now(), row_version = row_version + 1 WHERE id = $1', [lotId, expiresOn]);
  }
}
