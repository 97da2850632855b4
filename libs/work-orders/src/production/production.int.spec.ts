import { aLotItem, aSerialItem, standardReasons } from '@anwen/catalog/testing';
import type { Tx } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedgerIn } from '@anwen/inventory';
import { clerk, inventory, onHand, personWith, receive, tracing } from '@anwen/inventory/testing';
import { NO_SCOPE, uuidV7, type AppError } from '@anwen/kernel';
import { aBill, aFactoryFloor, aReleasedOrder, aWorkOrder, type FactoryFloor, type FloorOptions } from '../orders/testing';
import { production } from './testing';

const { reports, material, substitutes, orders } = production;
let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
});
afterEach(async () => {
  expect((await bed.transaction((tx) => verifyLedgerIn(tx))).results.filter((r) => r.problems.length > 0)).toEqual([]);
});
afterAll(() => bed.drop());

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: AppError) => error.code,
  );
const started = async (options: FloorOptions = {}, given: object = {}) => {
  const floor = await bed.transaction((tx) => aFactoryFloor(tx, options));
  const order = await bed.transaction((tx) => aReleasedOrder(tx, floor, given));
  return { floor, order };
};
const report = (workOrder: string, body: object) => bed.transaction((tx) => reports.report(tx, clerk, { workOrder, ...body }));
const there = (item: { code: string }, bin: { code: string }) => bed.transaction((tx) => onHand(tx, item.code, bin.code));
const rows = <R>(sql: string, values: unknown[] = []) => bed.transaction((tx) => tx.query<R>(sql, values));
const parts = async (floor: FactoryFloor) => [
  await there(floor.part, floor.supply),
  await there(floor.powder, floor.supply),
  await there(floor.product, floor.output),
];
const orderOf = async (id: string) =>
  (
    await rows<Record<string, string>>(
      'SELECT state, trim_scale(qty_good)::text AS good, trim_scale(qty_scrap)::text AS scrap FROM work_orders WHERE public_id = $1',
      [id],
    )
  )[0];
const promised = async (floor: FactoryFloor) =>
  (
    await rows<{ n: string }>(
      `SELECT coalesce(trim_scale(sum(qty - consumed)), 0)::text AS n FROM inventory_reservations r JOIN items i ON i.id = r.item_id WHERE i.code = $1 AND r.state = 'open'`,
      [floor.part.code],
    )
  )[0]!.n;
/** Σ used and Σ linked of each lot or serial number of an order. */
const balance = (number: string) =>
  bed.transaction(async (tx) => {
    const [order] = await tx.query<{ id: string }>('SELECT id::text AS id FROM work_orders WHERE number = $1', [number]);
    return tx.query<{ used: string; linked: string }>(
      `SELECT trim_scale(u.used)::text AS used, coalesce((SELECT trim_scale(sum(e.qty))::text FROM lot_genealogy e WHERE e.work_order = $2 AND e.parent = u.node
                AND NOT EXISTS (SELECT FROM inventory_postings v WHERE v.reverses_id = e.posting_id)), '0') AS linked
         FROM (SELECT lot_id - serial_id AS node, sum(qty) AS used, min(id) AS first FROM wo_consumptions
                WHERE work_order_id = $1 AND (lot_id <> 0 OR serial_id <> 0) GROUP BY 1) AS u ORDER BY u.first`,
      [order!.id, number],
    );
  });

