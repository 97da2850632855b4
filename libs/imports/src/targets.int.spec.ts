import { aLocation, aLotItem, aSerialItem, aWarehouse, anItem, standardUnits } from '@anwen/catalog/testing';
import { inventory, onHand } from '@anwen/inventory/testing';
import { ALL_SCOPE, NO_SCOPE, systemActor } from '@anwen/kernel';
import { ImportService } from './import.service';
import { ReferenceStore } from './reference.store';
import { ImportBed } from './testing';

const system = systemActor('test');
let bed: ImportBed;
let warehouse: { id: string; code: string };
let zoneId: string;

beforeAll(async () => {
  bed = await ImportBed.open();
  const made = await bed.tx((tx) => aWarehouse(tx, { code: 'WH1', zones: ['A', 'B'] }), system);
  warehouse = made;
  zoneId = made.zones.get('A')!;
});
afterAll(() => bed.close());

const problems = async (id: string): Promise<unknown[]> =>
  (await bed.rows(id, 'error')).map((row) => [row.line, ...row.errors.map((e) => `${e.column} ${e.code}${e.suggestion ? ` → ${e.suggestion}` : ''}`)]);
const commit = async (id: string): Promise<void> => void expect(await bed.step('commit', id)).toMatchObject({ outcome: 'done' });
/** The rollback's verdict: taken back, or the keys that stand in the way. */
async function rollback(id: string): Promise<unknown> {
  try {
    await bed.tx((tx) => bed.get(ImportService).rollback(tx, bed.actor, id));
  } catch (error) {
    const { code, data } = error as { code: string; data: { blockers?: { key: string; code: string }[] } };
    return [code, ...(data.blockers ?? []).map((b) => `${b.key} ${b.code}`)];
  }
  return (await bed.runJob('rollback', id)).outcome;
}

describe('partners', () => {
  it('go in with several roles, are updated, and taken back', async () => {
    const first = await bed.dryRun('partners', '供應商代碼,供應商名稱,角色,統編\nV-1,大同金屬,供應商、客戶,12345675\nV-2,小同,carrier,\n');
    expect(first.counts).toMatchObject({ new: 2, error: 0 });
    await commit(first.id);
    const second = await bed.dryRun('partners', 'code,name,roles\nV-1,大同金屬工業,客戶 供應商\nV-2,小同,carrier\nV-3,三同,賣家\n', { onError: 'skip_errors' });
    expect(second.counts).toMatchObject({ changed: 1, unchanged: 1, error: 1 });
    expect(await problems(second.id)).toEqual([[4, 'roles imports_row.not_one_of']]);
    await commit(second.id);
    expect(await rollback(second.id)).toBe('done');
    const [partner] = await bed.bed.asOwner('SELECT name, roles, tax_id FROM partners WHERE code = $1', ['V-1']);
    expect(partner).toEqual({ name: '大同金屬', roles: ['supplier', 'customer'], tax_id: '12345675' });
    expect(await rollback(first.id)).toEqual(['imports.rollback_blocked', 'V-1 imports_row.touched']);
  });
});

