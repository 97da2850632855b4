import { aCode, aLocation, aLotItem, aWarehouse, anItem, catalog, engineering } from '@anwen/catalog/testing';
import type { CreateBomDto, CreateItemDto } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { clerk, inventory, receive } from '@anwen/inventory/testing';
import { CursorCodec, type Id } from '@anwen/kernel';
import { IntakeStore } from './intake.store';
import { OrderBulk } from './order-bulk';
import { OrderEnding } from './order-ending';
import { OrderEndingStore } from './order-ending.store';
import { OrderFreezeStore } from './order-freeze.store';
import { OrderGenealogyStore } from './order-genealogy.store';
import { OrderIntake } from './order-intake';
import { OrderPartService } from './order-part.service';
import { OrderPartStore } from './order-part.store';
import { OrderRelease } from './order-release';
import type { OrderSettlement } from './order-settlement';
import { OrderSplit } from './order-split';
import { OrderSplitStore } from './order-split.store';
import { OrderStart } from './order-start';
import { OrderViewService } from './order-view.service';
import { OrderViewStore } from './order-view.store';
import { OrderWriteStore } from './order-write.store';
import { PromiseStore } from './promise.store';
import type { CreateWorkOrderDto, WorkOrderDto } from './work-order.dto';
import { WorkOrderService } from './work-order.service';
import { WorkOrderStore } from './work-order.store';

const codec = new CursorCodec(Buffer.alloc(32, 7));
const store = new WorkOrderStore();

/** The services as the module wires them; production gives its settlement. */
export function workOrdersWith(settlement?: OrderSettlement) {
  const views = new OrderViewService(new OrderViewStore(), codec);
  const releasing = new OrderRelease(store, new OrderFreezeStore(), new PromiseStore(), engineering.structure, engineering.routings, inventory.allocation);
  const ending = new OrderEnding(store, new OrderEndingStore(), inventory.allocation, releasing, settlement);
  return {
    store,
    views,
    starting: new OrderStart(store),
    splitting: new OrderSplit(store, new OrderSplitStore(), new PromiseStore(), inventory.allocation, views),
    bulk: new OrderBulk(store, releasing, ending, views),
    parts: new OrderPartService(store, new OrderPartStore(), new OrderGenealogyStore(), views),
    orders: new WorkOrderService(store, new OrderWriteStore(), new OrderIntake(new IntakeStore()), releasing, ending, views),
  } as const;
}

/** For tests, benchmarks and importers without a container. */
export const workOrders = workOrdersWith();

type BomLineInput = CreateBomDto['lines'][number];
type Thing = { readonly id: Id; readonly publicId: string; readonly code: string };

/** A warehouse that makes something: two bins, two work centres, a product with its bill and routing. */
export interface FactoryFloor {
  readonly warehouse: Thing;
  /** Where material stands. */
  readonly supply: Thing;
  /** Where good pieces go. */
  readonly output: Thing;
  /** 2 pieces each, backflushed. */
  readonly part: Thing;
  /** Tracked by lot, 0.25 kg each, backflushed. */
  readonly powder: Thing;
  readonly product: Thing;
  readonly centers: readonly [Thing, Thing];
}

export interface FloorOptions {
  readonly product?: Partial<CreateItemDto>;
  /** Instead of 2 parts and 0.25 kg of powder. */
  readonly lines?: (part: Thing, powder: Thing) => Partial<BomLineInput>[];
  /** false = no routing; else 10 and 20, a minute each after a set-up of ten. */
  readonly routing?: boolean;
}

