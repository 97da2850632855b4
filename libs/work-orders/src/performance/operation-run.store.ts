import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { RunKind } from './operation.dto';
import { plain } from './sql-parts';

/** Somebody's part in an operation. */
export interface RunRow {
  readonly id: string;
  readonly kind: RunKind;
  readonly operator: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly workedS: string;
  readonly reason: { readonly id: string; readonly code: string; readonly zh: string; readonly en: string } | null;
  readonly endedBefore: Date | null;
  readonly correctedBy: string | null;
  readonly correctedAt: Date | null;
  readonly correctionReason: string | null;
}

/** Where a run belongs to. */
export interface RunPlace {
  readonly no: Id;
  readonly operationId: Id;
  readonly workOrderId: string;
}

const RUN = `r.public_id AS id, r.kind, r.operator_name AS operator, r.started_at AS "startedAt", r.ended_at AS "endedAt",
  ${plain('round(extract(epoch FROM coalesce(r.ended_at, clock_timestamp()) - r.started_at), 3)')} AS "workedS",
  CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('id', c.public_id, 'code', c.code, 'zh', c.label_zh, 'en', c.label_en) END AS reason,
  r.ended_before AS "endedBefore", r.corrected_by AS "correctedBy", r.corrected_at AS "correctedAt", r.correction_reason AS "correctionReason"
  FROM wo_operation_runs r LEFT JOIN reason_codes c ON c.id = r.end_reason_id`;

/** The times of operations. */
@Injectable()
export class OperationRunStore {
  /** Latest first. */
  ofOperation(whole: Tx, operationId: Id, most: number): Promise<RunRow[]> {
    return whole.query(`SELECT ${RUN} WHERE r.operation_id = $1 ORDER BY r.started_at DESC, r.id DESC LIMIT $2`, [operationId, most]);
  }

  /** Under the caller's scope. */
  async find(tx: Tx, publicId: string): Promise<RunPlace | undefined> {
    const [row] = await tx.query<RunPlace>(
      `SELECT r.id::text AS no, r.operation_id::text AS "operationId", w.public_id AS "workOrderId"
         FROM wo_operation_runs r JOIN wo_operations o ON o.id = r.operation_id JOIN work_orders w ON w.id = o.work_order_id WHERE r.public_id = $1`,
      [publicId],
    );
    return row;
  }

  async row(whole: Tx, no: Id): Promise<RunRow> {
    return (await whole.query<RunRow>(`SELECT ${RUN} WHERE r.id = $1`, [no]))[0]!;
  }

  /** What the clock said stays; a moment is told to the millisecond, and the clock counts finer. */
  async correct(whole: Tx, no: Id, endedAt: Date, reason: string): Promise<void> {
    await whole.query(
      `UPDATE wo_operation_runs SET ended_before = coalesce(ended_before, ended_at), ended_at = greatest($2, started_at), corrected_by = $3, corrected_at = clock_timestamp(),
         correction_reason = $4 WHERE id = $1`,
      [no, endedAt, whole.actor.name, reason],
    );
  }
}
