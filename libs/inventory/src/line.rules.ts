import { toBaseQuantity } from '@anwen/catalog';
import { AppError, Quantity, type Id } from '@anwen/kernel';
import type { LineComplaint } from './inventory.errors';
import type { ItemFacts, LotFacts, PlaceFacts, PostingFacts, ReservationFacts } from './posting-facts';
import type { PostLineDto, PostStockDto } from './stock.dto';
import { POSTING_RULES, consumesStock, expiryOf, statusNumber, type PostingTypeRule } from './stock.rules';

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

/** Checks every line against the facts. Either all lines are planned, or the complaints about all of them come back. */
export function planLines(input: PostStockDto, facts: PostingFacts): { lines: PlannedLine[]; complaints: Complaint[] } {
  const rule = POSTING_RULES[input.type];
  const lines: PlannedLine[] = [];
  const complaints: Complaint[] = [];
  input.lines.forEach((line, index) => {
    const reader = new LineReader(index);
    const planned = planLine({ line, index, rule, facts, reader });
    complaints.push(...reader.complaints);
    if (planned) lines.push(planned);
  });
  return { lines, complaints };
}

interface LineCase {
  readonly line: PostLineDto;
  readonly index: number;
  readonly rule: PostingTypeRule;
  readonly facts: PostingFacts;
  readonly reader: LineReader;
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
  if (standIn !== null && rule.event !== 'ADJUST' && line[field] !== undefined) return reader.complain(field, 'location_refused');
  if (place.lockedReason !== null) return reader.complain(field, 'location_locked', { reason: place.lockedReason });
  return place.status === 'active' ? place : reader.complain(field, 'location_unknown');
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
  const fromStatus = entering ? 0 : statusNumber(line.status);
  const toStatus = to.warehouseId === null ? 0 : statusNumber(line.toStatus ?? line.status);
  if (from.warehouseId === null && to.warehouseId === null) return reader.complain('', 'location_refused');
  if (from.id === to.id && fromStatus === toStatus) return reader.complain(rule.event === 'STATUS' ? 'toStatus' : 'toLocation', 'same_place');
  if (rule.event === 'STATUS' && from.id !== to.id) return reader.complain('toLocation', 'location_refused');
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

function checkLot({ line, facts, reader }: LineCase, { to, from }: TrackingCase, lot: LotFacts): boolean {
  const bad = (code: LineComplaint, params: Record<string, unknown>): false => {
    reader.complain('lot', code, params);
    return false;
  };
  if (line.expiresOn !== undefined && from.warehouseId === null && line.expiresOn !== lot.expiresOn)
    return bad('lot_expiry_differs', { expiresOn: lot.expiresOn ?? '-' });
  if (!consumesStock(to.code)) return true;
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
  const seen = new Set<string>();
  for (const serial of serials) {
    if (seen.has(serial)) return reader.complain('serials', 'serial_twice', { serial });
    seen.add(serial);
    const known = facts.serials.some((s) => s.itemId === item.id && s.code === serial);
    if (!known && from.warehouseId !== null) return reader.complain('serials', 'serial_unknown', { serial });
  }
  return serials;
}
