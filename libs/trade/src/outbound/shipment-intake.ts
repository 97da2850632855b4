import type { Tx } from '@anwen/database';
import { Quantity, type Actor, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { refuse, type Complaint } from '../line-complaints';
import { tradeErrors } from '../trade.errors';
import { isComplaint, readLine } from './line-reading';
import { outboundErrors } from './outbound.errors';
import { PartiesStore } from './parties.store';
import { isOpenForShipping } from './sales-order.rules';
import { SalesOrderStore, type SalesOrderHead, type ShippableLine } from './sales-order.store';
import type { CreateShipmentDto, CreateShipmentLineDto } from './shipment.dto';
import type { NewShipment, NewShipmentLine } from './shipment.store';
import { asWhole } from './whole-document';

export interface ShipmentPlan {
  readonly shipment: NewShipment;
  readonly lines: readonly NewShipmentLine[];
}

/** Reads what a new shipment is made of: an order's open lines, or a customer's wish without an order. */
@Injectable()
export class ShipmentIntake {
  constructor(
    private readonly parties: PartiesStore,
    private readonly orders: SalesOrderStore,
  ) {}

  /** @throws trade.document_not_found | sales_order_not_open | nothing_open | stage_required | lines_refused. */
  async read(tx: Tx, actor: Actor, input: CreateShipmentDto): Promise<ShipmentPlan> {
    return input.salesOrder === undefined ? this.withoutOrder(tx, actor, input) : this.ofOrder(tx, actor, input, input.salesOrder);
  }

  private async ofOrder(tx: Tx, actor: Actor, input: CreateShipmentDto, idOrNumber: string): Promise<ShipmentPlan> {
    // The order's lock keeps two shipments from taking up the same open quantity.
    const order = await this.orders.lock(tx, idOrNumber);
    if (!order) throw tradeErrors.document_not_found();
    if (!isOpenForShipping(order.state)) throw outboundErrors.sales_order_not_open({ state: order.state });
    return asWhole(tx, async (whole) => {
      const open = await this.orders.shippable(whole, order.id);
      const lines = input.lines ? chosenLines(actor, input.lines, open) : open.filter((l) => Quantity.of(l.open).isPositive).map((l) => lineOf(l, l.open));
      if (lines.length === 0) throw outboundErrors.nothing_open();
      return { shipment: await this.head(whole, input, order), lines };
    });
  }

  private async withoutOrder(tx: Tx, actor: Actor, input: CreateShipmentDto): Promise<ShipmentPlan> {
    const { customer = '', warehouse = '', lines = [] } = input;
    const { customerId, warehouseId } = await asWhole(tx, (whole) => this.parties.parties(whole, customer, warehouse));
    const complaints: Complaint[] = [];
    if (customerId === null) complaints.push({ pointer: '/customer', code: 'partner_unfit', params: { value: customer, role: 'customer' } });
    if (warehouseId === null || !(await this.parties.reaches(tx, warehouseId, customerId))) {
      complaints.push({ pointer: '/warehouse', code: 'reference_unknown', params: { value: warehouse } });
    }
    if (lines.length === 0) complaints.push({ pointer: '/lines', code: 'nothing_left' });
    const items = await this.parties.items(
      tx,
      lines.map((l) => l.itemCode ?? ''),
    );
    const read = lines.map((line, i) => readLine({ ...line, itemCode: line.itemCode ?? '' }, items, `/lines/${i}`));
    refuse(actor, [...complaints, ...read.filter(isComplaint)]);
    const wanted = read.flatMap((r) => (isComplaint(r) ? [] : [r]));
    return {
      shipment: await asWhole(tx, (whole) => this.head(whole, input, { id: null, customerId: customerId!, warehouseId: warehouseId! })),
      lines: wanted.map((r) => ({ soLineId: null, itemId: r.item.id, qty: r.qtyBase.toString(), minRemainingDays: r.item.minRemainingDays })),
    };
  }

  private async head(whole: Tx, input: CreateShipmentDto, of: Pick<SalesOrderHead, 'customerId' | 'warehouseId'> & { id: Id | null }): Promise<NewShipment> {
    const [stageId, another] = await this.parties.stages(whole, of.warehouseId, input.stage ?? null);
    if (stageId === undefined || another !== undefined) throw outboundErrors.stage_required();
    const { shipBy = null, carrier = null, note = null } = input;
    return { salesOrderId: of.id, customerId: of.customerId, warehouseId: of.warehouseId, stageId, shipBy, carrier, note, backorderOfId: null };
  }
}

const lineOf = (line: ShippableLine, qty: string): NewShipmentLine => ({
  soLineId: line.id,
  itemId: line.itemId,
  qty,
  minRemainingDays: line.minRemainingDays,
});

/** No more decimals than the item has; serial numbers are whole. */
function isFit(qty: string, scale: number): boolean {
  return (qty.split('.')[1] ?? '').replace(/0+$/, '').length <= scale;
}

/** The named lines, each with no more than is open; a line named twice sees what its first mention took. */
function chosenLines(actor: Actor, wanted: readonly CreateShipmentLineDto[], open: readonly ShippableLine[]): NewShipmentLine[] {
  const left = new Map(open.map((l) => [l.publicId, Quantity.of(l.open)]));
  const complaints: Complaint[] = [];
  const lines = wanted.flatMap(({ soLineId, qty }, i) => {
    const line = open.find((l) => l.publicId === soLineId);
    if (!line) {
      complaints.push({ pointer: `/lines/${i}/soLineId`, code: 'line_unknown' });
      return [];
    }
    if (!isFit(qty, line.scale)) {
      complaints.push({ pointer: `/lines/${i}/qty`, code: 'quantity_refused', params: { qty } });
      return [];
    }
    const most = left.get(line.publicId)!;
    if (Quantity.of(qty).compare(most) > 0) complaints.push({ pointer: `/lines/${i}/qty`, code: 'too_much', params: { most: most.toString() } });
    left.set(line.publicId, most.minus(Quantity.of(qty)));
    return [lineOf(line, qty)];
  });
  refuse(actor, complaints);
  return lines;
}
