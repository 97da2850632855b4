import type { Tx } from '@anwen/database';
import { Quantity, scopeFor, type Actor, type Id } from '@anwen/kernel';
import { inventoryErrors } from '@anwen/inventory';
import { Injectable } from '@nestjs/common';
import { WorkOrderStore, type OperationRow, type WorkOrderRow } from '../orders/work-order.store';
import { FloorStore, type FloorLine, type NamedFacts, type PlaceFacts } from './floor.store';
import { backflushOf, type Progress } from './need.rules';
import { operationOf, progressOf, type Change } from './order-progress.rules';
import { productionErrors } from './production.errors';
import type { OrderPiecesDto } from './production-report.dto';
import type { ReportRow } from './production-report.store';
import { findSources, type Source } from './sources.rules';

export interface Amounts {
  readonly good: Quantity;
  readonly scrap: Quantity;
  readonly rework: Quantity;
}

/** Where the good pieces go and what they are called. */
export interface OutputPlan {
  readonly location: string;
  readonly lot: string | null;
  readonly expiresOn: string | null;
  readonly serials: readonly string[];
  readonly madeOn: string;
}

/** Everything that a report decides before it writes. */
export interface ReportPlan {
  readonly order: WorkOrderRow;
  readonly operation: OperationRow | null;
  readonly isFinal: boolean;
  readonly amounts: Amounts;
  readonly scrapReasonId: Id | null;
  readonly reworkReasonId: Id | null;
  readonly lines: readonly FloorLine[];
  /** With this report, without the one that it corrects. */
  readonly progress: Progress;
  readonly output: OutputPlan | null;
  readonly sources: readonly Source[];
  readonly isOverPlan: boolean;
}

/** A report that is corrected, with what it used up. */
export interface OldReport extends ReportRow {
  readonly used: readonly {
    readonly materialId: Id;
    readonly lot: string | null;
    readonly serial: string | null;
    readonly location: string;
    readonly qty: string;
  }[];
  /** Where its output went. */
  readonly location: string | null;
}

/** Operations by internal id that the caller's scope reaches; null = all of them. */
export type Reach = ReadonlySet<Id> | null;

interface Asked {
  readonly body: OrderPiecesDto;
  readonly old?: OldReport;
  readonly reach: Reach;
}

/** Reads a report against its order: what it means, what it makes, what it uses up and from where. Writes nothing. */
@Injectable()
export class ReportPlanner {
  constructor(
    private readonly orders: WorkOrderStore,
    private readonly floor: FloorStore,
  ) {}

  /** The caller holds the order's lock. @throws the refusals of a report (production.*), inventory.insufficient_stock with every shortage. */
  async plan(whole: Tx, actor: Actor, order: WorkOrderRow, { body, old, reach }: Asked): Promise<ReportPlan> {
    const amounts = readAmounts(order, body, old !== undefined);
    const place = body.location ?? (old?.location ? old.location : undefined);
    const named = { reasons: [body.scrapReason, body.reworkReason].filter((c) => c !== undefined), places: place === undefined ? [] : [place] };
    const [all, lines, facts] = await Promise.all([
      this.orders.operations(whole, order.id),
      this.floor.lines(whole, order.id),
      this.floor.named(whole, order.id, { ...named, occurredAt: body.occurredAt ?? old?.occurredAt ?? null }),
    ]);
    // What is skipped makes nothing: the order's output comes from the last operation that is left.
    const operations = all.filter((o) => o.state !== 'skipped');
    const operation = operationOf(all, body.opNo, reach);
    const isFinal = operation === null || operation === operations.at(-1);
    const change: Change = { operation, isFinal, amounts, old };
    const progress = progressOf(order, operations, change);
    const reached = operation === null ? 0 : operations.indexOf(operation);
    const isOverPlan = requireWithinPlan(actor, order, operations.slice(0, reached + 1), { before: progressOf(order, operations), after: progress });
    const output = isFinal && amounts.good.isPositive ? readOutput(order, body, amounts.good, { facts, place, old }) : null;
    return {
      ...{ order, operation, isFinal, amounts, lines, progress, output, isOverPlan },
      scrapReasonId: readReason(facts, body.scrapReason, { qty: amounts.scrap, order, note: body.note, isNeeded: true }),
      reworkReasonId: readReason(facts, body.reworkReason, { qty: amounts.rework, order, note: body.note, isNeeded: false }),
      sources: await this.sources(whole, lines, { progress, reached, old }),
    };
  }

