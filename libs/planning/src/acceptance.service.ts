import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { TransferService } from '@anwen/inventory/handling';
import { isUuid, scopeFor, type Actor, type FieldError, type Id } from '@anwen/kernel';
import { PurchaseOrderService } from '@anwen/trade/inbound';
import { WorkOrderService } from '@anwen/work-orders/orders';
import { Injectable } from '@nestjs/common';
import type { Document } from './netting.rules';
import type { AcceptDto, AcceptedDto } from './planning.dto';
import { ACCEPT_TEXTS, planningErrors, stateInWords } from './planning.errors';
import { RunStore } from './run.store';
import { SourceStore, type Portion } from './source.store';
import { ORDERS } from './suggestion.service';
import { SuggestionStore, type SuggestionRow } from './suggestion.store';

type Refusal = readonly [row: Pick<SuggestionRow, 'id'>, code: keyof typeof ACCEPT_TEXTS, params: Readonly<Record<string, string>>];
type Made = { readonly no: Id; readonly document: Document };

/** What somebody needs to write each kind of document by hand; accepting asks for no less. */
const PERMISSIONS: Readonly<Record<string, string>> = { make: 'wo.write', buy: 'purchase.write', move: 'transfer.dispatch' };
const SOURCE = 'planning_suggestion';

/** Turns suggestions into drafts: all that were named, or none of them. Each becomes a document once, whoever asks how often. */
@Injectable()
export class AcceptanceService {
  constructor(
    private readonly runs: RunStore,
    private readonly store: SuggestionStore,
    private readonly sources: SourceStore,
    private readonly workOrders: WorkOrderService,
    private readonly purchases: PurchaseOrderService,
    private readonly transfers: TransferService,
  ) {}

  /** @throws planning.run_not_found | run_not_done | run_outdated | not_accepted with the reason of each, and what the documents' own services throw */
  async accept(tx: Tx, actor: Actor, runId: string, input: AcceptDto): Promise<AcceptedDto> {
    // First of all locks: a plan that is about to be published waits, or this waits for it and then finds itself outdated.
    await this.runs.exclude(tx, 'accepting');
    const run = isUuid(runId) ? await this.runs.find(tx, runId) : undefined;
    if (!run) throw planningErrors.run_not_found();
    if (run.state !== 'done') throw planningErrors.run_not_done();
    if (await this.runs.isOutdated(tx, run.no)) throw planningErrors.run_outdated();
    const named = input.all ? null : [...new Set(input.suggestions ?? [])];
    const rows = await this.store.lockMany(tx, run.no, named?.filter(isUuid) ?? null);
    const moves = await this.places(tx, rows);
    const missing = (named ?? []).filter((id) => !rows.some((row) => row.id === id.toLowerCase()));
    refuse(actor, [...missing.map((id): Refusal => [{ id }, 'unknown', {}]), ...rows.flatMap((row) => complaintsOf(actor, row, moves))]);
    const of = (kind: string): SuggestionRow[] => rows.filter((row) => row.kind === kind);
    // Always in this order: each kind takes its numbers from a counter that it then holds.
    const made = [...(await this.buy(tx, actor, of('buy'))), ...(await this.move(tx, actor, of('move'), moves)), ...(await this.make(tx, actor, of('make')))];
    await this.store.accept(tx, actor.name, made);
    const documents = [...new Map(made.map(({ document }) => [document.id, document])).values()];
    const diff = { accepted: made.length, documents: documents.map(({ number }) => number) };
    if (made.length > 0) audit.record(tx, actor, 'planning.accepted', { type: 'planning_run', id: run.id }, { diff });
    return { accepted: made.length, documents };
  }

  private async make(tx: Tx, actor: Actor, rows: readonly SuggestionRow[]): Promise<Made[]> {
    if (rows.length === 0) return [];
    const orders = await this.workOrders.createMany(
      tx,
      actor,
      rows.map((row) => ({
        item: row.item.code,
        qty: row.qty,
        warehouse: row.warehouse.code,
        startsOn: row.releaseOn,
        dueOn: row.dueOn,
        source: { type: SOURCE, ref: row.id },
      })),
    );
    return rows.map(({ no }, i) => ({ no, document: { type: 'work_order', id: orders[i]!.publicId, number: orders[i]!.number } }));
  }

