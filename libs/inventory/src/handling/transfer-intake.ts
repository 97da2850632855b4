import type { Tx } from '@anwen/database';
import { Quantity, type Actor, type FieldError, type Id, type Scope } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { reaches } from '../line.rules';
import { TRANSFER_LINE_TEXTS, handlingErrors } from './handling.errors';
import { inBaseUnits } from './handling.rules';
import { itemsByCode, placesByCode, type HandledItem, type NamedPlace } from './named-things';
import type { CreateTransferDto, ReceiveTransferDto, TransferLineInput } from './transfer.dto';
import type { NewTransferLine, TransferLineRow } from './transfer.store';

type LineText = keyof typeof TRANSFER_LINE_TEXTS;

interface Sides {
  readonly from: Id;
  readonly to: Id;
}

/** One line of an arrival, ready to be posted. */
export interface ArrivingLine {
  readonly line: TransferLineRow;
  readonly qty: Quantity;
  readonly serials: readonly string[];
  readonly place: NamedPlace;
}

/** Reads what people send about transfers: everything resolved, or all complaints in one answer. */
@Injectable()
export class TransferIntake {
  /** @throws inventory.transfer_lines_refused. */
  async read(tx: Tx, actor: Actor, input: CreateTransferDto, { sides, scope }: { sides: Sides; scope: Scope }): Promise<NewTransferLine[]> {
    const items = await itemsByCode(tx, [...new Set(input.lines.map((l) => l.itemCode))]);
    const from = await placesByCode(tx, [...new Set(input.lines.map((l) => l.fromLocation))]);
    // The sender names a place of the other warehouse without seeing it.
    const to = await placesByCode(tx, [...new Set(input.lines.flatMap((l) => l.toLocation ?? []))], true);
    const taken = new Set<string>();
    const errors: FieldError[] = [];
    const lines = input.lines.flatMap((line, i) => {
      const [item, source] = [items.get(line.itemCode), from.get(line.fromLocation)];
      const target = line.toLocation === undefined ? null : to.get(line.toLocation);
      const complaints: [string, LineText][] = [];
      if (!source || source.warehouseId !== sides.from || !reaches(scope, source)) complaints.push(['fromLocation', 'location_unknown']);
      if (target === undefined || (target && target.warehouseId !== sides.to)) complaints.push(['toLocation', 'location_unknown']);
      const qty = item ? inBaseUnits(item, line.qty, line.uom) : null;
      complaints.push(...itemComplaints(line, item, qty));
      const named = (line.serials ?? []).map((s) => `${line.itemCode}|${s}`);
      if (complaints.length === 0 && named.some((s, n) => taken.has(s) || named.indexOf(s) !== n)) complaints.push(['serials', 'serials_count']);
      for (const serial of named) taken.add(serial);
      errors.push(...complaints.map(([field, code]) => complaint(actor, `/lines/${i}/${field}`, code)));
      if (complaints.length > 0) return [];
      return {
        itemId: item!.id,
        lotCode: line.lot ?? null,
        serials: line.serials ?? [],
        qty: qty!.toString(),
        fromLocationId: source!.id,
        fromPlace: source!.ref,
        toLocationId: target?.id ?? null,
        toPlace: target?.ref ?? null,
      };
    });
    if (errors.length > 0) throw handlingErrors.transfer_lines_refused({ errors });
    return lines;
  }

  /** The same line named twice is added up before it is compared with what is under way. @throws inventory.transfer_lines_refused. */
  async arriving(
    tx: Tx,
    actor: Actor,
    input: ReceiveTransferDto,
    { lines, warehouseId, scope }: { lines: readonly TransferLineRow[]; warehouseId: Id; scope: Scope },
  ): Promise<ArrivingLine[]> {
    const codes = input.lines.flatMap((l) => l.toLocation ?? lines.find((x) => x.id === l.lineId)?.to?.code ?? []);
    const places = await placesByCode(tx, [...new Set(codes)], true);
    const open = new Map(lines.map((l) => [l.id, Quantity.of(l.qty).minus(Quantity.of(l.receivedQty))]));
    const missing = new Map(lines.map((l) => [l.id, new Set(l.serials.filter((s) => !l.receivedSerials.includes(s)))]));
    const errors: FieldError[] = [];
    const arriving = input.lines.flatMap((given, i) => {
      const complain = (field: string, code: LineText, params: Record<string, string> = {}): never[] => {
        errors.push(complaint(actor, `/lines/${i}/${field}`, code, params));
        return [];
      };
      const line = lines.find((l) => l.id === given.lineId);
      if (!line) return complain('lineId', 'line_unknown');
      const place = places.get(given.toLocation ?? line.to?.code ?? '');
      if (!place || place.warehouseId !== warehouseId || !reaches(scope, place)) return complain('toLocation', 'location_unknown');
      const [qty, rest, serials] = [Quantity.of(given.qty), open.get(line.id)!, given.serials ?? []];
      if (qty.compare(rest) > 0) return complain('qty', 'more_than_sent', { open: rest.toString() });
      open.set(line.id, rest.minus(qty));
      if (line.serials.length > 0 && qty.compare(Quantity.of(serials.length)) !== 0) return complain('serials', 'serials_count');
      if (serials.some((s) => !missing.get(line.id)!.delete(s))) return complain('serials', 'serials_count');
      return { line, qty, serials, place };
    });
    if (errors.length > 0) throw handlingErrors.transfer_lines_refused({ errors });
    return arriving;
  }
}

function itemComplaints(line: TransferLineInput, item: HandledItem | undefined, qty: Quantity | null | undefined): [string, LineText][] {
  if (!item || item.kind === 'service') return [['itemCode', 'item_unknown']];
  if (qty === undefined) return [['uom', 'uom_unknown']];
  if (qty === null || !qty.isPositive) return [['qty', 'quantity_refused']];
  if (item.tracking === 'lot' && line.lot === undefined) return [['lot', 'lot_required']];
  const serials = new Set(line.serials ?? []).size;
  if (item.tracking === 'serial' ? qty.compare(Quantity.of(serials)) !== 0 : serials > 0) return [['serials', 'serials_count']];
  return [];
}

function complaint(actor: Actor, pointer: string, code: LineText, params: Record<string, string> = {}): FieldError {
  const text = TRANSFER_LINE_TEXTS[code];
  const message = (actor.locale === 'en' ? text.en : text.zh).replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
  return { pointer, code: `inventory.${code}`, message, ...(Object.keys(params).length > 0 ? { params } : {}) };
}