describe('items', () => {
  it('say how they are used up, in the words of the list or of the API, and go back to what they were', async () => {
    await bed.tx(standardUnits, system);
    const text = '品號,品名,類型,基本單位,領料方式\nUP-1,一,原料,PCE,備料\nUP-2,二,原料,PCE,\nUP-3,三,原料,PCE,manual\nUP-4,四,原料,PCE,自動\n';
    const session = await bed.dryRun('items', text, { onError: 'skip_errors' });
    expect(await problems(session.id)).toEqual([[5, 'issueMethod imports_row.not_one_of']]);
    await commit(session.id);
    const methods = (): Promise<unknown> => bed.bed.asOwner(`SELECT issue_method AS how FROM items WHERE code LIKE 'UP-%' ORDER BY code`);
    expect(await methods()).toEqual([{ how: 'pick' }, { how: 'backflush' }, { how: 'manual' }]);
    expect((await bed.dryRun('items', text.split('\n').slice(0, 4).join('\n'))).counts).toMatchObject({ unchanged: 3, error: 0 });
    const change = await bed.dryRun('items', '品號,領料方式\nUP-1,手動領料\nUP-3,\n', { mode: 'update' });
    await commit(change.id);
    expect(await methods()).toEqual([{ how: 'manual' }, { how: 'backflush' }, { how: 'manual' }]);
    expect(await rollback(change.id)).toBe('done');
    expect(await methods()).toEqual([{ how: 'pick' }, { how: 'backflush' }, { how: 'manual' }]);
  });

  it('bring their rules for receiving, their purchase unit and their barcodes', async () => {
    await bed.tx(standardUnits, system);
    await bed.tx((tx) => aLocation(tx, { code: 'IT-BIN', warehouse: 'WH1' }), system);
    const text = [
      '品號,品名,類型,基本單位,超收上限（%）,進料檢驗,進貨最少剩餘天數,預設儲位,採購單位,採購單位換算,其他條碼',
      'IT-1,一,原料,PCE,2.5,是,90,IT-BIN,BX,24,"B-1, B-2"',
      'IT-2,二,原料,KGM,,,,,GRM,,',
      'IT-3,三,原料,PCE,,,,,BX,,',
      'IT-4,四,原料,PCE,1001,,,,,,',
      'IT-5,五,原料,PCE,,,,NO-BIN,QQ,1,',
      'IT-6,六,原料,PCE,,,,,PCE,1,',
    ].join('\n');
    const session = await bed.dryRun('items', text, { onError: 'skip_errors' });
    expect(await problems(session.id)).toEqual([
      [4, 'purchaseQty catalog.ratio_missing'],
      [5, 'overReceiptPct catalog.over_receipt_range'],
      [6, 'defaultLocation imports_row.reference_unknown', 'purchaseUom imports_row.reference_unknown'],
      [7, 'purchaseUom catalog.unit_is_base'],
    ]);
    await commit(session.id);
    const [one] = await bed.bed.asOwner(
      `SELECT i.over_receipt_pct::text AS pct, i.qc_on_receipt AS qc, i.min_remaining_days_in AS days, x.num, x.den, x.is_purchase AS purchase,
         (SELECT string_agg(code, ',' ORDER BY id) FROM item_barcodes WHERE item_id = i.id) AS barcodes FROM items i JOIN item_uoms x ON x.item_id = i.id WHERE i.code = 'IT-1'`,
    );
    expect(one).toEqual({ pct: '2.500', qc: true, days: 90, num: '24', den: '1', purchase: true, barcodes: 'B-1,B-2' });
    const again = await bed.dryRun('items', `${text.split('\n').slice(0, 3).join('\n')}\nIT-7,七,原料,PCE,,,,,,,B-2\n`, { onError: 'skip_errors' });
    expect(again.counts).toMatchObject({ unchanged: 2, error: 1 });
    expect(await problems(again.id)).toEqual([[4, 'barcodes catalog.barcode_taken']]);
    const other = await bed.dryRun('items', '品號,採購單位換算,進料檢驗\nIT-1,12,否\n', { mode: 'update', onError: 'skip_errors' });
    expect(await problems(other.id)).toEqual([[2, 'purchaseQty imports_row.fixed']]);
    const change = await bed.dryRun('items', '品號,進料檢驗,超收上限\nIT-1,否,\nIT-2,是,7\n', { mode: 'update' });
    await commit(change.id);
    expect(await bed.bed.asOwner(`SELECT qc_on_receipt AS qc FROM items WHERE code IN ('IT-1', 'IT-2') ORDER BY code`)).toEqual([{ qc: false }, { qc: true }]);
    expect(await rollback(change.id)).toBe('done');
  });
});

