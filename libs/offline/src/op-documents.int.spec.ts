import { randomUUID } from 'node:crypto';
import { aLocation, aPartner, aWarehouse, standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedgerIn } from '@anwen/inventory';
import { CountSessionService, CountTaskService } from '@anwen/inventory/counting';
import { ReplenishmentRuleService, ReplenishmentService, TransferService } from '@anwen/inventory/handling';
import { aSmallStore, clerk, onHand, personWith, receive } from '@anwen/inventory/testing';
import { aFactoryFloor, aReleasedOrder } from '@anwen/work-orders/testing';
import { PurchaseOrderService, PutawayService, ReceiptService } from '@anwen/trade/inbound';
import { PickTaskService, SalesOrderService, ShipmentAllocationService, ShipmentService } from '@anwen/trade/outbound';
import type { Tx } from '@anwen/database';
import { NO_SCOPE, type Actor } from '@anwen/kernel';
import type { INestApplicationContext, Type } from '@nestjs/common';
import type { DeviceOpInput } from './device-op.dto';
import { OpTable } from './op-table.service';
import { aMove, offlineOn, sendBatch, type Heard } from './testing';

const FLOOR = [
  ...['receipt.confirm', 'putaway.confirm', 'pick.confirm', 'transfer.dispatch', 'transfer.receive', 'replenishment.confirm', 'count.entry'],
  ...['production.report', 'material.issue', 'wo.read'],
  ...['receipt.read', 'putaway.read', 'pick.read', 'transfer.read', 'replenishment.read', 'count.read'],
];

