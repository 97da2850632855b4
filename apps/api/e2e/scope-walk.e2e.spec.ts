import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedReasonCodes, seedStandardUnits } from '@anwen/catalog';
import { TestDatabase } from '@anwen/database/testing';
import { createHttpApp, routesOf, type HttpApp } from '@anwen/http';
import { systemActor } from '@anwen/kernel';
import { presetRoles } from '@anwen/rbac';
import { RbacBed } from '@anwen/rbac/testing';
import { ModulesContainer } from '@nestjs/core';
import { readApiConfig } from '../src/api-config';
import { ApiModule, PERMISSIONS } from '../src/api.module';
import { describeApi } from '../src/openapi-document';
import { ContractWalk, type Operation } from './contract-walk';
import { redisUrl } from './harness';
import { runPlanning } from './plan-run';
import { ScopeWorld, type Call } from './scope-world';

/** Stands in every code of the other side. Four letters alone would turn up by chance in the random ids and cursors of an answer. */
const THEIR_MARK = 'ZULU-SIDE';
/** Who sees all of it whatever the warehouse: what belongs to the company, to nobody, or to the caller alone. */
const WITHOUT_WAREHOUSE: Readonly<Record<string, string>> = {
  items: 'master data of the company',
  'item-categories': 'master data of the company',
  uoms: 'master data of the company',
  partners: 'master data of the company',
  'reason-codes': 'master data of the company',
  boms: 'master data of the company',
  'work-centers': 'master data of the company',
  routings: 'master data of the company',
  shifts: 'master data of the company',
  calendars: 'master data of the company',
  'planning/parameters': 'named by an item, which belongs to the company; rows of a warehouse: libs/planning',
  jobs: "the caller's own",
  exports: "the caller's own",
  imports: "the caller's own",
  'import-mappings': "the caller's own",
  'imports/templates': 'no data',
  'report-schedules': "the caller's own",
  'report-presets': "the caller's own",
  reports: 'checked by its previews below',
  'device-ops': "the device's or the caller's own",
  conflicts: 'checked by the specs of offline work: it belongs to a device',
  system: 'no data',
};
const firstPart = ({ path }: Operation): string => /^\/(?:api\/v1\/)?([^{]*?)(?:\/\{|$)/.exec(path)![1]!;

describe('every route, every role, inside and outside the scope (I-23)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'anwen-scope-'));
  let bed: TestDatabase;
  let app: HttpApp;
  let rbac: RbacBed;
  let walk: ContractWalk;
  let ours: ScopeWorld;
  let theirs: ScopeWorld;
  let everybody: readonly { name: string; call: Call }[];

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
    rbac = new RbacBed(bed);
    walk = new ContractWalk(describeApi(routesOf(app.get(ModulesContainer))) as never);
    const builder = as(await builderToken());
    for (const item of [
      { code: 'PLAIN' },
      { code: 'LOTTED', tracking: 'lot' },
      { code: 'SERIAL', tracking: 'serial' },
      { code: 'CHECKED', qcOnReceipt: true },
    ]) {
      const { status, text } = await builder('POST', '/api/v1/items', { name: '品項', kind: 'fg', baseUom: 'PCE', ...item });
      if (status !== 201) throw new Error(text);
    }
    ours = await ScopeWorld.build(builder, 'OURS', () => runPlanning(bed));
    theirs = await ScopeWorld.build(builder, THEIR_MARK, () => runPlanning(bed));
    everybody = await people(builder);
  }, 120_000);
  afterAll(async () => {
    await rbac.close();
    await app.close();
    await bed.drop();
    rmSync(folder, { recursive: true });
  });

  /** Somebody with every permission, who builds both sides. */
  async function builderToken(): Promise<string> {
    const actor = systemActor('test');
    await bed.transaction((tx) => seedStandardUnits(tx, actor));
    await bed.transaction((tx) => seedReasonCodes(tx, actor));
    await bed.asOwner(`INSERT INTO sys_settings (key, value) VALUES ('trade.gs1CompanyPrefix', '"4712345"')`);
    await rbac.sync(PERMISSIONS);
    await bed.asOwner(`WITH role AS (INSERT INTO sys_roles (code, name_zh, name_en) VALUES ('builds', '測', 'Test') RETURNING id)
      INSERT INTO sys_role_permissions (role_id, permission_code) SELECT role.id, p.code FROM role, sys_permissions p`);
    await rbac.addUser('builder', [{ role: 'builds', scopes: [{ kind: 'all' }] }]);
    return rbac.tokenFor('builder');
  }

  const as =
    (token: string): Call =>
    async (method, url, body) => {
      const reply = await app.inject({
        method: method as 'GET',
        url,
        headers: {
          authorization: `Bearer ${token}`,
          ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID(), 'if-match': '"1"' }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      });
      const isJson = String(reply.headers['content-type']).includes('json');
      return { status: reply.statusCode, text: reply.body, body: isJson && reply.body !== '' ? reply.json<unknown>() : undefined };
    };

  /** Each role, once in the warehouse, once in its zone and once at its work centre alone. */
  async function people(builder: Call): Promise<{ name: string; call: Call }[]> {
    const roles = [...presetRoles.map((r) => r.code), 'builds'];
    const { body } = await builder('GET', `/api/v1/warehouses/${ours.warehouseId}`);
    const zone = (body as { zones: { id: string }[] }).zones[0]!.id;
    const made: { name: string; call: Call }[] = [];
    for (const role of roles) {
      for (const [kind, targetId] of [
        ['warehouse', ours.warehouseId],
        ['zone', zone],
        ['work_center', ours.workCenterId],
      ] as const) {
        const name = `${role}.${kind}`;
        await rbac.addUser(name, [{ role, scopes: [{ kind, targetId }] }]);
        made.push({ name, call: as(await rbac.tokenFor(name)) });
      }
    }
    return made;
  }

  const bodyOf = ({ body }: Operation): unknown => (body === undefined ? undefined : walk.valid(body));
  const leaked = (text: string): string[] => [theirs.mark, ...theirs.secrets].filter((secret) => text.includes(secret));

  it('knows an object of every route that takes one', () => {
    const unknown = walk.operations
      .filter((o) => o.path.startsWith('/api/v1/') && o.path.includes('{') && !WITHOUT_WAREHOUSE[firstPart(o)] && !theirs.pathOf(o.path))
      .map((o) => o.path);
    expect([...new Set(unknown)]).toEqual([]);
  });

  it('hides what lies outside: it does not exist, whatever is done to it, and no list tells of it', async () => {
    const deviations: string[] = [];
    let asked = 0;
    let seen = 0;
    for (const { name, call } of everybody) {
      for (const operation of walk.operations.filter((o) => o.path.startsWith('/api/v1/') && !o.isPublic && !/logout|password/.test(o.path))) {
        const { method, path } = operation;
        if (WITHOUT_WAREHOUSE[firstPart(operation)]) continue;
        const foreign = path.includes('{') ? theirs.pathOf(path) : method === 'GET' ? walk.pathOf(operation) : undefined;
        if (foreign === undefined) continue;
        asked++;
        const { status, text } = await call(method, foreign, bodyOf(operation));
        const wanted = path.includes('{') ? [403, 404] : [200, 304, 400, 403, 404, 422];
        if (!wanted.includes(status)) deviations.push(`${name}: ${method} ${path} answers ${status} ${text.slice(0, 200)}`);
        const told = leaked(text).filter((secret) => !foreign.includes(secret));
        if (told.length > 0) deviations.push(`${name}: ${method} ${path} tells of ${told.join(', ')}`);
        if (method === 'GET' && path.includes('{') && (await call('GET', ours.pathOf(path)!)).status === 200) seen++;
      }
    }
    expect(deviations).toEqual([]);
    expect(asked).toBeGreaterThan(2_000);
    // The walk would prove nothing if nobody saw anything.
    expect(seen).toBeGreaterThan(150);
  }, 300_000);

  it('refuses every write that built the other side, whose bodies name its places', async () => {
    const writes = theirs.writes.filter(({ path }) => !WITHOUT_WAREHOUSE[path.split('/')[3]!]);
    const deviations: string[] = [];
    for (const { name, call } of everybody) {
      for (const { path, body } of writes) {
        const { status, text } = await call('POST', path, body);
        if (status < 400 || status >= 500) deviations.push(`${name}: POST ${path} ${JSON.stringify(body)} answers ${status} ${text.slice(0, 200)}`);
        const told = theirs.secrets.filter((secret) => text.includes(secret) && !`${path} ${JSON.stringify(body)}`.includes(secret));
        if (told.length > 0) deviations.push(`${name}: POST ${path} tells of ${told.join(', ')}`);
      }
    }
    expect(deviations).toEqual([]);
    expect(writes.length).toBeGreaterThan(40);
  }, 300_000);

  it('does nothing of offline work that names documents and places outside', async () => {
    // A spec of libs/offline holds the guide's table to what the code does.
    const guide = readFileSync(join(__dirname, '../../../docs/pda-device-management.md'), 'utf8');
    expect(Object.keys(theirs.offlineWork()).sort()).toEqual([...guide.matchAll(/^\| `([a-z]+\.[a-z]+)` \| `POST /gm)].map(([, type]) => type).sort());
    const submit = async (call: Call, world: ScopeWorld) => {
      const ops = Object.entries(world.offlineWork()).map(([type, body], seq) => ({
        opId: randomUUID(),
        seq,
        type,
        occurredAt: new Date().toISOString(),
        body,
      }));
      const { status, text, body } = await call('POST', '/api/v1/device-ops/batch', { ops });
      const results = status === 200 ? (body as { results: { result: string }[] }).results.map(({ result }, n) => `${ops[n]!.type} ${result}`) : [];
      return { status, told: world.secrets.filter((secret) => text.includes(secret) && !JSON.stringify(ops).includes(secret)), results };
    };
    const deviations: string[] = [];
    let sent = 0;
    for (const { name, call } of everybody) {
      const { status, told, results } = await submit(call, theirs);
      if (status !== 200 && status !== 403) deviations.push(`${name}: answers ${status}`);
      if (told.length > 0) deviations.push(`${name}: is told ${told.join(', ')}`);
      deviations.push(...results.filter((one) => !/ (rejected|conflict)$/.test(one)).map((one) => `${name}: ${one}`));
      sent += results.length;
    }
    expect(deviations).toEqual([]);
    expect(sent).toBeGreaterThan(50);
    // The same work at home is done: the refusals are those of the scope.
    const atHome = await submit(everybody.find(({ name }) => name === 'builds.warehouse')!.call, ours);
    expect(atHome.results).toEqual(expect.arrayContaining(['stock.move applied', 'receipt.lines applied', 'production.report applied']));
  }, 300_000);

  it('holds for reports, scans and offline data as well', async () => {
    const deviations: string[] = [];
    for (const { name, call } of everybody) {
      const reports =
        ((await call('GET', '/api/v1/reports')).body as { items?: { key: string; params: { key: string; required: boolean; type: string }[] }[] }).items ?? [];
      for (const { key, params } of reports) {
        const query = new URLSearchParams(params.filter((p) => p.required).map((p): [string, string] => [p.key, valueFor(p)]));
        const { status, text } = await call('GET', `/api/v1/reports/${key}/preview?${query}`);
        if (status >= 500 || leaked(text).length > 0) deviations.push(`${name}: report ${key} answers ${status} ${leaked(text).join()}`);
      }
      for (const raw of [`BIN-${theirs.mark}`, `LOT-${theirs.mark}`, `DN-${theirs.mark}`]) {
        const { text } = await call('POST', '/api/v1/scan/resolve', { raw });
        if (theirs.secrets.some((secret) => text.includes(secret))) deviations.push(`${name}: a scan of ${raw} tells of it`);
      }
      const { text } = await call('GET', '/api/v1/sync/snapshot');
      if (leaked(text).length > 0) deviations.push(`${name}: the offline data tell of ${leaked(text).join()}`);
    }
    expect(deviations).toEqual([]);
  }, 300_000);
});

function valueFor({ type, key }: { type: string; key: string }): string {
  if (type === 'date') return '2026-01-31';
  if (type === 'int') return '30';
  return key === 'lot' || type === 'lot' ? `LOT-${THEIR_MARK}` : 'PLAIN';
}
