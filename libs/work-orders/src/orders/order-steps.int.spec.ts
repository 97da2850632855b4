import { inflateSync } from 'node:zlib';
import { anItem } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { clerk } from '@anwen/inventory/testing';
import { Quantity, type AppError } from '@anwen/kernel';
import { consumed, operationsAre, promisedTo, reported, substituted } from './facts-bed';
import { aFactoryFloor, aReleasedOrder, aWorkOrder, supplied, workOrders, type FactoryFloor } from './testing';

const { orders, splitting, bulk, parts } = workOrders;
let bed: TestDatabase;
let floor: FactoryFloor;
beforeAll(async () => {
  bed = await TestDatabase.create();
  floor = await bed.transaction((tx) => aFactoryFloor(tx));
});
afterAll(() => bed.drop());

const refused = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error('was not refused')),
    (e: AppError) => e,
  );
const split = (number: string, qty: string) => bed.transaction((tx) => splitting.split(tx, clerk, number, { qty }));
const get = (number: string) => bed.transaction((tx) => orders.get(tx, clerk, number));
const promised = (number: string) => bed.transaction((tx) => promisedTo(tx, number));
const sum = (a: Record<string, string>, b: Record<string, string>, code: string): string =>
  Quantity.of(a[code] ?? '0')
    .plus(Quantity.of(b[code] ?? '0'))
    .toString();

describe('splitting', () => {
  it('makes two orders of one, with the bill frozen and the promises shared out', async () => {
    const order = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    const made = await split(order.number, '4');
    const left = await get(order.number);
    expect([left.qtyPlanned, made.qtyPlanned, made.state, made.bom, made.operations.map((o) => [o.opNo, o.state])]).toEqual([
      '6',
      '4',
      'released',
      order.bom,
      [
        [10, 'ready'],
        [20, 'pending'],
      ],
    ]);
    expect([await promised(order.number), await promised(made.number)]).toEqual([
      { [floor.part.code]: '12', [floor.powder.code]: '1.5' },
      { [floor.part.code]: '8', [floor.powder.code]: '1' },
    ]);
    expect([left.shortCount, made.shortCount]).toEqual([0, 0]);
  });

  it('leaves with the old order what it has used, and shares out no more than was promised', async () => {
    const own = await bed.transaction((tx) => aFactoryFloor(tx));
    await bed.transaction((tx) => supplied(tx, own, { parts: '9', powder: '10' }));
    const order = await bed.transaction((tx) => aReleasedOrder(tx, own, { supplied: false }));
    const before = await promised(order.number);
    await bed.transaction((tx) => orders.start(tx, clerk, order.number));
    await bed.transaction((tx) => reported(tx, order.number, { good: '3', scrap: '1', opNo: 10 }));
    const tooMuch = await refused(split(order.number, '7'));
    expect(tooMuch.text('zh-Hant')).toBe('至多可分出 6 PCE。');
    const made = await split(order.number, '6');
    const after = [await promised(order.number), await promised(made.number)] as const;
    for (const code of [own.part.code, own.powder.code]) expect(sum(...after, code)).toBe(before[code]);
    expect(after[0][own.part.code]).toBe('8');
    expect((await get(made.number)).shortCount).toBe(1);
  });

  it('leaves substitutes with the old order, which then needs so much less of what they stand for', async () => {
    const order = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    const spare = await bed.transaction((tx) => anItem(tx, { kind: 'raw' }));
    await bed.transaction((tx) => substituted(tx, order.number, { itemId: spare.id, standsFor: '6' }));
    await bed.transaction((tx) => consumed(tx, order.number, { qty: '3', value: '9' }));
    const required = async (number: string) =>
      (await bed.transaction((tx) => parts.materials(tx, clerk, number))).items.filter((m) => m.item.code !== floor.powder.code).map((m) => m.required);
    // Two pieces would need 4 parts, and the substitutes stand for 6 already.
    const tooMuch = await refused(split(order.number, '8'));
    expect([tooMuch.code, tooMuch.text('zh-Hant')]).toEqual([
      'work_orders.split_substituted',
      `替代料已安排取代品項 ${floor.part.code} 的 6 PCE，多於拆單後所需的 4 PCE；請分出較少的數量。`,
    ]);
    const made = await split(order.number, '4');
    expect([await required(order.number), await required(made.number)]).toEqual([['6', '6'], ['8']]);
    await split(order.number, '2');
    expect(await required(order.number)).toEqual(['3', '6']);
  });

  it('lets each part bear its own set-up and fixed material: they are spread over fewer pieces', async () => {
    const lines = (part: { code: string }, powder: { code: string }) => [
      { component: part.code, qty: '5', uom: 'PCE', qtyKind: 'fixed' },
      { component: powder.code, qty: '0.25', uom: 'KGM' },
    ];
    const own = await bed.transaction((tx) => aFactoryFloor(tx, { lines: lines as never }));
    const order = await bed.transaction((tx) => aReleasedOrder(tx, own));
    // Two set-ups at 6 and five parts at 3 once an order; two minutes and a quarter kilo at 8 a piece.
    const standards = (numbers: string[]) =>
      bed.transaction((tx) =>
        tx.query(
          'SELECT trim_scale(standard_time)::text AS time, trim_scale(standard_material)::text AS material FROM work_orders WHERE number = ANY ($1) ORDER BY id',
          [numbers],
        ),
      );
    expect(await standards([order.number])).toEqual([{ time: '2.4', material: '3.5' }]);
    const made = await split(order.number, '4');
    expect(await standards([order.number, made.number])).toEqual([
      { time: '3.2', material: '4.5' },
      { time: '4.2', material: '5.75' },
    ]);
  });

  it('is refused for all of it, for fractions of a piece, and once the order is over', async () => {
    const order = await bed.transaction((tx) => aWorkOrder(tx, floor));
    for (const qty of ['10', '0.5', '11']) expect((await refused(split(order.number, qty))).code).toBe('work_orders.split_too_much');
    expect(await split(order.number, '9')).toMatchObject({ state: 'draft', qtyPlanned: '9' });
    await bed.transaction((tx) => orders.cancel(tx, clerk, order.number, { reason: 'x' }));
    expect((await refused(split(order.number, '1'))).data.legal).toEqual([]);
  });
});

