import { aPartner, aWarehouse, anItem } from '@anwen/catalog/testing';
import { systemActor } from '@anwen/kernel';
import { PurchaseOrderService } from '@anwen/trade/inbound';
import { ImportService } from './import.service';
import { ImportBed } from './testing';

const system = systemActor('test');
let bed: ImportBed;

beforeAll(async () => {
  bed = await ImportBed.open();
  await bed.tx(async (tx) => {
    await aWarehouse(tx, { code: 'MAIN' });
    await aPartner(tx, { code: 'V-1', name: '大同, 金屬' });
    await aPartner(tx, { code: 'C-1', roles: ['customer'] });
    for (const code of ['RM-1', 'RM-2']) await anItem(tx, { code, kind: 'raw' });
  }, system);
});
afterAll(() => bed.close());

const problems = async (id: string): Promise<unknown[]> =>
  (await bed.rows(id, 'error')).map((row) => [row.line, ...row.errors.map((e) => `${e.column} ${e.code}${e.suggestion ? ` → ${e.suggestion}` : ''}`)]);
const ask = <R>(sql: string): Promise<R[]> => bed.tx((tx) => tx.query<R>(sql), system);
const orders = (): Promise<unknown[]> =>
  ask(
    `SELECT o.external_ref AS ref, o.state, o.number ~ '^PO-\\d{6}-\\d{3}$' AS numbered, (SELECT count(*)::int FROM purchase_order_lines l WHERE l.order_id = o.id) AS lines
       FROM purchase_orders o ORDER BY o.external_ref`,
  );

describe('purchase orders of another system', () => {
  it('go in with all their lines, as drafts or approved, and a second upload knows them', async () => {
    const text = [
      '供應商,單號,倉別,項次,料號,數量,單價,交期,已核准',
      'V-1,A-1,MAIN,1,RM-1,10,2.5,2099-01-05,是',
      'V-1,A-1,MAIN,2,RM-1,5,2.5,2099-01-05,是',
      'V-1,A-2,MAIN,,RM-2,7,,,',
    ].join('\n');
    const session = await bed.dryRun('purchase_orders', text);
    expect(session.counts).toMatchObject({ new: 3, error: 0 });
    expect(await orders()).toEqual([]);
    expect(await bed.step('commit', session.id)).toMatchObject({ outcome: 'done' });
    expect(await orders()).toEqual([
      { ref: 'A-1', state: 'approved', numbered: true, lines: 2 },
      { ref: 'A-2', state: 'draft', numbered: true, lines: 1 },
    ]);
    const again = await bed.dryRun('purchase_orders', text);
    expect(again.counts).toMatchObject({ new: 0, error: 3 });
    expect(await bed.step('rollback', session.id)).toMatchObject({ outcome: 'done' });
    expect(await orders()).toMatchObject([{ state: 'cancelled' }, { state: 'cancelled' }]);
  });

  it('are refused row by row, in the words of the service, with suggestions', async () => {
    const text = [
      'supplier,order,warehouse,line,item,qty,uom,currency',
      'V-2,B-1,MAIN,1,RM-1,10,,',
      'C-1,B-2,MAIN,1,RM-1,10,,',
      'V-1,B-3,MAIN,1,RM-9,10,,',
      'V-1,B-3,MAIN,2,RM-1,1.5,,',
      'V-1,B-4,MAIN,1,RM-1,1,BX,',
      'V-1,B-5,MAIN,1,RM-1,1,,TWD',
      'V-1,B-5,MAIN,2,RM-2,1,,USD',
    ].join('\n');
    const session = await bed.dryRun('purchase_orders', text);
    expect(await problems(session.id)).toEqual([
      [2, 'supplier trade.reference_unknown → V-1'],
      [3, 'supplier trade.partner_unfit'],
      [4, 'item trade.reference_unknown → RM-1'],
      [5, 'qty trade.quantity_refused'],
      [6, 'uom trade.unit_factor_missing'],
      [7, 'null imports_row.group_has_errors'],
      [8, 'currency imports_row.order_differs'],
    ]);
  });

  it('cannot be taken back once somebody has gone on with them', async () => {
    const session = await bed.dryRun('purchase_orders', 'supplier,order,warehouse,item,qty\nV-1,D-1,MAIN,RM-1,1\n');
    await bed.step('commit', session.id);
    const id = (await ask<{ id: string }>(`SELECT public_id AS id FROM purchase_orders WHERE external_ref = 'D-1'`))[0]!.id;
    await bed.tx((tx) => bed.get(PurchaseOrderService).approve(tx, bed.actor, id));
    const blocked = bed.tx((tx) => bed.get(ImportService).rollback(tx, bed.actor, session.id));
    await expect(blocked).rejects.toMatchObject({
      code: 'imports.rollback_blocked',
      data: { blockers: [{ key: 'V-1/D-1 RM-1', code: 'imports_row.touched' }] },
    });
  });
});

describe('sales orders of another system', () => {
  it('go in, are confirmed where the file says so, and go back', async () => {
    const text = [
      '客戶,單號,倉別,項次,料號,數量,交期,最少剩餘天數,已確認',
      'C-1,S-1,MAIN,1,RM-1,3,2099-01-05,30,是',
      'C-1,S-1,MAIN,2,RM-2,4,2099-01-05,,是',
      'C-1,S-2,MAIN,,RM-2,7,,,',
      'C-1,S-3,MAIN,,RM-7,7,,,',
      'V-1,S-4,MAIN,,RM-1,7,,,',
    ].join('\n');
    const session = await bed.dryRun('sales_orders', text, { onError: 'skip_errors' });
    expect(session.counts).toMatchObject({ new: 3, error: 2 });
    expect(await problems(session.id)).toEqual([
      [5, 'item trade.reference_unknown → RM-1'],
      [6, 'customer trade.partner_unfit'],
    ]);
    expect(await bed.step('commit', session.id)).toMatchObject({ outcome: 'done' });
    const states = (): Promise<unknown[]> => ask(`SELECT external_ref AS ref, state FROM sales_orders ORDER BY id`);
    expect(await states()).toEqual([
      { ref: 'S-2', state: 'draft' },
      { ref: 'S-1', state: 'confirmed' },
    ]);
    expect(await bed.step('rollback', session.id)).toMatchObject({ outcome: 'done' });
    expect(await states()).toMatchObject([{ state: 'cancelled' }, { state: 'cancelled' }]);
  });
});

describe('many orders at once', () => {
  it('are written in batches, and everything-or-nothing only as far as nobody is kept waiting', async () => {
    const rows = Array.from({ length: 1_001 }, (_, i) => `V-1,M-${i},MAIN,RM-1,1`);
    const session = await bed.dryRun('purchase_orders', `supplier,order,warehouse,item,qty\n${rows.join('\n')}\n`);
    await expect(bed.tx((tx) => bed.get(ImportService).commit(tx, bed.actor, session.id))).rejects.toMatchObject({
      code: 'imports.together_too_many',
      data: { max: 1_000 },
    });
  });
});
