import { toBaseQuantity } from '@anwen/catalog';
import { AppError, Quantity, type Id, type Scope } from '@anwen/kernel';
import type { LineComplaint } from './inventory.errors';
import type { LedgerPosting } from './ledger-posting';
import type { ItemFacts, LotFacts, PlaceFacts, PostingFacts, ReservationFacts } from './posting-facts';
import type { PostLineDto, PostStockDto } from './stock.dto';
import { POSTING_RULES, type PostingTypeRule } from './posting-kinds.rules';
import { consumesStock, expiryOf, statusNumber } from './stock.rules';

/** A lot that the line brings into being when it is received for the first time. */
export interface NewLot {
  readonly itemId: Id;
  readonly code: string;
  readonly madeOn: string | null;
  readonly expiresOn: string | null;
}

/** One line of the input with everything known and checked; quantities in base units. */
export interface PlannedLine {
  readonly index: number;
  readonly item: ItemFacts;
  readonly from: PlaceFacts;
  readonly to: PlaceFacts;
  readonly fromStatus: number;
  readonly toStatus: number;
  readonly qty: Quantity;
  readonly enteredQty: string;
  readonly enteredUomId: Id;
  readonly lot: LotFacts | null;
  readonly newLot: NewLot | null;
  readonly serials: readonly string[];
  readonly unitCost: string | null;
  readonly reservation: ReservationFacts | null;
}

export interface Complaint {
  readonly pointer: string;
  readonly code: LineComplaint;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Collects the complaints of one line; `null` from a check means that it complained. */
class LineReader {
  readonly complaints: Complaint[] = [];

  constructor(private readonly index: number) {}

