import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';

export interface ExpiredLot {
  readonly no: Id;
  readonly id: string;
  readonly itemCode: string;
  readonly code: string;
  readonly expiresOn: string;
  readonly onHand: string;
}

/** SQL of lots that have expired with stock on hand. */
@Injectable()
export class LotExpiryStore {
  /** In the order of the lots; a posting that uses one of them waits for some milliseconds. */
  lockDue(tx: Tx, after: Id, limit: number): Promise<ExpiredLot[]> {
    return tx.query(
      `SELECT l.id::text AS no, l.public_id AS id, i.code AS "itemCode", l.code, l.expires_on::text AS "expiresOn", stock.qty::text AS "onHand"
         FROM lots l JOIN items i ON i.id = l.item_id
         CROSS JOIN LATERAL (SELECT sum(b.on_hand) AS qty FROM inventory_balance b WHERE b.lot_id = l.id AND b.lot_id <> 0) AS stock
        WHERE l.id > $1 AND l.expires_on < business_date() AND l.expiry_told IS DISTINCT FROM l.expires_on AND stock.qty > 0
        ORDER BY l.id LIMIT $2 FOR NO KEY UPDATE OF l`,
      [after, limit],
    );
  }

  async noteTold(tx: Tx, lots: readonly ExpiredLot[]): Promise<void> {
    await tx.query('UPDATE lots SET expiry_told = expires_on WHERE id = ANY ($1::bigint[])', [lots.map((l) => l.no)]);
  }
}