  /** One order a supplier and warehouse, with a line a suggestion. */
  private async buy(tx: Tx, actor: Actor, rows: readonly SuggestionRow[]): Promise<Made[]> {
    const groups = grouped(rows, (row) => `${row.supplier!.code}|${row.warehouse.code}`);
    if (groups.length === 0) return [];
    const orders = await this.purchases.createMany(
      tx,
      actor,
      groups.map((group) => ({
        supplier: group[0]!.supplier!.code,
        warehouse: group[0]!.warehouse.code,
        expectedOn: group.map(({ dueOn }) => dueOn!).sort()[0]!,
        lines: group.map((row) => ({ itemCode: row.item.code, qty: row.qty, dueOn: row.dueOn })),
      })),
    );
    return groups.flatMap((group, i) =>
      group.map(({ no }) => ({ no, document: { type: 'purchase_order' as const, id: orders[i]!.id, number: orders[i]!.number } })),
    );
  }

  private async move(tx: Tx, actor: Actor, rows: readonly SuggestionRow[], places: ReadonlyMap<Id, readonly Portion[]>): Promise<Made[]> {
    const made: Made[] = [];
    for (const group of grouped(rows, (row) => `${row.fromWarehouseId}|${row.warehouseId}`)) {
      const lines = group.flatMap((row) =>
        places.get(row.no)!.map(({ location, lot, serials, qty }) => ({
          itemCode: row.item.code,
          qty,
          fromLocation: location,
          ...(lot === null ? {} : { lot }),
          ...(serials.length === 0 ? {} : { serials: [...serials] }),
        })),
      );
      const transfer = await this.transfers.create(tx, actor, { fromWarehouse: group[0]!.fromWarehouse!.code, toWarehouse: group[0]!.warehouse.code, lines });
      made.push(...group.map(({ no }) => ({ no, document: { type: 'transfer' as const, id: transfer.id, number: transfer.number } })));
    }
    return made;
  }

  /** Where the goods of each move stand now, what expires first taken first. */
  private async places(tx: Tx, rows: readonly SuggestionRow[]): Promise<ReadonlyMap<Id, readonly Portion[]>> {
    const moves = rows.filter((row) => row.kind === 'move' && row.state === 'open');
    return this.sources.portions(
      tx,
      moves.map(({ no, itemId, fromWarehouseId, qty }) => ({ no, itemId, warehouseId: fromWarehouseId!, qty })),
    );
  }
}

function complaintsOf(actor: Actor, row: SuggestionRow, moves: ReadonlyMap<Id, readonly Portion[]>): Refusal[] {
  if (row.state !== 'open') return [[row, 'closed', { state: row.state, stateZh: stateInWords(row.state) }]];
  if (row.isOutdated) return [[row, 'outdated', {}]];
  if (!ORDERS.has(row.kind)) return [[row, 'advice_only', { number: row.document?.number ?? '' }]];
  const permission = PERMISSIONS[row.kind]!;
  if (!reaches(actor, permission, row)) return [[row, 'not_permitted', { permission }]];
  if (row.kind === 'buy' && !row.supplier) return [[row, 'no_supplier', { item: row.item.code }]];
  if (row.kind !== 'move') return [];
  const portions = moves.get(row.no) ?? [];
  const free = portions[0]?.free ?? '0';
  const isShort = portions.length === 0 || portions.some(({ isEnough }) => !isEnough);
  return isShort ? [[row, 'short_at_source', { item: row.item.code, warehouse: row.fromWarehouse?.code ?? '', free, qty: row.qty }]] : [];
}

/** Goods are sent from where they leave; everything else is written where it arrives. */
function reaches(actor: Actor, permission: string, { kind, warehouseId, fromWarehouseId }: SuggestionRow): boolean {
  const scope = scopeFor(actor, permission);
  return scope.all || scope.warehouses.includes(kind === 'move' ? fromWarehouseId! : warehouseId);
}

/** @throws planning.not_accepted */
function refuse(actor: Actor, refusals: readonly Refusal[]): void {
  if (refusals.length === 0) return;
  const errors = refusals.map(([{ id }, code, params]): FieldError => {
    const text = actor.locale === 'en' ? ACCEPT_TEXTS[code].en : ACCEPT_TEXTS[code].zh;
    return { pointer: `/suggestions/${id}`, code: `planning.${code}`, message: text.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? ''), params };
  });
  throw planningErrors.not_accepted({ errors });
}

function grouped<T>(rows: readonly T[], key: (row: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups.values()];
}