describe('locations', () => {
  it('go in with what lies above them in any order, and are checked like those of the API', async () => {
    const text = ['倉庫,儲位代碼,儲位名稱,類型,上層儲位,儲區', 'WH1,L-1-1,一一,儲存,L-1,A', 'WH1,L-1,一,儲存,,A', 'WH1,L-1-1-1,一一一,storage,L-1-1,'].join(
      '\n',
    );
    const session = await bed.dryRun('locations', text);
    expect(session.counts).toMatchObject({ new: 3, error: 0 });
    await commit(session.id);
    const rows = await bed.bed.database.transaction({ actor: system, scope: ALL_SCOPE }, (tx) =>
      tx.query(`SELECT path FROM locations WHERE code LIKE 'L-1%' ORDER BY code`),
    );
    expect(rows).toEqual([{ path: '/L-1' }, { path: '/L-1/L-1-1' }, { path: '/L-1/L-1-1/L-1-1-1' }]);
    expect(await rollback(session.id)).toBe('done');
  });

  it('parents are written first even batch by batch', async () => {
    const rows = Array.from({ length: 450 }, (_, i) => `WH1,D-${String(i).padStart(3, '0')},層,storage,${i === 449 ? '' : 'D-449'}`);
    const session = await bed.dryRun('locations', `warehouse,code,name,kind,parent\n${rows.join('\n')}\n`, { onError: 'skip_errors' });
    expect(await bed.step('commit', session.id)).toMatchObject({ result: { written: 450, refused: 0 } });
  });

  it('are refused for what the tree cannot be', async () => {
    await bed.tx((tx) => aWarehouse(tx, { code: 'WH2' }), system);
    await bed.tx((tx) => aLocation(tx, { code: 'P-2', warehouse: 'WH2' }), system);
    const text = [
      'warehouse,code,name,kind,parent,zone,pickSeq',
      'WH3,X-1,x,storage,,,',
      'WH1,X-2,x,storage,P-2,,',
      'WH1,X-3,x,storage,P-9,,',
      'WH1,X-4,x,storage,,C,',
      'WH1,X-5,x,storage,X-6,,',
      'WH1,X-6,x,storage,X-5,,',
      'WH1,X-7,x,virtual,,,',
      'WH1,X-8,x,storage,,,-1',
      'WH1,SUPPLIER,x,storage,,,',
    ].join('\n');
    const session = await bed.dryRun('locations', text);
    expect(await problems(session.id)).toEqual([
      [2, 'warehouse imports_row.reference_unknown → WH1'],
      [3, 'parent imports_row.parent_elsewhere'],
      [4, 'parent imports_row.reference_unknown → P-2'],
      [5, 'zone imports_row.reference_unknown'],
      [6, 'parent catalog.location_cycle'],
      [7, 'parent catalog.location_cycle'],
      [8, 'kind imports_row.not_one_of'],
      [9, 'pickSeq below_minimum'],
      [10, 'warehouse imports_row.fixed', 'code imports_row.archived'],
    ]);
  });

  it('lie within the scope of whoever imports them', async () => {
    const session = await bed.upload('locations', 'warehouse,code,name,kind,zone\nWH1,S-1,x,storage,A\nWH1,S-2,x,storage,B\nWH2,S-3,x,storage,\n', {
      onError: 'skip_errors',
    });
    const narrow = { ...NO_SCOPE, zones: [zoneId] };
    const actor = { ...bed.actor, grants: new Map([...bed.actor.grants, ['location.write', narrow] as const]) };
    await bed.step('validate', session.id, { actor });
    expect(await problems(session.id)).toEqual([
      [3, 'zone imports_row.reference_unknown', 'warehouse imports_row.outside_scope'],
      [4, 'warehouse imports_row.reference_unknown → WH1'],
    ]);
    expect(await bed.step('commit', session.id, { actor })).toMatchObject({ outcome: 'done', result: { written: 1 } });
  });
});

