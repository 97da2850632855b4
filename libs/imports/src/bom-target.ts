import { BomService, CreateBomDto, SCRAP_BELOW, findCycle, periodComplaints, type BomRowInput } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { BOM_COLUMNS } from './bom-columns';
import { substituteProblems, substitutesOf } from './bom-substitutes';
import { groupBy } from './group-by';
import { nearestOf } from './nearest.rules';
import { ReferenceStore } from './reference.store';
import { fieldProblems, problemOf } from './refusal.rules';
import { changedSinceCommit, forRow, forRows, refuse } from './target-writing';
import type { Applied, AppliedRow, ApplyRow, Batch, ImportTarget, Known, LookUp, Mode, ReadRow, RowProblem, Values } from './target';

/** A line without a first day has always held. */
const ALWAYS = '2000-01-01';

const unitOf = (values: Values): string => `${values.parent ?? ''}/${values.version ?? '1'}`;
const lineOf = (v: Values): BomRowInput['lines'][number] => ({
  component: v.component ?? '',
  qty: v.qty ?? '',
  uom: v.uom ?? '',
  validFrom: v.validFrom ?? ALWAYS,
  validTo: v.validTo ?? null,
  qtyKind: v.qtyKind ?? 'per_unit',
  scrapPct: v.scrapPct ?? '0',
  opNo: v.opNo == null ? null : Number(v.opNo),
  issueMethod: v.issueMethod ?? null,
  substitutes: substitutesOf(v.substitutes),
});
/** Every item that a line names besides its product. */
const partsOf = ({ component, substitutes }: Values): string[] => [component ?? '', ...substitutesOf(substitutes).map(({ item }) => item)];

/** What is said of the whole bill: every row of it must say the same. */
const UNSAID = { baseQty: '1', kind: 'standard', yieldPct: '100', billValidFrom: null, billValidTo: null } as const;
const HEAD = Object.keys(UNSAID) as (keyof typeof UNSAID)[];
const said = (values: Values, key: keyof typeof UNSAID): string | null => values[key] ?? UNSAID[key];

/** Bills: the rows of one product and version together. They become active; a bill that exists stays as it is. */
@Injectable()
export class BomTarget implements ImportTarget {
  readonly key = 'boms';
  readonly zh = '物料清單';
  readonly en = 'Bills of materials';
  readonly permission = 'bom.write';
  readonly companyWide = true;
  /** An active bill never changes; a change is a new version. */
  readonly modes: readonly Mode[] = ['insert'];
  readonly naturalKey = ['parent', 'version', 'component', 'validFrom'];
  readonly columns = BOM_COLUMNS;
  readonly judgedWhole = true;

  constructor(
    private readonly store: ReferenceStore,
    private readonly boms: BomService,
  ) {}

  keyOf(row: Values): string {
    // One component may serve at two operations, and be needed once as well as for every unit.
    const use = [row.opNo == null ? [] : `@${row.opNo}`, row.qtyKind === 'fixed' ? 'fixed' : []].flat();
    return [unitOf(row), row.component ?? '', row.validFrom ?? ALWAYS, ...use].join(' ');
  }

  unitOf(row: Values): string {
    return unitOf(row);
  }

  async lookUp(tx: Tx, _actor: Actor, rows: readonly ReadRow[], how: LookUp): Promise<Known> {
    const parents = [...new Set(rows.map(({ values }) => values.parent ?? ''))];
    const codes = [...new Set(rows.flatMap(({ values }) => [values.parent ?? '', ...partsOf(values)]))].filter(Boolean);
    const items = await this.store.itemUnits(tx, codes);
    const near = await this.store.nearest(
      tx,
      'items',
      codes.filter((code) => !items.has(code)),
      how.hints,
    );
    const bills = await this.store.bills(tx, parents);
    const together = await this.togetherProblems(tx, rows);
    return {
      existing: (row) => {
        const bill = bills.get(unitOf(row.values));
        return bill && { id: bill.id, version: bill.version, values: {} };
      },
      problems: (row, after) => [...problemsOf(after, items, near), ...(together.get(row.line) ?? [])],
    };
  }

  /** What rows cannot see alone: periods that overlap, base quantities that differ, circles through other bills. */
  private async togetherProblems(tx: Tx, rows: readonly ReadRow[]): Promise<ReadonlyMap<number, RowProblem[]>> {
    const found = new Map<number, RowProblem[]>();
    const add = (line: number, problem: RowProblem): unknown => found.set(line, [...(found.get(line) ?? []), problem]);
    for (const unit of groupBy(rows, (row) => unitOf(row.values)).values()) {
      const readable = unit.filter((row) => row.problems.length === 0);
      for (const complaint of periodComplaints(
        readable.map((row) => lineOf(row.values)),
        '',
      )) {
        const [, , index, field] = complaint.data.pointer.split('/');
        add(readable[Number(index)]!.line, { ...problemOf(complaint), column: field ?? null });
      }
      const first = readable[0]?.values ?? {};
      for (const row of readable)
        for (const key of HEAD) if (said(row.values, key) !== said(first, key)) add(row.line, { column: key, code: 'imports_row.bill_differs' });
    }
    const circle = await this.circle(tx, rows);
    const path = circle.join(' → ');
    for (const row of rows) if (circle.includes(row.values.parent ?? '')) add(row.line, { column: 'component', code: 'catalog.bom_cycle', params: { path } });
    return found;
  }