  /** What the old report used is used again as far as it is needed; the rest is looked for. */
  private async sources(whole: Tx, lines: readonly FloorLine[], now: { progress: Progress; reached: number; old: OldReport | undefined }): Promise<Source[]> {
    const used = now.old?.used ?? [];
    const before = lines.map((line) => ({
      ...line,
      consumed: without(
        line.consumed,
        used.filter((u) => u.materialId === line.id),
      ),
    }));
    const wanted = backflushOf(before, now.progress, now.reached);
    const kept = keep(lines, used, wanted);
    const wants = lines.flatMap((line) => {
      const qty = kept.reduce((left, k) => (k.materialId === line.id ? left.minus(k.qty) : left), wanted.get(line.id) ?? Quantity.zero);
      return qty.isPositive ? [{ ...line, materialId: line.id, qty }] : [];
    });
    if (wants.length === 0) return kept;
    const [promised, free] = await Promise.all([
      this.floor.promised(
        whole,
        wants.map((w) => w.materialId),
      ),
      this.floor.unpromised(
        whole,
        wants.flatMap((w) => (w.place ? [{ itemId: w.itemId, locationId: w.place.id }] : [])),
      ),
    ]);
    const { sources, short, unnamed } = findSources(wants, promised, free);
    if (unnamed.length > 0) throw productionErrors.serials_needed({ items: unnamed.join('、') });
    if (short.length > 0) throw inventoryErrors.insufficient_stock({ shortages: short });
    return [...kept, ...sources];
  }
}

const without = (consumed: string, used: readonly { qty: string }[]): string =>
  used.reduce((left, u) => left.minus(Quantity.of(u.qty)), Quantity.of(consumed)).toString();

function keep(lines: readonly FloorLine[], used: OldReport['used'], wanted: ReadonlyMap<Id, Quantity>): Source[] {
  const left = new Map(wanted);
  return used.flatMap(({ materialId, lot, serial, location, qty }) => {
    const line = lines.find((l) => l.id === materialId);
    const part = Quantity.min(Quantity.of(qty), left.get(materialId) ?? Quantity.zero);
    if (!line || !part.isPositive) return [];
    left.set(materialId, left.get(materialId)!.minus(part));
    return [{ materialId, itemCode: line.itemCode, qty: part, location, lot, serial, reservationId: null }];
  });
}

/** A correction may say "nothing at all"; a report may not. */
function readAmounts({ item }: WorkOrderRow, { good = '0', scrap = '0', rework = '0' }: OrderPiecesDto, mayBeNothing: boolean): Amounts {
  const amounts = { good: pieces(item, good), scrap: pieces(item, scrap), rework: pieces(item, rework) };
  if (!mayBeNothing && Object.values(amounts).every((qty) => qty.isZero)) throw productionErrors.nothing_reported();
  return amounts;
}

function pieces({ code, scale }: WorkOrderRow['item'], qty: string): Quantity {
  try {
    return Quantity.of(qty, scale);
  } catch {
    throw productionErrors.quantity_refused({ item: code, scale });
  }
}

/**
 * Answers whether more pieces than planned go through an operation up to the one that is reported on, by somebody who may there; scrapped
 * ones used up their material, too. Pieces that only pass an operation exceed the plan where they are reported. @throws production.over_planned.
 */
