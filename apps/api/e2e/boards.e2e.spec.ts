import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { aWarehouse, anItem, standardReasons, standardUnits } from '@anwen/catalog/testing';
import { aPlainOrder } from '@anwen/boards/testing';
import { Database } from '@anwen/database';
import type { HttpApp } from '@anwen/http';
import { RbacBed } from '@anwen/rbac/testing';
import { WebSocket } from 'ws';
import { boardsApp, type DatabaseWire } from './boards-app';
import { DeviceClient, giveBadge } from './device-client';
import type { ApiUnderTest, Reply } from './harness';

const BOARDS = '/api/v1/boards';
/** Longer than an answer is shared. */
const LATER = 2_200;

interface Message {
  readonly type: 'board' | 'same';
  readonly version: string;
  readonly ageMs: number;
  readonly stale: boolean;
  readonly data?: { columns: { key: string; cards: { number: string }[] }[] };
}

const wait = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

/** A screen on a socket that remembers what it was told. */
class Screen {
  readonly told: Message[] = [];
  readonly closed: Promise<number>;

  constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.told.push(JSON.parse(data.toString()) as Message));
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => socket.once('close', resolve));
  }

  async until(count: number, ms = 10_000): Promise<Message[]> {
    for (const end = Date.now() + ms; this.told.length < count; await wait(20))
      if (Date.now() > end) throw new Error(`told ${this.told.length} of ${count}: ${JSON.stringify(this.told).slice(0, 500)}`);
    return this.told;
  }
}