describe('what covers a material', () => {
  const cover = async (number: string) =>
    (await bed.transaction((tx) => parts.materials(tx, clerk, number))).items.map((m) => [m.item.code, m.reserved, m.missing].join(' '));

  it('is shared by what stands at the place, first to the urgent order, and what a report may not use covers nothing', async () => {
    const own = await bed.transaction((tx) => aFactoryFloor(tx));
    const release = (given: object) => bed.transaction((tx) => aReleasedOrder(tx, own, { supplied: false, ...given }));
    const [late, soon, first] = [await release({ dueOn: '2099-02-01' }), await release({ dueOn: '2099-01-01' }), await release({ priority: 1, qty: '5' })];
    await bed.transaction((tx) => supplied(tx, own, { parts: '35', powder: '10' }));
    await bed.transaction((tx) => tx.query(`UPDATE lots SET status = 'hold' WHERE item_id = ${own.powder.id}`));
    const [part, powder] = [own.part.code, own.powder.code];
    expect([await cover(first.number), await cover(soon.number), await cover(late.number)]).toEqual([
      [`${part} 0 0`, `${powder} 0 1.25`],
      [`${part} 0 0`, `${powder} 0 2.5`],
      [`${part} 0 15`, `${powder} 0 2.5`],
    ]);
    const list = (more: object) => bed.transaction((tx) => orders.list(tx, clerk, { limit: 10, item: own.product.code, ...more }));
    expect((await list({})).items.map((o) => o.shortCount)).toEqual([1, 1, 2]);
    await bed.transaction((tx) => tx.query(`UPDATE lots SET status = 'available' WHERE item_id = ${own.powder.id}`));
    expect((await list({ short: true, withTotal: true })).items.map((o) => [o.number, o.shortCount])).toEqual([[late.number, 1]]);
    await bed.transaction((tx) => tx.query(`UPDATE lots SET expires_on = '2001-01-01' WHERE item_id = ${own.powder.id}`));
    expect((await list({})).items.map((o) => o.shortCount)).toEqual([1, 1, 2]);
    await bed.transaction((tx) => tx.query(`UPDATE locations SET locked_reason = '盤點中' WHERE id = ${own.supply.id}`));
    expect((await list({})).items.map((o) => o.shortCount)).toEqual([2, 2, 2]);
  });
});

