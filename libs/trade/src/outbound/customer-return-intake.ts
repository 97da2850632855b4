import type { Tx } from '@anwen/database';
import type { Actor, Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { refuse, type Complaint } from '../line-complaints';
import { RETURN_STATUSES, type CreateCustomerReturnDto } from './customer-return.dto';
import type { NewCustomerReturn, NewCustomerReturnLine } from './customer-return.store';
import { isComplaint, readLine, reasonComplaint } from './line-reading';
import { PartiesStore, type ItemFacts, type ReasonFacts } from './parties.store';
import { ShipmentStore } from './shipment.store';
import { asWhole } from './whole-document';

interface Known {
  readonly items: ReadonlyMap<string, ItemFacts>;
  readonly reasons: ReadonlyMap<string, ReasonFacts>;
}

/** Reads what a customer sends back, or complains about all of it at once. */
@Injectable()
export class CustomerReturnIntake {
  constructor(
    private readonly parties: PartiesStore,
    private readonly shipments: ShipmentStore,
  ) {}

  /** @throws trade.lines_refused. */
  async read(tx: Tx, actor: Actor, input: CreateCustomerReturnDto): Promise<{ made: NewCustomerReturn; lines: NewCustomerReturnLine[] }> {
    const { customerId, warehouseId } = await asWhole(tx, (whole) => this.parties.parties(whole, input.customer, input.warehouse));
    const complaints: Complaint[] = [];
    const unknown = (pointer: string, value: string): void => void complaints.push({ pointer, code: 'reference_unknown', params: { value } });
    if (customerId === null) complaints.push({ pointer: '/customer', code: 'partner_unfit', params: { value: input.customer, role: 'customer' } });
    if (warehouseId === null || !(await this.parties.reaches(tx, warehouseId, customerId))) unknown('/warehouse', input.warehouse);
    // Under the caller's own scope: whoever names a place must reach it.
    const place = warehouseId === null ? undefined : await this.parties.placeIn(tx, warehouseId, input.location);
    if (!place) unknown('/location', input.location);
    const shipmentId = await this.shipmentOf(tx, input, { customerId, warehouseId });
    if (input.shipment && shipmentId === null) unknown('/shipment', input.shipment);
    const known = {
      items: await this.parties.items(
        tx,
        input.lines.map((l) => l.itemCode),
      ),
      reasons: await this.parties.reasons(
        tx,
        input.lines.map((l) => l.reasonCode),
      ),
    };
    const lines = input.lines.flatMap((_, i) => this.readLine(input, i, known, complaints));
    refuse(actor, complaints);
    return { made: { customerId: customerId!, warehouseId: warehouseId!, locationId: place!.id, shipmentId }, lines };
  }

  private readLine(input: CreateCustomerReturnDto, index: number, { items, reasons }: Known, complaints: Complaint[]): NewCustomerReturnLine[] {
    const line = input.lines[index]!;
    const at = `/lines/${index}`;
    const reason = reasons.get(line.reasonCode);
    const wrongReason = reasonComplaint(reason, { domain: 'return', note: line.note, at, code: line.reasonCode });
    if (wrongReason) complaints.push(wrongReason);
    const read = readLine(line, items, at);
    if (isComplaint(read)) {
      complaints.push(read);
      return [];
    }
    const { item, uomId, qtyBase } = read;
    const serials = line.serials ?? [];
    if (item.tracking === 'serial' && String(serials.length) !== qtyBase.toString()) {
      complaints.push({ pointer: `${at}/serials`, code: 'serials_count', params: { given: serials.length, wanted: qtyBase.toString() } });
    }
    if (item.tracking === 'lot' && line.lot === undefined) complaints.push({ pointer: `${at}/lot`, code: 'lot_required' });
    if (item.tracking !== 'lot' && line.lot !== undefined) complaints.push({ pointer: `${at}/lot`, code: 'lot_not_allowed' });
    if (item.tracking !== 'serial' && serials.length > 0) complaints.push({ pointer: `${at}/serials`, code: 'serials_not_allowed' });
    const status = (RETURN_STATUSES as readonly string[]).indexOf(line.status);
    const { qty, lot: lotCode = null, note = null } = line;
    return wrongReason ? [] : [{ itemId: item.id, qty, uomId, qtyBase: qtyBase.toString(), lotCode, serials, status, reasonId: reason!.id, note }];
  }

  /** The named shipment of this customer and warehouse; null when there is none, or none was named. */
  private async shipmentOf(tx: Tx, { shipment }: CreateCustomerReturnDto, of: { customerId: Id | null; warehouseId: Id | null }): Promise<Id | null> {
    if (!shipment) return null;
    const head = await this.shipments.find(tx, shipment);
    return head && head.customerId === of.customerId && head.warehouseId === of.warehouseId ? head.id : null;
  }
}
