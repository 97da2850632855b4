import type { DtoClass } from '@anwen/http';
import type { Tx } from '@anwen/database';
import { AppError, mayDo, type Actor } from '@anwen/kernel';
import { groupBy } from './group-by';
import { ReferenceStore, type OrderTable } from './reference.store';
import { fieldProblems } from './refusal.rules';
import { changedSinceCommit, forRow, isRefusal, refuse } from './target-writing';
import {
  RowsRefused,
  type Applied,
  type AppliedRow,
  type ApplyRow,
  type Batch,
  type ImportColumn,
  type ImportTarget,
  type Known,
  type LookUp,
  type Mode,
  type ReadRow,
  type RowProblem,
  type Value,
  type Values,
} from './target';

/** An order as both services take it: its head and its lines. */
export interface OrderInput {
  readonly externalRef: string;
  readonly lines: readonly object[];
}

/** What differs between buying and selling. */
export interface OrderKind {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  readonly permission: string;
  /** Needed for orders that come approved (or confirmed), and for taking an import back. */
  readonly settlePermission: string;
  readonly table: OrderTable;
  /** Field of the partner, and column of the file. */
  readonly partner: 'supplier' | 'customer';
  readonly dto: DtoClass;
  readonly columns: readonly ImportColumn[];
  /** Complains about orders as `create` would, with pointers `/3/lines/0/qty`, and makes nothing. */
  check(tx: Tx, actor: Actor, orders: readonly OrderInput[]): Promise<void>;
  create(tx: Tx, actor: Actor, orders: readonly OrderInput[], options: { batch: string; settled: boolean }): Promise<unknown>;
  cancel(tx: Tx, actor: Actor, id: string): Promise<unknown>;
}

/** Columns of a row that belong to its order, not to its line. */
const HEAD = ['warehouse', 'orderedOn', 'dueOn', 'currency', 'note', 'settled'] as const;
/** Orders that one call reads, makes and numbers. */
const ORDERS_A_CALL = 500;
/**
 * The row that document numbers are counted in stays locked from a transaction's first number to its end, and whoever makes an order
 * meanwhile waits 3 s at most: a thousand rows are over in about one.
 */
const TOGETHER_MAX = 1_000;
/** What the routes take. */
const LINES_MAX = 1_000;

/** Orders of another system: the rows of one partner and number together. What exists stays as it is. */
export class OrderTarget implements ImportTarget {
  readonly companyWide = false;
  readonly modes: readonly Mode[] = ['insert'];
  readonly judgedWhole = true;
  readonly togetherMax = TOGETHER_MAX;
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  readonly permission: string;
  readonly rollbackPermission: string;
  readonly columns: readonly ImportColumn[];
  readonly naturalKey: readonly string[];

  constructor(
    private readonly kind: OrderKind,
    private readonly store: ReferenceStore,
  ) {
    ({ key: this.key, zh: this.zh, en: this.en, permission: this.permission, columns: this.columns } = kind);
    this.rollbackPermission = kind.settlePermission;
    this.naturalKey = [kind.partner, 'order', 'line'];
  }

  unitOf(row: Values): string {
    return `${row[this.kind.partner] ?? ''}/${row.order ?? ''}`;
  }

  /** Two lines with the same item need line numbers to be told apart. */
  keyOf(row: Values): string {
    return `${this.unitOf(row)} ${row.line ?? row.item ?? ''}`;
  }

  async lookUp(tx: Tx, actor: Actor, rows: readonly ReadRow[], how: LookUp): Promise<Known> {
    const units = groupBy(rows, (row) => this.unitOf(row.values));
    const existing = await this.store.orders(tx, this.kind.table, [...units.keys()]);
    const found = this.headProblems(units.values(), actor);
    const readable = [...units.values()].filter((unit) => unit.every((row) => row.problems.length === 0 && !found.has(row.line)));
    for (const [line, problem] of await this.refusals(tx, actor, readable)) found.set(line, [...(found.get(line) ?? []), problem]);
    const near = await this.suggestions(tx, rows, found, how);
    return {
      existing: (row) => {
        const order = existing.get(this.unitOf(row.values));
        return order && { id: order.id, version: order.version, values: {} };
      },
      problems: (row) => (found.get(row.line) ?? []).map((problem) => suggested(row, problem, near)),
    };
  }

  /** What the rows of an order must agree about, and what the route would refuse before it looks into the database. */
  private headProblems(units: Iterable<readonly ReadRow[]>, actor: Actor): Map<number, RowProblem[]> {
    const found = new Map<number, RowProblem[]>();
    for (const unit of units) {
      const [first] = unit;
      for (const row of unit) {
        const differing = HEAD.find((column) => (row.values[column] ?? null) !== (first!.values[column] ?? null));
        const problems = fieldProblems(this.kind.dto, this.orderOf([row]) as unknown as Record<string, unknown>).map((p) => this.inOurWords(p));
        if (differing) problems.push({ column: differing, code: 'imports_row.order_differs' });
        if (unit.length > LINES_MAX) problems.push({ column: 'order', code: 'imports_row.order_too_long', params: { max: LINES_MAX } });
        if (row.values.settled === 'true' && !mayDo(actor, this.kind.settlePermission))
          problems.push({ column: 'settled', code: 'imports_row.settle_refused' });
        if (problems.length > 0) found.set(row.line, problems);
      }
    }
    return found;
  }

