import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { mayDo, type Actor, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { inventoryErrors } from './inventory.errors';
import type { LedgerLine } from './ledger-posting';
import type { Complaint, PlannedLine } from './line.rules';
import type { LotFacts, PostingFacts, SerialFacts } from './posting-facts';
import { allocateFefo, consumesStock } from './stock.rules';
import { StockStore } from './stock.store';

/** A line for the ledger together with the names that people know it by. */
export interface ReadyLine {
  readonly plan: PlannedLine;
  readonly ledger: LedgerLine;
  readonly lotCode: string | null;
  readonly serial: string | null;
}

type Available = Awaited<ReturnType<StockStore['available']>>;

/** Settles which lots and serial numbers the planned lines mean: makes new ones, follows FEFO, splits lines. */
@Injectable()
export class LotChoice {
  constructor(private readonly store: StockStore) {}

  async settle(tx: Tx, actor: Actor, lines: readonly PlannedLine[], facts: PostingFacts): Promise<{ lines: ReadyLine[] } | { complaints: Complaint[] }> {
    const lots = await this.newLots(tx, actor, lines);
    const serials = await this.newSerials(tx, lines, facts);
    const fefoLines = lines.filter((l) => followsFefo(l));
    const free =
      fefoLines.length === 0
        ? []
        : await this.store.available(
            tx,
            fefoLines.map((l) => ({ itemId: l.item.id, locationId: l.from.id })),
          );
    const complaints = fefoLines.flatMap((l) => overtaken(l, free, mayDo(actor, 'fefo.override')));
    if (complaints.some((c) => c.allowed === false)) return { complaints: complaints.map(({ complaint }) => complaint) };
    for (const { complaint, itemCode } of complaints)
      audit.record(tx, actor, 'fefo.overridden', { type: 'item', id: itemCode }, { diff: { ...complaint.params } });
    return { lines: lines.flatMap((l) => explode(l, lots, serials, free)) };
  }

  private async newLots(tx: Tx, actor: Actor, lines: readonly PlannedLine[]): Promise<LotFacts[]> {
    const wanted = lines.flatMap((l) => (l.newLot ? [l.newLot] : []));
    const lots = await this.store.ensureLots(tx, wanted);
    for (const lot of lots)
      if (lot.isNew) audit.record(tx, actor, 'lot.created', { type: 'lot', id: lot.code }, { diff: { itemId: lot.itemId, expiresOn: lot.expiresOn } });
    return lots;
  }

  private async newSerials(tx: Tx, lines: readonly PlannedLine[], facts: PostingFacts): Promise<SerialFacts[]> {
    const unknown = lines
      .flatMap((l) => l.serials.map((code) => ({ itemId: l.item.id, code })))
      .filter((s) => !facts.serials.some((known) => known.itemId === s.itemId && known.code === s.code));
    return [...facts.serials, ...(await this.store.ensureSerials(tx, unknown))];
  }
}

/** Stock that leaves for use from the available bucket; reserved stock was chosen when it was reserved. */
function followsFefo(line: PlannedLine): boolean {
  return line.item.tracking === 'lot' && line.reservation === null && line.fromStatus === 0 && line.from.warehouseId !== null && consumesStock(line.to.code);
}

/** A named lot although another one in the same place expires earlier. */
function overtaken(line: PlannedLine, free: Available, mayOverride: boolean): { complaint: Complaint; itemCode: string; allowed: boolean }[] {
  if (!line.item.fefo || line.lot === null) return [];
  const { expiresOn } = line.lot;
  const earlier = free
    .filter(
      (f) =>
        f.itemId === line.item.id &&
        f.locationId === line.from.id &&
        f.lotId !== line.lot!.id &&
        f.expiresOn !== null &&
        (expiresOn === null || f.expiresOn < expiresOn),
    )
    .sort((a, b) => a.expiresOn!.localeCompare(b.expiresOn!))[0];
  if (!earlier) return [];
  return [
    {
      complaint: { pointer: `/lines/${line.index}/lot`, code: 'fefo_violation', params: { lot: earlier.lotCode, expiresOn: earlier.expiresOn } },
      itemCode: line.item.code,
      allowed: mayOverride,
    },
  ];
}

/** One planned line becomes one ledger line, or several: one a serial number, one a lot that FEFO chose. */
function explode(plan: PlannedLine, lots: readonly LotFacts[], serials: readonly SerialFacts[], free: Available): ReadyLine[] {
  if (plan.serials.length > 0) {
    return plan.serials.map((code) => {
      const serial = serials.find((s) => s.itemId === plan.item.id && s.code === code)!;
      return ready(plan, { qty: '1', enteredQty: '1', enteredUomId: plan.item.baseUomId, serialId: serial.id }, null, code);
    });
  }
  const lot = plan.lot ?? lots.find((l) => l.itemId === plan.item.id && l.code === plan.newLot?.code) ?? null;
  if (lot || plan.item.tracking !== 'lot' || !followsFefo(plan)) return [ready(plan, { lotId: lot?.id ?? '0' }, lot?.code ?? null, null)];
  const candidates = free.filter((f) => f.itemId === plan.item.id && f.locationId === plan.from.id);
  const { taken, missing } = allocateFefo(candidates, plan.qty);
  // The next line of this request sees what is left.
  for (const { from, qty } of taken) free[free.indexOf(from)] = { ...from, free: from.free.minus(qty) };
  const chosen = taken.map(({ from, qty }) =>
    ready(plan, { lotId: from.lotId, qty: qty.toString(), enteredQty: qty.toString(), enteredUomId: plan.item.baseUomId }, from.lotCode, null),
  );
  if (missing.isPositive) {
    const required = plan.qty.toString();
    throw inventoryErrors.insufficient_stock({
      shortages: [
        {
          line: plan.index + 1,
          itemCode: plan.item.code,
          location: plan.from.code,
          lot: null,
          status: 'available',
          required,
          onHand: plan.qty.minus(missing).toString(),
          reserved: '0',
        },
      ],
    });
  }
  return chosen;
}

function ready(plan: PlannedLine, change: Partial<LedgerLine> & { lotId?: Id }, lotCode: string | null, serial: string | null): ReadyLine {
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
  return { plan, ledger, lotCode, serial };
}