/** An active bill and routing, and nothing in the bins yet. */
export async function aFactoryFloor(tx: Tx, { product: given, lines, routing = true }: FloorOptions = {}): Promise<FactoryFloor> {
  const warehouse = await aWarehouse(tx);
  const supply = await aLocation(tx, { warehouse: warehouse.code });
  const output = await aLocation(tx, { warehouse: warehouse.code });
  const part = await anItem(tx, { kind: 'raw' });
  const powder = await aLotItem(tx);
  const product = await anItem(tx, given);
  await tx.query(`UPDATE items SET issue_method = 'backflush' WHERE id = ANY ($1::bigint[])`, [[part.id, powder.id]]);
  await tx.query(`UPDATE items SET standard_cost = CASE id WHEN $1 THEN 3 WHEN $2 THEN 8 ELSE 20 END WHERE id = ANY ($3::bigint[])`, [
    part.id,
    powder.id,
    [part.id, powder.id, product.id],
  ]);
  const usual = [
    { component: part.code, qty: '2', uom: 'PCE' },
    { component: powder.code, qty: '0.25', uom: 'KGM' },
  ];
  await aBill(tx, product.code, lines?.(part, powder) ?? usual);
  const centers = [await aWorkCenter(tx), await aWorkCenter(tx)] as const;
  if (routing) await aRouting(tx, product.id, centers);
  return { warehouse, supply, output, part, powder, product, centers };
}

/** An active bill of one. */
export async function aBill(tx: Tx, item: string, lines: readonly Partial<BomLineInput>[]): Promise<void> {
  const whole = lines.map((line) => ({ uom: 'PCE', validFrom: '2000-01-01', ...line })) as BomLineInput[];
  const bill = await catalog.boms.create(tx, clerk, { item, lines: whole });
  await catalog.boms.activate(tx, clerk, bill.id);
}

/** A work centre at 36 an hour. */
export async function aWorkCenter(tx: Tx): Promise<Thing> {
  const code = aCode('WC');
  const { id: publicId } = await catalog.workCenters.create(tx, clerk, { code, name: `工作中心 ${code}`, hourlyCost: '36', hoursPerDay: '8' });
  const [row] = await tx.query<{ id: Id }>('SELECT id::text AS id FROM work_centers WHERE public_id = $1', [publicId]);
  return { id: row!.id, publicId, code };
}

async function aRouting(tx: Tx, itemId: Id, centers: readonly Thing[]): Promise<void> {
  await tx.query(
    `WITH r AS (INSERT INTO routings (item_id, version, state) VALUES ($1, 1, 'active') RETURNING id)
     INSERT INTO routing_operations (routing_id, op_no, name, work_center_id, setup_s, run_s) SELECT r.id, c.n * 10, '製程 ' || c.n * 10, c.id, 600, 60
       FROM r, unnest($2::bigint[]) WITH ORDINALITY AS c(id, n)`,
    [itemId, centers.map((c) => c.id)],
  );
}

/** A draft of ten, unless told otherwise. */
export function aWorkOrder(tx: Tx, floor: FactoryFloor, given: Partial<CreateWorkOrderDto> = {}): Promise<WorkOrderDto> {
  return workOrders.orders.create(tx, clerk, {
    item: floor.product.code,
    qty: '10',
    warehouse: floor.warehouse.code,
    supplyLocation: floor.supply.code,
    outputLocation: floor.output.code,
    ...given,
  });
}

/** Puts material for forty products into the supply bin: 80 parts, 10 kg of powder as lot POWDER-1. */
export async function supplied(tx: Tx, floor: FactoryFloor, { parts = '80', powder = '10', lot = 'POWDER-1' } = {}): Promise<void> {
  if (parts !== '0') await receive(tx, { itemCode: floor.part.code, qty: parts, toLocation: floor.supply.code });
  if (powder !== '0') await receive(tx, { itemCode: floor.powder.code, qty: powder, toLocation: floor.supply.code, lot, expiresOn: '2099-12-31' });
}

/** An order on the floor, with its material promised. */
export async function aReleasedOrder(tx: Tx, floor: FactoryFloor, given: Partial<CreateWorkOrderDto> & { supplied?: boolean } = {}): Promise<WorkOrderDto> {
  const { supplied: withStock = true, ...input } = given;
  if (withStock) await supplied(tx, floor);
  const draft = await aWorkOrder(tx, floor, input);
  return workOrders.orders.release(tx, clerk, draft.id);
}
