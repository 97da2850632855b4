import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedReasonCodes, seedStandardUnits } from '@anwen/catalog';
import { TestDatabase } from '@anwen/database/testing';
import { createHttpApp, routesOf, type HttpApp } from '@anwen/http';
import { systemActor } from '@anwen/kernel';
import { RbacBed } from '@anwen/rbac/testing';
import { ModulesContainer } from '@nestjs/core';
import { readApiConfig } from '../src/api-config';
import { ApiModule, PERMISSIONS } from '../src/api.module';
import { describeApi } from '../src/openapi-document';
import { ProductionChapter } from './audit-production';
import { AuditWalk } from './audit-walk';
import { ContractWalk } from './contract-walk';
import { redisUrl } from './harness';
import { runPlanning } from './plan-run';

const LEASE = 'a lease on a task is no business fact (libs/audit/README.md)';
const OWN = "the caller's own drawer: no data of the company";
/** What may leave no event, and why. */
const SILENT: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['pick-tasks', 'putaway-tasks', 'replenishment-tasks', 'count-tasks'].flatMap((tasks) =>
      ['claim', 'heartbeat', 'release']
        .filter((verb) => verb !== 'heartbeat' || tasks.startsWith('p'))
        .map((verb) => [`POST /api/v1/${tasks}/{id}/${verb}`, LEASE]),
    ),
  ),
  'POST /api/v1/scan/resolve': 'looks, and changes nothing',
  'POST /api/v1/report-presets': OWN,
  'DELETE /api/v1/report-presets/{id}': OWN,
  'POST /api/v1/import-mappings': OWN,
  'DELETE /api/v1/import-mappings/{id}': OWN,
  'DELETE /api/v1/exports/{id}': OWN,
  'POST /api/v1/client-errors': 'a log line of the portal',
};
/** What may leave two. */
const TWOFOLD: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['release', 'reschedule', 'close'].map((verb) => [`POST /api/v1/work-orders/${verb}`, 'one an order, and the walk names two'])),
  'POST /api/v1/conflicts/{id}/resolve': 'the decision, and what the operation would have left from the device',
};
const IMPORT = 'a draft until it is committed; import.committed and import.rolled_back: libs/imports';
/** What is walked by another spec, and where. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['login', 'logout', 'change-password', 'badge-login', 'change-pin'].map((verb) => [`POST /api/v1/auth/${verb}`, 'libs/rbac'])),
  'POST /api/v1/devices/enroll': 'devices.e2e.spec.ts: device.enrolled',
  'POST /api/v1/jobs/{id}/cancel': 'jobs.e2e.spec.ts: job.cancelled',
  'POST /api/v1/jobs/{id}/retry': 'jobs.e2e.spec.ts: job.retried',
  'POST /api/v1/imports': IMPORT,
  'PATCH /api/v1/imports/{id}': IMPORT,
  'POST /api/v1/imports/{id}/validate': IMPORT,
  'POST /api/v1/imports/{id}/commit': IMPORT,
  'POST /api/v1/imports/{id}/rollback': IMPORT,
  'PATCH /api/v1/imports/{id}/rows/{line}': IMPORT,
};

type Made = Readonly<Record<string, unknown>> & { readonly id: string };
const lines = (...all: object[]): { lines: object[] } => ({ lines: all });

describe('every write leaves exactly one audit event (I-25)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'anwen-audit-'));
  let bed: TestDatabase;
  let app: HttpApp;
  let rbac: RbacBed;
  let walk: AuditWalk;
  let tokens: { builder: string; checker: string };
  /** What the last write left. */
  let last: readonly string[];

  beforeAll(async () => {
    bed = await TestDatabase.create();
    writeFileSync(join(folder, 'secret'), randomBytes(32));
    const config = readApiConfig({
      DATABASE_URL: bed.url,
      REDIS_URL: redisUrl(),
      STORAGE_PATH: folder,
      ANWEN_SECRET_FILE: join(folder, 'secret'),
      API_REQUESTS_PER_MINUTE: '1000000',
    });
    app = await createHttpApp(ApiModule.forRoot(config), { logger: { log() {}, error() {}, warn() {} }, trustedProxies: [] });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    walk = new AuditWalk(new ContractWalk(describeApi(routesOf(app.get(ModulesContainer))) as never).operations);
    rbac = new RbacBed(bed);
    await bed.transaction((tx) => seedStandardUnits(tx, systemActor('test')));
    await bed.transaction((tx) => seedReasonCodes(tx, systemActor('test')));
    await bed.asOwner(`INSERT INTO sys_settings (key, value) VALUES ('trade.gs1CompanyPrefix', '"4712345"')`);
    await rbac.sync(PERMISSIONS);
    await bed.asOwner(`WITH role AS (INSERT INTO sys_roles (code, name_zh, name_en) VALUES ('builds', '測', 'Test') RETURNING id)
      INSERT INTO sys_role_permissions (role_id, permission_code) SELECT role.id, p.code FROM role, sys_permissions p`);
    for (const name of ['builder', 'checker']) await rbac.addUser(name, [{ role: 'builds', scopes: [{ kind: 'all' }] }]);
    tokens = { builder: await rbac.tokenFor('builder'), checker: await rbac.tokenFor('checker') };
    await places();
  }, 120_000);
  afterAll(async () => {
    await rbac.close();
    await app.close();
    await bed.drop();
    rmSync(folder, { recursive: true });
  });

  const newest = async (): Promise<number> => Number((await bed.asOwner<{ n: string }>('SELECT coalesce(max(id), 0) AS n FROM sys_audit_logs'))[0]!.n);
  const since = async (id: number): Promise<string[]> =>
    (await bed.asOwner<{ action: string }>(`SELECT action FROM sys_audit_logs WHERE id > ${id} ORDER BY id`)).map((row) => row.action);

  interface Sending {
    readonly by?: 'builder' | 'checker';
    readonly key?: string;
    readonly version?: number;
  }

  async function send(method: string, path: string, body?: unknown, { by = 'builder', key = randomUUID(), version = 1 }: Sending = {}): Promise<Made> {
    const url = `/api/v1${path}`;
    const before = await newest();
    // A step of a document may name the version it was decided on; an edit must.
    const edited = method === 'POST' ? {} : { 'if-match': `"${version}"` };
    const headers = { authorization: `Bearer ${tokens[by]}`, 'idempotency-key': key, ...edited };
    const typed = body === undefined ? headers : { ...headers, 'content-type': 'application/json' };
    const reply = await app.inject({ method: method as 'POST', url, headers: typed, ...(body === undefined ? {} : { payload: JSON.stringify(body) }) });
    if (reply.statusCode >= 300) throw new Error(`${method} ${path} answers ${reply.statusCode} ${reply.body}`);
    last = await since(before);
    if (method !== 'GET') walk.note(method, url, last);
    return reply.body === '' ? ({} as Made) : reply.json<Made>();
  }
  const post = (path: string, body?: unknown, sending?: Sending): Promise<Made> => send('POST', path, body, sending);
  const patch = (path: string, body: unknown, version = 1): Promise<Made> => send('PATCH', path, body, { version });
  const get = (path: string): Promise<Made> => send('GET', path);
  const first = async (path: string): Promise<Made> => {
    const [one] = (await get(path)).items as Made[];
    if (!one) throw new Error(`GET ${path} is empty`);
    return one;
  };
  const open = (tasks: string): Promise<Made> => first(`/${tasks}?state=open`);

  async function places(): Promise<void> {
    for (const more of [{ code: 'PLAIN' }, { code: 'LOTTED', tracking: 'lot' }, { code: 'CHECKED', qcOnReceipt: true }])
      await post('/items', { name: '品項', kind: 'fg', baseUom: 'PCE', standardCost: '1', ...more });
    await post('/warehouses', { code: 'WH', name: '倉' });
    await post('/warehouses', { code: 'WH2', name: '副倉' });
    const bin = (code: string, kind = 'storage', more: object = {}): Promise<Made> => post('/locations', { warehouse: 'WH', code, name: '位', kind, ...more });
    for (const code of ['BIN', 'BIN2', 'FACE', 'TALLY']) await bin(code);
    await bin('DOCK', 'staging_in', { isPickable: false });
    await bin('STAGE', 'staging_out', { isPickable: false });
    await post('/locations', { warehouse: 'WH2', code: 'FAR', name: '遠', kind: 'storage' });
    await post('/partners', { code: 'SUP', name: '供應商', roles: ['supplier'] });
    await post('/partners', { code: 'CUS', name: '客戶', roles: ['customer'] });
    const receive = (line: object): Promise<Made> => post('/inventory/postings', { type: 'receipt', ...lines({ qty: '100', ...line }) });
    await receive({ itemCode: 'PLAIN', toLocation: 'BIN' });
    await receive({ itemCode: 'PLAIN', toLocation: 'BIN2' });
    await receive({ itemCode: 'LOTTED', toLocation: 'BIN', lot: 'LOT-1', expiresOn: '2099-01-01' });
    expect(last).toEqual(['lot.created', 'stock.posted']);
  }

  it('in master data', async () => {
    const item = await post('/items', { code: 'ITEM', name: '品項', kind: 'fg', baseUom: 'PCE' });
    await patch(`/items/${item.id}`, { name: '新名' });
    await post(`/items/${item.id}/barcodes`, { code: 'BAR-1' });
    await send('DELETE', `/items/${item.id}/barcodes/BAR-1`);
    await post(`/items/${item.id}/archive`);
    await post('/item-categories', { code: 'CAT', name: '類' });
    const uom = await post('/uoms', { code: 'SHEETX', nameZh: '張', nameEn: 'Sheet', category: 'count' });
    await patch(`/uoms/${uom.id}`, { nameZh: '大張' });
    await post('/uoms/adopt', { code: 'ONZ' });
    const partner = await post('/partners', { code: 'P-1', name: '客', roles: ['customer'] });
    await patch(`/partners/${partner.id}`, { name: '客戶' });
    await post(`/partners/${partner.id}/archive`);
    const reason = await post('/reason-codes', { code: 'ADJ-ASK', domain: 'adjust', labelZh: '要問', labelEn: 'Ask', needsApproval: true });
    await patch(`/reason-codes/${reason.id}`, { labelZh: '須核准' });
    const warehouse = await post('/warehouses', { code: 'WH3', name: '三倉' });
    await patch(`/warehouses/${warehouse.id}`, { name: '第三倉' });
    await post(`/warehouses/${warehouse.id}/zones`, { code: 'Z', name: '區' });
    const place = await post('/locations', { warehouse: 'WH3', code: 'SPOT', name: '位', kind: 'storage' });
    await patch(`/locations/${place.id}`, { name: '新位' });
    await post(`/locations/${place.id}/lock`, { reason: '漏水' });
    await post(`/locations/${place.id}/unlock`);
    await post(`/locations/${place.id}/archive`);
    await post(`/warehouses/${warehouse.id}/archive`);
    const center = await post('/work-centers', { code: 'WC', name: '車床' });
    await patch(`/work-centers/${center.id}`, { name: '銑床' });
    const part = { component: 'LOTTED', qty: '1', uom: 'PCE', validFrom: '2026-01-01' };
    const bom = await post('/boms', { item: 'PLAIN', ...lines(part) });
    await patch(`/boms/${bom.id}`, { baseQty: '2' });
    await post(`/boms/${bom.id}/activate`);
    await post(`/boms/${bom.id}/obsolete`);
  });

  it('in stock and lots', async () => {
    const key = randomUUID();
    const issue = { type: 'issue', ...lines({ itemCode: 'PLAIN', qty: '1', fromLocation: 'BIN' }) };
    const posted = await post('/inventory/postings', issue, { key });
    await post(`/inventory/postings/${posted.id}/reverse`, {});
    const reserve = { ownerType: 'test', ownerRef: 'R', itemCode: 'PLAIN', qty: '150', warehouse: 'WH' };
    const reserved = (await post('/reservations', reserve)) as unknown as Made[];
    expect(reserved).toHaveLength(2);
    for (const { id } of reserved) await post(`/reservations/${id}/release`);
    await post('/moves', lines({ itemCode: 'PLAIN', qty: '1', fromLocation: 'BIN', toLocation: 'BIN2' }));
    await post('/inventory/status-changes', lines({ itemCode: 'PLAIN', qty: '1', location: 'BIN', from: 'available', to: 'damaged' }));
    await post('/lots', { itemCode: 'LOTTED', code: 'LOT-0' });
    const lot = await first('/lots?q=LOT-1');
    await patch(`/lots/${lot.id}`, { supplierLot: 'S-1' }, Number((await get(`/lots/${lot.id}`)).rowVersion));
    await post(`/lots/${lot.id}/hold`, { reason: '疑慮' });
    await post(`/lots/${lot.id}/release`, { reason: '無虞' });
    const split = async (code: string): Promise<Made> => (await post(`/lots/${lot.id}/split`, { location: 'BIN', qty: '5', code })).into as Made;
    const [from, into] = [await split('LOT-1B'), await split('LOT-1C')];
    await post(`/lots/${from.id}/merge`, { into: into.id });
    const recall = await post('/recalls', { lots: [lot.id], reason: '異物' });
    await post(`/recalls/${recall.id}/evidence`, { format: 'xlsx' });
    await post(`/recalls/${recall.id}/close`, { reason: '結案', outcome: 'release' });
  });

  it('in buying', async () => {
    const head = { supplier: 'SUP', warehouse: 'WH' };
    const buy = (): Promise<Made> => post('/purchase-orders', { ...head, ...lines({ itemCode: 'PLAIN', qty: '10' }) });
    const order = await buy();
    await patch(`/purchase-orders/${order.id}`, { ...head, ...lines({ itemCode: 'PLAIN', qty: '20' }) });
    await post(`/purchase-orders/${order.id}/approve`);
    await post(`/purchase-orders/${(await buy()).id}/cancel`, {});
    const dock = { dock: 'DOCK' };
    const receipt = await post('/receipts', { purchaseOrder: order.id, ...dock });
    const [poLine] = receipt.expected as Made[];
    const into = `/receipts/${receipt.id}`;
    await post(`${into}/lines`, lines({ poLineId: poLine!.id, qty: '1' }));
    const taken = await post(`${into}/lines`, lines({ poLineId: poLine!.id, qty: '5' }, { poLineId: poLine!.id, qty: '2' }));
    for (const { id } of (taken.lines as Made[]).slice(0, 2)) await post(`${into}/lines/${id}/reverse`, {});
    await post(`${into}/finish`);
    await post(`/purchase-orders/${order.id}/close`, {});
    const free = await post('/receipts', { ...head, ...dock });
    await post(`/receipts/${free.id}/lines`, lines({ itemCode: 'CHECKED', qty: '5' }, { itemCode: 'LOTTED', qty: '5', lot: 'LOT-2' }));
    expect(last).toEqual(['lot.created', 'receipt.line.confirmed']);
    await post(`/receipts/${(await post('/receipts', { ...head, ...dock })).id}/cancel`);
    const inspection = await first('/inspections');
    await post(`/inspections/${inspection.id}/results`, { result: 'conditional', passedQty: '3', failedQty: '2' });
    const scrap = { action: 'scrap', qty: '2', reasonCode: 'SCR-MATERIAL' };
    await post(`/inspections/${inspection.id}/disposition`, lines({ action: 'release', qty: '3' }, scrap));
    const task = `/putaway-tasks/${(await open('putaway-tasks')).id}`;
    await post(`${task}/claim`);
    await post(`${task}/heartbeat`);
    await post(`${task}/release`);
    await post(`${task}/claim`);
    await post(`${task}/release`, undefined, { by: 'checker' });
    expect(last).toEqual(['putaway.lease_forced']);
    await post(`${task}/reassign`, { username: 'builder' });
    await post(`${task}/confirm`, { location: 'BIN' });
    await post(
      `/receipts/${(await post('/receipts', { ...head, ...dock })).id}/lines`,
      lines({ itemCode: 'CHECKED', qty: '1' }, { itemCode: 'PLAIN', qty: '1' }),
    );
    await post(`/inspections/${(await open('inspections')).id}/cancel`, { reason: '已移走' });
    await post(`/putaway-tasks/${(await open('putaway-tasks')).id}/cancel`, { reason: '已移走' });
    const back = { ...head, ...lines({ itemCode: 'PLAIN', qty: '1', location: 'BIN', reasonCode: 'RET-DEFECT' }) };
    await post(`/supplier-returns/${(await post('/supplier-returns', back)).id}/ship`, {});
    await post(`/supplier-returns/${(await post('/supplier-returns', back)).id}/cancel`);
  });

  const customer = { customer: 'CUS', warehouse: 'WH' };
  async function shipment(qty: string): Promise<Made & { path: string }> {
    const made = await post('/shipments', { ...customer, stage: 'STAGE', ...lines({ itemCode: 'PLAIN', qty }) });
    const path = `/shipments/${made.id}`;
    await post(`${path}/allocate`, {});
    return { ...made, path };
  }

  it('in selling', async () => {
    const sell = (): Promise<Made> => post('/sales-orders', { ...customer, ...lines({ itemCode: 'PLAIN', qty: '4' }) });
    const order = await sell();
    await patch(`/sales-orders/${order.id}`, { ...customer, ...lines({ itemCode: 'PLAIN', qty: '10' }) });
    await post(`/sales-orders/${order.id}/confirm`);
    await post(`/sales-orders/${(await sell()).id}/cancel`, {});
    const { id } = await post('/shipments', { salesOrder: order.id, stage: 'STAGE' });
    const path = `/shipments/${id}`;
    await post(`${path}/allocate`, {});
    await post(`${path}/unallocate`);
    await post(`${path}/allocate`, {});
    await post(`${path}/pick-start`);
    await pickInAllWays();
    const pack = async (): Promise<string> => `/packages/${(await post('/packages', { shipment: id })).id}`;
    await post(`${await pack()}/void`);
    const box = await pack();
    const [line] = (await get(path)).lines as Made[];
    await post(`${box}/contents`, { lineId: line!.id, qty: '10' });
    await post(`${box}/close`, { weightKg: '1.5' });
    await post(`${path}/pack`);
    await post(`${path}/ship`, {});
    await post(`${path}/deliver`);
    const second = await sell();
    await post(`/sales-orders/${second.id}/confirm`);
    const short = `/shipments/${(await post('/shipments', { salesOrder: second.id, stage: 'STAGE' })).id}`;
    await post(`${short}/allocate`, {});
    await post(`${short}/pick-start`);
    await post(`/pick-tasks/${(await open('pick-tasks')).id}/confirm`, { qty: '1' });
    await post(`${short}/short-ship`, {});
    const [backorder] = ((await get(`/sales-orders/${second.id}`)).shipments as (Made & { state: string })[]).filter((s) => s.state === 'draft');
    await post(`/shipments/${backorder!.id}/cancel`, { reason: '不要了' });
    await post(`/sales-orders/${second.id}/close`, {});
  });

  /** Ten pieces by one task: four confirmed, two more and four short; those four from elsewhere, and again from another place. */
  async function pickInAllWays(): Promise<void> {
    const task = `/pick-tasks/${(await open('pick-tasks')).id}`;
    for (const verb of ['claim', 'heartbeat', 'release', 'claim']) await post(`${task}/${verb}`);
    await post(`${task}/release`, undefined, { by: 'checker' });
    expect(last).toEqual(['pick.lease_forced']);
    await post(`${task}/reassign`, { username: 'builder' });
    await post(`${task}/confirm`, { qty: '4' });
    await post(`${task}/short`, { pickedQty: '2', reasonCode: 'SP-NOTFOUND' });
    expect(last).toEqual(['pick.short']);
    const other = await open('pick-tasks');
    const elsewhere = (other.from as { code: string }).code === 'BIN' ? 'BIN2' : 'BIN';
    await post(`/pick-tasks/${other.id}/substitute`, { location: elsewhere, reasonCode: 'SP-DAMAGED' });
    expect(last).toEqual(['pick.substituted']);
    await post(`/pick-tasks/${(await open('pick-tasks')).id}/confirm`, {});
  }

  it('in waves and returns', async () => {
    const { id, path } = await shipment('3');
    const wave = { warehouse: 'WH', strategy: 'batch', shipments: [id] };
    await post(`/waves/${(await post('/waves', wave)).id}/cancel`);
    await post(`/waves/${(await post('/waves', wave)).id}/release`);
    await post(`/pick-tasks/${(await open('pick-tasks')).id}/confirm`, { qty: '1' });
    await post(`${path}/cancel`, { reason: '取消' });
    await post(`/pick-tasks/${(await open('pick-tasks')).id}/confirm`, {});
    const back = { ...customer, location: 'BIN', ...lines({ itemCode: 'PLAIN', qty: '1', status: 'hold', reasonCode: 'RET-WRONG' }) };
    await post(`/customer-returns/${(await post('/customer-returns', back)).id}/receive`);
    await post(`/customer-returns/${(await post('/customer-returns', back)).id}/cancel`);
  });

  it('inside the warehouse', async () => {
    const draft = (): Promise<Made> =>
      post('/transfers', { fromWarehouse: 'WH', toWarehouse: 'WH2', ...lines({ itemCode: 'PLAIN', qty: '4', fromLocation: 'BIN' }) });
    const transfer = async (arrived: string): Promise<string> => {
      const path = `/transfers/${(await draft()).id}`;
      const [line] = (await post(`${path}/dispatch`)).lines as Made[];
      await post(`${path}/receive`, lines({ lineId: line!.id, qty: arrived, toLocation: 'FAR' }));
      return path;
    };
    await post(`/transfers/${(await draft()).id}/cancel`);
    await post(`${await transfer('3')}/close`, { reasonCode: 'ADJ-LOST' });
    expect(last).toEqual(['transfer.discrepancy']);
    await post(`${await transfer('4')}/close`, {});
    const adjust = (reasonCode: string): Promise<Made> =>
      post('/adjustments', { reasonCode, ...lines({ itemCode: 'PLAIN', location: 'BIN', qtyChange: '-1' }) });
    await post(`/adjustments/${(await adjust('ADJ-LOST')).id}/reverse`, {});
    await post('/reason-codes', { code: 'ADJ-TWO', domain: 'adjust', labelZh: '雙人', labelEn: 'Two', needsApproval: true });
    await post(`/adjustments/${(await adjust('ADJ-TWO')).id}/approve`, {}, { by: 'checker' });
    expect(last).toEqual(['stock.adjustment.approved']);
    await post(`/adjustments/${(await adjust('ADJ-TWO')).id}/reject`, {}, { by: 'checker' });
    const rule = await post('/replenishment-rules', { item: 'PLAIN', location: 'FACE', minQty: '5', maxQty: '10' });
    await patch(`/replenishment-rules/${rule.id}`, { maxQty: '12' });
    await post('/replenishment-tasks/run', { warehouse: 'WH' });
    const task = `/replenishment-tasks/${(await open('replenishment-tasks')).id}`;
    for (const verb of ['claim', 'release']) await post(`${task}/${verb}`);
    await post(`${task}/confirm`, { fromLocation: 'BIN2', qty: '2' });
    await send('DELETE', `/replenishment-rules/${rule.id}`);
  });

  it('in counts', async () => {
    const scope = { locations: ['TALLY'] };
    await post('/inventory/postings', { type: 'receipt', ...lines({ itemCode: 'PLAIN', qty: '7', toLocation: 'TALLY' }) });
    const plan = await post('/count-plans', { name: '盤', warehouse: 'WH', scope, blind: true, active: true });
    await patch(`/count-plans/${plan.id}`, { name: '盤點' });
    const plain = `/count-sessions/${(await post('/count-sessions', { warehouse: 'WH', scope })).id}`;
    await post(`${plain}/cancel`);
    const { id } = await post('/count-sessions', { warehouse: 'WH', scope });
    const session = `/count-sessions/${id}`;
    await post(`${session}/open`);
    const count = async (qty: string): Promise<void> => {
      const task = `/count-tasks/${(await first(`/count-tasks?session=${id}&state=open`)).id}`;
      for (const verb of ['claim', 'release', 'claim']) await post(`${task}/${verb}`);
      await post(`${task}/entries`, { entries: [{ itemCode: 'PLAIN', qty }] });
      await post(`${task}/finish`, {});
    };
    await count('5');
    await post(`${session}/request-recount`, {});
    await count('6');
    await post(`${session}/approve`, {}, { by: 'checker' });
    await post(`${session}/post`, {});
  });

  it('in the factory', async () => {
    const chapter = new ProductionChapter({ send, plan: () => runPlanning(bed) });
    await chapter.masterData();
    await chapter.orders();
    await chapter.floor();
    await chapter.downtime();
    await chapter.planning();
  });

  it('in reports, scans and offline work', async () => {
    const { items } = (await get('/reports')) as unknown as { items: { key: string; params: { required: boolean }[] }[] };
    const report = items.find((one) => one.params.every((param) => !param.required))!.key;
    const wish = await post('/exports', { report, format: 'csv' });
    await send('DELETE', `/exports/${wish.id}`).catch(() => undefined); // only once it is made
    const schedule = await post('/report-schedules', { name: '日報', report, format: 'csv', cron: '0 6 * * *', webhook: true });
    await patch(`/report-schedules/${schedule.id}`, { name: '晨報' });
    await send('DELETE', `/report-schedules/${schedule.id}`, undefined, { version: 2 });
    const preset = await post('/report-presets', { report, name: '我的', params: {} });
    await send('DELETE', `/report-presets/${preset.id}`);
    const mapping = await post('/import-mappings', { type: 'items', name: '對應', headers: { code: '料號' } });
    await send('DELETE', `/import-mappings/${mapping.id}`);
    await post('/client-errors', { app: 'portal', message: 'x' });
    await post('/scan/resolve', { raw: 'BIN' });
    const op = (seq: number, qty: string): object => {
      const body = lines({ itemCode: 'PLAIN', qty, fromLocation: 'BIN', toLocation: 'BIN2' });
      return { opId: randomUUID(), seq, type: 'stock.move', occurredAt: new Date().toISOString(), body };
    };
    await post('/device-ops/batch', { ops: [op(1, '1')] });
    for (const n of [2, 3]) await post('/device-ops/batch', { ops: [op(n, '100000')] });
    expect(last).toEqual(['device.op.conflict']);
    await post(`/conflicts/${(await first('/conflicts')).id}/resolve`, { action: 'discard', reason: '重做' });
    await post(`/conflicts/${(await first('/conflicts')).id}/resolve`, {
      action: 'apply',
      reason: '少搬',
      body: lines({ itemCode: 'PLAIN', qty: '1', fromLocation: 'BIN', toLocation: 'BIN2' }),
    });
  });

  it('and a repetition by its key leaves none', async () => {
    const key = randomUUID();
    const move = lines({ itemCode: 'PLAIN', qty: '1', fromLocation: 'BIN', toLocation: 'BIN2' });
    const { id } = await post('/moves', move, { key });
    const before = await newest();
    const reply = await app.inject({
      method: 'POST',
      url: '/api/v1/moves',
      headers: { authorization: `Bearer ${tokens.builder}`, 'idempotency-key': key, 'content-type': 'application/json' },
      payload: JSON.stringify(move),
    });
    expect([reply.json<Made>().id, await since(before)]).toEqual([id, []]);
  });

  it('whatever the contract can do', () => {
    expect(walk.deviations(SILENT, TWOFOLD)).toEqual([]);
    expect(walk.missing(ELSEWHERE)).toEqual([]);
    expect([SILENT, TWOFOLD, ELSEWHERE].flatMap((table) => walk.unknown(table))).toEqual([]);
  });
});
