import { Quantity, defineMachine, type Id } from '@anwen/kernel';
import type { PostStockDto } from '@anwen/inventory';
import type { Complaint, LineComplaint } from '../line-complaints';
import { exactQuantity, floorTo, type CameInUnit } from './fractional-units.rules';
import type { ItemFacts, PlaceFacts } from './intake.store';
import { measure, mostOf, openOf } from './purchase-order.rules';
import type { OrderLineRow } from './purchase-order.store';
import type { ReceiptLineInput } from './receipt.dto';

export const RECEIPT_STATES = ['draft', 'receiving', 'received', 'putaway', 'closed', 'cancelled'] as const;
export type ReceiptState = (typeof RECEIPT_STATES)[number];

/** After `finish` the open work moves it on by itself (`stateByWork`); a reversal leaves it where it is. */
export const receiptMachine = defineMachine<ReceiptState>()({
  receive: { from: ['draft', 'receiving'], to: 'receiving' },
  finish: { from: ['receiving'], to: 'received' },
  reverse: { from: ['receiving', 'received', 'putaway'], to: 'receiving' },
  cancel: { from: ['draft'], to: 'cancelled' },
});

export interface WorkLeft {
  readonly tasks: number;
  readonly inspections: number;
}

/** I-8: only a receipt without open work is closed; while goods wait for the inspector it is received, then it is put away. */
export function stateByWork(state: ReceiptState, left: WorkLeft): ReceiptState {
  if (state !== 'received' && state !== 'putaway') return state;
  if (left.inspections > 0) return 'received';
  return left.tasks > 0 ? 'putaway' : 'closed';
}

/** Where goods may arrive. */
const ARRIVAL_KINDS: ReadonlySet<string> = new Set(['staging_in', 'staging_out', 'storage', 'qc', 'production']);

export function takesArrivals(place: PlaceFacts | undefined, warehouseId: Id): place is PlaceFacts {
  return place !== undefined && place.warehouseId === warehouseId && ARRIVAL_KINDS.has(place.kind);
}

/** A lot that exists. */
export interface KnownLot {
  readonly itemId: Id;
  readonly code: string;
  readonly expiresOn: string | null;
}

export interface ReceivingFacts {
  readonly warehouseId: Id;
  readonly dock: PlaceFacts;
  readonly today: string;
  readonly items: readonly ItemFacts[];
  readonly places: readonly PlaceFacts[];
  readonly lots: readonly KnownLot[];
  /** Of the order behind the receipt; null = received without one. */
  readonly orderLines: readonly OrderLineRow[] | null;
  /** What has come of each order line in its own unit; missing when nothing has, null when some came in another unit. */
  readonly came: ReadonlyMap<Id, CameInUnit | null>;
  /** Prices of the order are in the currency of our books. */
  readonly inOurCurrency: boolean;
}

/** One confirmed line, ready to be kept. */
export interface ArrivedLine {
  readonly index: number;
  readonly poLineId: Id | null;
  readonly item: ItemFacts;
  readonly place: PlaceFacts;
  readonly qty: Quantity;
  readonly rejected: Quantity;
  readonly enteredQty: string;
  readonly uomId: Id;
  readonly inspect: boolean;
  readonly input: ReceiptLineInput;
}

export interface ReadArrivals {
  readonly lines: readonly ArrivedLine[];
  /** What goes to the posting core, also from lines with complaints: it complains about the rest of them in the same answer. */
  readonly postings: readonly PostStockDto['lines'][number][];
  /** Position in `postings` → position in the input. */
  readonly origins: readonly number[];
  readonly complaints: readonly Complaint[];
}

/** Reads all lines of a delivery. Items, units, lots and serial numbers are the core's to judge; the order, the dock and the shelf life are ours. */
export function readArrivals(inputs: readonly ReceiptLineInput[], facts: ReceivingFacts): ReadArrivals {
  const reader = new ArrivalReader(facts);
  inputs.forEach((input, i) => reader.read(input, i));
  return reader;
}

