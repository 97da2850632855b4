import { randomUUID } from 'node:crypto';
import type { CatalogEvent } from '@anwen/catalog';
import type { WebhookEventType } from '@anwen/webhooks';
import { AdminBed } from './harness';

const ALL = [{ kind: 'all' }];
/** Answers to nobody here: an address that is public, with nothing that would be sent to it. */
const PUBLIC_URL = 'https://8.8.8.8/hook';

/** The compiler's part of the event catalogue: an event of the catalog that cannot be subscribed to does not compile. */
type Unlisted = Exclude<CatalogEvent, WebhookEventType>;
const ALL_LISTED: [Unlisted] extends [never] ? true : Unlisted = true;

describe('webhooks in the admin app', () => {
  let admin: AdminBed;
  let boss: Awaited<ReturnType<AdminBed['administrator']>>;

  beforeAll(async () => {
    admin = await AdminBed.start();
    boss = await admin.administrator();
  }, 60_000);
  afterAll(() => admin.stop());

  const call: AdminBed['call'] = (method, path, options) => admin.call(method, path, { token: boss.token, ...options });
  const hooks = '/api/v1/admin/webhooks';

  it('shows a secret once: a repeat of the request does not show it again', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    const body = { name: 'ERP', url: PUBLIC_URL, events: ['stock.*'] };
    const made = await call('POST', hooks, { headers, body });
    expect(made).toMatchObject({
      status: 201,
      body: { secret: expect.stringMatching(/^whsec_[\w+/]{43}=$/), webhook: { active: true, authMode: 'hmac_sha256' } },
    });
    const repeated = await call('POST', hooks, { headers, body });
    expect(repeated.status).toBe(409);
    expect(repeated.text).not.toContain(made.body.secret);
    expect((await call('GET', hooks)).text).not.toContain('whsec_');
    const { id, rowVersion } = made.body.webhook;
    expect((await call('PATCH', `${hooks}/${id}`, { body: { name: 'x' } })).status).toBe(428);
    expect((await call('PATCH', `${hooks}/${id}`, { body: { name: 'x' }, headers: { 'If-Match': '"99"' } })).status).toBe(412);
    const changed = await call('PATCH', `${hooks}/${id}`, { body: { name: '企業資源' }, headers: { 'If-Match': `"${rowVersion}"` } });
    expect(changed).toMatchObject({ status: 200, body: { name: '企業資源', rowVersion: rowVersion + 1 } });
    expect((await call('POST', `${hooks}/${id}/rotate-secret`, { body: { overlapHours: 1 } })).status).toBe(428);
    const now = { 'If-Match': `"${rowVersion + 1}"` };
    const rotated = await call('POST', `${hooks}/${id}/rotate-secret`, { body: { overlapHours: 1 }, headers: now });
    expect(rotated.body.secret).not.toBe(made.body.secret);
    expect(rotated.body.webhook.oldSecretUntil).not.toBeNull();
    expect((await call('POST', `${hooks}/${id}/revoke-old-secret`, { body: {} })).body.oldSecretUntil).toBeNull();
    expect((await call('POST', `${hooks}/${id}/rotate-secret`, { body: { overlapHours: 169 }, headers: now })).status).toBe(400);
  });

  it('refuses what is not allowed with codes that say why, and private targets with one text', async () => {
    const post = (body: object): ReturnType<AdminBed['call']> => call('POST', hooks, { body: { name: 'x', url: PUBLIC_URL, events: ['*'], ...body } });
    const texts = await Promise.all(
      ['http://127.0.0.1:3001', 'http://10.0.0.1', 'https://nowhere.invalid', 'http://[::ffff:7f00:1]'].map(async (url) => (await post({ url })).body),
    );
    expect(new Set(texts.map((b) => `${b.status} ${b.code} ${b.detail}`)).size).toBe(1);
    expect(texts[0]).toMatchObject({ status: 422, code: 'webhooks.target_forbidden' });
    expect((await post({ events: ['what.ever.v1'] })).body.code).toBe('webhooks.unknown_event_type');
    expect((await post({ authMode: 'ip_only' })).body.code).toBe('webhooks.risk_ack_required');
    expect((await post({ headers: [{ name: 'Host', value: 'x' }] })).body.code).toBe('webhooks.header_forbidden');
    // An opening for loopback can be written down, but production never honours it.
    const opened = await call('POST', '/api/v1/admin/webhook-targets', { body: { cidr: '127.0.0.1', port: 3001, reason: 'try' } });
    expect(opened.status).toBe(201);
    expect((await post({ url: 'http://127.0.0.1:3001' })).body.code).toBe('webhooks.target_forbidden');
    expect((await call('DELETE', `/api/v1/admin/webhook-targets/${opened.body.id}`)).status).toBe(204);
  });

  it('switches off and on, shows the log, and tells which events there are', async () => {
    const { body } = await call('POST', hooks, { body: { name: 'MES', url: PUBLIC_URL, events: ['*'] } });
    const at = `${hooks}/${body.webhook.id}`;
    expect((await call('POST', `${at}/disable`, { body: { reason: 'maintenance' } })).body).toMatchObject({ active: false, health: { state: 'disabled' } });
    expect((await call('POST', `${at}/enable`, { body: {} })).status).toBe(400);
    expect((await call('POST', `${at}/enable`, { body: { paused: 'discard' } })).body.active).toBe(true);
    expect((await call('GET', `${at}/deliveries?state=dead&limit=10`)).body).toEqual({ items: [], nextCursor: null });
    expect((await call('POST', `${at}/replay-dead`, { body: {} })).body).toEqual({ deliveries: 0 });
    expect((await call('POST', `${at}/replay`, { body: { since: '2026-01-01T00:00:00Z' } })).body).toEqual({ deliveries: 0 });
    expect((await call('GET', '/api/v1/admin/webhook-events')).body.find((e: { type: string }) => e.type === 'stock.posted.v1').title).toBe('庫存過帳');
    expect((await call('DELETE', at)).status).toBe(428);
    const { rowVersion } = (await call('GET', at)).body;
    expect((await call('DELETE', at, { headers: { 'If-Match': `"${rowVersion}"` } })).status).toBe(204);
    expect((await call('GET', at)).status).toBe(404);
    expect((await call('GET', `${hooks}/abc`)).status).toBe(404);
    expect((await call('POST', `${hooks}/abc/test`, { body: {} })).status).toBe(404);
    expect((await call('DELETE', '/api/v1/admin/webhook-targets/abc')).status).toBe(404);
    expect((await call('POST', '/api/v1/admin/webhook-deliveries/abc/replay', { body: {} })).status).toBe(404);
    expect((await call('GET', '/api/v1/admin/webhook-deliveries/0190a1b2-0000-7000-8000-000000000001')).status).toBe(404);
  });

  it('has an event type for everything that the catalog tells', () => {
    expect(ALL_LISTED).toBe(true);
  });

  it('lets auditors read and nobody else write', async () => {
    const auditor = await admin.signIn('auditor', [{ role: 'auditor', scopes: ALL }]);
    expect((await call('GET', hooks, { token: auditor.token })).status).toBe(200);
    expect((await call('POST', hooks, { token: auditor.token, body: { name: 'x', url: PUBLIC_URL, events: ['*'] } })).status).toBe(403);
    const operator = await admin.signIn('operator', [{ role: 'warehouse_operator', scopes: ALL }]);
    expect((await call('GET', hooks, { token: operator.token })).status).toBe(403);
    expect((await admin.call('GET', hooks)).status).toBe(401);
  });

  it('gives keys to integrations: scoped, with the idempotency of everybody, limited in time, rotated with an overlap', async () => {
    const keys = '/api/v1/admin/api-keys';
    const refused = await call('POST', keys, { body: { name: 'x', permissions: ['webhook.write'], scopes: ALL } });
    expect(refused.body.code).toBe('rbac.api_key_permission_refused');
    const made = await call('POST', keys, { body: { name: 'ERP', permissions: ['webhook.read'], scopes: ALL } });
    const old = { token: made.body.token as string };
    expect((await admin.call('GET', hooks, old)).status).toBe(200);
    expect((await admin.call('GET', '/api/v1/admin/users', old)).status).toBe(403);
    const rotated = await call('POST', `${keys}/${made.body.apiKey.id}/rotate`, { body: { overlapHours: 1 } });
    expect(rotated).toMatchObject({ status: 201, body: { apiKey: { name: 'ERP', permissions: ['webhook.read'] } } });
    const next = { token: rotated.body.token as string };
    expect([(await admin.call('GET', hooks, old)).status, (await admin.call('GET', hooks, next)).status]).toEqual([200, 200]);
    const again = await call('POST', `${keys}/${made.body.apiKey.id}/rotate`, { body: { overlapHours: 1 } });
    expect(again).toMatchObject({ status: 409, body: { code: 'rbac.api_key_replaced' } });
    const successor = rotated.body.apiKey.id as string;
    const last = await call('POST', `${keys}/${successor}/rotate`, { body: { overlapHours: 0 } });
    expect(last.status).toBe(201);
    await new Promise((resume) => setTimeout(resume, 1_100));
    expect((await admin.call('GET', hooks, next)).status).toBe(401);
    expect((await call('POST', `${keys}/${successor}/rotate`, { body: {} })).body.code).toBe('rbac.api_key_ended');
    await admin.bed.asOwner(`UPDATE sys_api_keys SET expires_at = now() - interval '1 second'`);
    await new Promise((resume) => setTimeout(resume, 1_100));
    expect((await admin.call('GET', hooks, old)).status).toBe(401);
  });
});