describe('what is promised after the release', () => {
  it('is what was short then and has come since, once asked for, and again when an order is reopened', async () => {
    const own = await bed.transaction((tx) => aFactoryFloor(tx));
    const { number } = await bed.transaction((tx) => aReleasedOrder(tx, own, { supplied: false }));
    const reserve = () => bed.transaction((tx) => orders.reserve(tx, clerk, number));
    expect((await reserve()).legal).toEqual(['start', 'hold', 'cancel', 'split', 'reserve']);
    await bed.transaction((tx) => supplied(tx, own, { parts: '15', powder: '10' }));
    await reserve();
    expect(await promised(number)).toEqual({ [own.part.code]: '15', [own.powder.code]: '2.5' });
    await bed.transaction((tx) => supplied(tx, own, { parts: '15', powder: '0' }));
    await bed.transaction((tx) => consumed(tx, number, { lineNo: 1, qty: '2', value: '6' }));
    expect((await reserve()).legal).toEqual(['start', 'hold', 'cancel', 'split']);
    expect(await promised(number)).toEqual({ [own.part.code]: '18', [own.powder.code]: '2.5' });
    const told = await bed.transaction((tx) => parts.timeline(tx, clerk, number));
    expect(told.items.map((e) => e.kind)).toEqual(['wo.reserved', 'wo.reserved', 'wo.reserved', 'wo.released', 'wo.created']);
    await bed.transaction((tx) => orders.start(tx, clerk, number));
    await bed.transaction((tx) => orders.shortClose(tx, clerk, number, { reason: '客戶減量' }));
    expect((await refused(reserve())).code).toBe('work_orders.invalid_transition');
    const again = await bed.transaction((tx) => orders.reopen(tx, clerk, number, { reason: '客戶又要' }));
    expect(await promised(number)).toEqual({ [own.part.code]: '18', [own.powder.code]: '2.5' });
    expect([again.shortCount, again.legal]).toEqual([0, ['hold', 'finish', 'short_close', 'split']]);
  });
});

describe('the operations of a reopened order', () => {
  const states = (order: { operations: readonly { opNo: number; state: string }[] }) => order.operations.map((o) => `${o.opNo} ${o.state}`);
  const reopen = (number: string) => bed.transaction((tx) => orders.reopen(tx, clerk, number, { reason: '再做' }));
  const aStarted = async (): Promise<string> => {
    const { number } = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    await bed.transaction((tx) => orders.start(tx, clerk, number));
    return number;
  };

  it('are those that ending it short has skipped', async () => {
    const number = await aStarted();
    await bed.transaction((tx) => orders.shortClose(tx, clerk, number, { reason: '停產' }));
    expect(states(await get(number))).toEqual(['10 skipped', '20 skipped']);
    expect(states(await reopen(number))).toEqual(['10 ready', '20 pending']);
  });

  it('and the last one, where more can be reported; what somebody has skipped stays skipped', async () => {
    const number = await aStarted();
    await bed.transaction((tx) => reported(tx, number, { good: '10', opNo: 10 }));
    await bed.transaction((tx) => operationsAre(tx, number, 'done'));
    await bed.transaction((tx) => reported(tx, number, { good: '10', opNo: 20 }));
    await bed.transaction((tx) => orders.finish(tx, clerk, number));
    const again = await reopen(number);
    expect([states(again), again.operations[1]!.endedAt, again.operations[1]!.legal]).toEqual([['10 done', '20 ready'], null, ['start', 'finish']]);
    const set = `UPDATE wo_operations SET state = CASE op_no WHEN 10 THEN 'done' ELSE 'skipped' END, skip_reason = CASE op_no WHEN 20 THEN '免' END
                  WHERE work_order_id = (SELECT id FROM work_orders WHERE number = $1)`;
    await bed.transaction((tx) => tx.query(set, [number]));
    await bed.transaction((tx) => orders.finish(tx, clerk, number));
    expect(states(await reopen(number))).toEqual(['10 ready', '20 skipped']);
  });
});

