import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import { pageOf } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { namedJson } from '../reference-json';
import { askWholeCompany } from '../whole-company';
import { keyOf } from '../work-order-key';
import type { DowntimeQuery } from './downtime.dto';
import { performanceErrors } from './performance.errors';

/** An event as it stands, with what the API shows of its surroundings. */
export interface DowntimeRow {
  readonly no: Id;
  readonly id: string;
  readonly workCenterId: Id;
  readonly workOrderId: Id | null;
  readonly workCenter: { readonly id: string; readonly code: string; readonly name: string };
  readonly workOrder: { readonly id: string; readonly number: string } | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** To the minute on the factory's clock, for sentences. */
  readonly startedLocal: string;
  readonly endedLocal: string | null;
  readonly reasonId: Id | null;
  readonly reason: { readonly id: string; readonly code: string; readonly zh: string; readonly en: string } | null;
  readonly planned: boolean;
  readonly note: string | null;
  readonly source: string;
  readonly splitOf: string | null;
  readonly reportedBy: string;
  readonly rowVersion: number;
}

export interface NewDowntime {
  readonly workCenterId: Id;
  readonly workOrderId: Id | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly reasonId: Id | null;
  readonly planned: boolean;
  readonly note: string | null;
  readonly splitOfId: Id | null;
}

/** What the names in a new event mean; null where the caller's scope has nothing of that name. */
export interface DowntimeParties {
  readonly center: { readonly id: Id } | null;
  readonly workOrderId: Id | null;
}

const local = (at: string): string => `to_char(${at} AT TIME ZONE factory_time_zone(), 'YYYY-MM-DD HH24:MI')`;
const COLUMNS = `d.id::text AS no, d.public_id AS id, d.work_center_id::text AS "workCenterId", d.work_order_id::text AS "workOrderId",
  ${namedJson('c')} AS "workCenter", CASE WHEN w.id IS NOT NULL THEN jsonb_build_object('id', w.public_id, 'number', w.number) END AS "workOrder", d.started_at AS "startedAt",
  d.ended_at AS "endedAt", ${local('d.started_at')} AS "startedLocal", ${local('d.ended_at')} AS "endedLocal", d.reason_id::text AS "reasonId",
  CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('id', r.public_id, 'code', r.code, 'zh', r.label_zh, 'en', r.label_en) END AS reason, d.planned, d.note, d.source,
  (SELECT p.public_id FROM downtime_events p WHERE p.id = d.split_of_id) AS "splitOf", d.reported_by AS "reportedBy", d.row_version AS "rowVersion"`;
const FROM = `downtime_events d JOIN work_centers c ON c.id = d.work_center_id LEFT JOIN work_orders w ON w.id = d.work_order_id LEFT JOIN reason_codes r ON r.id = d.reason_id`;
/** The moment at which a day begins on the factory's clock. */
const begin = (day: string): string => `(${day})::timestamp AT TIME ZONE factory_time_zone()`;
const FILTERS = `($1::text IS NULL OR c.code = $1) AND ($2::uuid IS NULL OR w.public_id = $2) AND ($3::text IS NULL OR w.number = $3) AND ($4::text IS NULL OR r.code = $4)
  AND ($5::boolean IS NULL OR (d.ended_at IS NULL) = $5) AND ($6::boolean IS NULL OR d.planned = $6) AND ($7::boolean IS NULL OR (d.reason_id IS NOT NULL) = $7)
  AND ($8::date IS NULL OR d.started_at >= ${begin('$8::date')}) AND ($9::date IS NULL OR d.started_at < ${begin('$9::date + 1')})`;

