import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC, httpErrors } from '@anwen/http';
import { CursorCodec, Quantity, isUuid, pageOf, type Actor, type Id, type Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { DismissDto, EditSuggestionDto, PeggingDto, PlanSuggestionDto, SuggestionQuery } from './planning.dto';
import { planningErrors, stateInWords } from './planning.errors';
import { ReferenceStore } from './reference.store';
import { RunStore, type RunRow } from './run.store';
import { SuggestionStore, type SuggestionRow } from './suggestion.store';
import { sayStep, sayTrace, type TraceStep } from './trace.rules';

/** Kinds that become documents; the others say something about documents that exist. */
export const ORDERS: ReadonlySet<string> = new Set(['make', 'buy', 'move']);

/** What a plan suggests: looking at it, changing it, saying no. */
@Injectable()
export class SuggestionService {
  constructor(
    private readonly store: SuggestionStore,
    private readonly runs: RunStore,
    private readonly references: ReferenceStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  /** What must be decided first comes first. @throws planning.run_not_found, page.cursor_invalid */
  async list(tx: Tx, runId: string, query: SuggestionQuery): Promise<Page<PlanSuggestionDto>> {
    const { limit, cursor, withTotal, kind, item, warehouse, exception, state } = query;
    const run = await this.run(tx, runId);
    const filter = { kind, item, warehouse, exception, state };
    const binding = ['planning-suggestions', run.no, filter];
    const after = cursor === undefined ? null : (this.codec.decode(cursor, binding) as unknown as [string, Id]);
    const rows = await this.store.list(tx, run.no, { filter, after, limit: limit + 1 });
    const page = pageOf(rows, limit, (last) => this.codec.encode([last.sortOn, last.no], binding), suggestionView);
    return withTotal ? { ...page, total: await this.store.count(tx, run.no, filter) } : page;
  }

  /** @throws planning.suggestion_not_found */
  async get(tx: Tx, id: string): Promise<PlanSuggestionDto> {
    return suggestionView(await this.require(tx, id));
  }

  /** What it serves, what serves it, and where all of that comes from. @throws planning.suggestion_not_found */
  async pegging(tx: Tx, id: string): Promise<PeggingDto> {
    const row = await this.require(tx, id);
    const [demands, supplies, above] = await Promise.all([this.store.demandsOf(tx, row), this.store.suppliesOf(tx, row), this.store.aboveOf(tx, row)]);
    return { demands, supplies, above };
  }

  /** Another quantity, day or supplier before it is accepted. @throws planning.suggestion_not_found | suggestion_closed | not_editable | run_outdated | quantity_refused | day_past | supplier_unfit | reference_unknown, http.precondition_failed */
  async edit(tx: Tx, actor: Actor, edit: { id: string; rowVersion: number; patch: EditSuggestionDto }): Promise<PlanSuggestionDto> {
    const row = await this.hold(tx, edit.id);
    if (edit.rowVersion !== row.rowVersion) {
      throw httpErrors.precondition_failed({ current: suggestionView(row), headers: { ETag: `"${row.rowVersion}"` } });
    }
    if (!ORDERS.has(row.kind)) throw planningErrors.not_editable();
    if (row.isOutdated) throw planningErrors.run_outdated();
    const { qty = row.qty, dueOn = row.dueOn, supplier } = edit.patch;
    requireScale(qty, { code: row.item.code, scale: row.scale });
    if (edit.patch.dueOn !== undefined && edit.patch.dueOn < (await this.references.today(tx))) throw planningErrors.day_past({ day: edit.patch.dueOn });
    const supplierId = supplier === undefined ? null : await this.supplierOf(tx, row, supplier);
    const facts = { by: actor.name, qty, uom: row.item.baseUom, due: dueOn ?? '' };
    const step: TraceStep = supplier === undefined ? { code: 'edited', params: facts } : { code: 'edited_supplier', params: { ...facts, supplier } };
    await this.store.edit(tx, row.no, { qty, dueOn, supplierId, step });
    const diff = { qty: [row.qty, qty], dueOn: [row.dueOn, dueOn], ...(supplier === undefined ? {} : { supplier: [row.supplier?.code ?? null, supplier] }) };
    audit.record(tx, actor, 'planning.changed', { type: 'planning_suggestion', id: row.id }, { diff });
    return this.get(tx, row.id);
  }

  /** @throws planning.suggestion_not_found | suggestion_closed */
  async dismiss(tx: Tx, actor: Actor, id: string, { reason }: DismissDto): Promise<PlanSuggestionDto> {
    const row = await this.hold(tx, id);
    await this.store.dismiss(tx, row.no, actor.name, reason ?? null);
    const diff = { kind: row.kind, item: row.item.code, qty: row.qty };
    audit.record(tx, actor, 'planning.rejected', { type: 'planning_suggestion', id: row.id }, { diff, ...(reason ? { reason } : {}) });
    return this.get(tx, row.id);
  }

  private async supplierOf(tx: Tx, row: SuggestionRow, code: string): Promise<Id> {
    if (row.kind !== 'buy') throw planningErrors.supplier_unfit();
    const id = await this.references.supplier(tx, code);
    if (id === undefined) throw planningErrors.reference_unknown({ value: code });
    return id;
  }

  private async run(tx: Tx, id: string): Promise<RunRow> {
    const run = isUuid(id) ? await this.runs.find(tx, id) : undefined;
    if (!run) throw planningErrors.run_not_found();
    return run;
  }

  private async require(tx: Tx, id: string): Promise<SuggestionRow> {
    const row = isUuid(id) ? await this.store.find(tx, id) : undefined;
    if (!row) throw planningErrors.suggestion_not_found();
    return row;
  }

  private async hold(tx: Tx, id: string): Promise<SuggestionRow> {
    const row = isUuid(id) ? await this.store.lock(tx, id) : undefined;
    if (!row) throw planningErrors.suggestion_not_found();
    if (row.state !== 'open') throw planningErrors.suggestion_closed({ state: row.state, stateZh: stateInWords(row.state) });
    return row;
  }
}

/** @throws planning.quantity_refused */
export function requireScale(qty: string, { code, scale }: { readonly code: string; readonly scale: number }): void {
  try {
    Quantity.of(qty, scale);
  } catch {
    throw planningErrors.quantity_refused({ item: code, qty, scale });
  }
}

function suggestionView(row: SuggestionRow): PlanSuggestionDto {
  const { no: _n, runNo: _r, seq: _s, itemId: _i, scale: _sc, warehouseId: _w, fromWarehouseId: _f, sortOn: _so, isOutdated, trace, ...shown } = row;
  const isOrder = ORDERS.has(row.kind);
  return {
    ...shown,
    uom: row.item.baseUom,
    why: sayTrace(trace),
    trace: trace.map((step) => ({ ...step, ...sayStep(step) })),
    legal: row.state === 'open' ? [...(isOrder && !isOutdated ? ['accept', 'edit'] : []), 'dismiss'] : [],
  };
}
