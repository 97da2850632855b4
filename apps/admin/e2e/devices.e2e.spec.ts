import { createHash, randomBytes } from 'node:crypto';
import { AdminBed, type Reply } from './harness';

const APK = Buffer.concat([Buffer.from('504b0304', 'hex'), randomBytes(200), Buffer.from('AndroidManifest.xml'), randomBytes(50), Buffer.from('classes.dex')]);

describe('devices in the admin app', () => {
  let admin: AdminBed;
  let token: string;
  const code = (reply: Reply): string => `${reply.status} ${(reply.body as { code?: string } | undefined)?.code ?? ''}`.trim();
  const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply> =>
    admin.call(method, `/api/v1/admin${path}`, { token, body, ...(headers ? { headers } : {}) });
  const audits = async (): Promise<string[]> =>
    (await admin.bed.asOwner<{ action: string }>(`SELECT action FROM sys_audit_logs WHERE action LIKE 'device.%' ORDER BY id`)).map((row) => row.action);
  /** What the device does with the code; the api's route has a test of its own. */
  const enrolled = async (shown: string, trust = 'pending'): Promise<string> => {
    const hash = createHash('sha256').update(shown).digest();
    const [made] = await admin.bed.transaction((tx) =>
      tx.query<{ id: string; device: string }>(
        `WITH device AS (INSERT INTO sys_devices (name, platform, trust, public_key, warehouse_id, zone_ids, app_version)
           SELECT coalesce(name, 'PDA'), 'android', $2, '\\x00', warehouse_id, zone_ids, '2.0' FROM sys_device_enrolments WHERE code_hash = $1 RETURNING id, public_id),
         used AS (UPDATE sys_device_enrolments SET used_at = now(), device_id = device.id FROM device WHERE code_hash = $1 RETURNING 1)
         SELECT device.public_id AS id, device.id AS device FROM device, used`,
        [hash, trust],
      ),
    );
    await admin.bed.asOwner('INSERT INTO sys_device_sequences (device_id) VALUES ($1)', [made!.device]);
    return made!.id;
  };

  beforeAll(async () => {
    admin = await AdminBed.start();
    token = (await admin.administrator()).token;
    await admin.bed.transaction((tx) => tx.query(`INSERT INTO warehouses (code, name) VALUES ('WA', '甲倉'), ('WB', '乙倉')`));
    await admin.bed.transaction((tx) =>
      tx.query(`INSERT INTO zones (code, name, warehouse_id) SELECT code || '-Z1', '一區', id FROM warehouses WHERE code IN ('WA', 'WB')`),
    );
  }, 60_000);
  afterAll(() => admin.stop());

  it('begin with a code that is shown once, as a QR code that says where to go', async () => {
    const key = { 'Idempotency-Key': `enrol-${randomBytes(12).toString('hex')}` };
    const reply = await call('POST', '/devices/enroll-codes', { name: '叉車 3', warehouse: 'WA', zones: ['WA-Z1'] }, key);
    expect(reply.status).toBe(201);
    const content = JSON.parse(reply.body.content as string) as Record<string, unknown>;
    expect(content).toEqual({ v: 1, server: 'https://erp.example.com', tenant: 'TEST', code: reply.body.code, caSha256: null });
    expect(Buffer.from(reply.body.code as string, 'base64url')).toHaveLength(16);
    expect(reply.body.svg).toMatch(/^<svg /);
    const minutes = (Date.parse(reply.body.expiresAt as string) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(9.5);
    expect(minutes).toBeLessThanOrEqual(10);
    expect(code(await call('POST', '/devices/enroll-codes', { name: '叉車 3', warehouse: 'WA', zones: ['WA-Z1'] }, key))).toBe(
      '409 idempotency.secret_already_shown',
    );
    const [stored] = await admin.bed.asOwner<{ all: string }>(
      `SELECT string_agg(e::text, '') || coalesce((SELECT string_agg(k::text, '') FROM sys_idempotency_keys k), '') AS all FROM sys_device_enrolments e`,
    );
    expect(stored!.all).not.toContain(reply.body.code);
    expect(code(await call('POST', '/devices/enroll-codes', { warehouse: 'WA', zones: ['WB-Z1'] }))).toBe('422 device.place_unknown');
  });

  it('live: approved, suspended, resumed, revoked, and nothing after that', async () => {
    const { body } = await call('POST', '/devices/enroll-codes', { name: '盤點 1', warehouse: 'WA' });
    const id = await enrolled(body.code as string);
    const begun = await call('GET', `/devices/${id}`);
    expect(begun.body).toMatchObject({ name: '盤點 1', trust: 'pending', warehouse: { code: 'WA' }, zones: [], legal: ['approve', 'revoke'] });
    const turn = async (verb: string, input: object = {}): Promise<[string, unknown]> => {
      const reply = await call('POST', `/devices/${id}/${verb}`, input);
      return [code(reply), reply.body.legal];
    };
    const user = await admin.signIn('floor');
    await admin.bed.asOwner(
      `UPDATE sys_sessions SET device_id = (SELECT id FROM sys_devices WHERE public_id = $1), client = 'pda' WHERE id = (SELECT max(id) FROM sys_sessions)`,
      [id],
    );
    expect(await turn('suspend', { reason: 'x' })).toEqual(['409 device.invalid_transition', ['approve', 'revoke']]);
    expect(await turn('approve')).toEqual(['200', ['suspend', 'revoke']]);
    expect((await turn('suspend'))[0]).toMatch(/^(400|422) /);
    expect(await turn('suspend', { reason: '送修' })).toEqual(['200', ['resume', 'revoke']]);
    expect(await turn('resume')).toEqual(['200', ['suspend', 'revoke']]);
    expect(await turn('revoke', { reason: '遺失' })).toEqual(['200', []]);
    expect(await turn('resume')).toEqual(['409 device.invalid_transition', []]);
    expect((await call('GET', `/devices/${id}`)).body).toMatchObject({ trust: 'revoked', trustReason: '遺失', revokedAt: expect.any(String) as string });
    const [session] = await admin.bed.asOwner<{ over: boolean }>('SELECT revoked_at IS NOT NULL AS over FROM sys_sessions ORDER BY id DESC LIMIT 1');
    expect(session!.over).toBe(true);
    expect((await admin.call('GET', '/api/v1/admin/devices', { token: user.token })).status).toBe(401);
    expect(await audits()).toEqual(expect.arrayContaining(['device.enroll.requested', 'device.trusted', 'device.suspended', 'device.revoked']));
  });

  it('do not lend their sessions to this app: without the signature they are worth nothing here either', async () => {
    const { body } = await call('POST', '/devices/enroll-codes', {});
    const id = await enrolled(body.code as string, 'trusted');
    const chief = await admin.administrator();
    await admin.bed.asOwner(
      `UPDATE sys_sessions SET device_id = (SELECT id FROM sys_devices WHERE public_id = $1), client = 'pda' WHERE id = (SELECT max(id) FROM sys_sessions)`,
      [id],
    );
    await new Promise((resume) => setTimeout(resume, 1_000));
    expect(code(await admin.call('GET', '/api/v1/admin/users', { token: chief.token }))).toBe('401 device.signature_required');
  });

  it('are renamed and moved with what was seen in hand; the list finds them', async () => {
    const { body } = await call('POST', '/devices/enroll-codes', { name: '待搬' });
    const id = await enrolled(body.code as string, 'trusted');
    const { headers } = await call('GET', `/devices/${id}`);
    const version = { 'If-Match': headers.get('etag')! };
    expect((await call('PATCH', `/devices/${id}`, { warehouse: 'WB', zones: ['WB-Z1'] }, version)).body).toMatchObject({
      warehouse: { code: 'WB' },
      zones: [{ code: 'WB-Z1' }],
    });
    expect(code(await call('PATCH', `/devices/${id}`, { name: '晚到' }, version))).toMatch(/^412 /);
    const found = await call('GET', '/devices?warehouse=WB&q=待搬&trust=trusted&withTotal=true');
    expect(found.body).toMatchObject({ total: 1, items: [{ id, legal: ['suspend', 'revoke'] }] });
    const first = await call('GET', '/devices?limit=1');
    const second = await call('GET', `/devices?limit=1&cursor=${first.body.nextCursor as string}`);
    expect(second.body.items[0].id).not.toBe(first.body.items[0].id);
    expect((await call('GET', '/devices/not-an-id')).status).toBe(404);
  });

  it('are seen by a lead of their warehouse, and by no other', async () => {
    const { body } = await call('POST', '/devices/enroll-codes', { name: '在甲倉', warehouse: 'WA' });
    const id = await enrolled(body.code as string, 'trusted');
    const lead = async (warehouse: string): Promise<string> => {
      const [w] = await admin.bed.transaction((tx) => tx.query<{ id: string }>('SELECT public_id AS id FROM warehouses WHERE code = $1', [warehouse]));
      return (await admin.signIn(`lead-${warehouse.toLowerCase()}`, [{ role: 'warehouse_lead', scopes: [{ kind: 'warehouse', targetId: w!.id }] }])).token;
    };
    const [a, b] = [await lead('WA'), await lead('WB')];
    expect((await admin.call('GET', `/api/v1/admin/devices/${id}`, { token: a })).status).toBe(200);
    expect(code(await admin.call('GET', `/api/v1/admin/devices/${id}`, { token: b }))).toBe('404 device.not_found');
    expect(
      ((await admin.call('GET', '/api/v1/admin/devices', { token: b })).body.items as { warehouse: { code: string } | null }[]).every(
        (d) => d.warehouse?.code === 'WB',
      ),
    ).toBe(true);
    expect(code(await admin.call('POST', `/api/v1/admin/devices/${id}/revoke`, { token: a, body: { reason: 'x' } }))).toBe('403 rbac.permission_denied');
  });

  it('are approved by their code only by whoever may approve them there', async () => {
    const [w] = await admin.bed.transaction((tx) => tx.query<{ id: string }>(`SELECT id::text AS id FROM warehouses WHERE code = 'WA'`));
    await admin.bed.asOwner(`INSERT INTO sys_roles (code, name_zh, name_en) VALUES ('enrols', '註冊', 'Enrols'), ('approves', '核准', 'Approves')`);
    await admin.bed.asOwner(`INSERT INTO sys_role_permissions (role_id, permission_code)
      SELECT id, CASE code WHEN 'enrols' THEN 'device.enroll' ELSE 'device.manage' END FROM sys_roles WHERE code IN ('enrols', 'approves')`);
    const [inA] = await admin.bed.transaction((tx) => tx.query<{ id: string }>('SELECT public_id AS id FROM warehouses WHERE id = $1', [w!.id]));
    const person = await admin.signIn('enroller', [
      { role: 'enrols', scopes: [{ kind: 'all' }] },
      { role: 'approves', scopes: [{ kind: 'warehouse', targetId: inA!.id }] },
    ]);
    const made = async (body: object): Promise<string> => {
      const reply = await admin.call('POST', '/api/v1/admin/devices/enroll-codes', { token: person.token, body });
      return reply.status === 201 ? '201' : code(reply);
    };
    expect(await made({ warehouse: 'WA', autoApprove: true })).toBe('201');
    expect(await made({ warehouse: 'WB', autoApprove: true })).toBe('403 device.approve_denied');
    expect(await made({ autoApprove: true })).toBe('403 device.approve_denied');
    expect(await made({ warehouse: 'WB' })).toBe('201');
  });

  it('have versions: in order, with what was seen in hand, and a count of who would be kept out', async () => {
    const path = '/app-versions/pda?platform=android';
    expect((await call('GET', path)).body).toMatchObject({ minVersion: '0', rowVersion: 0, outdated: 0 });
    const versions = { minVersion: '2.9', hardMin: '2.1', latestVersion: '2.10', messageZh: '請更新', url: 'https://play.example.com/anwen' };
    expect(code(await call('PUT', path, versions))).toBe('428 http.precondition_required');
    expect(code(await call('PUT', path, { ...versions, latestVersion: '2.8' }, { 'If-Match': '"0"' }))).toBe('422 device.version_order');
    const kept = await call('PUT', path, versions, { 'If-Match': '"0"' });
    expect([kept.status, kept.headers.get('etag')]).toEqual([200, '"1"']);
    expect(kept.body.outdated).toBeGreaterThan(0);
    expect(code(await call('PUT', path, versions, { 'If-Match': '"0"' }))).toMatch(/^412 /);
    expect(code(await call('GET', '/app-versions/other'))).toBe('404 device.app_unknown');
  });

  it('get their app from here: an .apk, its digest in the versions', async () => {
    const upload = (bytes: Buffer, version = '2.11'): Promise<Response> =>
      fetch(`${admin.url}/api/v1/admin/app-versions/pda/package?version=${version}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/octet-stream', 'Idempotency-Key': randomBytes(16).toString('hex') },
        body: new Uint8Array(bytes),
      });
    for (const wrong of [Buffer.from('MZ this is a program'.repeat(20)), Buffer.concat([Buffer.from('504b0304', 'hex'), randomBytes(500)])])
      expect((await upload(wrong)).status).toBe(415);
    expect((await upload(APK, '2.8')).status).toBe(422);
    const kept = await upload(APK);
    expect(kept.status).toBe(201);
    const sha256 = createHash('sha256').update(APK).digest('hex');
    expect(await kept.json()).toEqual({ version: '2.11', sha256, bytes: APK.length, url: '/download/latest.apk' });
    expect((await call('GET', '/app-versions/pda?platform=android')).body).toMatchObject({
      latestVersion: '2.11',
      sha256,
      url: '/download/latest.apk',
      minVersion: '2.9',
    });
  });

  it('keep the minimum of every platform when the first package of their own comes', async () => {
    await admin.bed.asOwner('DELETE FROM sys_min_app_version');
    const policy = { minVersion: '2.9', hardMin: '2.1', latestVersion: '2.10', messageZh: '請更新', messageEn: 'Update' };
    expect((await call('PUT', '/app-versions/pda', policy, { 'If-Match': '"0"' })).status).toBe(200);
    const upload = (version: string): Promise<Response> =>
      fetch(`${admin.url}/api/v1/admin/app-versions/pda/package?version=${version}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/octet-stream' },
        body: new Uint8Array(APK),
      });
    expect([(await upload('2.8')).status, (await upload('2.12')).status]).toEqual([422, 201]);
    expect((await call('GET', '/app-versions/pda?platform=android')).body).toMatchObject({ ...policy, latestVersion: '2.12' });
  });

  it('know people by badges, which are shown once, replaced and taken away', async () => {
    const person = await admin.signIn('picker');
    const first = await call('POST', `/users/${person.id}/badge`);
    expect([first.status, first.body.code, first.body.svg]).toEqual([201, expect.stringMatching(/^AB\w{26}$/), expect.stringMatching(/^<svg /)]);
    const second = await call('POST', `/users/${person.id}/badge`);
    const living = await admin.bed.asOwner<{ hash: Buffer }>(`SELECT code_hash AS hash FROM sys_badges WHERE revoked_at IS NULL`);
    expect(living.map((row) => row.hash.toString('hex'))).toEqual([
      createHash('sha256')
        .update(second.body.code as string)
        .digest('hex'),
    ]);
    const pin = await call('POST', `/users/${person.id}/pin`);
    expect(pin.body.pin).toMatch(/^\d{6}$/);
    const [row] = await admin.bed.asOwner<{ pin: string }>('SELECT pin_hash AS pin FROM sys_users WHERE public_id = $1', [person.id]);
    expect(row!.pin).toMatch(/^\$argon2id\$/);
    expect((await call('DELETE', `/users/${person.id}/badge`)).status).toBe(204);
    expect(code(await call('DELETE', `/users/${person.id}/badge`))).toBe('404 rbac.badge_not_found');
    const log = await admin.bed.asOwner<{ all: string }>(`SELECT string_agg(l::text, '') AS all FROM sys_audit_logs l`);
    for (const secret of [first.body.code, second.body.code, pin.body.pin] as string[]) expect(log[0]!.all).not.toContain(`"${secret}"`);
  });
});
