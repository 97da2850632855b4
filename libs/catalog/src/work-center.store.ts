import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import { Conditions, fetchPage, type Listing } from './listing';
import type { WorkCenterListQuery } from './work-center.dto';

interface Named {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

export interface WorkCenterRow {
  readonly id: Id;
  readonly publicId: string;
  readonly code: string;
  readonly name: string;
  readonly hourlyCost: string;
  readonly hoursPerDay: string;
  readonly locationId: Id | null;
  readonly location: Named | null;
  readonly capacity: number;
  readonly idealCycleS: string | null;
  readonly calendarId: Id | null;
  readonly calendar: Named | null;
  readonly boardGroup: string | null;
  readonly warehouseId: Id | null;
  readonly warehouse: Named | null;
  readonly rowVersion: number;
}

export type WorkCenterValues = Omit<WorkCenterRow, 'id' | 'publicId' | 'location' | 'calendar' | 'warehouse' | 'rowVersion'>;

/** What a work center refers to, by code: places where material can stand, and warehouses that work. The scope cuts both. */
export interface WorkCenterReferences {
  readonly locations: ReadonlyMap<string, { readonly id: Id; readonly warehouseId: Id | null }>;
  readonly calendars: ReadonlyMap<string, { readonly id: Id }>;
  readonly warehouses: ReadonlyMap<string, { readonly id: Id }>;
}

const named = (alias: string, as: string): string =>
  `CASE WHEN ${alias}.id IS NOT NULL THEN json_build_object('id', ${alias}.public_id, 'code', ${alias}.code, 'name', ${alias}.name) END AS ${as}`;
const COLUMNS = `c.public_id AS "publicId", c.code, c.name, c.hourly_cost AS "hourlyCost", c.hours_per_day AS "hoursPerDay", c.location_id AS "locationId",
  c.capacity, c.ideal_cycle_s AS "idealCycleS", c.calendar_id AS "calendarId", c.board_group AS "boardGroup", c.warehouse_id AS "warehouseId",
  c.row_version AS "rowVersion", ${named('l', 'location')}, ${named('k', 'calendar')}, ${named('w', 'warehouse')}`;
const FROM = `work_centers c LEFT JOIN locations l ON l.id = c.location_id LEFT JOIN calendars k ON k.id = c.calendar_id LEFT JOIN warehouses w ON w.id = c.warehouse_id`;
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

  async references(tx: Tx, codes: Readonly<Record<keyof WorkCenterReferences, readonly string[]>>): Promise<WorkCenterReferences> {
    const rows = await tx.query<{ kind: keyof WorkCenterReferences; code: string; id: Id; warehouseId: Id | null }>(
      `SELECT 'locations' AS kind, code, id::text AS id, warehouse_id::text AS "warehouseId" FROM locations
         WHERE code = ANY ($1) AND status = 'active' AND kind NOT IN ('virtual', 'transit')
       UNION ALL SELECT 'calendars', code, id::text, NULL FROM calendars WHERE code = ANY ($2)
       UNION ALL SELECT 'warehouses', code, id::text, NULL FROM warehouses WHERE code = ANY ($3) AND status = 'active'`,
      [codes.locations, codes.calendars, codes.warehouses],
    );
    const of = (kind: keyof WorkCenterReferences): Map<string, (typeof rows)[number]> =>
      new Map(rows.filter((row) => row.kind === kind).map((row) => [row.code, row]));
    return { locations: of('locations'), calendars: of('calendars'), warehouses: of('warehouses') };
  }

  /** Rows whose code is taken are left out of the answer. */
  insert(tx: Tx, rows: readonly WorkCenterValues[]): Promise<{ publicId: string; code: string }[]> {
    return tx.query(
      `INSERT INTO work_centers (code, name, hourly_cost, hours_per_day, location_id, capacity, ideal_cycle_s, calendar_id, board_group, warehouse_id)
       SELECT r.code, r.name, r."hourlyCost", r."hoursPerDay", r."locationId", r.capacity, r."idealCycleS", r."calendarId", r."boardGroup", r."warehouseId"
       FROM jsonb_to_recordset($1::jsonb) AS r(code text, name text, "hourlyCost" numeric, "hoursPerDay" numeric, "locationId" bigint, capacity int,
         "idealCycleS" numeric, "calendarId" bigint, "boardGroup" text, "warehouseId" bigint)
       ORDER BY r.code ON CONFLICT (code) DO NOTHING RETURNING public_id AS "publicId", code`,
      [JSON.stringify(rows)],
    );
  }

  async update(tx: Tx, id: Id, v: Omit<WorkCenterValues, 'code'>): Promise<void> {
    await tx.query(
      `UPDATE work_centers SET name = $2, hourly_cost = $3, hours_per_day = $4, location_id = $5, capacity = $6, ideal_cycle_s = $7, calendar_id = $8,
         board_group = $9, warehouse_id = $10, updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [id, v.name, v.hourlyCost, v.hoursPerDay, v.locationId, v.capacity, v.idealCycleS, v.calendarId, v.boardGroup, v.warehouseId],
    );
  }
}
