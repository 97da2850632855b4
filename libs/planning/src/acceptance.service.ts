import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { TransferService } from '@anwen/inventory/handling';
import { isUuid, type Actor } from '@anwen/kernel';
import { PurchaseOrderService } from '@anwen/trade/inbound';
import { WorkOrderService } from '@anwen/work-orders/orders';
import { Injectable } from '@nestjs/common';
import { MOVE_PERMISSION, complaintsOf, refusalOf, refusalsIn, shortagesOf, skippedOf, type Refusal, type RowsAt } from './acceptance.rules';
import type { Document } from './netting.rules';
import type { AcceptDto, AcceptedDto } from './planning.dto';
import { planningErrors } from './planning.errors';
import { RunStore, type RunRow } from './run.store';
import { SourceStore, type Portion } from './source.store';
import { SuggestionStore, type SuggestionRow } from './suggestion.store';
import { sayTrace } from './trace.rules';

interface Made {
  readonly no: string;
  readonly document: Document;
}
/** What goes on with one acceptance: who accepts, and what is done with a suggestion that cannot be. */
interface Accepting {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly refuse: (refusals: readonly Refusal[]) => void;
}

const SOURCE = 'planning_suggestion';
/** As long as the note of a work order may be. It says why there is the order when the run is long gone. */
const NOTE_MOST = 1_000;