class ArrivalReader implements ReadArrivals {
  readonly lines: ArrivedLine[] = [];
  readonly postings: PostStockDto['lines'][number][] = [];
  readonly origins: number[] = [];
  readonly complaints: Complaint[] = [];
  private readonly byCode: ReadonlyMap<string, ItemFacts>;
  private readonly byId: ReadonlyMap<Id, ItemFacts>;
  private readonly places: ReadonlyMap<string, PlaceFacts>;
  private readonly lots: ReadonlyMap<string, KnownLot>;
  private readonly orderLines: ReadonlyMap<string, OrderLineRow>;
  /** What may still come of an order line; lines of this call share it. */
  private readonly room = new Map<Id, Quantity>();
  private readonly came: Map<Id, CameInUnit | null>;

  constructor(private readonly facts: ReceivingFacts) {
    this.came = new Map(facts.came);
    this.byCode = new Map(facts.items.map((item) => [item.code, item]));
    this.byId = new Map(facts.items.map((item) => [item.id, item]));
    this.places = new Map([facts.dock, ...facts.places].map((place) => [place.code, place]));
    this.lots = new Map(facts.lots.map((lot) => [`${lot.itemId}|${lot.code}`, lot]));
    this.orderLines = new Map(facts.orderLines?.map((line) => [line.id, line]));
    for (const line of facts.orderLines ?? []) this.room.set(line.no, mostOf(line).minus(Quantity.of(line.receivedQty)));
  }

  read(input: ReceiptLineInput, index: number): void {
    const before = this.complaints.length;
    const complain: Complain = (field, code, params) => {
      this.complaints.push({ pointer: `/lines/${index}/${field}`, code, ...(params ? { params } : {}) });
    };
    const ordered = this.facts.orderLines === null ? this.unordered(input, complain) : this.findOrdered(input, complain);
    const item = ordered ? this.byId.get(ordered.itemId) : this.byCode.get(input.itemCode ?? '');
    const place = input.toLocation === undefined ? this.facts.dock : this.places.get(input.toLocation);
    // A place that does not exist is the core's to tell, unless the line posts nothing.
    const isRefused = place ? !takesArrivals(place, this.facts.warehouseId) : Number(input.qty) === 0;
    if (input.toLocation !== undefined && isRefused) complain('toLocation', 'location_refused', { value: input.toLocation });
    if (ordered === undefined) return;
    if (item) this.checkLife(input, item, complain);
    const amounts = item && this.amounts(input, { item, ordered }, complain);
    this.post(input, index, {
      itemCode: item?.code ?? input.itemCode!,
      toLocation: place?.code ?? input.toLocation!,
      inspect: item?.qcOnReceipt ?? false,
      cost: (this.facts.inOurCurrency ? costOf(ordered) : null) ?? item?.firstCost ?? null,
      exact: amounts?.exact ?? null,
    });
    if (!item || !amounts || !place || this.complaints.length > before) return;
    const { exact: _exact, ...quantities } = amounts;
    this.lines.push({ index, poLineId: ordered?.no ?? null, item, place, ...quantities, inspect: item.qcOnReceipt && amounts.qty.isPositive, input });
  }

  /** null = received without an order. */
  private unordered(input: ReceiptLineInput, complain: Complain): null | undefined {
    if (input.poLineId !== undefined) return void complain('poLineId', 'line_unknown');
    return input.itemCode === undefined ? void complain('itemCode', 'line_unnamed') : null;
  }

  private findOrdered(input: ReceiptLineInput, complain: Complain): OrderLineRow | undefined {
    if (input.poLineId !== undefined) {
      const line = this.orderLines.get(input.poLineId);
      if (!line || (input.itemCode !== undefined && line.item.code !== input.itemCode)) return void complain('poLineId', 'line_unknown');
      return line;
    }
    if (input.itemCode === undefined) return void complain('itemCode', 'line_unnamed');
    const all = this.facts.orderLines!.filter((line) => line.item.code === input.itemCode);
    if (all.length === 0) return void complain('itemCode', 'item_not_ordered');
    const open = all.length === 1 ? all : all.filter((line) => openOf(line).isPositive);
    return open.length === 1 ? open[0] : void complain('poLineId', 'line_ambiguous');
  }