describe('bills', () => {
  beforeAll(() =>
    bed.tx(async (tx) => {
      for (const code of ['FG-1', 'FG-2', 'FG-5', 'FG-6', 'RM-1', 'RM-2', 'RM-3', 'M6×20']) await anItem(tx, { code });
    }, system),
  );

  it('are the rows of one product and version together', async () => {
    const session = await bed.dryRun('boms', '母件,版本,子件,用量,單位,生效日\nFG-1,1,RM-1,2,PCE,民國115/1/1\nFG-1,1,RM-2,1,PCE,\nFG-2,,FG-1,1,PCE,\n');
    expect(session.counts).toMatchObject({ new: 3, error: 0 });
    await commit(session.id);
    const bills = await bed.bed.asOwner(
      `SELECT i.code, b.version, b.state, (SELECT count(*)::int FROM bom_lines l WHERE l.bom_id = b.id) AS lines FROM boms b JOIN items i ON i.id = b.item_id ORDER BY i.code`,
    );
    expect(bills).toEqual([
      { code: 'FG-1', version: 1, state: 'active', lines: 2 },
      { code: 'FG-2', version: 1, state: 'active', lines: 1 },
    ]);
  });

  it('say how lines are used up, and what holds for the bill', async () => {
    const head = 'parent,version,component,qty,uom,qtyKind,scrapPct,opNo,issueMethod,kind,yieldPct,billValidFrom,billValidTo';
    const rows = ['FG-5,1,RM-1,2,PCE,,5,10,pick,phantom,80,2026-01-01,2099-12-31', 'FG-5,1,RM-1,1,PCE,fixed,,10,,phantom,80,2026-01-01,2099-12-31'];
    const wrong = await bed.dryRun('boms', [head, 'FG-5,1,RM-1,2,PCE,fixed,5,10,,,101,,', 'FG-5,2,RM-2,2,PCE,,1000,0,,phantom,,,'].join('\n'));
    expect(await problems(wrong.id)).toEqual([
      [2, 'scrapPct catalog.scrap_of_fixed', 'yieldPct catalog.yield_range'],
      [3, 'opNo below_minimum', 'scrapPct catalog.scrap_range'],
    ]);
    const session = await bed.dryRun('boms', [head, ...rows].join('\n'));
    expect(session.counts).toMatchObject({ new: 2, error: 0 });
    await commit(session.id);
    const lines = () => bed.tx((tx) => new ReferenceStore().billLines(tx, 100), system);
    const mine = { parent: 'FG-5', kind: 'phantom', yieldPct: '80', billValidFrom: '2026-01-01', billValidTo: '2099-12-31', opNo: '10' };
    expect((await lines()).filter((row) => row.parent === 'FG-5')).toMatchObject([
      { ...mine, qtyKind: 'per_unit', scrapPct: '5', issueMethod: 'pick' },
      { ...mine, qtyKind: 'fixed', scrapPct: '0', issueMethod: null },
    ]);
  });

  it('name what may stand in for a component, and keep it through the template', async () => {
    const head = '母件,版本,子件,用量,單位,替代料';
    const wrong = await bed.dryRun(
      'boms',
      [head, 'FG-6,1,RM-1,2,PCE,RM-1', 'FG-6,2,RM-1,2,PCE,RM-2；RM-2×2', 'FG-6,3,RM-1,2,PCE,RM-3×0;RM-X', 'FG-2,4,RM-1,2,PCE,FG-2'].join('\n'),
    );
    expect(await problems(wrong.id)).toEqual([
      [2, 'substitutes catalog.substitute_itself'],
      [3, 'substitutes catalog.substitute_twice'],
      [4, 'substitutes not_positive', 'substitutes imports_row.reference_unknown → RM-3×0;RM-1'],
      [5, 'component catalog.bom_cycle'],
    ]);
    const session = await bed.dryRun('boms', [head, 'FG-6,1,RM-1,2,PCE,RM-2×1.5； M6×20 ×1;RM-3', 'FG-6,1,M6×20,1,PCE,'].join('\n'));
    expect(session.counts).toMatchObject({ new: 2, error: 0 });
    await commit(session.id);
    const kept = await bed.bed.asOwner(
      `SELECT i.code, trim_scale(s.ratio)::text AS ratio, s.priority FROM bom_substitutes s JOIN items i ON i.id = s.item_id ORDER BY s.priority`,
    );
    expect(kept).toEqual([
      { code: 'RM-2', ratio: '1.5', priority: 1 },
      { code: 'M6×20', ratio: '1', priority: 2 },
      { code: 'RM-3', ratio: '1', priority: 3 },
    ]);
    const lines = await bed.tx((tx) => new ReferenceStore().billLines(tx, 100), system);
    expect(lines.filter(({ parent }) => parent === 'FG-6').map(({ component, substitutes }) => [component, substitutes])).toEqual([
      ['RM-1', 'RM-2×1.5;M6×20×1;RM-3'],
      ['M6×20', null],
    ]);
  });

  it('are refused for circles, overlaps, unknown parts and units, and as a whole', async () => {
    const text = [
      'parent,version,component,qty,uom,validFrom,validTo',
      'RM-1,1,RM-2,1,PCE,2026-01-01,2026-06-30',
      'RM-1,1,RM-2,1,PCE,2026-06-30,',
      'FG-2,2,RM-9,1,PCE,,',
      'FG-2,2,RM-1,1,KGM,,',
      'FG-2,2,RM-2,1,PCE,,',
      'FG-2,1,RM-2,1,PCE,,',
      'FG-1,0,RM-2,0,PCE,,',
    ].join('\n');
    const session = await bed.dryRun('boms', text);
    expect(await problems(session.id)).toEqual([
      [2, 'null imports_row.group_has_errors'],
      [3, 'validFrom catalog.bom_overlap'],
      [4, 'component imports_row.reference_unknown → RM-1'],
      [5, 'uom catalog.unit_not_for_item → PCE'],
      [6, 'null imports_row.group_has_errors'],
      [7, 'parent imports_row.exists'],
      [8, 'qty not_positive', 'version below_minimum'],
    ]);
  });

  it('close no circle, neither among themselves nor through the bills that are there', async () => {
    const through = await bed.dryRun('boms', 'parent,version,component,qty,uom\nFG-1,2,FG-2,1,PCE\n');
    expect(await problems(through.id)).toEqual([[2, 'component catalog.bom_cycle']]);
    const among = await bed.dryRun('boms', 'parent,version,component,qty,uom\nRM-1,1,RM-2,1,PCE\nRM-2,1,RM-1,1,PCE\n');
    expect(await problems(among.id)).toEqual([
      [2, 'component catalog.bom_cycle'],
      [3, 'component catalog.bom_cycle'],
    ]);
  });

  it('that took the place of another cannot be taken back without saying so; others become obsolete', async () => {
    await bed.tx((tx) => anItem(tx, { code: 'FG-3' }), system);
    const fresh = await bed.dryRun('boms', 'parent,version,component,qty,uom\nFG-3,1,RM-1,1,PCE\n');
    await commit(fresh.id);
    const next = await bed.dryRun('boms', 'parent,version,component,qty,uom\nFG-3,2,RM-2,1,PCE\n');
    await commit(next.id);
    expect(await rollback(next.id)).toEqual(['imports.rollback_blocked', 'FG-3/2 RM-2 2000-01-01 imports_row.replaced']);
    expect(await rollback(fresh.id)).toEqual(['imports.rollback_blocked', 'FG-3/1 RM-1 2000-01-01 imports_row.touched']);
    await bed.tx((tx) => anItem(tx, { code: 'FG-4' }), system);
    const alone = await bed.dryRun('boms', 'parent,version,component,qty,uom\nFG-4,1,RM-1,1,PCE\n');
    await commit(alone.id);
    expect(await rollback(alone.id)).toBe('done');
    expect(await bed.bed.asOwner(`SELECT state FROM boms b JOIN items i ON i.id = b.item_id WHERE i.code = 'FG-4'`)).toEqual([{ state: 'obsolete' }]);
  });
});