describe('a production report', () => {
  it('uses up what the pieces need, from what was promised, and puts the good ones into stock', async () => {
    const { floor, order } = await started();
    expect(await promised(floor)).toBe('20');
    const made = await report(order.number, { good: '4', scrap: '1', scrapReason: 'SCR-PROCESS' }).catch((e: AppError) => e);
    expect(made).toMatchObject({ opNo: 20, isFinal: true, good: '4', scrap: '1', scrapReason: 'SCR-PROCESS', legal: ['supersede'] });
    expect(await parts(floor)).toEqual(['70', '8.75', '4']);
    expect(await promised(floor)).toBe('10');
    expect(await orderOf(order.id)).toEqual({ state: 'in_progress', good: '4', scrap: '1' });
  });

  it('of partial quantities adds up to one of their sum (I-15)', async () => {
    const lines = (part: { code: string }, powder: { code: string }) => [
      { component: part.code, qty: '1', uom: 'PCE', scrapPct: '33.3' },
      { component: powder.code, qty: '0.033333', uom: 'KGM', scrapPct: '1.7' },
    ];
    const used: string[][] = [];
    for (const batches of [['1', '2', '3', '1', '3'], ['10']]) {
      const { floor, order } = await started({ lines: lines as never });
      for (const good of batches) await report(order.number, { good });
      used.push(await parts(floor));
    }
    expect(used[0]).toEqual(used[1]);
    expect(used[0]![0]).toBe('67');
  });

  it('of an earlier operation uses up what that operation needs and makes no stock', async () => {
    const { floor, order } = await started({
      lines: (part, powder) =>
        [
          { component: part.code, qty: '2', uom: 'PCE', opNo: 10 },
          { component: powder.code, qty: '0.25', uom: 'KGM', opNo: 20 },
        ] as never,
    });
    const first = await report(order.id, { opNo: 10, good: '6' });
    expect([first.isFinal, first.outputPostingId]).toEqual([false, null]);
    expect(await parts(floor)).toEqual(['68', '10', '0']);
    await report(order.id, { good: '5' });
    expect(await parts(floor)).toEqual(['68', '8.75', '5']);
    await report(order.id, { good: '3' });
    expect(await parts(floor)).toEqual(['64', '8', '8']);
    expect(await orderOf(order.id)).toMatchObject({ good: '8' });
  });

  it('is refused as a whole with everything that lacks, and posts nothing', async () => {
    const { floor, order } = await started({}, { qty: '100' });
    const error = await bed.transaction((tx) => reports.report(tx, clerk, { workOrder: order.id, good: '50' })).catch((e: AppError) => e);
    expect(error).toMatchObject({ code: 'inventory.insufficient_stock' });
    expect((error as AppError).data.shortages).toEqual([
      { itemCode: floor.part.code, location: floor.supply.code, required: '20', available: '0', missing: '20' },
      { itemCode: floor.powder.code, location: floor.supply.code, required: '2.5', available: '0', missing: '2.5' },
    ]);
    expect(await parts(floor)).toEqual(['80', '10', '0']);
    expect(await orderOf(order.id)).toMatchObject({ state: 'released', good: '0' });
  });

  it('may take what is not there from a place that goes below zero, and from no other', async () => {
    const { floor, order } = await started({ lines: (part) => [{ component: part.code, qty: '2', uom: 'PCE' }] as never }, { qty: '100' });
    await rows(`UPDATE locations SET allow_negative = true WHERE code = $1 RETURNING 1`, [floor.supply.code]);
    await report(order.id, { good: '50' });
    expect(await there(floor.part, floor.supply)).toBe('-20');
  });

  it('beyond the plan needs the permission, and says so in its audit event', async () => {
    const { order } = await started({}, { overPct: '10' });
    await report(order.id, { good: '11' });
    const worker = personWith(['production.report', 'wo.read']);
    expect(await codeOf(bed.transaction((tx) => reports.report(tx, worker, { workOrder: order.id, good: '1' })))).toBe('production.over_planned');
    const over = await report(order.id, { good: '1' });
    const events = await rows<{ action: string }>('SELECT action FROM sys_audit_logs WHERE subject_id = $1', [over.id]);
    expect(events).toEqual([{ action: 'production.over_reported' }]);
  });

  it('says what is wrong with it', async () => {
    const { order } = await started();
    const asked = (body: object) => codeOf(report(order.id, body));
    expect(await asked({})).toBe('production.nothing_reported');
    expect(await asked({ good: '0.5' })).toBe('production.quantity_refused');
    expect(await asked({ good: '1', opNo: 15 })).toBe('production.operation_unknown');
    expect(await asked({ scrap: '1' })).toBe('production.reason_required');
    expect(await asked({ scrap: '1', scrapReason: 'NONE' })).toBe('production.reason_unknown');
    expect(await asked({ good: '1', lot: 'L' })).toBe('production.lot_not_allowed');
    expect(await asked({ good: '1', serials: ['S'] })).toBe('production.serials_not_allowed');
    expect(await asked({ good: '1', location: 'ELSEWHERE' })).toBe('production.location_refused');
    const other = await bed.transaction((tx) => aFactoryFloor(tx));
    expect(await asked({ good: '1', location: other.output.code })).toBe('production.location_refused');
    expect(await codeOf(report(uuidV7(), { good: '1' }))).toBe('work_orders.not_found');
  });

  it('waits while the order is on hold, and comes too late when it is over', async () => {
    const { order } = await started();
    await bed.transaction((tx) => orders.hold(tx, clerk, order.id, { reason: '等料' } as never));
    expect(await codeOf(report(order.id, { good: '1' }))).toBe('work_orders.on_hold');
    expect(await codeOf(bed.transaction((tx) => material.issue(tx, clerk, order.id, { all: true })))).toBe('work_orders.on_hold');
    const draft = await bed.transaction(async (tx) => aWorkOrder(tx, await aFactoryFloor(tx)));
    expect(await codeOf(report(draft.id, { good: '1' }))).toBe('work_orders.invalid_transition');
  });

  it('has its effect once', async () => {
    const { floor, order } = await started();
    const clientOpId = uuidV7();
    const first = await report(order.id, { good: '1', clientOpId });
    const again = await report(order.id, { good: '1', clientOpId }).catch((e: AppError) => e);
    expect(again).toMatchObject({ code: 'operation.duplicate' });
    expect((again as unknown as AppError).data.headers).toEqual({ Location: `/api/v1/production-reports/${first.id}` });
    expect(await there(floor.product, floor.output)).toBe('1');
  });
});