describe('boards over HTTP', () => {
  let api: ApiUnderTest;
  let app: HttpApp;
  let wire: DatabaseWire;
  let stop: () => Promise<void>;
  let rbac: RbacBed;
  let made: { item: string; here: string; there: string };
  let n = 0;

  beforeAll(async () => {
    ({ api, app, wire, stop } = await boardsApp({ lookMs: 200, signMs: 600, admissionMs: 300, pingMs: 400, clientsOfOneMax: 6 }));
    rbac = new RbacBed(api.bed);
    made = await api.bed.transaction(async (tx) => {
      await standardUnits(tx);
      await standardReasons(tx);
      return { item: (await anItem(tx)).id, here: (await aWarehouse(tx, { code: 'HERE' })).id, there: (await aWarehouse(tx, { code: 'THERE' })).id };
    });
    for (const name of ['here', 'there']) {
      const [found] = await api.bed.transaction((tx) =>
        tx.query<{ id: string }>('SELECT public_id AS id FROM warehouses WHERE code = $1', [name.toUpperCase()]),
      );
      await rbac.addUser(name, [{ role: 'warehouse_operator', scopes: [{ kind: 'warehouse', targetId: found!.id }] }]);
    }
    await rbac.addUser('nobody');
    await order('HERE');
  }, 120_000);
  afterAll(async () => {
    await rbac.close();
    await stop();
  });

  const order = (warehouse: 'HERE' | 'THERE'): Promise<string> =>
    api.bed.transaction((tx) =>
      aPlainOrder(tx, {
        number: `WO-261122-${String(++n).padStart(3, '0')}`,
        itemId: made.item,
        warehouseId: warehouse === 'HERE' ? made.here : made.there,
        qty: '1',
        state: 'draft',
      }),
    );
  const poll = (key: string, token: string, etag?: string): Promise<Reply> =>
    api.get(`${BOARDS}/${encodeURIComponent(key)}`, { token, ...(etag ? { headers: { 'If-None-Match': etag } } : {}) });
  const numbers = (message: { data?: Message['data'] }): string[] => message.data!.columns.flatMap((c) => c.cards.map((card) => card.number.slice(-3)));
  const codeOf = (reply: Reply): string => `${reply.status} ${(reply.body as { code?: string } | undefined)?.code ?? ''}`.trim();

  it('lets in by the usual door: permission, scope, a key that names something', async () => {
    expect(codeOf(await poll('work-orders', ''))).toBe('401 rbac.unauthenticated');
    expect(codeOf(await poll('work-orders', await rbac.tokenFor('nobody')))).toBe('403 rbac.permission_denied');
    expect(codeOf(await poll('warehouse:THERE', await rbac.tokenFor('here')))).toBe('404 boards.not_found');
    expect(codeOf(await poll('shelf:1', api.token))).toBe('404 boards.not_found');
    const list = (await api.get(BOARDS, { token: await rbac.tokenFor('here') })).body as { items: { key: string }[] };
    expect(list.items.map((b) => b.key)).toEqual(['work-orders', 'warehouse:HERE', 'work-orders:HERE']);
  });

  it('answers with its age and version, and counts by a policy of its own', async () => {
    const reply = await poll('work-orders', api.token);
    const board = reply.body as { asOf: string; ageMs: number; version: string; stale: boolean; kind: string };
    expect([reply.status, board.kind, board.stale, reply.headers.get('etag')]).toEqual([200, 'work-orders', false, `"${board.version}"`]);
    expect(board.ageMs).toBeLessThan(2_000);
    expect([reply.headers.get('board-as-of'), reply.headers.get('cache-control')]).toEqual([board.asOf, 'no-store']);
    expect(reply.headers.get('ratelimit-policy')).toBe('"board";q=4000000;w=60');
    expect((await api.get('/api/v1/me')).headers.get('ratelimit-policy')).toContain('"api"');
  });

  it('answers 304 to nearly every poll of fifty screens while nothing moves, from a few questions', async () => {
    const token = await rbac.tokenFor('here');
    const asked = jest.spyOn(app.get(Database), 'read');
    const answers: number[] = [];
    const screen = async (): Promise<void> => {
      let etag: string | undefined;
      for (let i = 0; i < 10; i++) {
        const reply = await poll('warehouse:HERE', token, etag);
        answers.push(reply.status);
        etag = reply.headers.get('etag') ?? etag;
        await wait(Math.random() * 200);
      }
    };
    const began = Date.now();
    await Promise.all(Array.from({ length: 50 }, screen));
    const share = answers.filter((status) => status === 304).length / answers.length;
    expect([answers.length, new Set(answers)]).toEqual([500, new Set([200, 304])]);
    expect(share).toBeGreaterThan(0.8);
    // One a cache's life for all fifty, and a few more where two cores are late: far from one a poll.
    expect(asked.mock.calls.length).toBeLessThanOrEqual(5 + (Date.now() - began) / 1_000);
    asked.mockRestore();
  });

  it('shows a change as soon as the answer is old', async () => {
    const before = await poll('work-orders', api.token);
    await order('HERE');
    await wait(LATER);
    const after = await poll('work-orders', api.token, before.headers.get('etag')!);
    expect([after.status, numbers(after.body).length - numbers(before.body).length]).toEqual([200, 1]);
    expect((await poll('work-orders', api.token, after.headers.get('etag')!)).status).toBe(304);
  });

  it('gives nobody what another scope has asked for, nor lets their version stand for one’s own', async () => {
    await order('THERE');
    await wait(LATER);
    const [here, there] = [await rbac.tokenFor('here'), await rbac.tokenFor('there')];
    const all = await poll('work-orders', api.token);
    const mine = await poll('work-orders', here, all.headers.get('etag')!);
    const theirs = await poll('work-orders', there, mine.headers.get('etag')!);
    expect([mine.status, theirs.status]).toEqual([200, 200]);
    expect([...numbers(mine.body), ...numbers(theirs.body)].sort()).toEqual([...numbers(all.body)].sort());
    expect(numbers(mine.body).filter((one) => numbers(theirs.body).includes(one))).toEqual([]);
  });

  describe('while the database is gone', () => {
    afterEach(async () => {
      jest.restoreAllMocks();
      wire.mend();
      for (const end = Date.now() + 20_000; (await poll('work-orders', api.token)).status !== 200 && Date.now() < end;) await wait(100);
    });

    it('shows what was seen last, marked and with its true age; a screen that was never let in sees nothing', async () => {
      const stranger = await rbac.tokenFor('here');
      const before = await poll('work-orders', api.token);
      const { asOf, data } = before.body as { asOf: string; data: object };
      wire.cut();
      await wait(LATER);
      const during = await poll('work-orders', api.token, before.headers.get('etag')!);
      const shown = during.body as { asOf: string; data: object; ageMs: number; stale: boolean };
      expect([during.status, shown.stale, shown.asOf, during.headers.get('etag')]).toEqual([200, true, asOf, null]);
      expect(shown.data).toEqual(data);
      expect(shown.ageMs).toBeGreaterThanOrEqual(LATER);
      expect(codeOf(await poll('work-orders', stranger))).toBe('503 database.unavailable');
      expect(codeOf(await poll('warehouse:HERE', api.token))).toBe('503 database.unavailable');
      wire.mend();
      for (const end = Date.now() + 10_000; Date.now() < end; await wait(100)) {
        const after = await poll('work-orders', api.token);
        if (after.status === 200 && !(after.body as { stale: boolean }).stale) return;
      }
      throw new Error('the board did not become fresh again');
    });

    it('stops after a minute', async () => {
      await poll('work-orders', api.token);
      wire.cut();
      await wait(LATER);
      expect((await poll('work-orders', api.token)).status).toBe(200);
      const real = Date.now.bind(Date);
      jest.spyOn(Date, 'now').mockImplementation(() => real() + 61_000);
      expect(codeOf(await poll('work-orders', api.token))).toBe('503 database.unavailable');
    });

    it('does not let somebody back in whom the door has refused since', async () => {
      const warehouses = await api.bed.transaction((tx) => tx.query<{ id: string }>(`SELECT public_id AS id FROM warehouses WHERE code = 'HERE'`));
      await rbac.addUser('leaver', [{ role: 'warehouse_operator', scopes: [{ kind: 'warehouse', targetId: warehouses[0]!.id }] }]);
      const token = await rbac.tokenFor('leaver');
      expect((await poll('work-orders', token)).status).toBe(200);
      // The session stays; the right is taken.
      const roles = `sys_user_roles WHERE user_id = (SELECT id FROM sys_users WHERE username = 'leaver')`;
      await api.bed.asOwner(`DELETE FROM sys_data_scopes WHERE user_role_id IN (SELECT id FROM ${roles})`);
      await api.bed.asOwner(`DELETE FROM ${roles}`);
      await wait(1_100);
      expect(codeOf(await poll('work-orders', token))).toBe('403 rbac.permission_denied');
      wire.cut();
      await wait(LATER);
      const refused = await poll('work-orders', token);
      expect([codeOf(refused), Object.keys(refused.body as object)]).toEqual(['503 database.unavailable', expect.not.arrayContaining(['data'])]);
    });

    it('shows a device nothing: its signature was good for one request', async () => {
      const badge = await giveBadge(api, 'there', '4712');
      const device = await DeviceClient.enrolled(api, { name: 'WALL-2', warehouse: 'THERE' });
      expect((await device.badgeIn(badge, '4712')).status).toBe(200);
      const url = `${BOARDS}/work-orders`;
      const ask = (headers: Record<string, string>): Promise<Reply> => api.get(url, { token: device.token!, headers });
      expect((await ask(device.headers('GET', url, ''))).status).toBe(200);
      wire.cut();
      await wait(LATER);
      const { 'X-Device-Id': id = '' } = device.headers('GET', url, '');
      expect(codeOf(await ask({ 'X-Device-Id': id }))).toBe('503 database.unavailable');
    });
  });

  describe('the stream', () => {
    const screens: Screen[] = [];
    const streamUrl = (key: string, since?: string): string => `${BOARDS}/${encodeURIComponent(key)}/stream${since ? `?since=${since}` : ''}`;
    const open = async (
      token: string,
      options: { key?: string; since?: string; headers?: Record<string, string>; autoPong?: boolean } = {},
    ): Promise<Screen> => {
      const headers = { ...(token ? { Authorization: `Bearer ${token}` } : {}), ...options.headers };
      const socket = new WebSocket(api.url.replace('http', 'ws') + streamUrl(options.key ?? 'work-orders', options.since), {
        headers,
        autoPong: options.autoPong ?? true,
      });
      const screen = new Screen(socket);
      const refused = new Promise<never>((_, reject) =>
        socket.once('unexpected-response', (_request, answer) => {
          let text = '';
          answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
          answer.on('end', () => reject(new Error(`${answer.statusCode} ${(JSON.parse(text) as { code: string }).code}`)));
        }),
      );
      await Promise.race([once(socket, 'open'), refused]);
      screens.push(screen);
      return screen;
    };
    afterEach(async () => {
      for (const { socket } of screens.splice(0)) socket.terminate();
      await wait(50);
    });

    it('is refused without the licence’s feature, also to a question without a socket', async () => {
      await expect(open(api.token)).rejects.toThrow('403 boards.stream_not_licensed');
      expect(codeOf(await api.get(streamUrl('work-orders')))).toBe('403 boards.stream_not_licensed');
      await api.bed.asOwner(`INSERT INTO sys_license (expires_at, features) VALUES (now() + interval '1 year', '{board_stream}')`);
      await wait(5_100);
    });

    it('uses the same door: credentials, permission, scope, and the origin of a page', async () => {
      await expect(open('')).rejects.toThrow('401');
      await expect(open('no-such-token')).rejects.toThrow('401');
      await expect(open(await rbac.tokenFor('nobody'))).rejects.toThrow('403 rbac.permission_denied');
      await expect(open(await rbac.tokenFor('here'), { key: 'warehouse:THERE' })).rejects.toThrow('404 boards.not_found');
      const cookie = { Cookie: `anwen=${api.token}` };
      await expect(open('', { headers: cookie })).rejects.toThrow('403 rbac.origin_refused');
      await expect(open('', { headers: { ...cookie, Origin: 'https://evil.example' } })).rejects.toThrow('403 rbac.origin_refused');
      expect(await (await open('', { headers: { ...cookie, Origin: api.url } })).until(1)).toHaveLength(1);
      expect(codeOf(await api.get(streamUrl('work-orders')))).toBe('426 boards.upgrade_required');
      // What a page of ours asks before it opens a socket: browsers send no origin with it.
      expect(codeOf(await api.get(streamUrl('work-orders'), { token: null, headers: cookie }))).toBe('426 boards.upgrade_required');
    });

    it('sends the board, then only signs of life, then the board when it has changed', async () => {
      const screen = await open(api.token);
      await screen.until(3);
      expect(screen.told.map((m) => m.type)).toEqual(['board', 'same', 'same']);
      expect(new Set(screen.told.map((m) => m.version)).size).toBe(1);
      await order('HERE');
      for (const end = Date.now() + 5_000; screen.told.at(-1)!.type !== 'board' && Date.now() < end;) await wait(20);
      expect(numbers(screen.told.at(-1)!)).toHaveLength(numbers(screen.told[0]!).length + 1);
    });

    it('resumes by version: what the screen has is not sent again', async () => {
      const [{ version }] = (await (await open(api.token)).until(1)) as [Message];
      const again = await open(api.token, { since: version });
      await again.until(2);
      expect(again.told.map((m) => [m.type, m.version])).toEqual([
        ['same', version],
        ['same', version],
      ]);
      expect((await (await open(api.token, { since: 'older' })).until(1))[0]!.type).toBe('board');
    });

    it('shows each screen its own scope', async () => {
      const [mine] = (await (await open(await rbac.tokenFor('here'))).until(1)) as [Message];
      const [theirs] = (await (await open(await rbac.tokenFor('there'))).until(1)) as [Message];
      expect(numbers(mine).filter((one) => numbers(theirs).includes(one))).toEqual([]);
    });

    it('cuts a screen that no longer answers, and keeps one that does', async () => {
      const [alive, dead] = [await open(api.token), await open(api.token, { autoPong: false })];
      expect(await Promise.race([dead.closed, wait(5_000).then(() => 'still open')])).toBe(1006);
      expect(alive.socket.readyState).toBe(WebSocket.OPEN);
    });

    it('is cut within seconds when the session ends, the right is taken, or the scope changes', async () => {
      const endsAfter = async (name: string, sql: string): Promise<number> => {
        const screen = await open(await rbac.tokenFor(name));
        await screen.until(1);
        await api.bed.asOwner(sql);
        const code = await Promise.race([screen.closed, wait(4_000).then(() => 0)]);
        return code;
      };
      expect(await endsAfter('here', 'UPDATE sys_sessions SET revoked_at = now() WHERE id = (SELECT max(id) FROM sys_sessions)')).toBe(4401);
      const scopes = `sys_data_scopes WHERE user_role_id IN (SELECT r.id FROM sys_user_roles r JOIN sys_users u ON u.id = r.user_id WHERE u.username = 'there')`;
      expect(await endsAfter('there', `INSERT INTO sys_data_scopes (user_role_id, kind) SELECT DISTINCT user_role_id, 'own' FROM ${scopes}`)).toBe(4401);
      expect(await endsAfter('there', `DELETE FROM ${scopes}`)).toBe(4401);
    });

    it('is cut within seconds when its device is suspended', async () => {
      const badge = await giveBadge(api, 'here', '4711');
      const device = await DeviceClient.enrolled(api, { name: 'WALL-1', warehouse: 'HERE' });
      expect((await device.badgeIn(badge, '4711')).status).toBe(200);
      await expect(open(device.token!)).rejects.toThrow('401');
      const screen = await open(device.token!, { headers: device.headers('GET', streamUrl('work-orders'), '') });
      await screen.until(3);
      await api.bed.asOwner(`UPDATE sys_devices SET trust = 'suspended', row_version = row_version + 1 WHERE public_id = $1`, [device.id]);
      expect(await Promise.race([screen.closed, wait(4_000).then(() => 0)])).toBe(4401);
    });

    it('has a bounded number of places for each person, which become free again', async () => {
      const all = await Promise.all(Array.from({ length: 6 }, () => open(api.token)));
      await expect(open(api.token)).rejects.toThrow('503 boards.stream_full');
      all[0]!.socket.close();
      await all[0]!.closed;
      await wait(50);
      await open(api.token);
    });

    it('closes a screen that talks too much', async () => {
      const screen = await open(api.token);
      screen.socket.send('x'.repeat(2_000));
      expect(await screen.closed).toBe(1009);
    });

    it('goes on through an outage with what it has, marked, and comes back by itself', async () => {
      const screen = await open(api.token);
      await screen.until(1);
      wire.cut();
      for (const end = Date.now() + 8_000; !screen.told.at(-1)!.stale && Date.now() < end;) await wait(20);
      expect(screen.told.at(-1)).toMatchObject({ type: 'same', stale: true });
      wire.mend();
      for (const end = Date.now() + 10_000; screen.told.at(-1)!.stale && Date.now() < end;) await wait(20);
      expect([screen.told.at(-1)!.stale, screen.socket.readyState]).toEqual([false, WebSocket.OPEN]);
    });

    it('leaves every other wish to upgrade ungranted, and answers the request', async () => {
      const agent = new Agent({ keepAlive: true });
      const ask = (method: string, path: string, upgrade: string, body?: string): Promise<{ status: number; text: string }> =>
        new Promise((resolve, reject) => {
          const headers = {
            Connection: 'Upgrade, HTTP2-Settings',
            Upgrade: upgrade,
            'HTTP2-Settings': 'AAMAAABk',
            ...(body ? { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) } : {}),
          };
          const sent = httpRequest(api.url + path, { method, agent, headers }, (answer) => {
            let text = '';
            answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
            answer.on('end', () => resolve({ status: answer.statusCode!, text }));
          });
          sent.on('error', reject);
          sent.end(body);
        });
      expect((await ask('GET', '/health/live', 'h2c')).status).toBe(200);
      const login = await ask('POST', '/api/v1/auth/login', 'h2c', JSON.stringify({ username: 'admin', password: 'wrong-password-here' }));
      expect([login.status, login.text]).toEqual([401, expect.stringContaining('rbac.login_refused')]);
      expect((await ask('GET', '/api/v1/items', 'websocket')).status).toBe(401);
      agent.destroy();
    });
  });
});

describe('the end of the server', () => {
  it('says farewell to the screens and does not wait for them', async () => {
    const { api, app, stop } = await boardsApp({});
    await api.bed.asOwner(`INSERT INTO sys_license (expires_at, features) VALUES (now() + interval '1 year', '{board_stream}')`);
    const socket = new WebSocket(`${api.url.replace('http', 'ws')}${BOARDS}/work-orders/stream`, { headers: { Authorization: `Bearer ${api.token}` } });
    const screen = new Screen(socket);
    await screen.until(1);
    expect(app).toBeDefined();
    const began = Date.now();
    await stop();
    expect([await screen.closed, Date.now() - began < 9_000]).toEqual([1001, true]);
  }, 60_000);
});
