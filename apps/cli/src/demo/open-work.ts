import type { Tx } from '@anwen/database';
import { CountSessionService } from '@anwen/inventory/counting';
import { TransferService } from '@anwen/inventory/handling';
import type { Actor } from '@anwen/kernel';
import { InspectionService, PurchaseOrderService, ReceiptService } from '@anwen/trade/inbound';
import { SalesOrderService, ShipmentAllocationService, ShipmentService } from '@anwen/trade/outbound';
import type { INestApplicationContext } from '@nestjs/common';
import type { Calendar } from './calendar';

interface Floor {
  readonly services: INestApplicationContext;
  readonly calendar: Calendar;
  /** Somebody of the staff, by user name. */
  readonly as: (username: string) => Actor;
}

/**
 * What lies on the desks this morning: a delivery on the dock that wants inspecting and putting away, orders on their way in and
 * out, a shipment to pick, a count and a transfer to do. So that no page is empty on the first day.
 */
export async function leaveOpenWork(tx: Tx, floor: Floor): Promise<void> {
  await buying(tx, floor);
  await selling(tx, floor);
  await inTheHouse(tx, floor);
}

async function buying(tx: Tx, floor: Floor): Promise<void> {
  const { services, calendar, as } = floor;
  const orders = services.get(PurchaseOrderService);
  const buyer = as('wu.jw');
  const ordered = { warehouse: 'RM', orderedOn: calendar.date(6), currency: 'TWD' };
  const screws = await orders.create(tx, buyer, {
    ...ordered,
    supplier: 'S-003',
    expectedOn: calendar.date(1),
    lines: [
      { itemCode: 'SC-M4X12', qty: '2000', price: '0.6' },
      { itemCode: 'SC-M6X20', qty: '1000', price: '0.9', tolerancePct: '5' },
    ],
  });
  const { lines } = await orders.approve(tx, buyer, screws.id);
  const paint = await orders.create(tx, buyer, {
    ...ordered,
    supplier: 'S-005',
    expectedOn: calendar.date(1),
    lines: [{ itemCode: 'PT-BK-01', qty: '20', price: '180' }],
  });
  await orders.approve(tx, buyer, paint.id);
  await orders.create(tx, buyer, {
    ...ordered,
    orderedOn: calendar.date(0),
    supplier: 'S-004',
    expectedOn: calendar.date(-10),
    lines: [{ itemCode: 'MT-24V-60W', qty: '12', price: '950' }],
  });
  await arriving(tx, floor, { screws: screws.id, screwLine: lines[0]!.id, paint: paint.id });
}

/** One delivery that can be put away, and one that waits for what the inspector decides. */
async function arriving(tx: Tx, { services, calendar, as }: Floor, ordered: { screws: string; screwLine: string; paint: string }): Promise<void> {
  const receipts = services.get(ReceiptService);
  const clerk = as('lin.zm');
  const day = calendar.workdayBy(1);
  const moment = { effectiveOn: calendar.date(day), occurredAt: calendar.moment(day, '10:20') };
  const first = await receipts.create(tx, clerk, { purchaseOrder: ordered.screws, dock: 'RM-IN', deliveryNote: 'YG-88213' });
  await receipts.confirmLines(tx, clerk, first.id, { ...moment, lines: [{ poLineId: ordered.screwLine, qty: '1200' }] });
  await receipts.finish(tx, clerk, first.id);
  const second = await receipts.create(tx, clerk, { purchaseOrder: ordered.paint, dock: 'RM-IN', deliveryNote: 'DT-0457' });
  const lot = { lot: `PT${calendar.stamp(day)}`, supplierLot: 'DT-7731', madeOn: calendar.date(day + 20), expiresOn: calendar.date(-160) };
  const arrived = await receipts.confirmLines(tx, clerk, second.id, { ...moment, lines: [{ itemCode: 'PT-BK-01', qty: '20', ...lot }] });
  // What waits for the inspector is found, not decided: that is left to whoever tries it.
  for (const { id } of arrived.inspections) {
    await services.get(InspectionService).record(tx, as('zhang.sf'), id, { result: 'conditional', passedQty: '18', failedQty: '2', note: '兩公斤結塊' });
  }
}

async function selling(tx: Tx, { services, calendar, as }: Floor): Promise<void> {
  const orders = services.get(SalesOrderService);
  const [seller, planner] = [as('lee.yt'), as('wang.xm')];
  const head = { warehouse: 'FG', orderedOn: calendar.date(3), currency: 'TWD' };
  const brackets = await orders.create(tx, seller, {
    ...head,
    customer: 'C-001',
    dueOn: calendar.date(-2),
    externalRef: 'MW-26-1187',
    lines: [{ itemCode: 'FG-BRK-10', qty: '6', price: '120' }],
  });
  await orders.confirm(tx, seller, brackets.id);
  await orders.create(tx, seller, {
    ...head,
    orderedOn: calendar.date(0),
    customer: 'C-002',
    dueOn: calendar.date(-12),
    lines: [{ itemCode: 'FG-DRV-60', qty: '2', price: '8600' }],
  });
  const shipment = await services.get(ShipmentService).create(tx, planner, { salesOrder: brackets.id, shipBy: calendar.date(-1), carrier: '新竹物流' });
  await services.get(ShipmentAllocationService).allocate(tx, planner, shipment.id, { partial: true });
  await services.get(ShipmentAllocationService).startPicking(tx, planner, shipment.id);
}

async function inTheHouse(tx: Tx, { services, as }: Floor): Promise<void> {
  const lead = as('lin.zm');
  const sessions = services.get(CountSessionService);
  const count = await sessions.create(tx, lead, { warehouse: 'RM', scope: { locations: ['RM-B-01', 'RM-B-02'] }, blind: true });
  await sessions.open(tx, lead, count.id);
  await services.get(TransferService).create(tx, lead, {
    fromWarehouse: 'RM',
    toWarehouse: 'FG',
    note: '補成品倉包裝用箱',
    lines: [{ itemCode: 'CT-350', qty: '20', fromLocation: 'RM-B-06' }],
  });
}