describe('opening stock', () => {
  it('is posted from OPENING through the posting core, whose refusals are the rows’ own', async () => {
    await bed.tx(async (tx) => {
      await aLocation(tx, { code: 'OS-1', warehouse: 'WH1' });
      await anItem(tx, { code: 'OS-P' });
      await aLotItem(tx, { code: 'OS-L' });
      await aSerialItem(tx, { code: 'OS-S' });
    }, system);
    const text = [
      '品號,儲位,數量,單位,批號,有效日期,序號,單位成本',
      'OS-P,OS-1,"1,200",,,,,2.5',
      'OS-L,OS-1,10.5,KGM,L1,民國116/1/1,,',
      'OS-S,OS-1,2,,,,S1 S2,',
      'OS-P,OS-1,1.5,,,,,',
      'OS-L,OS-1,1,,,,,',
      'OS-X,OS-1,1,,,,,',
      'OS-P,OS-9,1,,,,,',
      'OS-P,SUPPLIER,1,,,,,',
      'OS-S,OS-1,2,,,,S3,',
      'OS-P,OS-1,-1,,,,,',
    ].join('\n');
    const session = await bed.dryRun('opening_stock', text, { onError: 'skip_errors' });
    expect(await problems(session.id)).toEqual([
      [2, 'null imports_row.group_has_errors'],
      [5, 'item imports_row.twice'],
      [6, 'lot inventory.lot_required'],
      [7, 'item inventory.item_unknown → OS-L'],
      [8, 'location inventory.location_unknown → OS-1'],
      [9, 'location inventory.location_refused'],
      [10, 'serials inventory.serials_count'],
      [11, 'item imports_row.twice'],
    ]);
    await commit(session.id);
    expect(await bed.tx((tx) => onHand(tx, 'OS-L', 'OS-1'))).toBe('10.5');
    expect(await bed.tx((tx) => onHand(tx, 'OS-S', 'OS-1'))).toBe('2');
    const postings = await bed.tx((tx) => tx.query(`SELECT event_type AS event, doc_ref AS ref, count(*)::int AS n FROM inventory_postings GROUP BY 1, 2`));
    expect(postings).toEqual([{ event: 'OPENING', ref: session.id, n: 1 }]);
  });

  it('leaves nothing behind from its dry run', async () => {
    const before = await bed.tx((tx) =>
      tx.query<{ n: number }>(`SELECT (SELECT count(*) FROM inventory_postings) + (SELECT count(*) FROM lots) + (SELECT count(*) FROM sys_outbox) AS n`),
    );
    const session = await bed.dryRun('opening_stock', '品號,儲位,數量,批號,有效日期\nOS-L,OS-1,1,L-NEW,2027-01-01\n');
    expect(session.counts).toMatchObject({ new: 1 });
    const after = await bed.tx((tx) =>
      tx.query(`SELECT (SELECT count(*) FROM inventory_postings) + (SELECT count(*) FROM lots) + (SELECT count(*) FROM sys_outbox) AS n`),
    );
    expect(after).toEqual(before);
  });

  it('is reversed by a rollback, unless somebody has taken of it', async () => {
    await bed.tx(async (tx) => {
      await aLocation(tx, { code: 'OS-2', warehouse: 'WH1' });
      for (const code of ['RB-1', 'RB-2']) await anItem(tx, { code });
    }, system);
    const session = await bed.dryRun('opening_stock', 'item,location,qty,unitCost\nRB-1,OS-2,5,10\nRB-2,OS-2,7,10\n');
    await commit(session.id);
    const issued = await bed.tx(
      (tx) => inventory.stock.post(tx, system, { type: 'issue', lines: [{ itemCode: 'RB-2', qty: '1', fromLocation: 'OS-2' }] }),
      system,
    );
    expect(await rollback(session.id)).toEqual(['imports.rollback_blocked', 'RB-2 OS-2 imports_row.touched']);
    expect(await bed.session(session.id)).toMatchObject({ state: 'committed' });
    expect(issued.lines).toHaveLength(1);
    const whole = await bed.dryRun('opening_stock', 'item,location,qty\nRB-1,OS-1,3\n');
    await commit(whole.id);
    expect(await rollback(whole.id)).toBe('done');
    expect(await bed.tx((tx) => onHand(tx, 'RB-1', 'OS-1'))).toBe('0');
    expect(await bed.tx((tx) => onHand(tx, 'RB-1', 'OS-2'))).toBe('5');
    expect(await bed.session(whole.id)).toMatchObject({ state: 'rolled_back' });
    expect(await rollback(whole.id)).toEqual(['imports.invalid_transition']);
  });

  it('needs the right to receive, and to reverse when it is taken back', async () => {
    const session = await bed.dryRun('opening_stock', 'item,location,qty\nRB-2,OS-1,1\n');
    await commit(session.id);
    const actor = { ...bed.actor, grants: new Map([...bed.actor.grants].filter(([name]) => name !== 'stock.reverse')) };
    await expect(bed.tx((tx) => bed.get(ImportService).rollback(tx, actor, session.id), actor)).rejects.toMatchObject({ code: 'imports.target_not_permitted' });
    expect(warehouse.code).toBe('WH1');
  });
});