describe('a report that was wrong', () => {
  it('is superseded by another: stock, totals and consumption are those of the right one', async () => {
    const { floor, order } = await started();
    const wrong = await report(order.id, { good: '8' });
    const right = await bed.transaction((tx) => reports.supersede(tx, clerk, wrong.id, { good: '5', scrap: '1', scrapReason: 'SCR-PROCESS', reason: '數錯' }));
    expect(right).toMatchObject({ supersedes: wrong.id, good: '5', reason: '數錯', opNo: 20 });
    expect(await parts(floor)).toEqual(['68', '8.5', '5']);
    expect(await orderOf(order.id)).toEqual({ state: 'in_progress', good: '5', scrap: '1' });
    expect(await codeOf(bed.transaction((tx) => reports.supersede(tx, clerk, wrong.id, { good: '1', reason: 'x' })))).toBe('production.already_superseded');
    const list = await bed.transaction((tx) => reports.list(tx, clerk, { limit: 10, workOrder: order.number, counting: true }));
    expect(list.items.map((r) => r.id)).toEqual([right.id]);
    expect((await bed.transaction((tx) => reports.get(tx, clerk, wrong.id))).legal).toEqual([]);
  });

  it('may become more than the bin still holds, because what it used comes back first', async () => {
    const { floor, order } = await started({}, { qty: '40' });
    const wrong = await report(order.id, { good: '30' });
    await bed.transaction((tx) => reports.supersede(tx, clerk, wrong.id, { good: '40', reason: '數錯' }));
    expect(await parts(floor)).toEqual(['0', '0', '40']);
  });

  it('names the lots that were used, even if one that expires earlier has come since', async () => {
    const { floor, order } = await started();
    const wrong = await report(order.id, { good: '8' });
    await bed.transaction((tx) => receive(tx, { itemCode: floor.powder.code, qty: '1', toLocation: floor.supply.code, lot: 'EARLY', expiresOn: '2098-01-01' }));
    const lead = personWith(['production.report', 'production.supersede', 'wo.read']);
    await bed.transaction((tx) => reports.supersede(tx, lead, wrong.id, { good: '4', reason: '數錯' }));
    expect(
      await rows(
        `SELECT l.code, trim_scale(sum(c.qty))::text AS qty FROM wo_consumptions c JOIN lots l ON l.id = c.lot_id JOIN items i ON i.id = c.item_id WHERE i.code = $1 GROUP BY 1`,
        [floor.powder.code],
      ),
    ).toEqual([{ code: 'POWDER-1', qty: '1' }]);
  });

  it('is taken back by nothing at all', async () => {
    const { floor, order } = await started();
    const wrong = await report(order.id, { good: '8' });
    const none = await bed.transaction((tx) => reports.supersede(tx, clerk, wrong.id, { reason: '報錯工單' }));
    expect([none.good, none.outputPostingId, none.materialPostingId]).toEqual(['0', null, null]);
    expect(await parts(floor)).toEqual(['80', '10', '0']);
    expect(
      await rows(`SELECT 1 FROM wo_materials WHERE consumed <> 0 AND work_order_id = (SELECT id FROM work_orders WHERE public_id = $1)`, [order.id]),
    ).toEqual([]);
    const rest = await bed.transaction((tx) => reports.supersede(tx, clerk, none.id, { good: '2', reason: '其實有' }));
    expect(rest.good).toBe('2');
    expect(await parts(floor)).toEqual(['76', '9.5', '2']);
  });

  it('stays as it is once its output has left', async () => {
    const { floor, order } = await started();
    const wrong = await report(order.id, { good: '8' });
    await bed.transaction((tx) =>
      inventory.stock.post(tx, clerk, { type: 'issue', lines: [{ itemCode: floor.product.code, qty: '1', fromLocation: floor.output.code }] }),
    );
    const error = await bed.transaction((tx) => reports.supersede(tx, clerk, wrong.id, { good: '9', reason: 'x' })).catch((e: AppError) => e);
    expect(error).toMatchObject({ code: 'production.output_left', data: { qty: '8', free: '7', location: floor.output.code } });
  });

  it('is listed by order, work centre and time, and pages on', async () => {
    const { floor, order } = await started();
    const made: string[] = [];
    for (let n = 0; n < 3; n++) made.push((await report(order.id, { good: '1', opNo: n === 0 ? 10 : 20, occurredAt: `2026-01-0${n + 1}T08:00:00Z` })).id);
    const list = (query: object) => bed.transaction((tx) => reports.list(tx, clerk, { limit: 10, ...query }));
    const ids = async (query: object) => (await list(query)).items.map((r) => made.indexOf(r.id));
    expect(await ids({ workOrder: order.id })).toEqual([2, 1, 0]);
    expect(await ids({ workCenter: floor.centers[0].code })).toEqual([0]);
    expect(await ids({ workOrder: order.number, from: '2026-01-02T00:00:00Z', to: '2026-01-03T00:00:00Z' })).toEqual([1]);
    const first = await list({ workOrder: order.number, limit: 2 });
    expect((await list({ workOrder: order.number, limit: 2, cursor: first.nextCursor })).items.map((r) => made.indexOf(r.id))).toEqual([0]);
  });

  it('cannot be changed behind the back of the order, not even in the database', async () => {
    const { order } = await started();
    const made = await report(order.id, { good: '1' });
    expect(await codeOf(rows('UPDATE production_reports SET good = 5 WHERE public_id = $1', [made.id]))).not.toBe('done');
    expect(await codeOf(rows('DELETE FROM wo_consumptions', []))).not.toBe('done');
  });
});