describe('steps for many orders', () => {
  const aDraft = () => bed.transaction((tx) => aWorkOrder(tx, floor));

  it('are done for all or for none, with every refusal in one answer', async () => {
    const [one, two] = [await aDraft(), await aDraft()];
    await bed.transaction((tx) => orders.cancel(tx, clerk, two.number, { reason: 'x' }));
    const named = [{ id: one.number }, { id: two.id }, { id: 'WO-000000-000' }, { id: one.id }, { id: one.number, rowVersion: 7 }];
    const error = await refused(bed.transaction((tx) => bulk.release(tx, clerk, { orders: named })));
    expect(error.data.errors!.map((e) => `${e.pointer} ${e.code}`)).toEqual([
      '/orders/1/id work_orders.invalid_transition',
      '/orders/2/id work_orders.not_found',
      '/orders/3/id work_orders.named_twice',
      '/orders/4/id work_orders.named_twice',
    ]);
    expect((await get(one.number)).state).toBe('draft');
    const stale = await refused(bed.transaction((tx) => bulk.release(tx, clerk, { orders: [{ id: one.id, rowVersion: 7 }] })));
    expect(stale.data.errors!.map((e) => e.code)).toEqual(['work_orders.stale']);
  });

  it('release, reschedule and close', async () => {
    await bed.transaction((tx) => supplied(tx, floor));
    const made = [await aDraft(), await aDraft()];
    const named = made.map((o) => ({ id: o.number }));
    const released = await bed.transaction((tx) => bulk.release(tx, clerk, { orders: named }));
    expect(released.items.map((o) => [o.number, o.state, o.shortCount])).toEqual(made.map((o) => [o.number, 'released', 0]));
    const moved = await bed.transaction((tx) => bulk.reschedule(tx, clerk, { orders: named.map((one) => ({ ...one, dueOn: '2099-05-01' })) }));
    expect(moved.items.map((o) => o.dueOn)).toEqual(['2099-05-01', '2099-05-01']);
    const crossed = named.map((one, i) => ({ ...one, startsOn: i === 0 ? '2099-05-02' : '2099-05-01' }));
    const error = await refused(bed.transaction((tx) => bulk.reschedule(tx, clerk, { orders: crossed })));
    expect(error.data.errors!.map((e) => `${e.pointer} ${e.code}`)).toEqual(['/orders/0/id work_orders.dates_crossed']);
    for (const { number } of made) {
      await bed.transaction((tx) => orders.start(tx, clerk, number));
      await bed.transaction((tx) => reported(tx, number, { good: '10' }));
      await bed.transaction((tx) => operationsAre(tx, number, 'done'));
      await bed.transaction((tx) => orders.finish(tx, clerk, number));
    }
    expect((await refused(bed.transaction((tx) => bulk.reschedule(tx, clerk, { orders: named })))).data.count).toBe(2);
    const closed = await bed.transaction((tx) => bulk.close(tx, clerk, { orders: named }));
    expect(closed.items.map((o) => o.state)).toEqual(['closed', 'closed']);
  });

  it('leave one audit event an order', async () => {
    const made = [await aDraft(), await aDraft()];
    await bed.transaction((tx) => bulk.release(tx, clerk, { orders: made.map((o) => ({ id: o.id })) }));
    const rows = await bed.transaction((tx) =>
      tx.query<{ action: string }>(`SELECT action FROM sys_audit_logs WHERE subject_id = ANY ($1) AND action <> 'wo.created'`, [made.map((o) => o.id)]),
    );
    expect(rows.map((r) => r.action)).toEqual(['wo.released', 'wo.released']);
  });
});

