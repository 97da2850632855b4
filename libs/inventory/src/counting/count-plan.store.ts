import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { countSql, type Counted } from '../listing';
import { placeJson } from '../reference-json';
import type { CountPlanQuery, CountScopeDto } from './count-plan.dto';
import type { Tolerances } from './counting.rules';

export interface CountPlanRow extends Tolerances {
  readonly no: Id;
  readonly id: string;
  readonly warehouseId: Id;
  readonly name: string;
  readonly warehouse: { id: string; code: string; name: string };
  readonly scope: CountScopeDto;
  readonly blind: boolean;
  readonly frequencyDays: number | null;
  readonly active: boolean;
  readonly dueOn: string | null;
  readonly createdAt: string;
  readonly rowVersion: number;
}

export type CountPlanValues = Pick<CountPlanRow, 'name' | 'scope' | 'blind' | 'frequencyDays' | 'active'> & Tolerances;

/** Limits as plain decimals, for an alias. */
export const toleranceColumns = (t: string): string =>
  `trim_scale(${t}.tolerance_abs)::text AS "toleranceAbs", trim_scale(${t}.tolerance_pct)::text AS "tolerancePct",
   trim_scale(${t}.tolerance_value)::text AS "toleranceValue", trim_scale(${t}.recount_over_pct)::text AS "recountOverPct"`;

/** Due so many factory days after the last count was made; one that was cancelled counts too, or it would be due again at once. */
const COLUMNS = `p.id::text AS no, p.public_id AS id, p.warehouse_id::text AS "warehouseId", p.name, ${placeJson('w')} AS warehouse, p.scope, p.blind,
  p.frequency_days AS "frequencyDays", ${toleranceColumns('p')}, p.active, p.created_at AS "createdAt", p.row_version AS "rowVersion",
  CASE WHEN p.active AND p.frequency_days IS NOT NULL THEN
    (coalesce(((SELECT max(s.created_at) FROM count_sessions s WHERE s.plan_id = p.id) AT TIME ZONE factory_time_zone())::date + p.frequency_days, business_date()))::text END AS "dueOn"`;
const FROM = 'count_plans p JOIN warehouses w ON w.id = p.warehouse_id';
const LISTED = `${FROM} WHERE ($1::text IS NULL OR w.code = $1) AND ($2::boolean IS NULL OR p.active = $2)`;

@Injectable()
export class CountPlanStore {
  /** Newest first. */
  list(tx: Tx, query: CountPlanQuery, before: Id | null): Promise<CountPlanRow[]> {
    return tx.query(`SELECT ${COLUMNS} FROM ${LISTED} AND ($3::bigint IS NULL OR p.id < $3) ORDER BY p.id DESC LIMIT $4`, [
      ...filtersOf(query),
      before,
      query.limit + 1,
    ]);
  }

  count(tx: Tx, query: CountPlanQuery): Promise<Counted> {
    return tx.query(countSql(LISTED), filtersOf(query));
  }

  async find(tx: Tx, publicId: string, locking: '' | 'FOR NO KEY UPDATE OF p' = ''): Promise<CountPlanRow | null> {
    const [row] = await tx.query<CountPlanRow>(`SELECT ${COLUMNS} FROM ${FROM} WHERE p.public_id = $1 ${locking}`, [publicId]);
    return row ?? null;
  }

  /** Plans whose day has come. */
  due(tx: Tx): Promise<CountPlanRow[]> {
    return tx.query(`SELECT * FROM (SELECT ${COLUMNS} FROM ${FROM}) AS plan WHERE "dueOn" <= business_date()::text ORDER BY no::bigint`);
  }

  /** The plan, held, if it is (still) due. Two statements: the second sees what was done while the first waited. */
  async lockDue(tx: Tx, publicId: string): Promise<CountPlanRow | null> {
    await tx.query('SELECT 1 FROM count_plans WHERE public_id = $1 FOR NO KEY UPDATE', [publicId]);
    return (await this.due(tx)).find((plan) => plan.id === publicId) ?? null;
  }

  async create(tx: Tx, warehouseId: Id, values: CountPlanValues, by: Id): Promise<string> {
    const [row] = await tx.query<{ id: string }>(
      `INSERT INTO count_plans (warehouse_id, name, scope, blind, frequency_days, tolerance_abs, tolerance_pct, tolerance_value, recount_over_pct, active, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING public_id AS id`,
      [warehouseId, ...valuesOf(values), by],
    );
    return row!.id;
  }

  async update(tx: Tx, no: Id, values: CountPlanValues): Promise<void> {
    await tx.query(
      `UPDATE count_plans SET name = $2, scope = $3, blind = $4, frequency_days = $5, tolerance_abs = $6, tolerance_pct = $7, tolerance_value = $8,
         recount_over_pct = $9, active = $10, updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [no, ...valuesOf(values)],
    );
  }

  /** Null for a warehouse that does not exist or lies outside the scope. */
  async warehouseId(tx: Tx, code: string): Promise<Id | null> {
    const [row] = await tx.query<{ id: Id }>(`SELECT id::text AS id FROM warehouses WHERE code = $1 AND status = 'active'`, [code]);
    return row?.id ?? null;
  }

  /** Codes of a scope that name nothing of the warehouse. */
  async unknownIn(tx: Tx, warehouseId: Id, scope: CountScopeDto): Promise<string[]> {
    const rows = await tx.query<{ code: string }>(
      `SELECT code FROM unnest($2::text[]) AS code WHERE NOT EXISTS (SELECT 1 FROM zones z WHERE z.warehouse_id = $1 AND z.code = code.code)
       UNION ALL SELECT code FROM unnest($3::text[]) AS code WHERE NOT EXISTS (SELECT 1 FROM locations l WHERE l.warehouse_id = $1 AND l.code = code.code AND l.status = 'active')
       UNION ALL SELECT code FROM unnest($4::text[]) AS code WHERE NOT EXISTS (SELECT 1 FROM items i WHERE i.code = code.code)
       UNION ALL SELECT code FROM unnest($5::text[]) AS code WHERE NOT EXISTS (SELECT 1 FROM item_categories c WHERE c.code = code.code) LIMIT 20`,
      [warehouseId, scope.zones ?? [], scope.locations ?? [], scope.items ?? [], scope.categories ?? []],
    );
    return rows.map((r) => r.code);
  }
}

function filtersOf(query: CountPlanQuery): unknown[] {
  return [query.warehouse ?? null, query.active ?? null];
}

function valuesOf(v: CountPlanValues): unknown[] {
  return [v.name, v.scope, v.blind, v.frequencyDays, v.toleranceAbs, v.tolerancePct, v.toleranceValue, v.recountOverPct, v.active];
}