  /** What the service says about the orders, by the line of the file. */
  private async refusals(tx: Tx, actor: Actor, units: readonly (readonly ReadRow[])[]): Promise<[number, RowProblem][]> {
    const found: [number, RowProblem][] = [];
    for (let at = 0; at < units.length; at += ORDERS_A_CALL) {
      const some = units.slice(at, at + ORDERS_A_CALL);
      const orders = some.map((unit) => this.orderOf(unit));
      found.push(
        ...(await this.kind.check(tx, actor, orders).then(
          () => [],
          (error: unknown) => this.problemsOf(error, some),
        )),
      );
    }
    return found;
  }

  private problemsOf(error: unknown, units: readonly (readonly { line: number }[])[]): [number, RowProblem][] {
    if (!isRefusal(error)) throw error;
    return (error.data.errors ?? []).flatMap(({ pointer, code, params, message }): [number, RowProblem][] => {
      const [, order, line, field] = /^\/(\d+)(?:\/lines\/(\d+))?(?:\/(\w+))?/.exec(pointer) ?? [];
      const row = units[Number(order)]?.[Number(line ?? 0)];
      const problem = this.inOurWords({ column: field ?? null, code, ...(params ? { params } : {}), ...(message ? { message } : {}) } as RowProblem);
      return row ? [[row.line, problem]] : [];
    });
  }

  private inOurWords(problem: RowProblem): RowProblem {
    const names: Readonly<Record<string, string>> = { itemCode: 'item', externalRef: 'order', expectedOn: 'dueOn', tolerancePct: 'tolerance' };
    return problem.column !== null && names[problem.column] ? { ...problem, column: names[problem.column]! } : problem;
  }

  private async suggestions(tx: Tx, rows: readonly ReadRow[], found: ReadonlyMap<number, RowProblem[]>, how: LookUp): Promise<Suggestions> {
    const wrong = (column: string): string[] =>
      rows.filter((row) => found.get(row.line)?.some((p) => p.column === column)).map((row) => row.values[column] ?? '');
    const items = await this.store.nearest(tx, 'items', wrong('item').filter(Boolean), how.hints);
    const partners = await this.store.nearest(tx, 'partners', wrong(this.kind.partner).filter(Boolean), how.hints);
    return new Map([
      ['item', items],
      [this.kind.partner, partners],
    ]);
  }

  async apply(tx: Tx, actor: Actor, { session, rows }: Batch): Promise<Applied[]> {
    const units = groupBy(rows, (row) => row.unit);
    const late = (row: ApplyRow): [number, RowProblem] => [row.line, { column: null, code: 'imports_row.changed_since', params: { key: row.unit } }];
    const before = await this.store.orders(tx, this.kind.table, [...units.keys()]);
    refuse(rows.filter((row) => before.has(row.unit)).map(late));
    for (const settled of [false, true]) {
      const some = [...units.values()].filter((unit) => (unit[0]!.values.settled === 'true') === settled);
      for (let at = 0; at < some.length; at += ORDERS_A_CALL) await this.create(tx, actor, some.slice(at, at + ORDERS_A_CALL), { batch: session, settled });
    }
    const after = await this.store.orders(tx, this.kind.table, [...units.keys()]);
    refuse(rows.filter((row) => !after.get(row.unit)?.fresh).map(late));
    return rows.map((row) => ({ line: row.line, result: after.get(row.unit)!.id, version: after.get(row.unit)!.version }));
  }

  private async create(tx: Tx, actor: Actor, units: readonly (readonly ApplyRow[])[], options: { batch: string; settled: boolean }): Promise<void> {
    try {
      await this.kind.create(
        tx,
        actor,
        units.map((unit) => this.orderOf(unit)),
        options,
      );
    } catch (error) {
      const found = error instanceof AppError ? this.problemsOf(error, units) : [];
      if (found.length === 0) throw error;
      throw new RowsRefused(new Map(found));
    }
  }

  blockers(tx: Tx, rows: readonly AppliedRow[]): Promise<ReadonlyMap<number, RowProblem>> {
    return changedSinceCommit(tx, this.store, this.kind.table, rows);
  }

  async revert(tx: Tx, actor: Actor, { rows }: { readonly rows: readonly AppliedRow[] }): Promise<void> {
    for (const unit of groupBy(rows, (row) => row.unit).values()) await forRow(unit[0]!, () => this.kind.cancel(tx, actor, unit[0]!.result));
  }

  current(): Promise<Values[]> {
    return Promise.resolve([]);
  }

  private orderOf(rows: readonly { readonly values: Values }[]): OrderInput {
    const { values: head } = rows[0]!;
    const due = this.kind.partner === 'supplier' ? 'expectedOn' : 'dueOn';
    const fields = {
      [this.kind.partner]: head[this.kind.partner],
      warehouse: head.warehouse,
      orderedOn: head.orderedOn,
      [due]: head.dueOn,
      currency: head.currency,
      note: head.note,
    };
    return { ...given(fields), externalRef: head.order ?? '', lines: rows.map(({ values }) => lineOf(values)) };
  }
}

type Suggestions = ReadonlyMap<string, ReadonlyMap<string, string>>;

function suggested({ values }: ReadRow, problem: RowProblem, near: Suggestions): RowProblem {
  const suggestion = problem.column === null || !problem.code.endsWith('_unknown') ? undefined : near.get(problem.column)?.get(values[problem.column] ?? '');
  return suggestion ? { ...problem, suggestion } : problem;
}

function lineOf(v: Values): object {
  const days = v.minRemainingDays == null ? {} : { minRemainingDays: Number(v.minRemainingDays) };
  return { itemCode: v.item ?? '', qty: v.qty ?? '', ...given({ uom: v.uom, price: v.price, tolerancePct: v.tolerance }), ...days };
}

function given(fields: Readonly<Record<string, Value | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value == null ? [] : [[name, value]])));
}
