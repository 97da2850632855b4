import { randomUUID } from 'node:crypto';
import { AuditSealer } from '@anwen/audit';
import { routesOf } from '@anwen/http';
import { TEST_PASSWORD, walkMatrix } from '@anwen/rbac/testing';
import { ModulesContainer } from '@nestjs/core';
import { Workbook } from 'exceljs';
import { PERMISSIONS } from '../src/admin.module';
import { requireDeclarations } from '../src/startup.checks';
import { AdminBed } from './harness';

const ALL = [{ kind: 'all' }];

describe('the admin app', () => {
  let admin: AdminBed;
  let boss: Awaited<ReturnType<AdminBed['administrator']>>;

  beforeAll(async () => {
    admin = await AdminBed.start();
    boss = await admin.administrator();
  }, 60_000);
  afterAll(() => admin.stop());

  const call: AdminBed['call'] = (method, path, options) => admin.call(method, path, { token: boss.token, ...options });

  it('refuses whoever has not signed in, and whoever lacks the permission or its whole reach', async () => {
    expect(await admin.call('GET', '/api/v1/admin/users')).toMatchObject({ status: 401, body: { code: 'rbac.unauthenticated' } });
    expect(await admin.call('GET', '/api/v1/admin/users', { token: 'x'.repeat(43) })).toMatchObject({ status: 401, body: { code: 'rbac.session_ended' } });
    const operator = await admin.signIn('operator', [{ role: 'warehouse_operator', scopes: ALL }]);
    expect(await call('GET', '/api/v1/admin/users', { token: operator.token })).toMatchObject({ status: 403, body: { code: 'rbac.permission_denied' } });
    const narrow = await admin.signIn('narrow', [{ role: 'tenant_admin', scopes: [{ kind: 'own' }] }]);
    expect(await call('GET', '/api/v1/admin/users', { token: narrow.token })).toMatchObject({ status: 403, body: { code: 'rbac.scope_too_narrow' } });
    const denied = await admin.bed.asOwner(`SELECT 1 FROM sys_audit_logs WHERE action = 'access.denied' AND subject_id = 'user.read'`);
    expect(denied).toHaveLength(1);
  });

  it('keeps the session of a browser in a cookie and its writes to its own pages', async () => {
    const body = { username: boss.username, password: TEST_PASSWORD };
    const login = await admin.call('POST', '/api/v1/auth/login', { body, headers: { Origin: admin.url } });
    const set = login.headers.get('set-cookie')!;
    expect(set).toMatch(/^anwen=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Expires=/);
    const cookie = set.split(';')[0]!;
    expect((await admin.call('GET', '/api/v1/me', { headers: { cookie } })).body.user.username).toBe(boss.username);
    const write = (headers: Record<string, string>): ReturnType<AdminBed['call']> =>
      admin.call('POST', '/api/v1/admin/depts', { headers: { cookie, ...headers }, body: { code: randomUUID().slice(0, 8), name: 'x' } });
    expect((await write({ Origin: admin.url })).status).toBe(201);
    expect((await write({ Origin: 'https://evil.example' })).body.code).toBe('rbac.origin_refused');
    expect((await write({})).body.code).toBe('rbac.origin_refused');
    const logout = await admin.call('POST', '/api/v1/auth/logout', { headers: { cookie, Origin: admin.url } });
    expect(logout.status).toBe(204);
    expect((await admin.call('GET', '/api/v1/me', { headers: { cookie } })).status).toBe(401);
    expect((await admin.call('POST', '/api/v1/auth/login', { body })).headers.get('set-cookie')).toBeNull();
  });

  it('makes a user once, shows the password once, and lets the user change it before anything else', async () => {
    const username = `new.${randomUUID().slice(0, 8)}`;
    const headers = { 'Idempotency-Key': randomUUID() };
    const input = { username, displayName: '陳小明', roles: [{ role: 'tenant_admin', scopes: ALL }] };
    const made = await call('POST', '/api/v1/admin/users', { headers, body: input });
    expect(made).toMatchObject({
      status: 201,
      body: { user: { displayName: '陳小明', roles: [{ role: 'tenant_admin', scopes: [{ kind: 'all', target: null }] }] } },
    });
    const again = await call('POST', '/api/v1/admin/users', { headers, body: input });
    expect(again).toMatchObject({ status: 409, body: { code: 'idempotency.secret_already_shown' } });
    const password = made.body.temporaryPassword as string;
    const stored = await admin.bed.asOwner('SELECT response_raw, response_body::text FROM sys_idempotency_keys');
    expect(JSON.stringify(stored)).not.toContain(password);
    const { token } = (await admin.call('POST', '/api/v1/auth/login', { body: { username, password } })).body;
    expect((await call('GET', '/api/v1/admin/users', { token })).body.code).toBe('rbac.password_change_required');
    expect((await call('POST', '/api/v1/auth/change-password', { token, body: { currentPassword: password, newPassword: 'q7!vK2#mZ9pL' } })).body.code).toBe(
      'rbac.password_refused',
    ); // 15 for administrators
    const changed = await call('POST', '/api/v1/auth/change-password', { token, body: { currentPassword: password, newPassword: 'Marble-cactus-Window-9' } });
    expect(changed.status).toBe(200);
    expect((await call('GET', '/api/v1/me', { token })).status).toBe(401);
    expect((await call('GET', '/api/v1/admin/users', { token: changed.body.token })).status).toBe(200);
  });

  it('guards edits by version and refuses bad input by field', async () => {
    const { id } = await admin.signIn('edited');
    const user = await call('GET', `/api/v1/admin/users/${id}`);
    const etag = user.headers.get('etag')!;
    const patch = (headers: Record<string, string>, body: object): ReturnType<AdminBed['call']> =>
      call('PATCH', `/api/v1/admin/users/${id}`, { headers, body });
    expect((await patch({}, { displayName: '甲' })).status).toBe(428);
    expect(await patch({ 'If-Match': etag }, { displayName: '甲' })).toMatchObject({ status: 200, body: { displayName: '甲' } });
    expect((await patch({ 'If-Match': etag }, { displayName: '乙' })).status).toBe(412);
    expect(await patch({ 'If-Match': etag }, { isAdmin: true })).toMatchObject({ status: 400, body: { code: 'http.unknown_property' } });
    expect((await call('POST', '/api/v1/admin/users', { body: { username: 'Ａdmin', displayName: 'x' } })).status).toBe(400);
    expect((await call('GET', '/api/v1/admin/users/not-an-id')).status).toBe(404);
    expect((await call('GET', `/api/v1/admin/users/${randomUUID()}`)).status).toBe(404);
  });

  it('keeps a disabled user out at once', async () => {
    const victim = await admin.signIn('victim');
    expect((await call('POST', `/api/v1/admin/users/${victim.id}/disable`, { body: { reason: '離職' } })).body.status).toBe('disabled');
    expect((await call('GET', '/api/v1/me', { token: victim.token })).status).toBe(401);
    expect((await admin.call('POST', '/api/v1/auth/login', { body: { username: victim.username, password: TEST_PASSWORD } })).body.code).toBe(
      'rbac.login_refused',
    );
    expect((await call('POST', `/api/v1/admin/users/${boss.id}/disable`, { body: {} })).body.code).toBe('rbac.own_account');
  });

  it('makes API keys that reach what they name, and stops them', async () => {
    const made = await call('POST', '/api/v1/admin/api-keys', { body: { name: '監控', permissions: ['ops.read'], scopes: ALL } });
    expect(made.status).toBe(201);
    const token = made.body.token as string;
    expect((await call('GET', '/api/v1/admin/metrics', { token })).status).toBe(200);
    expect((await call('GET', '/api/v1/admin/users', { token })).body.code).toBe('rbac.permission_denied');
    expect((await call('GET', '/api/v1/admin/api-keys')).text).not.toContain(token);
    await call('POST', `/api/v1/admin/api-keys/${made.body.apiKey.id}/revoke`);
    await new Promise((resume) => setTimeout(resume, 1_000));
    expect((await call('GET', '/api/v1/admin/metrics', { token })).status).toBe(401);
  });

  it('pages through users and the audit log, and proves the log', async () => {
    const first = await call('GET', '/api/v1/admin/users?limit=2&withTotal=true');
    const second = await call('GET', `/api/v1/admin/users?limit=2&cursor=${encodeURIComponent(first.body.nextCursor)}`);
    expect(first.body.total).toBeGreaterThan(2);
    expect(first.body.items[1].username < second.body.items[0].username).toBe(true);
    expect((await call('GET', `/api/v1/admin/users?limit=2&q=x&cursor=${encodeURIComponent(first.body.nextCursor)}`)).body.code).toBe('page.cursor_invalid');
    const log = await call('GET', '/api/v1/admin/audit-logs?limit=3&action=user.created', { headers: { 'Accept-Language': 'en' } });
    expect(log.body.items[0]).toMatchObject({ action: 'user.created', label: 'User created' });
    await new AuditSealer(admin.bed.database).sealAll();
    const proof = await call('GET', '/api/v1/admin/audit-logs/verify');
    expect(proof.body).toMatchObject({ ok: true, problem: null });
    const { seq, hash } = proof.body.head;
    expect((await call('GET', `/api/v1/admin/audit-logs/verify?anchorSeq=${seq}&anchorHash=${hash}`)).body.ok).toBe(true);
    expect((await call('GET', `/api/v1/admin/audit-logs/verify?anchorSeq=${Number(seq) + 5}&anchorHash=${hash}`)).body).toMatchObject({
      ok: false,
      problem: 'tail_truncated',
    });
  });

  it('answers writes with 503 while the tenant is read-only, and still lets people in', async () => {
    await admin.setMode(true);
    await new Promise((resume) => setTimeout(resume, 1_000));
    const refused = await call('POST', '/api/v1/admin/depts', { body: { code: 'M', name: 'M' } });
    expect(refused).toMatchObject({ status: 503, body: { code: 'tenant.read_only' } });
    expect(refused.headers.get('retry-after')).toBe('30');
    expect((await call('GET', '/api/v1/admin/depts')).status).toBe(200);
    expect((await admin.call('POST', '/api/v1/auth/login', { body: { username: boss.username, password: TEST_PASSWORD } })).status).toBe(200);
    await admin.setMode(false);
    await new Promise((resume) => setTimeout(resume, 1_000));
    expect((await call('POST', '/api/v1/admin/depts', { body: { code: 'M', name: 'M' } })).status).toBe(201);
  });

  it('serves the matrix, the hourly figures, its health and a page without foreign assets', async () => {
    const response = await fetch(`${admin.url}/api/v1/admin/rbac-matrix.xlsx`, { headers: { Authorization: `Bearer ${boss.token}` } });
    const workbook = new Workbook();
    await workbook.xlsx.load(await response.arrayBuffer());
    expect(workbook.worksheets[0]!.getCell('A2').text).toContain('Generated');
    expect((await call('GET', '/api/v1/admin/sla?hours=2')).body).toEqual({ hours: [] });
    expect((await admin.call('GET', '/health')).status).toBe(200);
    const page = await admin.call('GET', '/');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(page.text).toContain('系統管理');
    expect(page.text).not.toMatch(/(src|href)="https?:/);
    expect((await admin.call('GET', '/admin.js')).status).toBe(200);
  });
});

describe('every admin route and every role', () => {
  it('is refused exactly where the matrix says so', async () => {
    const admin = await AdminBed.start();
    const { routes } = routesOf(admin.app.get(ModulesContainer));
    requireDeclarations(routes, PERMISSIONS);
    const result = await walkMatrix({
      routes,
      tables: PERMISSIONS,
      tokenOf: async (role) => {
        await admin.rbac.addUser(`walks.${role ?? 'none'}`, role === undefined ? [] : [{ role, scopes: [{ kind: 'all' }] }]);
        return admin.rbac.tokenFor(`walks.${role ?? 'none'}`);
      },
      call: async (method, path, token) => {
        const reply = await admin.call(method, path, { token, headers: method === 'GET' ? {} : { 'Idempotency-Key': 'bad' } });
        return { status: reply.status, code: reply.body?.code as string | undefined };
      },
    });
    expect(result.deviations).toEqual([]);
    expect(result.asked).toBeGreaterThan(300);
    await admin.stop();
  }, 120_000);
});