describe('material', () => {
  const byHand: FloorOptions = {
    lines: (part, powder) =>
      [
        { component: part.code, qty: '2', uom: 'PCE', issueMethod: 'pick' },
        { component: powder.code, qty: '0.25', uom: 'KGM', issueMethod: 'manual' },
      ] as never,
  };
  const lineOf = async (order: string, item: string) =>
    (
      await rows<{ id: string }>(
        'SELECT m.public_id AS id FROM wo_materials m JOIN items i ON i.id = m.item_id WHERE i.code = $2 AND m.work_order_id = (SELECT id FROM work_orders WHERE public_id = $1)',
        [order, item],
      )
    )[0]!.id;

  it('is issued by scan, by list, or all that is needed, and reports take none of it', async () => {
    const { floor, order } = await started(byHand);
    const scan = await bed.transaction((tx) =>
      material.issue(tx, clerk, order.number, { lines: [{ itemCode: floor.part.code, qty: '5', location: floor.supply.code }] }),
    );
    expect(scan.lines).toMatchObject([{ kind: 'issue', qty: '5', item: { code: floor.part.code } }]);
    await bed.transaction(async (tx) =>
      material.issue(tx, clerk, order.id, { lines: [{ materialId: await lineOf(order.id, floor.powder.code), qty: '1', lot: 'POWDER-1' }] }),
    );
    await bed.transaction((tx) => material.issue(tx, clerk, order.id, { all: true }));
    expect(await parts(floor)).toEqual(['60', '7.5', '0']);
    expect(await promised(floor)).toBe('0');
    await report(order.id, { good: '10' });
    expect(await parts(floor)).toEqual(['60', '7.5', '10']);
    expect(await codeOf(bed.transaction((tx) => material.issue(tx, clerk, order.id, { all: true })))).toBe('production.nothing_to_issue');
    const page = await bed.transaction((tx) => material.consumptions(tx, clerk, order.id, { limit: 3 }));
    expect([page.items.length, page.nextCursor !== null]).toEqual([3, true]);
    const blind = personWith(['wo.read']);
    const seen = await bed.transaction((tx) => material.consumptions(tx, blind, order.id, { limit: 1 }));
    expect([page.items[0]!.value !== null, seen.items[0]!.value]).toEqual([true, null]);
  });

  it('is refused with every line that is wrong', async () => {
    const { floor, order } = await started(byHand);
    const lines = [
      { itemCode: 'NOTHING', qty: '1' },
      { itemCode: floor.part.code, qty: '0.5' },
      { itemCode: floor.part.code, qty: '1', location: 'ELSEWHERE' },
      { itemCode: floor.part.code, qty: '1', serials: ['S'] },
    ];
    const error = await bed.transaction((tx) => material.issue(tx, clerk, order.id, { lines })).catch((e: AppError) => e);
    expect(((error as AppError).data.errors as unknown as { pointer: string; code: string }[]).map((e) => `${e.pointer} ${e.code}`)).toEqual([
      '/lines/0/itemCode production.material_unknown',
      '/lines/1/qty production.quantity_refused',
      '/lines/2/location production.location_refused',
      '/lines/3/serials production.serials_not_allowed',
    ]);
  });

  it('comes back at the value it was used at, and no more of it than went in', async () => {
    const { floor, order } = await started(byHand);
    await bed.transaction((tx) => material.issue(tx, clerk, order.id, { all: true }));
    const materialId = await lineOf(order.id, floor.part.code);
    await bed.transaction((tx) => receive(tx, { itemCode: floor.part.code, qty: '60', toLocation: floor.supply.code, unitCost: '50' }));
    const back = await bed.transaction((tx) => material.giveBack(tx, clerk, order.id, { lines: [{ materialId, qty: '5' }] }));
    const [issued] = await rows<{ unit: string }>(
      `SELECT trim_scale(value / qty)::text AS unit FROM wo_consumptions WHERE kind = 'issue' AND material_id = (SELECT id FROM wo_materials WHERE public_id = $1)`,
      [materialId],
    );
    expect(back.lines).toMatchObject([
      { kind: 'return', qty: '-5', value: issued!.unit === '0' ? '0' : String(-5 * Number(issued!.unit)), location: floor.supply.code },
    ]);
    expect(await codeOf(bed.transaction((tx) => material.giveBack(tx, clerk, order.id, { lines: [{ materialId, qty: '16' }] })))).toBe(
      'production.lines_refused',
    );
    const [line] = await rows<{ consumed: string }>('SELECT trim_scale(consumed)::text AS consumed FROM wo_materials WHERE public_id = $1', [materialId]);
    expect(line!.consumed).toBe('15');
  });

  it('is replaced by a substitute, which reports use up first', async () => {
    const { floor, order } = await started();
    await report(order.id, { good: '2' });
    const other = await bed.transaction(async (tx) => {
      const item = await aLotItem(tx);
      await receive(tx, { itemCode: item.code, qty: '50', toLocation: floor.supply.code, lot: 'SUB-1', expiresOn: '2099-01-01' });
      return item;
    });
    const materialId = await lineOf(order.id, floor.part.code);
    const sub = (qty: string, itemCode = other.code) =>
      bed.transaction((tx) => substitutes.substitute(tx, clerk, order.id, { materialId, itemCode, qty, ratio: '1.5', reason: '缺料' }));
    expect(await codeOf(sub('17'))).toBe('production.substitute_too_much');
    expect(await codeOf(sub('2', floor.part.code))).toBe('production.substitute_refused');
    expect(await sub('10')).toMatchObject({ required: '15', ratio: '1.5', substituteOf: materialId });
    await report(order.id, { good: '4' });
    expect([await there(floor.part, floor.supply), await there(other, floor.supply)]).toEqual(['76', '38']);
    await report(order.id, { good: '4' });
    expect([await there(floor.part, floor.supply), await there(other, floor.supply)]).toEqual(['70', '35']);
  });
});