function requireWithinPlan(
  actor: Actor,
  order: WorkOrderRow,
  through: readonly OperationRow[],
  { before, after }: { before: Progress; after: Progress },
): boolean {
  const most = Quantity.of(order.qtyPlanned).timesRatio(Quantity.of('100').plus(Quantity.of(order.overPct)).toString(), '100');
  const steps = through.length > 0 ? through : [null];
  const over = steps.filter((step, i) => {
    const [total, next] = [after.at(step?.opNo ?? null), steps[i + 1]];
    const rises = total.compare(most) > 0 && total.compare(before.at(step?.opNo ?? null)) > 0;
    return rises && (!next || total.compare(after.at(next.opNo)) > 0);
  });
  const { all, warehouses, workCenters } = scopeFor(actor, 'production.over');
  const refused = over.find((step) => {
    const centers = step ? [step.workCenterId] : order.workCenterIds;
    return !(all || warehouses.includes(order.warehouseId) || centers.some((id) => workCenters.includes(id)));
  });
  if (refused === undefined) return over.length > 0;
  const total = after.at(refused?.opNo ?? null).toString();
  const at = refused === steps.at(-1) ? { atZh: '', at: '' } : { atZh: `製程 ${refused!.opNo} `, at: ` at operation ${refused!.opNo}` };
  throw productionErrors.over_planned({ number: order.number, total, most: most.toString(), uom: order.item.baseUom, ...at });
}

interface ReasonUse {
  readonly qty: Quantity;
  readonly order: WorkOrderRow;
  readonly note: string | undefined;
  readonly isNeeded: boolean;
}

function readReason({ reasons }: NamedFacts, code: string | undefined, { qty, order, note, isNeeded }: ReasonUse): Id | null {
  if (!qty.isPositive) return null;
  if (code === undefined) {
    if (isNeeded) throw productionErrors.reason_required({ qty: qty.toString(), uom: order.item.baseUom });
    return null;
  }
  const reason = reasons.find((r) => r.code === code);
  if (!reason) throw productionErrors.reason_unknown({ code });
  if (reason.needsNote && !note?.trim()) throw productionErrors.note_required({ code });
  return reason.id;
}

function readOutput(
  order: WorkOrderRow,
  body: OrderPiecesDto,
  good: Quantity,
  from: { facts: NamedFacts; place: string | undefined; old: OldReport | undefined },
): OutputPlan {
  const { item, number } = order;
  const { facts, place, old } = from;
  const given = place === undefined ? facts.output : (facts.places[0] ?? refuseLocation(place));
  if (!given) throw productionErrors.location_required({ number });
  if (place !== undefined && given.warehouseId !== order.warehouseId) refuseLocation(place);
  const serials = body.serials ?? (item.tracking === 'serial' && old && good.compare(Quantity.of(old.good)) === 0 ? old.serials : []);
  if (item.tracking !== 'serial' && serials.length > 0) throw productionErrors.serials_not_allowed({ item: item.code });
  if (item.tracking === 'serial' && Quantity.of(serials.length).compare(good) !== 0)
    throw productionErrors.serials_count({ wanted: good.toString(), given: serials.length });
  if (item.tracking !== 'lot' && body.lot !== undefined) throw productionErrors.lot_not_allowed({ item: item.code });
  const lot = item.tracking === 'lot' ? (body.lot ?? old?.lot ?? lotOf(order, facts.sequence)) : null;
  return { location: given.code, lot, expiresOn: body.expiresOn ?? null, serials, madeOn: facts.madeOn };
}

function refuseLocation(location: string): PlaceFacts {
  throw productionErrors.location_refused({ location });
}

/** One lot an order, named after it unless somebody named it; or one a report, counted on. */
function lotOf({ lotPolicy, targetLot, number, item }: WorkOrderRow, sequence: number): string {
  if (lotPolicy === 'none') throw productionErrors.lot_required({ item: item.code });
  const name = targetLot ?? number;
  return lotPolicy === 'per_order' ? name : `${name}-${String(sequence).padStart(3, '0')}`;
}