/** Every action that may be done offline, on real documents, sent twice. */
describe('a day on the floor without the server', () => {
  let bed: TestDatabase;
  let context: INestApplicationContext;
  let store: Awaited<ReturnType<typeof aSmallStore>>;
  let picker: Actor;
  let seq = 0;
  const done = new Set<string>();

  beforeAll(async () => {
    bed = await TestDatabase.create();
    context = await offlineOn(bed.database);
    await bed.transaction(standardReasons);
    store = await bed.transaction((tx) => aSmallStore(tx));
    await bed.asOwner(`INSERT INTO sys_users (username, display_name) SELECT 'u' || n, 'User ' || n FROM generate_series(1, 9) AS n`);
    picker = { ...personWith(FLOOR, { ...NO_SCOPE, warehouses: [store.warehouse.id] }), locale: 'en' };
  });
  afterAll(async () => {
    const proof = await bed.transaction((tx) => verifyLedgerIn(tx));
    expect(proof.results.flatMap((r) => r.problems)).toEqual([]);
    // What the table offers is what was tried here.
    expect([...done].sort()).toEqual(
      context
        .get(OpTable)
        .all.map((row) => row.type)
        .filter((type) => type !== 'stock.move')
        .sort(),
    );
    await context.close();
    await bed.drop();
  });

  const of = <T>(service: Type<T>): T => context.get(service, { strict: false });
  const office = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => bed.transaction(work, clerk);
  const inA = (): Promise<string> => office((tx) => onHand(tx, store.plain.code, store.binA.code));
  const inB = (): Promise<string> => office((tx) => onHand(tx, store.plain.code, store.binB.code));
  const op = (type: string, body: Record<string, unknown>): DeviceOpInput => {
    done.add(type);
    return { opId: randomUUID(), seq: ++seq, type, occurredAt: new Date(Date.now() - 3 * 3_600_000).toISOString(), body };
  };
  /** Sends the work, and all of it again: the same effect and the same words. */
  async function bringHome(...ops: DeviceOpInput[]): Promise<readonly Heard[]> {
    const first = await sendBatch(context, picker, { ops });
    const again = await sendBatch(context, picker, { ops });
    const asFirst = again.results.map((r) => ({ ...r, result: r.result === 'duplicate' ? 'applied' : r.result }));
    expect(asFirst).toEqual(first.results);
    return first.results;
  }

  it('issues material and reports production at a machine', async () => {
    const floor = await office((tx) => aFactoryFloor(tx));
    const order = await office((tx) => aReleasedOrder(tx, floor));
    const scope = { ...NO_SCOPE, workCenters: [floor.centers[1].id] };
    const operator = { ...personWith(['production.report', 'material.issue', 'wo.read'], scope), locale: 'en' as const };
    const before = picker;
    picker = operator;
    const [issued, reported, late] = await bringHome(
      op('material.issue', { workOrder: order.number, lines: [{ itemCode: floor.part.code, qty: '3' }] }),
      op('production.report', { workOrder: order.number, good: '2' }),
      op('production.report', { workOrder: order.number, good: '11' }),
    );
    picker = before;
    expect(issued).toMatchObject({ result: 'applied', status: 201, body: { workOrder: { number: order.number } } });
    expect(reported).toMatchObject({ result: 'applied', status: 201, body: { good: '2', operator: operator.name } });
    expect(late).toMatchObject({ result: 'conflict', problem: { code: 'production.over_planned' } });
    expect(await office((tx) => onHand(tx, floor.product.code, floor.output.code))).toBe('2');
    expect(await office((tx) => onHand(tx, floor.part.code, floor.supply.code))).toBe('76');
  });

  it('receives a delivery and puts it away, although nobody has claimed the task', async () => {
    const dock = await office((tx) => aLocation(tx, { warehouse: store.warehouse.code, kind: 'staging_in' }));
    const receipt = await office(async (tx) => {
      const supplier = await aPartner(tx);
      const order = await of(PurchaseOrderService).create(tx, clerk, {
        supplier: supplier.code,
        warehouse: store.warehouse.code,
        lines: [{ itemCode: store.plain.code, qty: '10', price: '2' }],
      });
      await of(PurchaseOrderService).approve(tx, clerk, order.id);
      return of(ReceiptService).create(tx, clerk, { purchaseOrder: order.number, dock: dock.code });
    });
    const lines = op('receipt.lines', { receiptId: receipt.number, lines: [{ itemCode: store.plain.code, qty: '4' }] });
    const [received] = await bringHome(lines);
    expect(received).toMatchObject({ result: 'applied', status: 201, body: { number: receipt.number, lineCount: 1, putaway: { open: 1 } } });
    const [posting] = await office((tx) =>
      tx.query<{ hours: number }>(`SELECT extract(epoch FROM posted_at - occurred_at) / 3600 AS hours FROM inventory_postings WHERE doc_ref = $1`, [
        receipt.number,
      ]),
    );
    expect(Number(posting!.hours)).toBeCloseTo(3, 1);
    const [task] = (await office((tx) => of(PutawayService).list(tx, clerk, { limit: 10, receipt: receipt.number }))).items;
    const before = Number(await inA());
    const [stored] = await bringHome(op('putaway.confirm', { taskId: task!.id, location: store.binA.code }));
    expect(stored).toMatchObject({ result: 'applied', status: 200, body: { state: 'done', doneQty: '4' } });
    expect(Number(await inA())).toBe(before + 4);
    // The same work by another hand, under another id: the task is over, and a person sees why.
    const [late] = await bringHome(op('putaway.confirm', { taskId: task!.id, location: store.binB.code }));
    expect(late).toMatchObject({ result: 'conflict', status: 409, problem: { code: 'trade.invalid_transition' } });
  });

  it('picks, and reports what is not there', async () => {
    const tasks = await office(async (tx) => {
      await aLocation(tx, { warehouse: store.warehouse.code, kind: 'staging_out', isPickable: false });
      const customer = await aPartner(tx, { roles: ['customer'] });
      await receive(tx, { itemCode: store.plain.code, qty: '20', toLocation: store.binA.code });
      const order = await of(SalesOrderService).create(tx, clerk, {
        customer: customer.code,
        warehouse: store.warehouse.code,
        lines: [{ itemCode: store.plain.code, qty: '10' }],
      });
      await of(SalesOrderService).confirm(tx, clerk, order.id);
      const shipment = await of(ShipmentService).create(tx, clerk, { salesOrder: order.id });
      await of(ShipmentAllocationService).allocate(tx, clerk, shipment.id, {});
      await of(ShipmentAllocationService).startPicking(tx, clerk, shipment.id);
      return (await of(PickTaskService).list(tx, clerk, { limit: 50, shipment: shipment.id })).items;
    });
    const before = Number(await inA());
    const task = tasks[0]!;
    const [picked, short] = await bringHome(
      op('pick.confirm', { taskId: task.id, qty: '6', location: task.from.code }),
      op('pick.short', { taskId: task.id, pickedQty: '1', reasonCode: 'SP-NOTFOUND', note: '找不到' }),
    );
    expect(picked).toMatchObject({ result: 'applied', body: { pickedQty: '6' } });
    expect(short).toMatchObject({ result: 'applied', body: { state: 'short' } });
    expect(Number(await inA())).toBe(before - 7);
    const [wrong] = await bringHome(op('pick.confirm', { taskId: randomUUID() }));
    expect(wrong).toMatchObject({ result: 'rejected', status: 404 });
  });

  it('takes a transfer in and fills a bin up', async () => {
    const other = await office((tx) => aWarehouse(tx));
    const far = await office((tx) => aLocation(tx, { warehouse: other.code }));
    const transfer = await office(async (tx) => {
      await receive(tx, { itemCode: store.plain.code, qty: '5', toLocation: far.code });
      const made = await of(TransferService).create(tx, clerk, {
        ...{ fromWarehouse: other.code, toWarehouse: store.warehouse.code },
        lines: [{ itemCode: store.plain.code, qty: '5', fromLocation: far.code, toLocation: store.binA.code }],
      });
      return of(TransferService).dispatch(tx, clerk, made.id);
    });
    const before = Number(await inA());
    const [taken] = await bringHome(op('transfer.receive', { transferId: transfer.number, lines: [{ lineId: transfer.lines![0]!.id, qty: '5' }] }));
    expect(taken).toMatchObject({ result: 'applied', status: 200, body: { state: 'received' } });
    expect(Number(await inA())).toBe(before + 5);
    const task = await office(async (tx) => {
      await of(ReplenishmentRuleService).create(tx, clerk, {
        item: store.plain.code,
        location: store.binB.code,
        minQty: '50',
        maxQty: '60',
        source: { location: store.binA.code },
      });
      await of(ReplenishmentService).run(tx, clerk, { warehouse: store.warehouse.code });
      return (await of(ReplenishmentService).list(tx, clerk, { limit: 10 })).items[0]!;
    });
    const b = Number(await inB());
    const [filled] = await bringHome(op('replenish.confirm', { taskId: task.id, fromLocation: store.binA.code, qty: '2' }));
    expect(filled).toMatchObject({ result: 'applied', status: 200 });
    expect(Number(await inB())).toBe(b + 2);
  });

  it('counts, once, and hears nothing of what the book says', async () => {
    const task = await office(async (tx) => {
      const session = await of(CountSessionService).create(tx, clerk, { warehouse: store.warehouse.code, scope: { locations: [store.binA.code] } });
      await of(CountSessionService).open(tx, clerk, session.id);
      return (await of(CountTaskService).list(tx, clerk, { limit: 10, session: session.id })).items[0]!;
    });
    const [entered, finished] = await bringHome(
      op('count.entries', { taskId: task.id, entries: [{ itemCode: store.plain.code, qty: '3' }] }),
      op('count.finish', { taskId: task.id }),
    );
    expect(entered).toMatchObject({ result: 'applied', body: { entries: [{ qty: '3' }] } });
    expect(finished).toMatchObject({ result: 'applied', body: { state: 'done', entries: [{ qty: '3' }] } });
    expect(JSON.stringify([entered, finished])).not.toMatch(/expected|variance/i);
  });

  it('keeps of each when it was done, for the ledger tells that from when it came home', async () => {
    const now = await office((tx) =>
      tx.query(
        `SELECT o.op_type FROM device_ops o JOIN inventory_postings p ON p.client_op_id = o.op_id WHERE p.posted_at - p.occurred_at NOT BETWEEN interval '175 min' AND interval '185 min'`,
      ),
    );
    expect(now).toEqual([]);
  });

  it('sets the moments of a clock that runs slow right by what it showed when it sent them', async () => {
    const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
    const line = { itemCode: store.plain.code, qty: '1', fromLocation: store.binA.code, toLocation: store.binB.code };
    const move = { ...aMove(++seq, line), occurredAt: minutesAgo(34) };
    await sendBatch(context, picker, { ops: [move], sentAt: minutesAgo(4) });
    const [kept] = await office((tx) =>
      tx.query<{ minutes: string; kept: string }>(
        `SELECT extract(epoch FROM p.posted_at - p.occurred_at) / 60 AS minutes, extract(epoch FROM p.posted_at - o.occurred_at) / 60 AS kept
           FROM inventory_postings p JOIN device_ops o ON o.op_id = p.client_op_id WHERE o.op_id = $1`,
        [move.opId],
      ),
    );
    expect([Math.round(Number(kept!.minutes)), Math.round(Number(kept!.kept))]).toEqual([30, 30]);
  });

  it('sets right what the operation says in its body too, and knows it again when it is sent later', async () => {
    const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
    const bin = await office((tx) => aLocation(tx, { warehouse: store.warehouse.code }));
    const task = await office(async (tx) => {
      await receive(tx, { itemCode: store.plain.code, qty: '3', toLocation: bin.code });
      const session = await of(CountSessionService).create(tx, clerk, { warehouse: store.warehouse.code, scope: { locations: [bin.code] } });
      await of(CountSessionService).open(tx, clerk, session.id);
      await tx.query(`UPDATE count_sessions SET opened_at = opened_at - interval '2 hours' WHERE public_id = $1`, [session.id]);
      return (await of(CountTaskService).list(tx, clerk, { limit: 10, session: session.id })).items[0]!;
    });
    const entries = op('count.entries', { taskId: task.id, entries: [{ itemCode: store.plain.code, qty: '3' }], countedAt: minutesAgo(34) });
    const first = await sendBatch(context, picker, { ops: [entries], sentAt: minutesAgo(4) });
    const again = await sendBatch(context, picker, { ops: [entries], sentAt: minutesAgo(3) });
    expect([first.results[0]!.result, again.results[0]!.result]).toEqual(['applied', 'duplicate']);
    const [kept] = await office((tx) =>
      tx.query<{ minutes: string }>(`SELECT extract(epoch FROM created_at - counted_at) / 60 AS minutes FROM count_entries WHERE client_op_id = $1`, [
        entries.opId,
      ]),
    );
    expect(Math.round(Number(kept!.minutes))).toBe(30);
  });

  it('does nothing elsewhere: a document of another warehouse does not exist', async () => {
    const stranger = { ...picker, grants: new Map(FLOOR.map((p) => [p, { ...NO_SCOPE, warehouses: ['999999'] }])) };
    const [task] = await office((tx) => tx.query<{ id: string }>('SELECT public_id AS id FROM count_tasks LIMIT 1'));
    const { results } = await sendBatch(context, stranger, {
      ops: [op('count.entries', { taskId: task!.id, entries: [{ itemCode: store.plain.code, qty: '1' }] })],
    });
    expect(results[0]).toMatchObject({ result: 'rejected', status: 404 });
  });
});