describe('what the peers are complained about', () => {
  it('never happens by the way: no step of an order uses anything up or gives it back (complaint 38)', async () => {
    const { number, id } = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    await bed.transaction((tx) => orders.start(tx, clerk, number));
    await bed.transaction((tx) => consumed(tx, number, { qty: '3', value: '9' }));
    const used = () => bed.transaction((tx) => parts.materials(tx, clerk, number)).then(({ items }) => items.map((m) => m.consumed));
    const before = await used();
    await bed.transaction((tx) => orders.hold(tx, clerk, number, { reason: 'x' }));
    await bed.transaction((tx) => orders.resume(tx, clerk, number));
    await split(number, '4');
    await bed.transaction((tx) => bulk.reschedule(tx, clerk, { orders: [{ id, dueOn: '2099-01-01' }] }));
    await bed.transaction((tx) => orders.shortClose(tx, clerk, number, { reason: 'x' }));
    await bed.transaction((tx) => orders.close(tx, clerk, number));
    expect([before, await used()]).toEqual([
      ['3', '0'],
      ['3', '0'],
    ]);
  });

  it('takes no history along: nothing that happened goes with what is deleted (complaint 40)', async () => {
    const rows = await bed.asOwner<{ table: string }>(
      `SELECT conrelid::regclass::text AS table FROM pg_constraint WHERE contype = 'f' AND confdeltype <> 'a'
          AND conrelid IN ('work_orders'::regclass, 'wo_materials'::regclass, 'wo_operations'::regclass, 'wo_operation_runs'::regclass, 'wo_consumptions'::regclass, 'production_reports'::regclass, 'lot_genealogy'::regclass)`,
    );
    expect(rows).toEqual([]);
  });
});

