import { aPartner, type Made } from '@anwen/catalog/testing';
import { personWith, receive } from '@anwen/inventory/testing';
import { AppError, NO_SCOPE } from '@anwen/kernel';
import { Logger } from '@nestjs/common';
import type { PlanSuggestionDto } from './planning.dto';
import { RunStore } from './run.store';
import { planning } from './testing';
import { PlanningBed, planner, short } from './testing-plan';

let t: PlanningBed;
beforeAll(async () => {
  Logger.overrideLogger(false);
  t = await PlanningBed.create();
});
beforeEach(() => t.lookAtCalendar());
afterAll(() => t.bed.drop());

const refusal = async (work: Promise<unknown>): Promise<AppError> => {
  const error = await work.then(
    () => new Error('done'),
    (e: unknown) => e,
  );
  if (!(error instanceof AppError)) throw error as Error;
  return error;
};
const codeOf = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const partner = async (): Promise<string> => (await t.bed.transaction((tx) => aPartner(tx))).code;
const edit = (row: PlanSuggestionDto, patch: object): Promise<PlanSuggestionDto> =>
  t.bed.transaction((tx) => planning.suggestions.edit(tx, planner, { id: row.id, rowVersion: row.rowVersion, patch }));
const events = (): Promise<{ action: string; n: number }[]> =>
  t.bed.database.query(`SELECT action, count(*)::int AS n FROM sys_audit_logs WHERE action = 'planning.accepted' GROUP BY action`);

describe('a planner, with what the preset gives him', () => {
  it('turns moves into drafts within his warehouses, and sends nothing', async () => {
    const { warehouse, bin, items } = await t.things(1);
    const outpost = await t.things(0);
    const [item] = items as [Made];
    await t.bed.transaction((tx) => receive(tx, { itemCode: item.code, qty: '20', toLocation: bin.code }));
    await t.put(item, { policy: 'move', sourceWarehouse: warehouse.code, warehouse: outpost.warehouse.code });
    await t.demand(item, outpost.warehouse);
    const { run, rows } = await t.plan({ warehouses: [warehouse.code, outpost.warehouse.code] });
    expect(rows.map(short)).toEqual([`move 10 ${item.code}`]);
    // As the planner's preset has them: dispatching goods is somebody else's work.
    const permissions = ['planning.read', 'planning.accept', 'wo.write', 'purchase.write', 'stock.read'];
    const away = personWith(permissions, { ...NO_SCOPE, warehouses: [outpost.warehouse.id] });
    expect((await refusal(t.accept(run.id, { suggestions: [rows[0]!.id] }, away))).data.errors![0]!.code).toBe('planning.not_permitted');
    const lin = personWith(permissions, { ...NO_SCOPE, warehouses: [warehouse.id, outpost.warehouse.id] });
    const { documents } = await t.accept(run.id, { all: true }, lin);
    expect(documents.map(({ type }) => type)).toEqual(['transfer']);
  });
});

describe('accepting all', () => {
  it('accepts what can be, names the rest with the reason of each, and knows suppliers that were named later', async () => {
    const { warehouse, items } = await t.things(4);
    const [nobodys, known, blocked, repaired] = items as [Made, Made, Made, Made];
    const supplier = await partner();
    for (const item of [known, blocked]) await t.put(item, { policy: 'buy', supplier });
    for (const item of items) await t.demand(item, warehouse);
    const { run, rows } = await t.plan({ warehouses: [warehouse.code] });
    const of = (item: Made): PlanSuggestionDto => rows.find((row) => row.item.code === item.code)!;
    const named = await edit(of(repaired), { supplier });
    expect([named.supplier?.code, named.why.zh.includes(`供應商 ${supplier}`)]).toEqual([supplier, true]);
    await t.bed.transaction((tx) => tx.query(`UPDATE items SET status = 'blocked' WHERE code = $1`, [blocked.code]));
    const byName = await refusal(t.accept(run.id, { suggestions: [of(known).id, of(blocked).id] }));
    expect(byName.data.errors!.map(({ pointer, code }) => [pointer, code])).toEqual([[`/suggestions/${of(blocked).id}`, 'trade.item_unfit']]);
    const made = await t.accept(run.id, { all: true });
    expect([made.accepted, made.documents.length]).toEqual([2, 1]);
    expect(new Map(made.skipped.map(({ id, code }) => [id, code]))).toEqual(
      new Map([
        [of(nobodys).id, 'planning.no_supplier'],
        [of(blocked).id, 'trade.item_unfit'],
      ]),
    );
    expect(made.skipped.find(({ code }) => code === 'planning.no_supplier')!.message).toBe(`${nobodys.code} 未設定供應商。`);
  });

  it('has to be asked for, and leaves one event each time, also when nothing is left', async () => {
    const { warehouse } = await t.things(0);
    const { run } = await t.plan({ warehouses: [warehouse.code] });
    expect([await codeOf(t.accept(run.id, {})), await codeOf(t.accept(run.id, { suggestions: [] }))]).toEqual([
      'planning.nothing_named',
      'planning.nothing_named',
    ]);
    const before = (await events())[0]?.n ?? 0;
    expect(await t.accept(run.id, { all: true })).toEqual({ accepted: 0, documents: [], skipped: [] });
    expect((await events())[0]!.n).toBe(before + 1);
  });

  it('never gives the same goods to two drafts', async () => {
    const { warehouse, bin, items } = await t.things(1);
    const [here, there] = [await t.things(0), await t.things(0)];
    const [item] = items as [Made];
    await t.bed.transaction((tx) => receive(tx, { itemCode: item.code, qty: '15', toLocation: bin.code }));
    for (const to of [here, there]) {
      await t.put(item, { policy: 'move', sourceWarehouse: warehouse.code, warehouse: to.warehouse.code });
      await t.demand(item, to.warehouse);
    }
    const { run, rows } = await t.plan({ warehouses: [here.warehouse.code, there.warehouse.code] });
    const moves = rows.filter(({ kind }) => kind === 'move');
    expect(moves).toHaveLength(2);
    await t.accept(run.id, { suggestions: [moves[0]!.id] });
    const second = await refusal(t.accept(run.id, { suggestions: [moves[1]!.id] }));
    expect(second.data.errors!.map(({ message }) => message)).toEqual([`${item.code} 在 ${warehouse.code} 可調撥 5 PCE，少於 10 PCE。`]);
  });

  it('refuses days that have passed, suppliers of what is not bought, and more digits than the item has', async () => {
    const { warehouse, items } = await t.things(1);
    const [item] = items as [Made];
    await t.put(item, { policy: 'make' });
    await t.demand(item, warehouse);
    const { rows } = await t.plan({ warehouses: [warehouse.code] });
    expect([await codeOf(edit(rows[0]!, { dueOn: t.day(-1) })), await codeOf(edit(rows[0]!, { supplier: await partner() }))]).toEqual([
      'planning.day_past',
      'planning.supplier_unfit',
    ]);
    const digits = await refusal(edit(rows[0]!, { qty: '1.5' }));
    expect([digits.code, digits.text('zh-Hant')]).toEqual(['planning.quantity_refused', `${item.code} 的數量 1.5 超過小數 0 位。`]);
  });
});