  private async circle(tx: Tx, rows: readonly ReadRow[]): Promise<readonly string[]> {
    const edges = new Map<string, string[]>();
    const replaced = new Set(rows.map(({ values }) => values.parent));
    const inFile = rows.flatMap(({ values }) => partsOf(values).map((child) => ({ parent: values.parent ?? '', child })));
    const others = (await this.store.activeEdges(tx)).filter(({ parent }) => !replaced.has(parent));
    for (const { parent, child } of [...inFile, ...others]) {
      const children = edges.get(parent);
      if (children) children.push(child);
      else edges.set(parent, [child]);
    }
    return findCycle(edges) ?? [];
  }

  async apply(tx: Tx, actor: Actor, { rows }: Batch): Promise<Applied[]> {
    const units = groupBy(rows, (row) => row.unit);
    const parents = rows.map((row) => row.values.parent ?? '');
    const before = await this.store.bills(tx, parents);
    const late = (row: ApplyRow): [number, RowProblem] => [row.line, { column: null, code: 'imports_row.changed_since', params: { key: row.unit } }];
    refuse(rows.filter((row) => before.has(row.unit)).map(late));
    const firsts = [...units.values()].map((unit) => unit[0]!);
    await forRows(firsts, () => this.boms.createMany(tx, actor, [...units.values()].map(billOf)), { item: 'parent', lines: 'component' });
    const after = await this.store.bills(tx, parents);
    refuse(rows.filter((row) => !after.get(row.unit)?.fresh).map(late));
    return rows.map((row) => ({ line: row.line, result: after.get(row.unit)!.id, version: after.get(row.unit)!.version }));
  }

  async blockers(tx: Tx, rows: readonly AppliedRow[]): Promise<ReadonlyMap<number, RowProblem>> {
    const found = await changedSinceCommit(tx, this.store, 'boms', rows);
    const replacing = await this.store.billsThatReplaced(tx, [...new Set(rows.map((row) => row.result))]);
    for (const row of rows) if (replacing.has(row.result)) found.set(row.line, { column: null, code: 'imports_row.replaced', params: { key: row.unit } });
    return found;
  }

  async revert(tx: Tx, actor: Actor, { rows }: { readonly rows: readonly AppliedRow[] }): Promise<void> {
    for (const unit of groupBy(rows, (row) => row.unit).values()) await forRow(unit[0]!, () => this.boms.obsolete(tx, actor, unit[0]!.result));
  }

  current(tx: Tx, limit: number): Promise<Values[]> {
    return this.store.billLines(tx, limit);
  }
}

function billOf(rows: readonly ApplyRow[]): BomRowInput {
  const [first] = rows;
  const { parent, version, baseQty, kind, yieldPct, billValidFrom, billValidTo } = first!.values;
  const head = {
    baseQty: baseQty ?? '1',
    kind: kind ?? 'standard',
    yieldPct: yieldPct ?? '100',
    validFrom: billValidFrom ?? null,
    validTo: billValidTo ?? null,
  };
  return { item: parent ?? '', version: Number(version ?? '1'), ...head, lines: rows.map((row) => lineOf(row.values)) };
}

function problemsOf(after: Values, items: ReadonlyMap<string, ReadonlySet<string>>, near: ReadonlyMap<string, string>): RowProblem[] {
  const { baseQty, yieldPct } = after;
  const { substitutes: _apart, ...line } = lineOf(after);
  const input = { item: after.parent, ...(baseQty == null ? {} : { baseQty }), ...(yieldPct == null ? {} : { yieldPct }), lines: [line] };
  const found = fieldProblems(CreateBomDto, input).map((problem) => (problem.column === 'item' ? { ...problem, column: 'parent' } : problem));
  if (after.version != null && !/^[1-9]\d{0,8}$/.test(after.version)) found.push({ column: 'version', code: 'below_minimum', params: { min: 1 } });
  found.push(...outOfRange(after), ...substituteProblems(after, items, near));
  const unknown = (column: string, suggestion: string | undefined): RowProblem => ({
    column,
    code: 'imports_row.reference_unknown',
    params: { value: after[column] },
    ...(suggestion ? { suggestion } : {}),
  });
  for (const column of ['parent', 'component']) if (!items.has(after[column] ?? '')) found.push(unknown(column, near.get(after[column] ?? '')));
  const units = items.get(after.component ?? '');
  if (!units || units.has(after.uom ?? '')) return found;
  const suggestion = nearestOf(after.uom ?? '', units) ?? [...units][0];
  return [
    ...found,
    { column: 'uom', code: 'catalog.unit_not_for_item', params: { item: after.component, uom: after.uom }, ...(suggestion ? { suggestion } : {}) },
  ];
}

/** What the bill would refuse as a whole, told at its row. */
function outOfRange({ scrapPct, qtyKind, yieldPct, billValidFrom, billValidTo }: Values): RowProblem[] {
  const scrap = Number(scrapPct ?? '0');
  return [
    ...(scrap >= SCRAP_BELOW ? [{ column: 'scrapPct', code: 'catalog.scrap_range' }] : []),
    ...(scrap > 0 && qtyKind === 'fixed' ? [{ column: 'scrapPct', code: 'catalog.scrap_of_fixed' }] : []),
    ...(Number(yieldPct ?? '100') > 100 ? [{ column: 'yieldPct', code: 'catalog.yield_range' }] : []),
    ...(billValidFrom != null && billValidTo != null && billValidTo < billValidFrom ? [{ column: 'billValidTo', code: 'catalog.period_reversed' }] : []),
  ];
}