describe('what is told of an order', () => {
  it('is a timeline in both languages', async () => {
    const { number, id } = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    await bed.transaction((tx) => orders.hold(tx, clerk, number, { reason: '模具異常' }));
    const { items } = await bed.transaction((tx) => parts.timeline(tx, clerk, number));
    expect(items.map((e) => [e.kind, e.text.zh, e.text.en, e.by])).toEqual([
      ['wo.held', '暫停工單：模具異常', 'Work order held: 模具異常', clerk.name],
      ['wo.released', '放行工單', 'Work order released', clerk.name],
      ['wo.created', '建立工單', 'Work order created', clerk.name],
    ]);
    expect(items[0]!.ref).toEqual({ type: 'work_order', id });
  });

  it('is a graph with the order in its middle while nothing is known to be in anything', async () => {
    const { number, id } = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    const [lot] = await bed.transaction((tx) => tx.query<{ id: string }>(`SELECT id::text AS id FROM lots WHERE item_id = $1 LIMIT 1`, [floor.powder.id]));
    await bed.transaction((tx) => consumed(tx, number, { qty: '2', value: '6' }));
    await bed.transaction((tx) =>
      tx.query(
        `INSERT INTO wo_consumptions (work_order_id, material_id, kind, item_id, lot_id, location_id, qty, posting)
         SELECT m.work_order_id, m.id, 'issue', m.item_id, $2, 1, 1.5, gen_random_uuid() FROM wo_materials m JOIN work_orders w ON w.id = m.work_order_id WHERE w.number = $1 AND m.line_no = 2`,
        [number, lot!.id],
      ),
    );
    const graph = await bed.transaction((tx) => parts.genealogy(tx, clerk, number));
    expect(graph.nodes.map((n) => [n.kind, n.code, n.depth])).toEqual([
      ['production', number, 0],
      ['lot', 'POWDER-1', -1],
    ]);
    expect(graph.edges).toEqual([{ from: `lot:${lot!.id}`, to: `work_order:${id}`, qty: '1.5', postingId: null }]);
  });

  it('is a travel card with every Chinese character drawn, and a code for the order and each operation', async () => {
    const { number } = await bed.transaction((tx) => aReleasedOrder(tx, floor, { note: '電鍍後全檢，鑫鋐精密' }));
    const { content, fileName } = await bed.transaction((tx) => parts.travelCard(tx, clerk, number));
    expect([fileName, content.subarray(0, 5).toString()]).toEqual([`${number}.pdf`, '%PDF-']);
    const text = content.toString('latin1');
    expect(text.match(/\/Subtype \/Image/g)!.length).toBeGreaterThanOrEqual(3);
    // Every character has a glyph: the map of the embedded font leads back to each of them, and none was replaced by glyph 0.
    const maps = [...content.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, body]) => inflated(Buffer.from(body!, 'latin1')));
    const unicode = maps.find((m) => m.includes('beginbfrange'))!;
    for (const char of '流程卡電鍍後全檢鑫鋐精密製程倉別良品報廢') expect(unicode.toLowerCase()).toContain(char.codePointAt(0)!.toString(16).padStart(4, '0'));
    for (const shown of maps.flatMap((m) => [...m.matchAll(/<([0-9a-f]+)>/g)].map(([, hex]) => hex!)).filter((hex) => hex.length % 4 === 0 && hex.length > 4)) {
      expect(shown.match(/.{4}/g)).not.toContain('0000');
    }
  });

  it('goes on to a second page when the materials do not fit on one', async () => {
    const { number } = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    await bed.transaction((tx) =>
      tx.query(
        `INSERT INTO wo_materials (work_order_id, line_no, item_id, per_unit, issue_method, required)
         SELECT m.work_order_id, 100 + n, m.item_id, 1, 'manual', 10 FROM wo_materials m JOIN work_orders w ON w.id = m.work_order_id, generate_series(1, 80) AS n
          WHERE w.number = $1 AND m.line_no = 1`,
        [number],
      ),
    );
    const { content } = await bed.transaction((tx) => parts.travelCard(tx, clerk, number));
    expect(content.toString('latin1').match(/\/Type \/Page\b(?!s)/g)).toHaveLength(2);
  });

  it('is many travel cards in one file, every order on a page of its own, as they were named', async () => {
    const [a, b] = [await bed.transaction((tx) => aReleasedOrder(tx, floor)), await bed.transaction((tx) => aReleasedOrder(tx, floor))];
    const cards = (ids: string) => bed.transaction((tx) => parts.travelCards(tx, clerk, { ids }));
    const { content, fileName } = await cards(`${b.number}, ${a.id},${b.number}`);
    const pdf = content.toString('latin1');
    expect([fileName, pdf.match(/\/Type \/Page\b(?!s)/g)!.length, pdf.includes(`(${b.number}, ${a.number})`)]).toEqual(['travel-cards.pdf', 2, true]);
    expect((await refused(cards(`${a.number},WO-000000-999`))).code).toBe('work_orders.not_found');
    const many = await refused(cards(Array.from({ length: 51 }, (_, n) => `WO-261122-${100 + n}`).join(',')));
    expect([many.code, many.data]).toEqual(['work_orders.too_many_cards', { count: 51, most: 50 }]);
  });

  it('tells the person at the machine what the routing said, also when it takes more than a page', async () => {
    const own = await bed.transaction((tx) => aFactoryFloor(tx));
    const pagesWith = async (instructions: string): Promise<number> => {
      const sql = 'UPDATE routing_operations SET instructions = $2 WHERE op_no = 10 AND routing_id IN (SELECT id FROM routings WHERE item_id = $1)';
      await bed.asOwner(sql, [own.product.id, instructions]);
      const { number } = await bed.transaction((tx) => aReleasedOrder(tx, own));
      const { content } = await bed.transaction((tx) => parts.travelCard(tx, clerk, number));
      const pdf = content.toString('latin1');
      const maps = [...pdf.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, body]) => inflated(Buffer.from(body!, 'latin1')));
      expect(maps.find((m) => m.includes('beginbfrange'))!.toLowerCase()).toContain('扭'.codePointAt(0)!.toString(16));
      return pdf.match(/\/Type \/Page\b(?!s)/g)!.length;
    };
    expect([await pagesWith('扭力 2.2 N·m，逐顆點漆'), await pagesWith('扭'.repeat(4000))]).toEqual([1, 2]);
  });
});

function inflated(stream: Buffer): string {
  try {
    return inflateSync(stream).toString('latin1');
  } catch {
    return '';
  }
}
