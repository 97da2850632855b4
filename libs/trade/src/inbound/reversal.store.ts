import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { activeReasons } from './intake.store';
import type { ReasonFacts } from './reason-use.rules';

/** A received line with what its opposite needs. */
export interface ReversibleLine {
  readonly no: Id;
  readonly lineNo: number;
  readonly poLineId: Id | null;
  readonly itemCode: string;
  readonly lot: string | null;
  readonly serials: readonly string[];
  readonly location: string;
  readonly qty: string;
  readonly rejected: string;
  readonly isInQc: boolean;
  readonly postingId: string | null;
  readonly isReversed: boolean;
  /** What its movements were worth, by serial number; none when they are no longer online. */
  readonly values: readonly string[];
  /** Its posting has no other line. */
  readonly isAlone: boolean;
}

/** SQL of taking received lines back. */
@Injectable()
export class ReversalStore {
  async lock(tx: Tx, receiptNo: Id, lineId: string): Promise<ReversibleLine | undefined> {
    const [row] = await tx.query<ReversibleLine>(
      `SELECT l.id::text AS no, l.line_no AS "lineNo", l.po_line_id::text AS "poLineId", i.code AS "itemCode", o.code AS lot,
              ARRAY(SELECT s.code FROM serials s WHERE s.id = ANY (l.serial_ids) ORDER BY s.id) AS serials, k.code AS location, trim_scale(l.qty)::text AS qty,
              trim_scale(l.rejected_qty)::text AS rejected, l.stock_status = 1 AS "isInQc", l.posting_id AS "postingId", l.reversed_at IS NOT NULL AS "isReversed",
              NOT EXISTS (SELECT 1 FROM receipt_lines x WHERE x.posting_id = l.posting_id AND x.id <> l.id) AS "isAlone",
              -- Lines of a receipt are posted in their order; a serial number is a movement of its own.
              ARRAY(SELECT m.value::text FROM inventory_postings p JOIN inventory_movements m ON m.posting_id = p.id
                     CROSS JOIN (SELECT coalesce(sum(greatest(1, cardinality(x.serial_ids))), 0) AS n FROM receipt_lines x
                                  WHERE x.posting_id = l.posting_id AND x.line_no < l.line_no) AS before
                     WHERE p.public_id = l.posting_id AND m.line_no > before.n AND m.line_no <= before.n + greatest(1, cardinality(l.serial_ids))
                       AND m.item_id = l.item_id AND m.lot_id = l.lot_id AND (m.serial_id = 0 OR m.serial_id = ANY (l.serial_ids)) ORDER BY m.serial_id) AS "values"
         FROM receipt_lines l JOIN items i ON i.id = l.item_id JOIN locations k ON k.id = l.location_id LEFT JOIN lots o ON o.id = l.lot_id
        WHERE l.receipt_id = $1 AND l.public_id = $2 FOR NO KEY UPDATE OF l`,
      [receiptNo, lineId],
    );
    return row;
  }

  /** Nobody else approves what a person takes back, so no reason that asks for that. */
  async reasons(tx: Tx, code: string | undefined): Promise<ReasonFacts[]> {
    return (await activeReasons(tx, [code])).filter((reason) => !reason.needsApproval);
  }

  async markReversed(tx: Tx, no: Id, by: string, reversalId: string | null): Promise<void> {
    await tx.query('UPDATE receipt_lines SET reversed_at = now(), reversed_by = $2, reversal_id = $3 WHERE id = $1', [no, by, reversalId]);
  }
}