/** All SQL of downtime. */
@Injectable()
export class DowntimeStore {
  /** Latest start first. */
  async page(tx: Tx, cursors: CursorCodec, query: DowntimeQuery): Promise<Page<DowntimeRow>> {
    const { limit, cursor, sort, withTotal } = query;
    if (sort !== undefined && sort !== '-startedAt') throw performanceErrors.sort_unknown({ sort, allowed: '-startedAt' });
    const [publicId, number] = query.workOrder === undefined ? [null, null] : keyOf(query.workOrder);
    const filters = [query.workCenter, publicId, number, query.reason, query.open, query.planned, query.classified, query.from, query.to].map(
      (one) => one ?? null,
    );
    const binding = ['downtime', filters];
    const [since = null, no = null] = cursor === undefined ? [] : cursors.decode(cursor, binding);
    const rows = await tx.query<DowntimeRow>(
      `SELECT ${COLUMNS} FROM ${FROM} WHERE ${FILTERS} AND ($10::timestamptz IS NULL OR (d.started_at, d.id) < ($10, $11::bigint)) ORDER BY d.started_at DESC, d.id DESC LIMIT $12`,
      [...filters, since, no, limit + 1],
    );
    const page = pageOf(
      rows,
      limit,
      (last) => cursors.encode([last.startedAt.toISOString(), last.no], binding),
      (row) => row,
    );
    if (!withTotal) return page;
    const [counted] = await tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${FROM} WHERE ${FILTERS}`, filters);
    return { ...page, total: counted!.n };
  }

  /** Under the caller's scope. */
  async find(tx: Tx, publicId: string): Promise<DowntimeRow | undefined> {
    return (await tx.query<DowntimeRow>(`SELECT ${COLUMNS} FROM ${FROM} WHERE d.public_id = $1`, [publicId]))[0];
  }

  /** Keeps the work centre's downtime from being changed by two at once: before the event itself in the order of locks. */
  async holdCenter(tx: Tx, workCenterId: Id): Promise<void> {
    await tx.query('SELECT FROM work_centers WHERE id = $1 FOR NO KEY UPDATE', [workCenterId]);
  }

  async lock(tx: Tx, publicId: string): Promise<DowntimeRow | undefined> {
    await tx.query('SELECT FROM downtime_events WHERE public_id = $1 FOR NO KEY UPDATE', [publicId]);
    return this.find(tx, publicId);
  }

  /** Master data is seen by everybody; whether somebody may stop a work centre is his scope's. */
  async parties(tx: Tx, workCenter: string, workOrder: string | null): Promise<DowntimeParties> {
    const [center] = await tx.query<{ id: Id }>(
      `SELECT id::text AS id FROM work_centers
        WHERE code = $1 AND (scope_is_all() OR id = ANY (scope_work_centers()) OR warehouse_id = ANY (scope_document_warehouses()))`,
      [workCenter],
    );
    const orders =
      workOrder === null ? [] : await tx.query<{ id: Id }>('SELECT id::text AS id FROM work_orders WHERE public_id = $1 OR number = $2', keyOf(workOrder));
    return { center: center ?? null, workOrderId: orders[0]?.id ?? null };
  }

  async reason(tx: Tx, code: string): Promise<{ id: Id; needsNote: boolean } | undefined> {
    const sql = `SELECT id::text AS id, needs_note AS "needsNote" FROM reason_codes WHERE code = $1 AND domain = 'downtime' AND active`;
    return (await tx.query<{ id: Id; needsNote: boolean }>(sql, [code]))[0];
  }

  /** The server's clock now, not when the transaction began to wait. */
  async now(tx: Tx): Promise<Date> {
    return (await tx.query<{ now: Date }>('SELECT clock_timestamp() AS now'))[0]!.now;
  }

  /** Another event of the same kind in that time, whoever may see it. */
  async overlapping(tx: Tx, one: Pick<NewDowntime, 'workCenterId' | 'planned' | 'startedAt' | 'endedAt'>, except: Id | null): Promise<DowntimeRow | undefined> {
    const rows = await askWholeCompany<DowntimeRow>(
      tx,
      `SELECT ${COLUMNS} FROM ${FROM} WHERE d.work_center_id = $1 AND d.planned = $2 AND tstzrange(d.started_at, d.ended_at) && tstzrange($3, $4) AND d.id IS DISTINCT FROM $5::bigint
        ORDER BY d.ended_at IS NULL DESC, d.id LIMIT 1`,
      [one.workCenterId, one.planned, one.startedAt, one.endedAt, except],
    );
    return rows[0];
  }

  async insert(tx: Tx, one: NewDowntime): Promise<string> {
    const [row] = await tx.query<{ id: string }>(
      `INSERT INTO downtime_events (work_center_id, work_order_id, started_at, ended_at, reason_id, planned, note, split_of_id, reported_by, reported_by_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING public_id AS id`,
      [one.workCenterId, one.workOrderId, one.startedAt, one.endedAt, one.reasonId, one.planned, one.note, one.splitOfId, tx.actor.name, tx.actor.userId],
    );
    return row!.id;
  }

  async end(tx: Tx, no: Id, endedAt: Date): Promise<void> {
    await tx.query('UPDATE downtime_events SET ended_at = $2, updated_at = now(), row_version = row_version + 1 WHERE id = $1', [no, endedAt]);
  }

  async classify(tx: Tx, no: Id, { reasonId, planned, note }: Pick<NewDowntime, 'reasonId' | 'planned' | 'note'>): Promise<void> {
    await tx.query('UPDATE downtime_events SET reason_id = $2, planned = $3, note = $4, updated_at = now(), row_version = row_version + 1 WHERE id = $1', [
      no,
      reasonId,
      planned,
      note,
    ]);
  }
}
