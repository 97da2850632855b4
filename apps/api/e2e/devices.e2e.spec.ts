import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { DeviceClient, enrolCode, giveBadge } from './device-client';
import { ApiUnderTest, type Reply } from './harness';

const PIN = '482915';

describe('an enrolled device', () => {
  let api: ApiUnderTest;
  let badge: string;
  let device: DeviceClient;
  const code = (reply: Reply): string => `${reply.status} ${(reply.body as { code?: string } | undefined)?.code ?? ''}`.trim();
  const setTrust = (id: string, trust: string): Promise<unknown> =>
    api.bed.asOwner(
      `UPDATE sys_devices SET trust = $2, row_version = row_version + 1, revoked_at = CASE WHEN $2 = 'revoked' THEN now() END WHERE public_id = $1`,
      [id, trust],
    );
  const setVersions = (min: string, hardMin: string | null, latest: string): Promise<unknown> =>
    api.bed.asOwner(
      `INSERT INTO sys_min_app_version (app, platform, min_version, hard_min, latest_version) VALUES ('pda', 'android', $1, $2, $3)
       ON CONFLICT (app, platform) DO UPDATE SET min_version = $1, hard_min = $2, latest_version = $3`,
      [min, hardMin, latest],
    );
  const audits = (action: string): Promise<{ subject_id: string }[]> => api.bed.asOwner('SELECT subject_id FROM sys_audit_logs WHERE action = $1', [action]);
  const person = async (username: string, pin = PIN): Promise<string> => {
    await api.bed.asOwner(
      `WITH made AS (INSERT INTO sys_users (username, display_name, must_change_password) VALUES ($1, $1, true) RETURNING id),
            given AS (INSERT INTO sys_user_roles (user_id, role_id) SELECT made.id, r.id FROM made, sys_roles r WHERE r.code = 'warehouse_operator' RETURNING id)
       INSERT INTO sys_data_scopes (user_role_id, kind) SELECT id, 'all' FROM given`,
      [username],
    );
    return giveBadge(api, username, pin);
  };

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await api.bed.transaction(async (tx) => {
      await tx.query(`INSERT INTO warehouses (code, name) VALUES ('WA', '甲倉'), ('WB', '乙倉')`);
      await tx.query(
        `INSERT INTO zones (code, name, warehouse_id) SELECT w.code || '-' || n, n, w.id FROM warehouses w, unnest(ARRAY['Z1', 'Z2']) n WHERE w.code IN ('WA', 'WB')`,
      );
    });
    badge = await person('lin');
    device = await DeviceClient.enrolled(api);
    expect((await device.badgeIn(badge, PIN)).status).toBe(200);
  }, 120_000);
  afterAll(() => api.stop());

  describe('comes in by a code that', () => {
    it('is good once, even when two devices show it at the same time', async () => {
      const shown = await enrolCode(api);
      const rivals = Array.from({ length: 6 }, () => new DeviceClient(api));
      const replies = await Promise.all(rivals.map((rival) => rival.enrol(shown)));
      expect(replies.map((r) => r.status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
      expect(code(await new DeviceClient(api).enrol(shown))).toBe('409 device.code_used');
    });

    it('ends after its minutes, and cannot be invented', async () => {
      expect(code(await new DeviceClient(api).enrol(await enrolCode(api, { minutes: -1 })))).toBe('410 device.code_expired');
      expect(code(await new DeviceClient(api).enrol(randomBytes(16).toString('base64url')))).toBe('404 device.code_unknown');
    });

    it('demands a P-256 key or the fallback secret, exactly one, and is not used up by a bad request', async () => {
      const shown = await enrolCode(api);
      const facts = { code: shown, name: 'x', platform: 'android', model: 'y', appVersion: '2.1' };
      const send = (extra: object): Promise<Reply> => api.post('/api/v1/devices/enroll', { ...facts, ...extra }, { token: null, key: null });
      for (const extra of [{}, { publicKey: 'AAAA' }, { publicKey: device.publicKey, wantsSecret: true }])
        expect(code(await send(extra))).toBe('422 device.key_invalid');
      expect((await send({ publicKey: device.publicKey })).status).toBe(201);
    });

    it('makes a pending device unless it says otherwise; until it is approved nobody signs in there', async () => {
      const waiting = await DeviceClient.enrolled(api, { autoApprove: false });
      expect(code(await waiting.badgeIn(badge, PIN))).toBe('403 device.pending');
      await setTrust(waiting.id, 'trusted');
      expect((await waiting.badgeIn(badge, PIN)).status).toBe(200);
      expect((await device.badgeIn(badge, PIN)).status).toBe(200);
    });

    it('leaves no secret behind: neither the code nor the fallback secret is in the database', async () => {
      const shown = await enrolCode(api);
      const fallback = new DeviceClient(api);
      await fallback.enrol(shown, true);
      const rows = await api.bed.asOwner<{ all: string }>(
        `SELECT d::text || e::text AS all FROM sys_devices d JOIN sys_device_enrolments e ON e.device_id = d.id`,
      );
      expect(rows.some((row) => row.all.includes(shown) || row.all.includes(fallback.secret!))).toBe(false);
      expect((await fallback.badgeIn(badge, PIN)).status).toBe(200);
      expect((await fallback.get('/api/v1/me')).status).toBe(200);
      fallback.secret = randomBytes(32).toString('base64url');
      expect(code(await fallback.get('/api/v1/me'))).toBe('401 device.signature_invalid');
      expect((await device.badgeIn(badge, PIN)).status).toBe(200);
    });
  });

  describe('signs what it sends:', () => {
    it("its session without a signature, or with another device's, is worth nothing", async () => {
      expect(code(await api.get('/api/v1/me', { token: device.token }))).toBe('401 device.signature_required');
      const other = await DeviceClient.enrolled(api);
      other.token = device.token;
      expect(code(await other.get('/api/v1/me'))).toBe('401 device.credential_mismatch');
      expect((await device.get('/api/v1/me')).status).toBe(200);
      // Nor is a session of the office, or none, worth more with a device's signature on it.
      expect(code(await device.get('/api/v1/me', { token: api.token }))).toBe('401 device.credential_mismatch');
      expect(code(await device.get('/api/v1/me', { token: null }))).toBe('401 rbac.unauthenticated');
      const reasons = await api.bed.asOwner<{ subject: string; reason: string }>(
        `SELECT subject_id AS subject, diff->>'reason' AS reason FROM sys_audit_logs WHERE action = 'device.signature.invalid'`,
      );
      expect(reasons).toEqual(
        expect.arrayContaining([
          { subject: device.id, reason: 'unsigned' },
          { subject: other.id, reason: 'credential_mismatch' },
        ]),
      );
      expect(code(await api.get('/api/v1/me', { headers: { 'X-Device-Id': device.id } }))).toBe('401 device.signature_required');
    });

    it('every part counts: method, path with query, body, key', async () => {
      const tampered: [string, Promise<Reply>][] = [
        ['method', device.post('/api/v1/auth/change-pin', { current: 'x', newPin: '739146' }, {}, { signs: { method: 'PUT' } })],
        ['query', device.get('/api/v1/items?limit=5', {}, { signs: { target: '/api/v1/items?limit=6' } })],
        ['path', device.get('/api/v1/items', {}, { signs: { target: '/api/v1/uoms' } })],
        ['body', device.post('/api/v1/auth/change-pin', { current: 'x', newPin: '739146' }, {}, { signs: { body: '{}' } })],
        ['signature', device.get('/api/v1/items', {}, { signature: randomBytes(64).toString('base64url') })],
      ];
      for (const [part, reply] of tampered) expect([part, code(await reply)]).toEqual([part, '401 device.signature_invalid']);
      expect((await audits('device.signature.invalid')).map((row) => row.subject_id)).toContain(device.id);
      expect((await device.get('/api/v1/items?limit=5')).status).toBe(200);
      expect(
        (await api.send('GET', '/api/v1/items', { token: device.token, headers: { 'X-Device-Id': device.id, 'X-Device-Signature': 'nonsense' } })).status,
      ).toBe(401);
    });

    it('a signature is good once, and only near its time', async () => {
      const headers = device.headers('GET', '/api/v1/me', '');
      const send = (): Promise<Reply> => api.get('/api/v1/me', { token: device.token, headers });
      const replayed = await DeviceClient.enrolled(api);
      await replayed.badgeIn(badge, PIN);
      const twice = replayed.headers('GET', '/api/v1/me', '');
      for (const wanted of ['200', '401 device.nonce_replayed'])
        expect(code(await api.get('/api/v1/me', { token: replayed.token, headers: twice }))).toBe(wanted);
      const [sign] = await api.bed.asOwner<{ reason: string }>(
        `SELECT diff->>'reason' AS reason FROM sys_audit_logs WHERE action = 'device.signature.invalid' AND subject_id = $1`,
        [replayed.id],
      );
      expect(sign!.reason).toBe('replayed');
      expect([(await send()).status, code(await send())]).toEqual([200, '401 device.nonce_replayed']);
      const late = await device.get('/api/v1/me', {}, { skewMs: -301_000 });
      expect(code(late)).toBe('401 device.clock_skew');
      const { serverTime } = late.body as { serverTime: string };
      expect(Math.abs(Date.parse(serverTime) - Date.now())).toBeLessThan(5_000);
      expect(code(await device.get('/api/v1/me', {}, { skewMs: 301_000 }))).toBe('401 device.clock_skew');
      expect((await device.get('/api/v1/me', {}, { skewMs: 290_000 })).status).toBe(200);
    });

    it('20 copies of one request at once: one is let in', async () => {
      const headers = device.headers('GET', '/api/v1/me', '');
      const replies = await Promise.all(Array.from({ length: 20 }, () => api.get('/api/v1/me', { token: device.token, headers })));
      expect(replies.filter((r) => r.status === 200)).toHaveLength(1);
    });

    it('numbers grow; they may overtake each other within the window, and are used once', async () => {
      const [{ last }] = (await api.bed.asOwner<{ last: string }>(
        'SELECT s.last_seq AS last FROM sys_device_sequences s JOIN sys_devices d ON d.id = s.device_id WHERE d.public_id = $1',
        [device.id],
      )) as [{ last: string }];
      const at = Number(last) + 1000;
      const send = (seq: number): Promise<Reply> => device.get('/api/v1/me', {}, { seq });
      const lanes = [at + 3, at + 1, at + 31, at + 2, at];
      for (const seq of lanes) expect([seq, (await send(seq)).status]).toEqual([seq, 200]);
      for (const seq of [...lanes, at - 1, 1]) expect([seq, code(await send(seq))]).toEqual([seq, '401 device.sequence_stale']);
      const stale = await send(at);
      expect((stale.body as { lastSeq: number }).lastSeq).toBe(at + 31);
      for (let seq = at + 32; seq < at + 40; seq++) expect((await send(seq)).status).toBe(200);
      device.continueFrom(at + 40);
    });

    it('two lanes of 40 requests each go through side by side', async () => {
      const lane = async (): Promise<number[]> => {
        const statuses = [];
        for (let i = 0; i < 40; i++) statuses.push((await device.get('/api/v1/me')).status);
        return statuses;
      };
      expect(new Set((await Promise.all([lane(), lane()])).flat())).toEqual(new Set([200]));
    });
  });

  describe('is let in as long as it is trusted:', () => {
    it('suspended and revoked are told with the next request, and revoked is final', async () => {
      const pda = await DeviceClient.enrolled(api);
      await pda.badgeIn(badge, PIN);
      expect((await pda.get('/api/v1/me')).status).toBe(200);
      await setTrust(pda.id, 'suspended');
      expect(code(await pda.get('/api/v1/me'))).toBe('403 device.suspended');
      await setTrust(pda.id, 'trusted');
      expect((await pda.get('/api/v1/me')).status).toBe(200);
      await setTrust(pda.id, 'revoked');
      expect(code(await pda.get('/api/v1/me'))).toBe('403 device.revoked');
      // Also when its session has ended with it: the person must read why.
      await api.bed.asOwner('UPDATE sys_sessions SET revoked_at = now() WHERE device_id = (SELECT id FROM sys_devices WHERE public_id = $1)', [pda.id]);
      await new Promise((resume) => setTimeout(resume, 1000));
      expect(code(await pda.get('/api/v1/me'))).toBe('403 device.revoked');
      expect(code(await pda.badgeIn(badge, PIN))).toBe('403 device.revoked');
      await expect(setTrust(pda.id, 'trusted')).rejects.toThrow('stays revoked');
      await device.badgeIn(badge, PIN);
    });
  });

  describe('has an app that', () => {
    const settle = (): Promise<unknown> => new Promise((resume) => setTimeout(resume, 1_000));
    afterEach(async () => {
      await api.bed.asOwner('DELETE FROM sys_min_app_version');
      await settle();
    });

    it('must not be below the minimum; numbers are compared as numbers', async () => {
      await setVersions('2.9', '2.0', '2.10');
      await settle();
      const as = async (version: string | null): Promise<string> => {
        device.appVersion = version;
        return code(await device.get('/api/v1/me'));
      };
      expect([await as('2.10'), await as('2.9.0'), await as('2.8.99'), await as(null), await as('two')]).toEqual([
        '200',
        '200',
        '426 device.app_outdated',
        '426 device.app_outdated',
        '426 device.app_outdated',
      ]);
      device.appVersion = '2.1';
    });

    it('may upload, sign in for it and leave between the hard minimum and the minimum, and nothing below', async () => {
      await setVersions('3.0', '2.0', '3.1');
      await settle();
      const old = await DeviceClient.enrolled(api);
      old.appVersion = '2.5';
      expect((await old.badgeIn(badge, PIN)).status).toBe(200);
      expect(code(await old.get('/api/v1/items'))).toBe('426 device.app_outdated');
      expect((await old.post('/api/v1/auth/logout', undefined)).status).toBe(204);
      old.appVersion = '1.9';
      expect(code(await old.badgeIn(badge, PIN))).toBe('426 device.app_outdated');
      const asked = await api.get('/api/v1/system/version-check?app=pda&platform=android&version=1.9', { token: null });
      expect(asked.body).toMatchObject({ status: 'update_required', minVersion: '3.0', hardMin: '2.0', latestVersion: '3.1' });
    });
  });

  describe('has operators, who', () => {
    it('sign in by badge and PIN on a device and nowhere else', async () => {
      expect(code(await api.post('/api/v1/auth/badge-login', { badge, pin: PIN }, { token: null, key: null }))).toBe('401 device.signature_required');
      expect(code(await device.badgeIn('AB00000000000000000000', PIN))).toBe('401 rbac.badge_refused');
      expect(code(await device.badgeIn(badge, '000000'))).toBe('401 rbac.badge_refused');
      const reply = await device.badgeIn(` ${badge.toLowerCase()}\n`.trim(), PIN);
      expect(reply.status).toBe(200);
      // Nobody asks for a password that a person with a badge has never had.
      expect((await device.get('/api/v1/items')).status).toBe(200);
      const [session] = await api.bed.asOwner<{ client: string; days: number }>(
        `SELECT client, round(extract(epoch FROM expires_at - created_at) / 86400)::int AS days FROM sys_sessions ORDER BY id DESC LIMIT 1`,
      );
      expect(session).toEqual({ client: 'pda', days: 30 });
      expect(await audits('auth.badge.login')).not.toHaveLength(0);
    });

    it('are locked out after five wrong PINs, on every device', async () => {
      const unlucky = await person('unlucky');
      const codes = [];
      for (let i = 0; i < 6; i++) codes.push(code(await device.badgeIn(unlucky, '000001')));
      expect(codes).toEqual([...Array<string>(5).fill('401 rbac.badge_refused'), '429 rate_limit.login_locked']);
      const next = await DeviceClient.enrolled(api);
      expect(code(await next.badgeIn(unlucky, PIN))).toBe('429 rate_limit.login_locked');
      expect((await device.badgeIn(badge, PIN)).status).toBe(200);
    });

    it('take turns: whoever was switched out can only leave or upload with the old session', async () => {
      const first = device.token;
      const second = await person('chen');
      expect((await device.badgeIn(second, PIN)).status).toBe(200);
      expect((await device.get('/api/v1/me')).body).toMatchObject({ user: { username: 'chen' } });
      expect(code(await device.get('/api/v1/me', { token: first }))).toBe('401 device.operator_switched');
      expect((await device.post('/api/v1/auth/logout', undefined, { token: first })).status).toBe(204);
      expect((await device.badgeIn(badge, PIN)).status).toBe(200);
    });

    it('choose a PIN that is not guessed first', async () => {
      const change = (current: string, newPin: string): Promise<Reply> => device.post('/api/v1/auth/change-pin', { current, newPin });
      for (const weak of ['111111', '123456', '654321', '121212', '112233', '147258']) expect(code(await change(PIN, weak))).toBe('422 rbac.pin_weak');
      expect(code(await change(PIN, PIN))).toBe('422 rbac.pin_unchanged');
      expect(code(await change('999111', '739146'))).toBe('422 rbac.current_pin_wrong');
      expect((await change(PIN, '739146')).status).toBe(204);
      expect(code(await device.badgeIn(badge, PIN))).toBe('401 rbac.badge_refused');
      expect((await device.badgeIn(badge, '739146')).status).toBe(200);
      expect((await change('739146', PIN)).status).toBe(204);
    });

    it("may use name and password there too; the session is the device's, and a lock from outside does not hold there", async () => {
      const { token } = (await api.signIn()).body as { token: string };
      for (let i = 0; i < 6; i++) await api.post('/api/v1/auth/login', { username: 'admin', password: 'wrong password 1' }, { token: null, key: null });
      expect((await api.signIn()).status).toBe(429);
      const office = await DeviceClient.enrolled(api);
      const reply = await office.post('/api/v1/auth/login', { username: 'admin', password: 'Kettle-violin-Orbit-7' }, { token: null, key: null });
      expect(reply.status).toBe(200);
      const opened = (reply.body as { token: string }).token;
      expect(code(await api.get('/api/v1/me', { token: opened }))).toBe('401 device.signature_required');
      expect((await office.get('/api/v1/me', { token: opened })).status).toBe(200);
      api.token = token;
    });
  });

  describe('brings home what was done', () => {
    const op = (): object => ({ opId: randomUUID(), seq: 1, type: 'stock.move', occurredAt: new Date().toISOString(), body: { lines: [] } });
    const upload = (pda: DeviceClient, token?: string | null): Promise<Reply> =>
      pda.post('/api/v1/device-ops/batch', { ops: [op()] }, token === undefined ? {} : { token });
    const quarantined = async (): Promise<number> =>
      Number((await api.bed.asOwner<{ n: string }>(`SELECT count(*) AS n FROM sys_audit_logs WHERE action = 'device.op.quarantined'`))[0]!.n);

    it('by whoever did it, also after somebody else has taken over', async () => {
      const pda = await DeviceClient.enrolled(api);
      await pda.badgeIn(badge, PIN);
      const first = pda.token;
      await pda.badgeIn(await person('next-shift'), PIN);
      expect((await upload(pda, first)).status).toBe(200);
      expect((await upload(pda)).status).toBe(200);
    });

    it('after it was suspended or revoked: set aside, whether its session still lives or not, and only with its signature', async () => {
      const pda = await DeviceClient.enrolled(api);
      await pda.badgeIn(badge, PIN);
      const before = await quarantined();
      await setTrust(pda.id, 'suspended');
      expect((await upload(pda)).status).toBe(200);
      await setTrust(pda.id, 'revoked');
      await api.bed.asOwner('UPDATE sys_sessions SET revoked_at = now() WHERE device_id = (SELECT id FROM sys_devices WHERE public_id = $1)', [pda.id]);
      await new Promise((resume) => setTimeout(resume, 1_000));
      expect((await upload(pda)).status).toBe(200);
      expect((await upload(pda, null)).status).toBe(200);
      expect(await quarantined()).toBe(before + 3);
      // Whose work it is does not get lost with the session; another device's session says nothing about it.
      expect((await upload(pda, device.token)).status).toBe(200);
      const operators = await api.bed.transaction((tx) =>
        tx.query<{ name: string }>(
          `SELECT DISTINCT u.username AS name FROM device_ops o JOIN sys_devices d ON d.id = o.device_id LEFT JOIN sys_users u ON u.id = o.user_id WHERE d.public_id = $1`,
          [pda.id],
        ),
      );
      const [holder] = await api.bed.asOwner<{ name: string }>(
        `SELECT u.username AS name FROM sys_sessions s JOIN sys_users u ON u.id = s.user_id JOIN sys_devices d ON d.id = s.device_id
          WHERE d.public_id = $1 ORDER BY s.id DESC LIMIT 1`,
        [pda.id],
      );
      expect(operators).toEqual([holder]);
      expect(code(await api.post('/api/v1/device-ops/batch', { ops: [op()] }, { token: pda.token }))).toBe('401 rbac.session_ended');
      expect(code(await api.post('/api/v1/device-ops/batch', { ops: [op()] }, { token: null }))).toBe('401 rbac.unauthenticated');
      // It reaches nothing else, and a trusted device without an operator not even this.
      expect(code(await pda.post('/api/v1/scan/resolve', { raw: 'x' }))).toBe('403 device.revoked');
      const alone = await DeviceClient.enrolled(api);
      expect(code(await upload(alone))).toBe('401 rbac.unauthenticated');
    });

    it('a file with the digest that was signed, and no other', async () => {
      const office = await DeviceClient.enrolled(api);
      const signedIn = await office.post('/api/v1/auth/login', { username: 'admin', password: 'Kettle-violin-Orbit-7' }, { token: null, key: null });
      office.token = (signedIn.body as { token: string }).token;
      const file = new Uint8Array(Buffer.from('code,name\nA,B\n'));
      const path = '/api/v1/imports?type=partners&fileName=a.csv';
      const send = (digestOf: string | undefined, signs = 'code,name\nA,B\n'): Promise<Reply> => {
        const digest: Record<string, string> =
          digestOf === undefined ? {} : { 'Content-Digest': `sha-256=:${createHash('sha256').update(digestOf).digest('base64')}:` };
        return office.send('POST', path, { raw: file, headers: { 'Content-Type': 'application/octet-stream', ...digest } }, { signs: { body: signs } });
      };
      expect(code(await send(undefined))).toBe('401 device.signature_invalid');
      expect(code(await send('other'))).toBe('401 device.signature_invalid');
      expect(code(await send('other', 'other'))).toBe('400 http.bad_request');
      expect([200, 201, 422]).toContain((await send('code,name\nA,B\n')).status);
    });
  });

  describe('reaches what both it and its operator reach:', () => {
    const seen = async (pda: DeviceClient, path: string): Promise<string[]> =>
      ((await pda.get(path)).body as { items: { code: string }[] }).items.map((row) => row.code).sort();

    it('one warehouse, or zones of it, out of everything', async () => {
      const inA = await DeviceClient.enrolled(api, { warehouse: 'WA' });
      await inA.badgeIn(badge, PIN);
      expect(await seen(inA, '/api/v1/warehouses')).toEqual(['WA']);
      const scopes = (await inA.get('/api/v1/me/permissions')).body as { permissions: { permission: string; all: boolean; limits: string[] }[] };
      expect(scopes.permissions.filter((row) => row.all || row.limits.join() !== 'warehouse')).toEqual([]);
      const inZone = await DeviceClient.enrolled(api, { warehouse: 'WA', zones: ['WA-Z1'] });
      await inZone.badgeIn(badge, PIN);
      const places = await api.bed.transaction((tx) =>
        tx.query<{ id: string; code: string }>(
          `INSERT INTO locations (code, name, path, kind, is_pickable, warehouse_id, zone_id)
           SELECT z.code || '-01', 'x', '/' || z.code || '-01', 'storage', true, z.warehouse_id, z.id FROM zones z RETURNING public_id AS id, code`,
        ),
      );
      const stands = (await inZone.get('/api/v1/locations?limit=200')).body as { items: { code: string; kind: string }[] };
      expect(stands.items.filter((row) => row.kind !== 'virtual').map((row) => row.code)).toEqual(['WA-Z1-01']);
      const inside = places.find((place) => place.code === 'WA-Z1-01')!;
      const outside = places.filter((place) => place !== inside);
      expect((await inZone.get(`/api/v1/locations/${inside.id}`)).status).toBe(200);
      for (const place of outside) expect([place.code, (await inZone.get(`/api/v1/locations/${place.id}`)).status]).toEqual([place.code, 404]);
    });

    it('nothing where the two do not meet', async () => {
      const onlyB = await person('only-b');
      await api.bed.transaction((tx) =>
        tx.query(
          `UPDATE sys_data_scopes SET kind = 'warehouse', target_id = (SELECT id FROM warehouses WHERE code = 'WB')
           WHERE user_role_id = (SELECT r.id FROM sys_user_roles r JOIN sys_users u ON u.id = r.user_id WHERE u.username = 'only-b')`,
        ),
      );
      const inA = await DeviceClient.enrolled(api, { warehouse: 'WA' });
      await inA.badgeIn(onlyB, PIN);
      expect(code(await inA.get('/api/v1/warehouses'))).toBe('403 rbac.permission_denied');
      const anywhere = await DeviceClient.enrolled(api);
      await anywhere.badgeIn(onlyB, PIN);
      expect(await seen(anywhere, '/api/v1/warehouses')).toEqual(['WB']);
    });

    it('its writes are its own: the same key of another device is another key', async () => {
      const key = randomUUID();
      const other = await DeviceClient.enrolled(api);
      await other.badgeIn(badge, PIN);
      await device.badgeIn(badge, PIN);
      const posting = { type: 'receipt', lines: [{ itemCode: 'NO-SUCH-ITEM', qty: '1', toLocation: 'WA-Z1-01' }] };
      // One person at two devices: the key of one says nothing on the other, and its own repeat is answered as before.
      const send = (pda: DeviceClient): Promise<Reply> => pda.post('/api/v1/inventory/postings', posting, { key });
      const replies = [await send(device), await send(other), await send(device), await send(other)];
      expect(new Set(replies.map((reply) => reply.status)).size).toBe(1);
      expect(replies.map((reply) => reply.headers.get('Idempotent-Replayed'))).toEqual([null, null, 'true', 'true']);
    });
  });

  it('is known by when it was last there, with which app and how far its clock is off', async () => {
    const fresh = await DeviceClient.enrolled(api);
    fresh.appVersion = '2.7.1';
    await fresh.post('/api/v1/auth/badge-login', { badge, pin: PIN }, { token: null, key: null }, { skewMs: 60_000 });
    const [row] = await api.bed.asOwner<{ app_version: string; clock_skew_ms: number; seconds: number }>(
      'SELECT app_version, clock_skew_ms, extract(epoch FROM now() - last_active_at)::int AS seconds FROM sys_devices WHERE public_id = $1',
      [fresh.id],
    );
    expect(row!.app_version).toBe('2.7.1');
    expect(Math.abs(row!.clock_skew_ms - 60_000)).toBeLessThan(5_000);
    expect(row!.seconds).toBeLessThan(10);
  });
});