describe('a plan of a part of the company', () => {
  it('notices a move out of its warehouses, though it leads to another one, and nothing that is none of its business', async () => {
    const { warehouse, bin, items } = await t.things(2);
    const outpost = await t.things(0);
    const [moved, bought] = items as [Made, Made];
    await t.bed.transaction((tx) => receive(tx, { itemCode: moved.code, qty: '20', toLocation: bin.code }));
    await t.put(moved, { policy: 'move', sourceWarehouse: warehouse.code, warehouse: outpost.warehouse.code });
    await t.put(bought, { policy: 'buy', supplier: await partner() });
    for (const item of items) await t.demand(item, outpost.warehouse);
    const { run, rows } = await t.plan({ warehouses: [warehouse.code, outpost.warehouse.code] });
    const mark = (): Promise<string> =>
      t.bed.transaction((tx) => new RunStore().acceptances(tx, [warehouse.id]), planner, { ...NO_SCOPE, warehouses: [warehouse.id] });
    const accept = (kind: string): Promise<unknown> => t.accept(run.id, { suggestions: rows.filter((row) => row.kind === kind).map(({ id }) => id) });
    const before = await mark();
    await accept('buy');
    expect(await mark()).toBe(before);
    await accept('move');
    expect(await mark()).not.toBe(before);
  });
});

describe('how items are ordered', () => {
  it('is unsaid for a warehouse alone, takes the usual time when nobody says one, and never in a circle', async () => {
    const [one, two, three] = [await t.things(1), await t.things(0), await t.things(0)];
    const [item] = one.items as [Made];
    const move = (to: Made, from: Made): Promise<unknown> => t.put(item, { policy: 'move', warehouse: to.code, sourceWarehouse: from.code });
    await move(one.warehouse, two.warehouse);
    await move(two.warehouse, three.warehouse);
    expect(await codeOf(move(three.warehouse, one.warehouse))).toBe('planning.parameters_invalid');
    const bought = await t.put(item, { policy: 'buy', warehouse: three.warehouse.code });
    expect(bought.leadTimeDays).toBe(5);
    const put = (rowVersion: number | undefined): Promise<unknown> =>
      t.bed.transaction((tx) => planning.parameters.put(tx, planner, { itemCode: item.code, rowVersion }, { policy: 'make', warehouse: three.warehouse.code }));
    expect([await codeOf(put(undefined)), await codeOf(put(7)), await put(bought.rowVersion)]).toMatchObject([
      'http.precondition_required',
      'http.precondition_failed',
      { policy: 'make', leadTimeDays: 1, rowVersion: 2 },
    ]);
    const remove = (warehouse: string, rowVersion?: number): Promise<void> =>
      t.bed.transaction((tx) => planning.parameters.forget(tx, planner, { itemCode: item.code, rowVersion }, { warehouse }));
    expect(await codeOf(remove(two.warehouse.code, 9))).toBe('http.precondition_failed');
    await remove(two.warehouse.code, 1);
    expect(await codeOf(remove(two.warehouse.code))).toBe('planning.parameters_not_found');
    const audits = await t.bed.database.query<{ action: string }>(`SELECT action FROM sys_audit_logs ORDER BY id DESC LIMIT 1`);
    expect(audits).toEqual([{ action: 'planning.changed' }]);
  });
});
