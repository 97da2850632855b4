import { CreateLocationDto, LocationService, PHYSICAL_KINDS, UpdateLocationDto, findCycle } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { LedgerService } from '@anwen/inventory';
import type { Actor, Scope } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { nearestOf } from './nearest.rules';
import { ReferenceStore, type CurrentRow } from './reference.store';
import { fieldProblems } from './refusal.rules';
import { stockPresence } from './stock-question';
import { changedSinceCommit, forRow, valuesAfter, valuesBefore, writeRecords } from './target-writing';
import {
  MODES,
  type Applied,
  type AppliedRow,
  type ApplyRow,
  type Batch,
  type ImportColumn,
  type ImportTarget,
  type Known,
  type LookUp,
  type ReadRow,
  type RowProblem,
  type Values,
} from './target';

const KIND_WORDS: Readonly<Record<string, readonly [string, string]>> = {
  storage: ['儲存', 'Storage'],
  staging_in: ['收貨暫存', 'Receiving'],
  staging_out: ['出貨暫存', 'Shipping'],
  qc: ['檢驗', 'Quality control'],
  production: ['產線', 'Production'],
};
const KINDS = PHYSICAL_KINDS.map((value) => ({ value, zh: KIND_WORDS[value]![0], en: KIND_WORDS[value]![1] }));

const COLUMNS: readonly ImportColumn[] = [
  { key: 'warehouse', zh: '倉別', en: 'Warehouse', kind: 'code', required: true, fixed: true, aliases: ['倉別代碼', '倉庫', '倉庫代碼'], example: 'WH1' },
  { key: 'code', zh: '儲位代碼', en: 'Location code', kind: 'code', required: true, aliases: ['儲位', '代碼', '庫位', '架位'], example: 'A-01-02' },
  { key: 'name', zh: '儲位名稱', en: 'Name', kind: 'text', required: true, aliases: ['名稱'], example: 'A 區 1 架 2 層' },
  { key: 'kind', zh: '類型', en: 'Kind', kind: 'choice', required: true, aliases: ['儲位類型', 'type'], choices: KINDS, example: '儲存' },
  { key: 'parent', zh: '上層儲位', en: 'Parent', kind: 'code', clearable: true, aliases: ['上層'], example: 'A-01' },
  { key: 'zone', zh: '儲區', en: 'Zone', kind: 'code', clearable: true, aliases: ['區'], example: 'A' },
  { key: 'pickSeq', zh: '揀貨順序', en: 'Picking order', kind: 'int', example: '10' },
  { key: 'isPickable', zh: '可揀貨', en: 'Pickable', kind: 'bool', example: '是' },
  { key: 'allowNegative', zh: '允許負庫存', en: 'Negative stock allowed', kind: 'bool', example: '否' },
];

/** Locations by code, parents and what lies below them in any order. */
@Injectable()
export class LocationTarget implements ImportTarget {
  readonly key = 'locations';
  readonly zh = '儲位';
  readonly en = 'Locations';
  readonly permission = 'location.write';
  readonly companyWide = false;
  readonly modes = MODES;
  readonly naturalKey = ['code'];
  readonly columns = COLUMNS;
  readonly judgedWhole = true;

  constructor(
    private readonly store: ReferenceStore,
    private readonly locations: LocationService,
    private readonly ledger: LedgerService,
  ) {}

  keyOf(row: Values): string {
    return row.code ?? '';
  }

  async lookUp(tx: Tx, _actor: Actor, rows: readonly ReadRow[], how: LookUp): Promise<Known> {
    const codes = rows.flatMap(({ values }) => [values.code, values.parent]).filter((code) => typeof code === 'string');
    const current = await this.store.byCode(tx, 'locations', [...new Set(codes)]);
    const inFile = new Map(rows.map((row) => [this.keyOf(row.values), row.values]));
    // A code of this file that is not there yet is no slip, unless only existing ones are to be updated.
    const missing = codes.filter((code) => !current.has(code) && (how.mode === 'update' || !inFile.has(code)));
    const near = await this.store.nearest(tx, 'locations', missing, how.hints);
    const world: World = {
      current,
      near,
      warehouses: await this.store.warehouses(tx),
      inFile,
      circle: new Set(findCycle(new Map(rows.flatMap(({ values }) => (values.parent ? [[values.code ?? '', [values.parent]] as const] : []))))),
      scope: tx.scope,
    };
    return {
      existing: (row) => {
        const found = current.get(this.keyOf(row.values));
        const closed: RowProblem | undefined =
          found && found.status !== 'active' ? { column: 'code', code: 'imports_row.archived', params: { key: found.code } } : undefined;
        return found && { ...found, ...(closed ? { closed } : {}) };
      },
      problems: (_row, after, existing) => problemsOf(after, world, existing?.values),
      nearest: (row) => near.get(this.keyOf(row.values)),
    };
  }