/**
 * Turns suggestions into drafts: all that were named, or none of them; or all that can be. Each becomes a document once,
 * whoever asks how often.
 */
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

  /** @throws planning.nothing_named | run_not_found | run_not_done | run_outdated | not_accepted with the reason of each that was named */
  async accept(tx: Tx, actor: Actor, runId: string, input: AcceptDto): Promise<AcceptedDto> {
    // First of all locks: a plan that is about to be published waits, or this waits for it and then finds itself outdated.
    await this.runs.exclude(tx, 'accepting');
    const run = await this.require(tx, runId);
    if (!input.all && !input.suggestions?.length) throw planningErrors.nothing_named();
    const named = input.all ? null : [...new Set(input.suggestions)];
    const refused: Refusal[] = [];
    const refuse = (refusals: readonly Refusal[]): void => {
      if (named && refusals.length > 0) throw planningErrors.not_accepted({ errors: refusals.map(({ error }) => error) });
      refused.push(...refusals);
    };
    const made = await this.write({ tx, actor, refuse }, await this.rows(tx, run, { named, actor, refuse }));
    await this.store.accept(tx, actor.name, made);
    const documents = [...new Map(made.map(({ document }) => [document.id, document])).values()];
    const skipped = skippedOf(refused);
    const diff = { accepted: made.length, skipped: skipped.length, documents: documents.map(({ number }) => number) };
    audit.record(tx, actor, 'planning.accepted', { type: 'planning_run', id: run.id }, { diff });
    return { accepted: made.length, documents, skipped };
  }

  private async require(tx: Tx, id: string): Promise<RunRow> {
    const run = isUuid(id) ? await this.runs.find(tx, id) : undefined;
    if (!run) throw planningErrors.run_not_found();
    if (run.state !== 'done') throw planningErrors.run_not_done();
    if (await this.runs.isOutdated(tx, run.no)) throw planningErrors.run_outdated();
    return run;
  }

  /** What was asked for and nothing speaks against, held. */
  private async rows(tx: Tx, run: RunRow, asked: { named: readonly string[] | null } & Omit<Accepting, 'tx'>): Promise<SuggestionRow[]> {
    const { named, actor, refuse } = asked;
    const rows = await this.store.lockMany(tx, run.no, named?.filter(isUuid) ?? null);
    const missing = (named ?? []).filter((id) => !rows.some((row) => row.id === id.toLowerCase()));
    const refusals = [...missing.map((id) => refusalOf(actor, id, 'unknown')), ...rows.flatMap((row) => complaintsOf(actor, row))];
    // Shortages too are said at once: whoever has named them repairs all of it in one go.
    const fit = without(rows, refusals);
    const places = named ? await this.places(tx, fit) : new Map<string, readonly Portion[]>();
    refuse([...refusals, ...(named ? fit.flatMap((row) => shortagesOf(actor, row, places)) : [])]);
    return fit;
  }

  /** Always in this order: each kind takes its numbers from a counter that it then holds. */
  private async write(accepting: Accepting, rows: readonly SuggestionRow[]): Promise<Made[]> {
    const of = (kind: string): SuggestionRow[] => rows.filter((row) => row.kind === kind);
    return [...(await this.buy(accepting, of('buy'))), ...(await this.move(accepting, of('move'))), ...(await this.make(accepting, of('make')))];
  }

  private make({ tx, actor, refuse }: Accepting, all: readonly SuggestionRow[]): Promise<Made[]> {
    const input = (row: SuggestionRow) => ({
      item: row.item.code,
      qty: row.qty,
      warehouse: row.warehouse.code,
      startsOn: row.releaseOn,
      dueOn: row.dueOn,
      source: { type: SOURCE, ref: row.id },
      note: sayTrace(row.trace).zh.slice(0, NOTE_MOST),
    });
    return willing({ actor, refuse }, all, {
      at:
        (rows) =>
        ([i]) =>
          rows.slice(Number(i), Number(i) + 1),
      write: async (rows) => {
        const orders = await this.workOrders.createMany(tx, actor, rows.map(input));
        return rows.map(({ no }, i) => ({ no, document: { type: 'work_order', id: orders[i]!.publicId, number: orders[i]!.number } }));
      },
    });
  }

  /** One order a supplier and warehouse, with a line a suggestion. */
  private buy({ tx, actor, refuse }: Accepting, all: readonly SuggestionRow[]): Promise<Made[]> {
    const groupsOf = (rows: readonly SuggestionRow[]): SuggestionRow[][] => grouped(rows, (row) => `${row.supplier!.code}|${row.warehouse.code}`);
    const input = (group: readonly SuggestionRow[]) => ({
      supplier: group[0]!.supplier!.code,
      warehouse: group[0]!.warehouse.code,
      expectedOn: group.map(({ dueOn }) => dueOn!).sort()[0]!,
      lines: group.map((row) => ({ itemCode: row.item.code, qty: row.qty, dueOn: row.dueOn })),
    });
    return willing({ actor, refuse }, all, {
      at:
        (rows) =>
        ([g, what, i]) => {
          const group = groupsOf(rows)[Number(g)] ?? [];
          return what === 'lines' ? group.slice(Number(i), Number(i) + 1) : group;
        },
      write: async (rows) => {
        const groups = groupsOf(rows);
        const orders = await this.purchases.createMany(tx, actor, groups.map(input));
        const made = (i: number): Document => ({ type: 'purchase_order', id: orders[i]!.id, number: orders[i]!.number });
        return groups.flatMap((group, i) => group.map(({ no }) => ({ no, document: made(i) })));
      },
    });
  }

  /** One transfer a pair of warehouses, a line a place and lot. */
  private async move({ tx, actor, refuse }: Accepting, rows: readonly SuggestionRow[]): Promise<Made[]> {
    const places = await this.places(tx, rows);
    const short = rows.flatMap((row) => shortagesOf(actor, row, places));
    refuse(short);
    const made: Made[] = [];
    for (const group of grouped(without(rows, short), (row) => `${row.fromWarehouseId}|${row.warehouseId}`)) {
      const linesOf = (some: readonly SuggestionRow[]) => some.flatMap((row) => places.get(row.no)!.map((portion) => ({ row, line: lineOf(row, portion) })));
      const done = await willing({ actor, refuse }, group, {
        at:
          (some) =>
          ([what, i]) =>
            what === 'lines'
              ? linesOf(some)
                  .slice(Number(i), Number(i) + 1)
                  .map(({ row }) => row)
              : [],
        write: async (some) => {
          const input = { fromWarehouse: group[0]!.fromWarehouse!.code, toWarehouse: group[0]!.warehouse.code, lines: linesOf(some).map(({ line }) => line) };
          const transfer = await this.transfers.create(tx, actor, input, { permission: MOVE_PERMISSION });
          return some.map(({ no }) => ({ no, document: { type: 'transfer', id: transfer.id, number: transfer.number } }));
        },
      });
      made.push(...done);
    }
    return made;
  }

  /** Where the goods of each move stand now, what expires first taken first. */
  private async places(tx: Tx, rows: readonly SuggestionRow[]): Promise<ReadonlyMap<string, readonly Portion[]>> {
    const moves = rows.filter((row) => row.kind === 'move');
    if (moves.length === 0) return new Map();
    // One at a time: drafts reserve nothing, so whoever comes second has to see the first one's.
    await this.sources.exclude(tx);
    return this.sources.portions(
      tx,
      moves.map(({ no, itemId, fromWarehouseId, qty }) => ({ no, itemId, warehouseId: fromWarehouseId!, qty })),
    );
  }
}

/** Writes as many as the documents' own service takes; what it complains about is refused by name. */
async function willing(
  { actor, refuse }: Omit<Accepting, 'tx'>,
  all: readonly SuggestionRow[],
  { write, at }: { write: (rows: readonly SuggestionRow[]) => Promise<Made[]>; at: (rows: readonly SuggestionRow[]) => RowsAt },
): Promise<Made[]> {
  for (let rows = all; rows.length > 0;) {
    try {
      return await write(rows);
    } catch (error) {
      const refusals = refusalsIn(error, actor, { rows, at: at(rows) });
      if (!refusals) throw error;
      refuse(refusals);
      rows = without(rows, refusals);
    }
  }
  return [];
}

const without = (rows: readonly SuggestionRow[], refusals: readonly Refusal[]): SuggestionRow[] => {
  const refused = new Set(refusals.map(({ id }) => id));
  return rows.filter(({ id }) => !refused.has(id));
};

const lineOf = (row: SuggestionRow, { location, lot, serials, qty }: Portion) => ({
  itemCode: row.item.code,
  qty,
  fromLocation: location,
  ...(lot === null ? {} : { lot }),
  ...(serials.length === 0 ? {} : { serials: [...serials] }),
});

function grouped<T>(rows: readonly T[], key: (row: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups.values()];
}