  complain(field: string, code: LineComplaint, params?: Record<string, unknown>): null {
    this.complaints.push({ pointer: `/lines/${this.index}${field ? `/${field}` : ''}`, code, ...(params ? { params } : {}) });
    return null;
  }
}

export interface PlanOptions {
  readonly underWay?: boolean;
  /** Lots that these very postings give back: what was used of them stays used, whatever became of them since. */
  readonly givenBack?: ReadonlySet<Id> | undefined;
}

/** Lots that the reversals among prepared postings bring back. */
export const givenBackBy = (ready: readonly { readonly reverses?: string; readonly posting: LedgerPosting }[]): ReadonlySet<Id> =>
  new Set(ready.flatMap((r) => (r.reverses === undefined ? [] : r.posting.lines.flatMap((l) => (l.lotId && l.lotId !== '0' ? [l.lotId] : [])))));

/** Checks every line against the facts. Either all lines are planned, or the complaints about all of them come back. */
export function planLines(input: PostStockDto, facts: PostingFacts, options: PlanOptions = {}): { lines: PlannedLine[]; complaints: Complaint[] } {
  const kind = POSTING_RULES[input.type];
  const rule = options.underWay ? { ...kind, mayBeUnderWay: true } : kind;
  const lines: PlannedLine[] = [];
  const complaints: Complaint[] = [];
  input.lines.forEach((line, index) => {
    const reader = new LineReader(index);
    const planned = planLine({ line, index, rule, facts, reader, givenBack: options.givenBack });
    complaints.push(...reader.complaints);
    if (planned) lines.push(planned);
  });
  if (!rule.isRelabelling) return { lines, complaints: [...complaints, ...acrossLines(lines)] };
  // What comes out of CONVERSION is valued first, at the average that the old lot still carries.
  const enteringFirst = [...lines.filter((l) => l.from.warehouseId === null), ...lines.filter((l) => l.from.warehouseId !== null)];
  return { lines: enteringFirst, complaints: [...complaints, ...acrossLines(lines), ...unbalanced(lines)] };
}

/** Every serial number is a ledger line of its own; more than this would hold the locks for seconds. */
const SERIALS_MAX = 2_000;

/** What single lines cannot see: the same serial number or the same new lot in two of them. */
function acrossLines(lines: readonly PlannedLine[]): Complaint[] {
  const complaints: Complaint[] = [];
  const serials = new Set<string>();
  const lots = new Map<string, string | null>();
  for (const { index, item, newLot, serials: named } of lines) {
    for (const serial of named) {
      if (serials.has(`${item.id}|${serial}`)) complaints.push({ pointer: `/lines/${index}/serials`, code: 'serial_twice', params: { serial } });
      serials.add(`${item.id}|${serial}`);
    }
    if (!newLot) continue;
    const expiry = lots.get(`${item.id}|${newLot.code}`);
    if (expiry !== undefined && expiry !== newLot.expiresOn) {
      complaints.push({ pointer: `/lines/${index}/expiresOn`, code: 'lot_expiry_differs', params: { expiresOn: expiry ?? '-' } });
    }
    lots.set(`${item.id}|${newLot.code}`, newLot.expiresOn);
  }
  if (serials.size > SERIALS_MAX) complaints.push({ pointer: '/lines', code: 'serials_too_many', params: { max: SERIALS_MAX } });
  return complaints;
}

/** A relabelling makes nothing and loses nothing: of each item as much comes out of CONVERSION as goes in. */
function unbalanced(lines: readonly PlannedLine[]): Complaint[] {
  const sums = new Map<Id, Quantity>();
  for (const { item, from, to, qty } of lines) {
    const sum = sums.get(item.id) ?? Quantity.zero;
    sums.set(item.id, from.warehouseId === null ? sum.plus(qty) : to.warehouseId === null ? sum.minus(qty) : sum);
  }
  return lines.filter((l) => sums.get(l.item.id)!.compare(Quantity.zero) !== 0).map((l) => ({ pointer: `/lines/${l.index}/qty`, code: 'relabel_unbalanced' }));
}

interface LineCase {
  readonly line: PostLineDto;
  readonly index: number;
  readonly rule: PostingTypeRule;
  readonly facts: PostingFacts;
  readonly reader: LineReader;
  readonly givenBack: ReadonlySet<Id> | undefined;
}

function planLine(given: LineCase): PlannedLine | null {
  const { line, index, rule, reader } = given;
  const item = findItem(given);
  const reservation = findReservation(given);
  const from = findPlace(given, 'fromLocation', reservation?.locationCode);
  const to = findPlace(given, 'toLocation', rule.event === 'STATUS' ? (line.fromLocation ?? reservation?.locationCode) : undefined);
  if (!item || !from || !to) return null;
  const quantity = readQuantity(line, item, reader);
  const statuses = readStatuses(given, from, to);
  const tracked = readTracking(given, { item, from, to, qty: quantity?.qty ?? Quantity.zero, lotCode: line.lot ?? reservation?.lotCode ?? undefined });
  if (!quantity || !statuses || !tracked || reader.complaints.length > 0) return null;
  return { index, item, from, to, ...statuses, ...quantity, ...tracked, unitCost: line.unitCost ?? null, reservation };
}

function findItem({ line, facts, reader }: LineCase): ItemFacts | null {
  if ((line.itemCode === undefined) === (line.itemId === undefined)) return reader.complain('itemCode', 'item_unnamed');
  const field = line.itemCode === undefined ? 'itemId' : 'itemCode';
  const item = facts.items.find((i) => (line.itemCode === undefined ? i.publicId === line.itemId : i.code === line.itemCode));
  if (!item) return reader.complain(field, 'item_unknown');
  if (item.kind === 'service') return reader.complain(field, 'item_not_stocked');
  return item.status === 'active' ? item : reader.complain(field, 'item_not_active');
}

/** null = none named; a reservation that does not exist is a complaint (and null). */
function findReservation({ line, facts, reader }: LineCase): ReservationFacts | null {
  if (line.reservationId === undefined) return null;
  return facts.reservations.find((r) => r.publicId === line.reservationId) ?? reader.complain('reservationId', 'reservation_unknown');
}

function findPlace({ line, rule, facts, reader }: LineCase, field: 'fromLocation' | 'toLocation', fallback: string | undefined): PlaceFacts | null {
  const standIn = field === 'fromLocation' ? rule.from : rule.to;
  const allowedVirtual = field === 'fromLocation' ? rule.virtualFrom : rule.virtualTo;
  const code = line[field] ?? fallback ?? standIn;
  if (!code) return reader.complain(field, 'location_required');
  const place = facts.places.find((p) => p.code === code);
  if (!place) return reader.complain(field, 'location_unknown');
  if (place.warehouseId === null) return allowedVirtual.includes(code) ? place : reader.complain(field, 'location_refused');
  // A side that the type fixes as virtual (a receipt's source) cannot be a real place, except for adjustments.
  if (standIn !== null && !rule.isAdjustment && line[field] !== undefined) return reader.complain(field, 'location_refused');
  if (place.kind === 'transit' && !rule.mayBeUnderWay) return reader.complain(field, 'location_refused');
  if (place.lockedReason !== null) return reader.complain(field, 'location_locked', { reason: place.lockedReason });
  // An archived place takes nothing, but what a late posting left there can be taken out.
  return place.status === 'active' || field === 'fromLocation' ? place : reader.complain(field, 'location_unknown');
}

function readQuantity(line: PostLineDto, item: ItemFacts, reader: LineReader): { qty: Quantity; enteredQty: string; enteredUomId: Id } | null {
  const unit = line.uom === undefined ? item.units[0] : item.units.find((u) => u.code === line.uom);
  if (!unit) return reader.complain('uom', 'uom_unknown');
  try {
    const entered = Quantity.of(line.qty, unit.uomId === item.baseUomId ? item.scale : unit.decimals);
    return { qty: toBaseQuantity(entered, unit, item.scale), enteredQty: entered.toString(), enteredUomId: unit.uomId };
  } catch (error) {
    if (error instanceof RangeError || error instanceof AppError) return reader.complain('qty', 'quantity_refused');
    throw error;
  }
}

function readStatuses({ line, rule, reader }: LineCase, from: PlaceFacts, to: PlaceFacts): { fromStatus: number; toStatus: number } | null {
  const entering = from.warehouseId === null;
  const leaving = to.warehouseId === null;
  const fromStatus = entering ? 0 : statusNumber(line.status);
  const toStatus = leaving ? 0 : statusNumber(line.toStatus ?? line.status);
  if (entering && leaving) return reader.complain('', 'location_refused');
  if ((rule.isAdjustment || rule.isRelabelling) && !entering && !leaving) return reader.complain('toLocation', 'location_refused');
  if (from.id === to.id && fromStatus === toStatus) return reader.complain(rule.event === 'STATUS' ? 'toStatus' : 'toLocation', 'same_place');
  if (rule.event === 'STATUS' && from.id !== to.id) return reader.complain('toLocation', 'location_refused');
  if (!entering && !leaving && rule.event !== 'STATUS' && fromStatus !== toStatus) return reader.complain('toStatus', 'status_not_here');
  if ((rule.goodLotsOnly || (leaving && consumesStock(to.code))) && fromStatus !== 0)
    return reader.complain('status', 'bucket_not_usable', { status: line.status });
  if (!entering && line.unitCost !== undefined) return reader.complain('unitCost', 'cost_not_allowed');
  return { fromStatus, toStatus };
}

interface TrackingCase {
  readonly item: ItemFacts;
  readonly from: PlaceFacts;
  readonly to: PlaceFacts;
  readonly qty: Quantity;
  readonly lotCode: string | undefined;
}

function readTracking(given: LineCase, line: TrackingCase): { lot: LotFacts | null; newLot: NewLot | null; serials: readonly string[] } | null {
  const serials = readSerials(given, line);
  if (!serials) return null;
  if (line.item.tracking !== 'lot') {
    return line.lotCode === undefined ? { lot: null, newLot: null, serials } : given.reader.complain('lot', 'lot_not_allowed');
  }
  const entering = line.from.warehouseId === null;
  if (line.lotCode === undefined) {
    // An issue may leave the choice to FEFO; everything else must say which lot it means.
    return consumesStock(line.to.code) && !entering ? { lot: null, newLot: null, serials } : given.reader.complain('lot', 'lot_required');
  }
  const lot = given.facts.lots.find((l) => l.itemId === line.item.id && l.code === line.lotCode);
  if (lot) return checkLot(given, line, lot) ? { lot, newLot: null, serials } : null;
  if (!entering) return given.reader.complain('lot', 'lot_unknown');
  const newLot = bringLot(given, line.item, line.lotCode);
  return newLot && { lot: null, newLot, serials };
}

function checkLot({ line, facts, reader, rule, givenBack }: LineCase, { to, from }: TrackingCase, lot: LotFacts): boolean {
  const bad = (code: LineComplaint, params: Record<string, unknown>): false => {
    reader.complain('lot', code, params);
    return false;
  };
  if (line.expiresOn !== undefined && from.warehouseId === null && line.expiresOn !== lot.expiresOn)
    return bad('lot_expiry_differs', { expiresOn: lot.expiresOn ?? '-' });
  if ((!rule.goodLotsOnly && !consumesStock(to.code)) || givenBack?.has(lot.id)) return true;
  if (lot.status !== 'available') return bad('lot_held', { status: lot.status });
  return lot.expiresOn === null || lot.expiresOn >= facts.today || bad('lot_expired', { expiresOn: lot.expiresOn });
}

function bringLot({ line, reader }: LineCase, item: ItemFacts, code: string): NewLot | null {
  const madeOn = line.madeOn ?? null;
  const expiresOn = line.expiresOn ?? (madeOn && item.shelfLifeDays ? expiryOf(madeOn, item.shelfLifeDays) : null);
  if (item.shelfLifeDays !== null && expiresOn === null) return reader.complain('expiresOn', 'expiry_required');
  if (expiresOn !== null && madeOn !== null && expiresOn < madeOn) return reader.complain('expiresOn', 'expiry_required');
  return { itemId: item.id, code, madeOn, expiresOn };
}

function readSerials({ line, facts, reader }: LineCase, { item, from, qty }: TrackingCase): readonly string[] | null {
  const serials = line.serials ?? [];
  if (item.tracking !== 'serial') return serials.length === 0 ? serials : reader.complain('serials', 'serials_not_allowed');
  if (serials.length === 0) return reader.complain('serials', 'serials_required');
  if (Quantity.of(serials.length).compare(qty) !== 0) return reader.complain('serials', 'serials_count', { given: serials.length, wanted: qty.toString() });
  if (from.warehouseId === null) return serials;
  const known = new Set(facts.serials.filter((s) => s.itemId === item.id).map((s) => s.code));
  const unknown = serials.find((serial) => !known.has(serial));
  return unknown === undefined ? serials : reader.complain('serials', 'serial_unknown', { serial: unknown });
}

/** Whether a scope covers a place; virtual places belong to everybody. */
export function reaches(scope: Scope, { warehouseId, zoneId }: Pick<PlaceFacts, 'warehouseId' | 'zoneId'>): boolean {
  return scope.all || warehouseId === null || scope.warehouses.includes(warehouseId) || (zoneId !== null && scope.zones.includes(zoneId));
}

/** Complaints about the places that a permission does not reach. */
export function outsideScope(scope: Scope, lines: readonly PlannedLine[]): Complaint[] {
  return lines.flatMap((line) =>
    (['from', 'to'] as const)
      .filter((side) => !reaches(scope, line[side]))
      .map((side) => ({ pointer: `/lines/${line.index}/${side}Location`, code: 'location_unknown' as const })),
  );
}