  private post(input: ReceiptLineInput, index: number, line: PostedArrival): void {
    if (Number(input.qty) === 0) return;
    const { uom, lot, madeOn, expiresOn, serials } = input;
    this.origins.push(index);
    this.postings.push({
      itemCode: line.itemCode,
      qty: line.exact?.toString() ?? input.qty,
      toLocation: line.toLocation,
      ...(uom === undefined || line.exact ? {} : { uom }),
      ...(lot === undefined ? {} : { lot }),
      ...(madeOn === undefined ? {} : { madeOn }),
      ...(expiresOn === undefined ? {} : { expiresOn }),
      ...(serials === undefined ? {} : { serials }),
      ...(line.inspect ? { status: 'qc' as const } : {}),
      ...(line.cost === null ? {} : { unitCost: line.cost }),
    });
  }

  private checkLife(input: ReceiptLineInput, item: ItemFacts, complain: Complain): void {
    if (item.tracking !== 'lot' || input.lot === undefined) return;
    const known = this.lots.get(`${item.id}|${input.lot}`);
    const made = input.madeOn && item.shelfLifeDays ? dayAfter(input.madeOn, item.shelfLifeDays) : null;
    const expiresOn = known ? known.expiresOn : (input.expiresOn ?? made);
    const until = dayAfter(this.facts.today, item.minRemainingDaysIn);
    if (expiresOn !== null && expiresOn < until) complain(known ? 'lot' : 'expiresOn', 'life_too_short', { until });
  }

  /** Quantities in base units; undefined when the core or this reader complains about them. */
  private amounts(input: ReceiptLineInput, { item, ordered }: { item: ItemFacts; ordered: OrderLineRow | null }, complain: Complain): Amounts | undefined {
    const converted = amountOf(item, input.qty, input.uom);
    const rejected = input.rejectedQty === undefined ? Quantity.zero : amountOf(item, input.rejectedQty, input.uom);
    // A unit without a factor is the core's to tell, when the line posts anything.
    if (!rejected && (converted || Number(input.qty) === 0)) complain('rejectedQty', 'quantity_refused');
    if (!converted || !rejected) return undefined;
    if (converted.isZero && rejected.isZero) return void complain('qty', 'quantity_refused');
    const unit = input.uom === undefined ? item.units[0]! : item.units.find((u) => u.code === input.uom)!;
    const qty = ordered && converted.isPositive ? this.takeRoom(ordered, { item, uomId: unit.uomId, entered: Quantity.of(input.qty), converted }) : converted;
    if (!qty) return void complain('qty', 'over_tolerance', { most: floorTo(this.room.get(ordered!.no)!, item.scale).toString() });
    return { qty, rejected, enteredQty: input.qty, uomId: unit.uomId, exact: qty.compare(converted) === 0 ? null : qty };
  }

  /** Takes the quantity out of what may still come of the line; undefined when it does not fit. */
  private takeRoom(ordered: OrderLineRow, coming: { item: ItemFacts; uomId: Id; entered: Quantity; converted: Quantity }): Quantity | undefined {
    const { item, entered, converted } = coming;
    const room = this.room.get(ordered.no)!;
    const found = this.came.get(ordered.no);
    const came = found === undefined ? { entered: Quantity.zero, lines: 0 } : found;
    const isSameUnit = coming.uomId === ordered.uomId;
    const qty = came && isSameUnit ? exactQuantity(ordered, item, came, { entered, converted, room }) : converted;
    if (qty.compare(room) > 0) return undefined;
    this.room.set(ordered.no, room.minus(qty));
    this.came.set(ordered.no, came && isSameUnit ? { entered: came.entered.plus(entered), lines: came.lines + 1 } : null);
    return qty;
  }
}

type Complain = (field: string, code: LineComplaint, params?: Record<string, unknown>) => void;
/** `exact` = in base units, where the conversion alone would not fit the order. */
type Amounts = Pick<ArrivedLine, 'qty' | 'rejected' | 'enteredQty' | 'uomId'> & { readonly exact: Quantity | null };

interface PostedArrival {
  readonly itemCode: string;
  readonly toLocation: string;
  readonly inspect: boolean;
  readonly cost: string | null;
  readonly exact: Quantity | null;
}

function amountOf(item: ItemFacts, qty: string, uom: string | undefined): Quantity | undefined {
  const measured = measure(item, qty, uom);
  return 'wrong' in measured ? undefined : measured.base;
}

/** The order's price, for one base unit. */
function costOf(line: OrderLineRow | null): string | null {
  return line?.price == null ? null : Quantity.of(line.price).timesRatio(line.qty, line.qtyBase).toString();
}

/** Calendar days; no time zone takes part. */
export function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