describe('the limit of requests', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start({ API_REQUESTS_PER_MINUTE: '20' });
  }, 120_000);
  afterAll(() => api.stop());

  it("is each device's own, though all stand behind one address", async () => {
    const badge = await giveBadge(api, 'admin', PIN);
    const [first, second] = [await DeviceClient.enrolled(api), await DeviceClient.enrolled(api)];
    await first.badgeIn(badge, PIN);
    const statuses = [];
    for (let i = 0; i < 20; i++) statuses.push((await first.get('/api/v1/me')).status);
    // The sign-in was the first of its twenty.
    expect(statuses).toEqual([...Array<number>(19).fill(200), 429]);
    const refused = await first.get('/api/v1/me');
    expect(refused.headers.get('RateLimit-Policy')).toBe('"api";q=20;w=60');
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    await second.badgeIn(badge, PIN);
    expect((await second.get('/api/v1/me')).status).toBe(200);
  });

  it('counts enrolment codes that were refused by their network, whatever the general limit', async () => {
    const busy = await ApiUnderTest.prepare();
    await busy.boot();
    try {
      for (let i = 0; i < 3; i++) await DeviceClient.enrolled(busy);
      const codes = new Set<number>();
      for (let i = 0; i < 30; i++) codes.add((await new DeviceClient(busy).enrol(randomBytes(16).toString('base64url'))).status);
      expect([...codes]).toEqual([404]);
      const refused = await new DeviceClient(busy).enrol(await enrolCode(busy));
      expect([refused.status, refused.headers.get('RateLimit-Policy')]).toEqual([429, '"enrol";q=30;w=60']);
    } finally {
      await busy.stop();
    }
  }, 60_000);

  it('counts wrong signatures by their network, whatever token they bring; who has signed well here goes on', async () => {
    const good = await DeviceClient.enrolled(api);
    const signedIn = await good.post('/api/v1/auth/login', { username: 'admin', password: 'Kettle-violin-Orbit-7' }, { token: null, key: null });
    good.token = (signedIn.body as { token: string }).token;
    const bad = new DeviceClient(api);
    bad.id = randomUUID();
    const statuses: number[] = [];
    for (let i = 0; i < 62; i++) statuses.push((await bad.get('/api/v1/me', { token: `anw_${randomBytes(20).toString('hex')}` })).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([401, 429]);
    expect((await good.get('/api/v1/me')).status).toBe(200);
    bad.id = randomUUID();
    expect((await bad.post('/api/v1/auth/badge-login', { badge: 'x', pin: '123456' }, { token: null, key: null })).status).toBe(429);
  });
});
