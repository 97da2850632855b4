import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { verifyLedgerIn } from '@anwen/inventory';
import { aSmallStore, onHand, receive } from '@anwen/inventory/testing';
import { DeviceClient, giveBadge } from './device-client';
import { ApiUnderTest, type Reply } from './harness';

const PIN = '482915';
const DEVICES = 5;
const OPS_EACH = 100;
/** Seed of the disorder; the same number gives the same run. */
const SEED = 20_261_122;

interface Op {
  readonly opId: string;
  readonly seq: number;
  readonly type: string;
  readonly occurredAt: string;
  readonly body: object;
}

interface Told {
  readonly opId: string;
  readonly result: string;
  readonly status: number | null;
  readonly body: object | null;
  readonly problem: { readonly code: string; readonly requestId: string } | null;
  readonly state: string | null;
}

/** A small generator of the same numbers every time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}

describe('work done offline, over HTTP', () => {
  let api: ApiUnderTest;
  let store: Awaited<ReturnType<typeof aSmallStore>>;
  let badge: string;

  const code = (reply: Reply): string => `${reply.status} ${(reply.body as { code?: string } | undefined)?.code ?? ''}`.trim();
  const told = (reply: Reply): readonly Told[] => (reply.body as { results: Told[] }).results;
  const move = (seq: number, qty = '1', opId: string = randomUUID()): Op => ({
    opId,
    seq,
    type: 'stock.move',
    occurredAt: new Date(Date.now() - 60_000).toISOString(),
    body: { lines: [{ itemCode: store.plain.code, qty, fromLocation: store.binA.code, toLocation: store.binB.code }] },
  });
  const count = async (sql: string, ...values: unknown[]): Promise<number> =>
    Number((await api.bed.transaction((tx) => tx.query<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`, values)))[0]!.n);
  const person = async (username: string): Promise<string> => {
    await api.bed.asOwner(
      `WITH made AS (INSERT INTO sys_users (username, display_name) VALUES ($1, $1) RETURNING id),
            given AS (INSERT INTO sys_user_roles (user_id, role_id) SELECT made.id, r.id FROM made, sys_roles r WHERE r.code = 'warehouse_operator' RETURNING id)
       INSERT INTO sys_data_scopes (user_role_id, kind) SELECT id, 'all' FROM given`,
      [username],
    );
    return giveBadge(api, username, PIN);
  };
  const send = (ops: readonly Op[], extra: object = {}): Promise<Reply> => api.post('/api/v1/device-ops/batch', { ops, ...extra }, { key: null });

  /** Declares a body and sends none: who is refused by the length alone never gets to send it. */
  const statusOfDeclared = (path: string, bytes: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const headers = { 'Content-Type': 'application/json', 'Content-Length': bytes, Authorization: `Bearer ${api.token}` };
      const asking = request(api.url + path, { method: 'POST', headers }, (reply) => {
        resolve(reply.statusCode ?? 0);
        asking.destroy();
      });
      asking.once('error', reject);
      asking.flushHeaders();
    });

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    store = await api.bed.transaction((tx) => aSmallStore(tx));
    await api.bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '10000', toLocation: store.binA.code }));
    badge = await person('lin');
  }, 120_000);
  afterAll(() => api.stop());

  it('needs no key for the batch, and refuses one that is none', async () => {
    const op = move(1);
    const first = await send([op]);
    expect(code(first)).toBe('200');
    expect(told(first)).toMatchObject([{ opId: op.opId, result: 'applied', status: 201, problem: null, state: 'applied' }]);
    const again = await send([op]);
    expect(told(again)[0]).toEqual({ ...told(first)[0], result: 'duplicate' });
    expect(told(await send([{ ...op, opId: 'x' }]))).toMatchObject([
      { opId: null, result: 'rejected', status: 400, problem: { code: 'http.validation_failed' } },
    ]);
    expect(code(await send(Array.from({ length: 201 }, (_, n) => move(n))))).toBe('400 http.validation_failed');
    const one = await api.get(`/api/v1/device-ops/${op.opId}`);
    expect(one.body).toMatchObject({ opId: op.opId, type: 'stock.move', result: 'applied', state: 'applied', postingId: expect.any(String) as string });
    expect(code(await api.get(`/api/v1/device-ops/${randomUUID()}`))).toBe('404 offline.op_not_found');
    // More than the 1 MB of other routes, less than the 10 MB of this one; and more than that.
    const padded = (bytes: number): Promise<Reply> => send([{ ...move(2), body: { ...move(2).body, note: 'x'.repeat(bytes) } }]);
    expect(told(await padded(3_000_000))[0]).toMatchObject({ result: 'rejected', status: 400 });
    expect(await statusOfDeclared('/api/v1/device-ops/batch', 10 * 1_048_576 + 1)).toBe(413);
    expect(code(await api.post('/api/v1/inventory/postings', { note: 'x'.repeat(2_000_000) }))).toBe('413 http.body_too_large');
  });

  it('reads nothing large of somebody who has not been let in', async () => {
    // Anonymous: refused for that, and not for what its JSON would have been.
    const huge = { raw: `{"ops":[${'{"a":['.repeat(1_000_000)}`, headers: { 'Content-Type': 'application/json' } };
    expect(code(await api.send('POST', '/api/v1/device-ops/batch', { ...huge, token: null }))).toBe('401 rbac.unauthenticated');
    expect(code(await api.send('POST', '/api/v1/device-ops/batch', huge))).toBe('400 http.malformed_json');
  });

  it('lets a person decide about what was in conflict', async () => {
    const op = move(10, '77777');
    expect(told(await send([op]))[0]).toMatchObject({ result: 'conflict', status: 409, problem: { code: 'inventory.insufficient_stock' } });
    const list = await api.get('/api/v1/conflicts?withTotal=true');
    expect(list.body).toMatchObject({ total: 1, items: [{ id: op.opId, state: 'conflict' }] });
    const one = await api.get(`/api/v1/conflicts/${op.opId}`);
    expect(one.body).toMatchObject({
      body: op.body,
      problem: { code: 'inventory.insufficient_stock' },
      current: { balances: [{ location: { code: store.binA.code } }] },
    });
    const key = randomUUID();
    const resolve = (): Promise<Reply> =>
      api.post(`/api/v1/conflicts/${op.opId}/resolve`, { action: 'apply', body: move(10, '3').body, reason: '數量打錯' }, { key });
    const done = await resolve();
    expect(done.body).toMatchObject({ state: 'resolved', resolution: '數量打錯', result: { type: 'TRANSFER' } });
    expect((await resolve()).text).toBe(done.text);
    expect(code(await api.post(`/api/v1/conflicts/${op.opId}/resolve`, { action: 'discard', reason: 'x' }))).toBe('409 offline.not_open');
    expect((await api.get('/api/v1/conflicts')).body).toMatchObject({ items: [] });
  });

  it('sets aside what a revoked device brings, and shows it', async () => {
    const device = await DeviceClient.enrolled(api, { name: 'PDA-lost' });
    expect((await device.badgeIn(badge, PIN)).status).toBe(200);
    const before = await api.bed.transaction((tx) => onHand(tx, store.plain.code, store.binB.code));
    await api.bed.asOwner(`UPDATE sys_devices SET trust = 'revoked', revoked_at = now() WHERE public_id = $1`, [device.id]);
    const op = move(1);
    for (let i = 0; i < 2; i++) {
      const reply = await device.post('/api/v1/device-ops/batch', { ops: [op] }, { key: null });
      expect([reply.status, told(reply)[0]]).toMatchObject([200, { result: 'quarantined', state: 'quarantined', body: null }]);
    }
    expect(code(await device.get('/api/v1/me'))).toBe('403 device.revoked');
    expect(await api.bed.transaction((tx) => onHand(tx, store.plain.code, store.binB.code))).toBe(before);
    const list = await api.get(`/api/v1/conflicts?device=${device.id}`);
    expect(list.body).toMatchObject({ items: [{ id: op.opId, state: 'quarantined', device: { name: 'PDA-lost' } }] });
    expect((await api.post(`/api/v1/conflicts/${op.opId}/resolve`, { action: 'discard', reason: '裝置遺失' })).body).toMatchObject({ state: 'discarded' });
  });

  it('downloads what is needed offline, and 304 when nothing is new', async () => {
    let page = await api.get('/api/v1/sync/snapshot?parts=items,barcodes,locations,reasons,tasks');
    while ((page.body as { hasMore: boolean }).hasMore)
      page = await api.get(`/api/v1/sync/snapshot?parts=items,barcodes,locations,reasons,tasks&cursor=${(page.body as { cursor: string }).cursor}`);
    expect(page.status).toBe(200);
    const path = `/api/v1/sync/snapshot?parts=items,barcodes,locations,reasons,tasks&cursor=${(page.body as { cursor: string }).cursor}`;
    const delta = await api.get(path);
    const same = await api.get(path, { headers: { 'If-None-Match': delta.headers.get('ETag')! } });
    expect(same.status).toBe(304);
    expect(code(await api.get('/api/v1/sync/snapshot?parts=passwords'))).toBe('400 offline.part_unknown');
  });

  it('ends exactly once: 500 operations of 5 devices, with duplicates, disorder, lost answers and a gap of 72 hours', async () => {
    const random = dice(SEED);
    const [deadlocks] = await api.bed.asOwner<{ n: string }>('SELECT deadlocks AS n FROM pg_stat_database WHERE datname = current_database()');
    const inB = async (): Promise<number> => Number(await api.bed.transaction((tx) => onHand(tx, store.plain.code, store.binB.code)));
    const startB = await inB();
    const clients = await Promise.all(
      Array.from({ length: DEVICES }, async (_, d) => {
        const device = await DeviceClient.enrolled(api, { name: `PDA-${d + 1}` });
        const own = await person(`op${d}`);
        expect((await device.badgeIn(own, PIN)).status).toBe(200);
        // Of each hundred: ninety moves, five that the stock does not give, five that have no form.
        const ops = Array.from({ length: OPS_EACH }, (_, n): Op => {
          if (n % 20 === 7) return move(n + 1, '999999');
          if (n % 20 === 13) return { ...move(n + 1), body: { lines: [] } };
          return move(n + 1);
        });
        return { device, own, ops, heard: new Map<string, Told>(), repeats: 0, lost: 0 };
      }),
    );
    type Client = (typeof clients)[number];

    /** What was told once is told again in the same words; `duplicate` stands for `applied`. */
    const note = (client: Client, one: Told): void => {
      const before = client.heard.get(one.opId);
      const plain = { ...one, result: one.result === 'duplicate' ? 'applied' : one.result };
      if (!before) return void client.heard.set(one.opId, plain);
      client.repeats += 1;
      expect(JSON.stringify(plain)).toBe(JSON.stringify(before));
    };
    /** One trip: some of the operations in any order, some of them twice; every third answer is lost on the way. Answers what was heard. */
    const trip = async (client: Client, ops: readonly Op[]): Promise<string[]> => {
      const batch = shuffled([...ops, ...ops.filter(() => random() < 0.2)], random);
      const body = { ops: batch, queueLength: ops.length, queueOldestAt: ops[0]?.occurredAt ?? null };
      const isLost = random() < 0.34;
      const reply = await client.device.post('/api/v1/device-ops/batch', body, { key: null });
      expect([reply.status, reply.text.slice(0, 300)]).toEqual([200, expect.any(String)]);
      if (isLost) {
        client.lost += 1; // carried out, and nobody heard of it
        return [];
      }
      const heard = told(reply).filter((one) => one.result !== 'deferred');
      for (const one of heard) note(client, one);
      return heard.map((one) => one.opId);
    };
    /** Until an answer to each of them has been heard. */
    const drain = async (client: Client, ops: readonly Op[]): Promise<void> => {
      for (let due = shuffled(ops, random); due.length > 0; due = shuffled(due, random)) {
        const heard = await trip(client, due.slice(0, 3 + Math.floor(random() * 20)));
        due = due.filter((op) => !heard.includes(op.opId));
      }
    };

    // Before the gap each device brings home about half of its work.
    await Promise.all(clients.map((client) => drain(client, client.ops.slice(0, 40 + Math.floor(random() * 20)))));

    // 72 hours pass: keys of HTTP, nonces and sessions are long gone.
    await api.bed.asOwner(`UPDATE sys_idempotency_keys SET created_at = created_at - interval '8 days', expires_at = expires_at - interval '8 days'`);
    await api.bed.asOwner('DELETE FROM sys_idempotency_keys WHERE expires_at <= now()');
    await api.bed.asOwner(`UPDATE sys_device_nonces SET seen_at = seen_at - interval '72 hours'`);
    await api.bed.asOwner(
      `UPDATE sys_sessions SET last_used_at = last_used_at - interval '72 hours', expires_at = expires_at - interval '72 hours' WHERE client = 'pda' OR device_id IS NOT NULL`,
    );
    for (const client of clients) expect((await client.device.badgeIn(client.own, PIN)).status).toBe(200);

    // Then everything comes, also what had come before: nobody remembers what was answered.
    await Promise.all(clients.map((client) => drain(client, client.ops)));
    // And once more, in order, as a device that was restored from its own backup.
    for (const client of clients) {
      const reply = await client.device.post('/api/v1/device-ops/batch', { ops: client.ops }, { key: null });
      expect(told(reply)).toHaveLength(OPS_EACH);
      for (const one of told(reply)) note(client, one);
      expect((reply.body as { sequence: object }).sequence).toEqual({ highest: OPS_EACH, missing: [], late: OPS_EACH - 1 });
    }

    const all = clients.flatMap((client) => [...client.heard.values()]);
    const tally = (result: string): number => all.filter((one) => one.result === result).length;
    expect([all.length, tally('applied'), tally('conflict'), tally('rejected')]).toEqual([500, 450, 25, 25]);
    expect(await inB()).toBe(startB + 450);
    const ids = clients.flatMap((client) => client.ops.map((op) => op.opId));
    expect(await count('device_ops WHERE op_id = ANY ($1)', ids)).toBe(500);
    expect(await count('inventory_postings WHERE client_op_id = ANY ($1)', ids)).toBe(450);
    expect(await count(`sys_audit_logs WHERE action = 'device.op.conflict' AND subject_id = ANY ($1::text[])`, ids)).toBe(25);
    // The action's own route knows the operation too, for ever.
    const [first] = clients[0]!.ops;
    const direct = await api.post('/api/v1/inventory/postings', { type: 'transfer', clientOpId: first!.opId, ...(first!.body as object) });
    expect([code(direct), direct.headers.get('Location')]).toEqual([
      '409 operation.duplicate',
      expect.stringContaining('/api/v1/inventory/postings/') as string,
    ]);
    expect(await inB()).toBe(startB + 450);

    const proof = await api.bed.transaction((tx) => verifyLedgerIn(tx));
    expect(proof.results.flatMap((r) => r.problems)).toEqual([]);
    const [after] = await api.bed.asOwner<{ n: string }>('SELECT deadlocks AS n FROM pg_stat_database WHERE datname = current_database()');
    expect(after!.n).toBe(deadlocks!.n);
    const [repeats, lost] = [clients.reduce((n, c) => n + c.repeats, 0), clients.reduce((n, c) => n + c.lost, 0)];
    expect(repeats).toBeGreaterThan(500);
    expect(lost).toBeGreaterThan(5);
    console.log(`500 operations: ${repeats} told again in the same words, ${lost} trips whose answer was lost`);
  }, 300_000);
});
