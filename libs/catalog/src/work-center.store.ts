import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import { Conditions, fetchPage, type Listing } from './listing';
import type { WorkCenterListQuery } from './work-center.dto';

export interface WorkCenterRow {
  readonly id: Id;
  readonly publicId: string;
  readonly code: string;
  readonly name: string;
  readonly hourlyCost: string;
  readonly hoursPerDay: string;
  readonly locationId: Id | null;
  readonly location: { readonly id: string; readonly code: string; readonly name: string } | null;
  readonly rowVersion: number;
}

export type WorkCenterValues = Pick<WorkCenterRow, 'code' | 'name' | 'hourlyCost' | 'hoursPerDay' | 'locationId'>;

const COLUMNS = `c.public_id AS "publicId", c.code, c.name, c.hourly_cost AS "hourlyCost", c.hours_per_day AS "hoursPerDay", c.location_id AS "locationId",
  c.row_version AS "rowVersion", CASE WHEN l.id IS NOT NULL THEN json_build_object('id', l.public_id, 'code', l.code, 'name', l.name) END AS location`;
const FROM = 'work_centers c LEFT JOIN locations l ON l.id = c.location_id';
const LISTING: Listing = {
  name: 'work-centers',
  select: COLUMNS,
  from: FROM,
  id: 'c.id',
  defaultSort: 'code',
  sorts: { code: { sql: 'c.code', type: 'text' } },
};

@Injectable()
export class WorkCenterStore {
  list(tx: Tx, codec: CursorCodec, input: WorkCenterListQuery): Promise<Page<WorkCenterRow>> {
    return fetchPage<WorkCenterRow>(tx, codec, LISTING, { input, filters: new Conditions().contains(`(c.code || ' ' || c.name)`, input.q) });
  }

  async byPublicId(tx: Tx, publicId: string): Promise<WorkCenterRow | undefined> {
    return (await tx.query<WorkCenterRow>(`SELECT c.id, ${COLUMNS} FROM ${FROM} WHERE c.public_id = $1`, [publicId]))[0];
  }

  async lock(tx: Tx, publicId: string): Promise<WorkCenterRow | undefined> {
    return (await tx.query<WorkCenterRow>(`SELECT c.id, ${COLUMNS} FROM ${FROM} WHERE c.public_id = $1 FOR NO KEY UPDATE OF c`, [publicId]))[0];
  }

  async idsByCode(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, Id>> {
    const rows = await tx.query<{ id: Id; code: string }>('SELECT id, code FROM work_centers WHERE code = ANY ($1)', [codes]);
    return new Map(rows.map((row) => [row.code, row.id]));
  }

  /** Rows whose code is taken are left out of the answer. */
  insert(tx: Tx, rows: readonly WorkCenterValues[]): Promise<{ publicId: string; code: string }[]> {
    return tx.query(
      `INSERT INTO work_centers (code, name, hourly_cost, hours_per_day, location_id)
       SELECT r.code, r.name, r."hourlyCost", r."hoursPerDay", r."locationId"
       FROM jsonb_to_recordset($1::jsonb) AS r(code text, name text, "hourlyCost" numeric, "hoursPerDay" numeric, "locationId" bigint)
       ORDER BY r.code ON CONFLICT (code) DO NOTHING RETURNING public_id AS "publicId", code`,
      [JSON.stringify(rows)],
    );
  }

  async update(tx: Tx, id: Id, v: Omit<WorkCenterValues, 'code'>): Promise<void> {
    await tx.query(
      'UPDATE work_centers SET name = $2, hourly_cost = $3, hours_per_day = $4, location_id = $5, updated_at = now(), row_version = row_version + 1 WHERE id = $1',
      [id, v.name, v.hourlyCost, v.hoursPerDay, v.locationId],
    );
  }
}
