import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { scopeFor, type Actor, type Id, type Quantity } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { inventoryErrors } from './inventory.errors';
import type { LedgerLine } from './ledger-posting';
import { reaches, type Complaint, type PlannedLine } from './line.rules';
import type { LotFacts, PostingFacts, SerialFacts } from './posting-facts';
import { allocateFefo, consumesStock } from './stock.rules';
import { StockStore } from './stock.store';

/** A line for the ledger together with the names that people know it by. */
export interface ReadyLine {
  readonly plan: PlannedLine;
  readonly ledger: LedgerLine;
  readonly lotCode: string | null;
  readonly serial: string | null;
  /** The lot was FEFO's choice, made before the locks. */
  readonly chosen: boolean;
}

type Available = Awaited<ReturnType<StockStore['available']>>;

/** Settles which lots and serial numbers the planned lines mean: makes new ones, follows FEFO, splits lines. */
@Injectable()
export class LotChoice {
  constructor(private readonly store: StockStore) {}

  async settle(tx: Tx, actor: Actor, lines: readonly PlannedLine[], facts: PostingFacts): Promise<{ lines: ReadyLine[] } | { complaints: Complaint[] }> {
    const lots = await this.newLots(tx, actor, lines);
    const differing = lines.flatMap((l) => expiryDiffers(l, lots.get(keyOf(l.item.id, l.newLot?.code ?? ''))));
    if (differing.length > 0) return { complaints: differing };
    const serials = await this.newSerials(tx, lines, facts);
    const fefoLines = lines.filter((l) => followsFefo(l));
    const free = await this.freeFor(tx, fefoLines);
    const overtakings = fefoLines.flatMap((l) => overtaken(l, free));
    const forbidden = overtakings.filter(({ line }) => !reaches(scopeFor(actor, 'fefo.override'), line.from));
    if (forbidden.length > 0) return { complaints: forbidden.map(({ complaint }) => complaint) };
    for (const { complaint, line } of overtakings)
      audit.record(tx, actor, 'fefo.overridden', { type: 'item', id: line.item.code }, { diff: { ...complaint.params } });
    return { lines: lines.flatMap((l) => explode(l, lots, serials, free)) };
  }

  private async freeFor(tx: Tx, lines: readonly PlannedLine[]): Promise<Available> {
    if (lines.length === 0) return [];
    const choosing = lines.filter((l) => l.lot === null).map((l) => l.item.id);
    if (choosing.length > 0) await this.store.takeTurns(tx, choosing);
    return this.store.available(
      tx,
      lines.map((l) => ({ itemId: l.item.id, locationId: l.from.id })),
    );
  }

  private async newLots(tx: Tx, actor: Actor, lines: readonly PlannedLine[]): Promise<Map<string, LotFacts>> {
    const lots = await this.store.ensureLots(
      tx,
      lines.flatMap((l) => (l.newLot ? [l.newLot] : [])),
    );
    for (const lot of lots)
      if (lot.isNew) audit.record(tx, actor, 'lot.created', { type: 'lot', id: lot.code }, { diff: { itemId: lot.itemId, expiresOn: lot.expiresOn } });
    return new Map(lots.map((lot) => [keyOf(lot.itemId, lot.code), lot]));
  }

  private async newSerials(tx: Tx, lines: readonly PlannedLine[], facts: PostingFacts): Promise<Map<string, SerialFacts>> {
    const known = new Map(facts.serials.map((s) => [keyOf(s.itemId, s.code), s]));
    const unknown = lines.flatMap((l) => l.serials.map((code) => ({ itemId: l.item.id, code }))).filter((s) => !known.has(keyOf(s.itemId, s.code)));
    for (const serial of await this.store.ensureSerials(tx, unknown)) known.set(keyOf(serial.itemId, serial.code), serial);
    return known;
  }
}

/** Lots and serial numbers are unique within their item. */
const keyOf = (itemId: Id, code: string): string => `${itemId}|${code}`;

/** Somebody else made the lot meanwhile, with another expiry day. */
function expiryDiffers(line: PlannedLine, lot: LotFacts | undefined): Complaint[] {
  if (!line.newLot || !lot || lot.expiresOn === line.newLot.expiresOn) return [];
  return [{ pointer: `/lines/${line.index}/expiresOn`, code: 'lot_expiry_differs', params: { expiresOn: lot.expiresOn ?? '-' } }];
}

