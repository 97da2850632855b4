import { aLocation, aPartner } from '@anwen/catalog/testing';
import type { Tx } from '@anwen/database';
import { aSmallStore, clerk, inventory, receive } from '@anwen/inventory/testing';
import { CursorCodec, type Actor } from '@anwen/kernel';
import { Backorders } from './backorders';
import { CustomerReturnIntake } from './customer-return-intake';
import { CustomerReturnService } from './customer-return.service';
import { CustomerReturnStore } from './customer-return.store';
import { GoingHome } from './going-home';
import { OperationStore } from './operation.store';
import { PackageService } from './package.service';
import { PackageStore } from './package.store';
import { PartiesStore } from './parties.store';
import { PickDesk } from './pick-desk';
import type { PickTaskDto } from './pick.dto';
import { PickExchange } from './pick-exchange';
import { PickGoods } from './pick-goods';
import { PickPlan } from './pick-plan';
import { PickTaskService } from './pick-task.service';
import { PickService } from './pick.service';
import { PickStore } from './pick.store';
import { SalesHistoryService } from './sales-history.service';
import { SalesHistoryStore } from './sales-history.store';
import type { CreateSalesOrderDto, SalesOrderDto } from './sales-order.dto';
import { SalesOrderService } from './sales-order.service';
import { SalesOrderStore } from './sales-order.store';
import { ShipmentAllocationService } from './shipment-allocation.service';
import { ShipmentCancelService } from './shipment-cancel.service';
import type { CreateShipmentDto, ShipmentDto } from './shipment.dto';
import { ShipmentIntake } from './shipment-intake';
import { ShipmentViewStore } from './shipment-view.store';
import { ShipmentService } from './shipment.service';
import { ShipmentStore } from './shipment.store';
import { ShippingService } from './shipping.service';
import { StageGate } from './stage-gate';
import { WaveService } from './wave.service';
import { WaveStore } from './wave.store';

const codec = new CursorCodec(Buffer.alloc(32, 7));
const { stock, allocation, reservations } = inventory;
const [parties, orderStore, shipmentStore, pickStore] = [new PartiesStore(), new SalesOrderStore(), new ShipmentStore(), new PickStore()];
const [views, operations, plan] = [new ShipmentViewStore(), new OperationStore(), new PickPlan()];
const packageStore = new PackageStore();
const shipments = new ShipmentService(shipmentStore, views, new ShipmentIntake(parties, orderStore), packageStore, codec);
const desk = new PickDesk(pickStore, shipmentStore, operations);
const goods = new PickGoods(stock, allocation, shipmentStore, pickStore);
const exchange = new PickExchange(pickStore, shipmentStore, allocation, reservations, plan);
const backorders = new Backorders(shipments, shipmentStore, orderStore, pickStore, parties);
const home = new GoingHome(pickStore, plan, allocation);
const gate = new StageGate(shipmentStore, packageStore, allocation, home, backorders);

/** The services as the module wires them, for tests, benchmarks and importers without a container. */
export const outbound = {
  salesOrders: new SalesOrderService(orderStore, parties, codec),
  shipments,
  allocation: new ShipmentAllocationService(shipments, shipmentStore, allocation, plan),
  shipping: new ShippingService(shipments, shipmentStore, stock, operations, backorders, gate),
  cancelling: new ShipmentCancelService(shipments, shipmentStore, pickStore, packageStore, allocation, home),
  waves: new WaveService(new WaveStore(), shipmentStore, plan, pickStore, parties, codec),
  pickTasks: new PickTaskService(pickStore, desk, codec),
  picks: new PickService(desk, goods, exchange, parties, pickStore),
  packages: new PackageService(packageStore, shipments, shipmentStore, views),
  returns: new CustomerReturnService(new CustomerReturnStore(), new CustomerReturnIntake(parties, shipmentStore), stock, codec),
  history: new SalesHistoryService(new SalesHistoryStore(), stock),
} as const;

/** A warehouse with two bins and one shipping stage, a customer, and one item of each kind of tracking. */
export type ShippingStore = Awaited<ReturnType<typeof aSmallStore>> & {
  readonly stage: { readonly id: string; readonly code: string };
  readonly customer: { readonly id: string; readonly publicId: string; readonly code: string };
};

export async function aShippingStore(tx: Tx): Promise<ShippingStore> {
  const store = await aSmallStore(tx);
  const stage = await aLocation(tx, { warehouse: store.warehouse.code, kind: 'staging_out', isPickable: false });
  return { ...store, stage, customer: await aPartner(tx, { roles: ['customer'] }) };
}

/** Puts stock of the untracked item into bin A. */
export async function stocked(tx: Tx, store: ShippingStore, qty: string): Promise<void> {
  await receive(tx, { itemCode: store.plain.code, qty, toLocation: store.binA.code });
}

/** A confirmed order of the untracked item (10 pieces unless told otherwise). */
export async function aSalesOrder(tx: Tx, store: ShippingStore, given: Partial<CreateSalesOrderDto> = {}, actor: Actor = clerk): Promise<SalesOrderDto> {
  const lines = given.lines ?? [{ itemCode: store.plain.code, qty: '10' }];
  const draft = await outbound.salesOrders.create(tx, actor, { customer: store.customer.code, warehouse: store.warehouse.code, ...given, lines });
  return outbound.salesOrders.confirm(tx, actor, draft.id);
}

/** A draft shipment for everything that is open of an order; of a new order when none is named. */
export async function aShipment(
  tx: Tx,
  store: ShippingStore,
  given: Partial<CreateShipmentDto> & { of?: Partial<CreateSalesOrderDto> } = {},
): Promise<ShipmentDto> {
  const { of, ...input } = given;
  const salesOrder = input.salesOrder ?? (await aSalesOrder(tx, store, of)).id;
  return outbound.shipments.create(tx, clerk, { ...input, salesOrder });
}

/** A shipment that has all its stock; the untracked item is put in bin A for it first. */
export async function anAllocatedShipment(tx: Tx, store: ShippingStore, qty = '10'): Promise<ShipmentDto> {
  await stocked(tx, store, qty);
  const draft = await aShipment(tx, store, { of: { lines: [{ itemCode: store.plain.code, qty }] } });
  return outbound.allocation.allocate(tx, clerk, draft.id, {});
}

/** A shipment whose pick tasks wait for hands. */
export async function aShipmentToPick(tx: Tx, store: ShippingStore, qty = '10'): Promise<{ shipment: ShipmentDto; tasks: readonly PickTaskDto[] }> {
  const { id } = await anAllocatedShipment(tx, store, qty);
  const shipment = await outbound.allocation.startPicking(tx, clerk, id);
  return { shipment, tasks: await tasksOf(tx, shipment.id) };
}

/** A shipment of which everything stands at the stage. */
export async function aPickedShipment(tx: Tx, store: ShippingStore, qty = '10'): Promise<ShipmentDto> {
  const { shipment, tasks } = await aShipmentToPick(tx, store, qty);
  for (const task of tasks) await outbound.picks.confirm(tx, clerk, task.id, {});
  return outbound.shipments.get(tx, clerk, shipment.id);
}

/** The pick tasks of a shipment along the route. */
export async function tasksOf(tx: Tx, shipment: string, state?: string): Promise<PickTaskDto[]> {
  const page = await outbound.pickTasks.list(tx, clerk, { limit: 200, shipment, ...(state ? { state } : {}) });
  return [...page.items].reverse();
}