  apply(tx: Tx, actor: Actor, { rows }: Batch): Promise<Applied[]> {
    return writeRecords(tx, this.store, rows, {
      table: 'locations',
      create: (made) =>
        this.locations.createMany(
          tx,
          actor,
          made.map((row) => inputOf(row.values) as unknown as CreateLocationDto),
        ),
      change: (row) => this.locations.update(tx, actor, { id: row.target!, rowVersion: row.targetVersion!, patch: inputOf(valuesAfter(row), true) }),
    });
  }

  blockers(tx: Tx, rows: readonly AppliedRow[]): Promise<ReadonlyMap<number, RowProblem>> {
    return changedSinceCommit(tx, this.store, 'locations', rows);
  }

  async revert(tx: Tx, actor: Actor, { rows }: { readonly rows: readonly AppliedRow[] }): Promise<void> {
    const made = rows.filter((row) => row.status === 'new');
    for (const row of rows.filter((one) => one.status === 'changed')) {
      await forRow(row, () => this.locations.update(tx, actor, { id: row.result, rowVersion: row.resultVersion!, patch: inputOf(valuesBefore(row), true) }));
    }
    // What lies below goes first.
    for (const row of [...topDown(made)].reverse()) await forRow(row, () => this.locations.archive(tx, actor, row.result, stockPresence(this.ledger)));
  }

  /** Parents first, so that a child's batch finds its parent written. */
  order<R extends ApplyRow>(rows: readonly R[]): R[] {
    return topDown(rows);
  }

  async current(tx: Tx, limit: number): Promise<Values[]> {
    return (await this.store.first(tx, 'locations', limit)).map((row) => row.values);
  }
}

/** Rows by their depth within the import. */
function topDown<R extends ApplyRow>(rows: readonly R[]): R[] {
  const parents = new Map(rows.map((row) => [row.key, row.values.parent ?? null]));
  const depths = new Map<string, number>();
  const depthOf = (key: string): number => {
    const path: string[] = [];
    for (let at: string | null = key; at !== null && parents.has(at) && !depths.has(at) && !path.includes(at); at = parents.get(at) ?? null) path.push(at);
    const last = path.at(-1);
    let depth = last === undefined ? 0 : (depths.get(parents.get(last) ?? '') ?? -1);
    for (const one of path.reverse()) depths.set(one, ++depth);
    return depths.get(key) ?? 0;
  };
  return [...rows].sort((a, b) => depthOf(a.key) - depthOf(b.key) || a.line - b.line);
}

function inputOf(values: Values, patch = false): Record<string, unknown> {
  const entries = Object.entries(values).filter(([, value]) => patch || value !== null);
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      value === null ? null : key === 'pickSeq' ? Number(value) : /^(isPickable|allowNegative)$/.test(key) ? value === 'true' : value,
    ]),
  );
}

interface World {
  readonly current: ReadonlyMap<string, CurrentRow>;
  readonly near: ReadonlyMap<string, string>;
  readonly warehouses: ReadonlyMap<string, { readonly id: string; readonly zones: Readonly<Record<string, string>> }>;
  readonly inFile: ReadonlyMap<string, Values>;
  readonly circle: ReadonlySet<string>;
  readonly scope: Scope;
}

function problemsOf(after: Values, world: World, before: Values | undefined): RowProblem[] {
  const changes = Object.fromEntries(Object.entries(after).filter(([key, value]) => value !== (before?.[key] ?? null)));
  const found = before ? fieldProblems(UpdateLocationDto, inputOf(changes, true)) : fieldProblems(CreateLocationDto, inputOf(after));
  const unknown = (column: string, suggestion: string | undefined): RowProblem => ({
    column,
    code: 'imports_row.reference_unknown',
    params: { value: after[column] },
    ...(suggestion ? { suggestion } : {}),
  });
  const warehouse = world.warehouses.get(after.warehouse ?? '');
  if (!warehouse) return [...found, unknown('warehouse', nearestOf(after.warehouse ?? '', world.warehouses.keys()))];
  const zoneId = after.zone ? warehouse.zones[after.zone] : undefined;
  if (after.zone && zoneId === undefined) found.push(unknown('zone', nearestOf(after.zone, Object.keys(warehouse.zones))));
  const { scope } = world;
  if (!scope.all && !scope.warehouses.includes(warehouse.id) && !(zoneId && scope.zones.includes(zoneId))) {
    found.push({ column: 'warehouse', code: 'imports_row.outside_scope', params: { value: after.warehouse } });
  }
  if (after.parent) found.push(...parentProblems(after, world, unknown));
  return found;
}

function parentProblems(
  after: Values,
  { inFile, current, near, circle }: World,
  unknown: (column: string, near: string | undefined) => RowProblem,
): RowProblem[] {
  const parent = after.parent!;
  if (circle.has(after.code ?? '')) return [{ column: 'parent', code: 'catalog.location_cycle', params: { path: [...circle].join(' → ') } }];
  const listed = inFile.get(parent);
  const known = current.get(parent);
  if (!listed && known?.status !== 'active') return [unknown('parent', near.get(parent))];
  const warehouse = known?.values.warehouse ?? listed?.warehouse;
  return warehouse === after.warehouse ? [] : [{ column: 'parent', code: 'imports_row.parent_elsewhere', params: { value: parent } }];
}