/** Stock that leaves for use from the available bucket; reserved stock was chosen when it was reserved. */
function followsFefo(line: PlannedLine): boolean {
  return line.item.tracking === 'lot' && line.reservation === null && line.fromStatus === 0 && line.from.warehouseId !== null && consumesStock(line.to.code);
}

/** A named lot although another one in the same place expires earlier. */
function overtaken(line: PlannedLine, free: Available): { complaint: Complaint; line: PlannedLine }[] {
  const { lot, item, from } = line;
  if (!item.fefo || lot === null) return [];
  const rivals = free.filter((f) => f.itemId === item.id && f.locationId === from.id && f.lotId !== lot.id && f.expiresOn !== null);
  const [earlier] = rivals.filter((f) => lot.expiresOn === null || f.expiresOn! < lot.expiresOn).sort((a, b) => a.expiresOn!.localeCompare(b.expiresOn!));
  if (!earlier) return [];
  return [{ complaint: { pointer: `/lines/${line.index}/lot`, code: 'fefo_violation', params: { lot: earlier.lotCode, expiresOn: earlier.expiresOn } }, line }];
}

/** One planned line becomes one ledger line, or several: one a serial number, one a lot that FEFO chose. */
function explode(plan: PlannedLine, lots: ReadonlyMap<string, LotFacts>, serials: ReadonlyMap<string, SerialFacts>, free: Available): ReadyLine[] {
  const base = { enteredUomId: plan.item.baseUomId };
  if (plan.serials.length > 0) {
    return plan.serials.map((code) =>
      ready(plan, { qty: '1', enteredQty: '1', ...base, serialId: serials.get(keyOf(plan.item.id, code))!.id }, { serial: code }),
    );
  }
  const lot = plan.lot ?? (plan.newLot ? lots.get(keyOf(plan.item.id, plan.newLot.code)) : undefined);
  if (lot || !followsFefo(plan)) {
    if (lot && plan.reservation === null && plan.fromStatus === 0) takeFrom(free, (f) => f.lotId === lot.id && f.locationId === plan.from.id, plan.qty);
    return [ready(plan, { lotId: lot?.id ?? '0' }, { lotCode: lot?.code })];
  }
  const candidates = free.filter((f) => f.itemId === plan.item.id && f.locationId === plan.from.id);
  const { taken, missing } = allocateFefo(candidates, plan.qty);
  if (missing.isPositive) throw short(plan, missing);
  for (const { from, qty } of taken) takeFrom(free, (f) => f === from, qty);
  const [only] = taken;
  if (only && taken.length === 1) return [ready(plan, { lotId: only.from.lotId }, { lotCode: only.from.lotCode, chosen: true })];
  return taken.map(({ from, qty }) =>
    ready(plan, { lotId: from.lotId, qty: qty.toString(), enteredQty: qty.toString(), ...base }, { lotCode: from.lotCode, chosen: true }),
  );
}

/** The next line of this request sees what is left. */
function takeFrom(free: Available, isIt: (one: Available[number]) => boolean, qty: Quantity): void {
  const at = free.findIndex(isIt);
  if (at >= 0) free[at] = { ...free[at]!, free: free[at]!.free.minus(qty) };
}

function short(plan: PlannedLine, missing: Quantity): Error {
  const names = { line: plan.index + 1, itemCode: plan.item.code, location: plan.from.code, lot: null, serial: null };
  const amounts = { status: 'available', required: plan.qty.toString(), onHand: plan.qty.minus(missing).toString(), reserved: '0' };
  return inventoryErrors.insufficient_stock({ shortages: [{ ...names, ...amounts }] });
}

function ready(plan: PlannedLine, change: Partial<LedgerLine>, told: { lotCode?: string; serial?: string; chosen?: true } = {}): ReadyLine {
  const ledger: LedgerLine = {
    itemId: plan.item.id,
    fromLocationId: plan.from.id,
    fromStatus: plan.fromStatus,
    toLocationId: plan.to.id,
    toStatus: plan.toStatus,
    qty: plan.qty.toString(),
    enteredQty: plan.enteredQty,
    enteredUomId: plan.enteredUomId,
    unitCost: plan.unitCost,
    reservationId: plan.reservation?.id ?? null,
    ...change,
  };
  return { plan, ledger, lotCode: told.lotCode ?? null, serial: told.serial ?? null, chosen: told.chosen ?? false };
}