describe('what went into what', () => {
  const withLots = async (tx: Tx, lotPolicy = 'per_order', issueMethod = 'backflush') => {
    const floor = await aFactoryFloor(tx);
    const product = await aLotItem(tx);
    await aBill(tx, product.code, [{ component: floor.powder.code, qty: '0.25', uom: 'KGM', issueMethod }] as never);
    await receive(tx, { itemCode: floor.powder.code, qty: '1', toLocation: floor.supply.code, lot: 'A', expiresOn: '2098-01-01' });
    await receive(tx, { itemCode: floor.powder.code, qty: '9', toLocation: floor.supply.code, lot: 'B', expiresOn: '2099-01-01' });
    const order = await aReleasedOrder(tx, floor, { item: product.code, supplied: false, lotPolicy });
    return { floor, product, order };
  };
  const finish = async (id: string) => {
    await rows(`UPDATE wo_operations SET state = 'done' WHERE work_order_id = (SELECT id FROM work_orders WHERE public_id = $1) RETURNING 1`, [id]);
    await bed.transaction((tx) => orders.finish(tx, clerk, id));
  };

  it('is complete when the order is finished: what is linked is what was used (I-16)', async () => {
    const { floor, product, order } = await bed.transaction((tx) => withLots(tx));
    await report(order.id, { good: '3', expiresOn: '2099-06-30' });
    expect(await balance(order.number)).toEqual([{ used: '0.75', linked: '0.75' }]);
    await report(order.id, { scrap: '1', scrapReason: 'SCR-PROCESS' });
    await report(order.id, { good: '6' });
    expect(await balance(order.number)).toEqual([
      { used: '1', linked: '1' },
      { used: '1.5', linked: '1.5' },
    ]);
    await bed.transaction((tx) => material.issue(tx, clerk, order.id, { lines: [{ itemCode: floor.powder.code, qty: '0.5' }] }));
    expect((await balance(order.number))[1]).toEqual({ used: '2', linked: '1.5' });
    await finish(order.id);
    expect((await balance(order.number))[1]).toEqual({ used: '2', linked: '2' });
    const lots = await rows<{ code: string }>('SELECT l.code FROM lots l JOIN items i ON i.id = l.item_id WHERE i.code = $1', [product.code]);
    expect(lots).toEqual([{ code: order.number }]);
  });

  it('is found both ways, from the delivery to the customer', async () => {
    const { floor, product, order } = await bed.transaction((tx) => withLots(tx));
    await report(order.id, { good: '10', expiresOn: '2099-06-30' });
    await finish(order.id);
    const sold = {
      type: 'ship',
      docType: 'shipment',
      docRef: 'DN-1',
      lines: [{ itemCode: product.code, qty: '4', lot: order.number, fromLocation: floor.output.code }],
    } as const;
    await bed.transaction((tx) => inventory.stock.post(tx, clerk, { ...sold, lines: [...sold.lines] }));
    const lot = async (item: string, code: string) =>
      (await rows<{ id: string }>('SELECT l.public_id AS id FROM lots l JOIN items i ON i.id = l.item_id WHERE i.code = $1 AND l.code = $2', [item, code]))[0]!
        .id;
    const trace = async (id: string, direction: 'up' | 'down') => {
      const { nodes } = await bed.transaction((tx) => tracing.traces.lot(tx, id, { direction }));
      return nodes.map((n) => `${n.kind} ${n.code} ${n.qty}`);
    };
    const up = await trace(await lot(product.code, order.number), 'up');
    expect(up.filter((n) => n.startsWith('lot')).sort()).toEqual(['lot A 0', 'lot B 7.5', `lot ${order.number} 6`].sort());
    const down = await trace(await lot(floor.powder.code, 'A'), 'down');
    expect(down).toEqual(expect.arrayContaining([`lot ${order.number} 6`, 'shipment DN-1 4']));
  });

  it('has a lot a report where the order says so', async () => {
    const { order } = await bed.transaction((tx) => withLots(tx, 'per_report'));
    const lots = [];
    for (const good of ['1', '2']) lots.push((await report(order.id, { good, expiresOn: '2099-06-30' })).lot);
    expect(lots).toEqual([`${order.number}-001`, `${order.number}-002`]);
    expect(await codeOf(report((await bed.transaction((tx) => withLots(tx, 'none'))).order.id, { good: '1', expiresOn: '2099-06-30' }))).toBe(
      'production.lot_required',
    );
  });

  it('stays true when a report is superseded', async () => {
    const { order } = await bed.transaction((tx) => withLots(tx));
    const wrong = await report(order.id, { good: '8', expiresOn: '2099-06-30' });
    await bed.transaction((tx) => reports.supersede(tx, clerk, wrong.id, { good: '3', reason: '數錯' }));
    expect((await balance(order.number)).filter((n) => n.used !== '0')).toEqual([{ used: '0.75', linked: '0.75' }]);
  });

  it('is not taken away from the output by a return', async () => {
    const { floor, order } = await bed.transaction((tx) => withLots(tx, 'per_order', 'manual'));
    await bed.transaction((tx) => material.issue(tx, clerk, order.id, { lines: [{ itemCode: floor.powder.code, qty: '1', lot: 'A' }] }));
    await report(order.id, { good: '3', expiresOn: '2099-06-30' });
    const [line] = await rows<{ id: string }>(
      'SELECT public_id AS id FROM wo_materials WHERE work_order_id = (SELECT id FROM work_orders WHERE public_id = $1)',
      [order.id],
    );
    const back = (qty: string) => codeOf(bed.transaction((tx) => material.giveBack(tx, clerk, order.id, { lines: [{ materialId: line!.id, qty }] })));
    expect(await back('0.5')).toBe('production.already_linked');
    expect(await back('0.25')).toBe('done');
    expect(await balance(order.number)).toEqual([{ used: '0.75', linked: '0.75' }]);
  });

  it('gives every serial number its share of every lot, and names the serial numbers of components', async () => {
    const { floor, order } = await bed.transaction(async (tx) => {
      const made = await aFactoryFloor(tx);
      const product = await aSerialItem(tx);
      const motor = await aSerialItem(tx);
      await aBill(tx, product.code, [
        { component: made.powder.code, qty: '0.25', uom: 'KGM' },
        { component: motor.code, qty: '1', uom: 'PCE', issueMethod: 'manual' },
      ] as never);
      await receive(tx, { itemCode: made.powder.code, qty: '9', toLocation: made.supply.code, lot: 'A', expiresOn: '2098-01-01' });
      await receive(tx, { itemCode: motor.code, qty: '3', toLocation: made.supply.code, serials: ['M1', 'M2', 'M3'] });
      return { floor: { ...made, motor }, order: await aReleasedOrder(tx, made, { item: product.code, qty: '3', supplied: false }) };
    });
    await bed.transaction((tx) => material.issue(tx, clerk, order.id, { lines: [{ itemCode: floor.motor.code, qty: '3', serials: ['M1', 'M2', 'M3'] }] }));
    expect(await codeOf(report(order.id, { good: '3', serials: ['P1', 'P2'] }))).toBe('production.serials_count');
    const made = await report(order.id, { good: '3', serials: ['P1', 'P2', 'P3'] });
    expect(made.serials).toEqual(['P1', 'P2', 'P3']);
    expect(await balance(order.number)).toEqual([...Array.from({ length: 3 }, () => ({ used: '1', linked: '1' })), { used: '0.75', linked: '0.75' }]);
    await finish(order.id);
  });

  it('is done by somebody at a machine who sees his work centre alone', async () => {
    const floor = await bed.transaction((tx) => aFactoryFloor(tx, { product: { tracking: 'lot' } }));
    const order = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    const all = ['production.report', 'production.supersede', 'material.issue', 'wo.read'];
    const scope = { ...NO_SCOPE, workCenters: [floor.centers[1].id] };
    const [blind, worker] = [personWith(all, NO_SCOPE), personWith(all, scope)];
    expect(await codeOf(bed.transaction((tx) => reports.report(tx, blind, { workOrder: order.id, good: '1' }), blind, NO_SCOPE))).toBe('work_orders.not_found');
    const work = <T>(step: (tx: Tx) => Promise<T>) => bed.transaction(step, worker, scope);
    const made = await work((tx) => reports.report(tx, worker, { workOrder: order.id, good: '2' }));
    expect(made.lot).toBe(order.number);
    await work((tx) => reports.supersede(tx, worker, made.id, { good: '1', reason: '數錯' }));
    const issued = await work((tx) => material.issue(tx, worker, order.id, { lines: [{ itemCode: floor.part.code, qty: '1' }] }));
    expect(issued.lines).toMatchObject([{ qty: '1', value: null }]);
    expect(await work((tx) => tx.query('SELECT 1 FROM inventory_balance'))).toEqual([]);
    expect(await orderOf(order.id)).toMatchObject({ good: '1' });
    expect(await parts(floor)).toEqual(['77', '9.75', '1']);
  });
});
