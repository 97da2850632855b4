import { randomUUID } from 'node:crypto';
import { aSmallStore } from '@anwen/inventory/testing';
import { ApiUnderTest, type Reply } from './harness';

/** Every kill costs a start of the api; 10 leave the gate its time. `ANWEN_TEST_KILLS=25` is the long form. */
const KILLS = Number(process.env.ANWEN_TEST_KILLS ?? 10);
const WRITES = 60 * KILLS;
const CLIENTS = 16;

/** A client with bad luck: it repeats with the same key until it hears an answer that is not "try again". */
async function persist(api: ApiUnderTest, key: string, body: object, counts: { retries: number; replays: number }): Promise<Reply> {
  const end = Date.now() + 120_000;
  for (;;) {
    try {
      const reply = await api.post('/api/v1/inventory/postings', body, { key });
      if (reply.headers.get('Idempotent-Replayed') === 'true') counts.replays++;
      if (reply.status === 201) return reply;
      if (reply.status !== 503 && !(reply.status === 409 && reply.text.includes('idempotency.in_progress'))) return reply;
    } catch {
      // the process was killed under the request, or is not back yet
    }
    counts.retries++;
    if (Date.now() > end) throw new Error(`key ${key} is stuck`);
    await new Promise((resume) => setTimeout(resume, 20 + Math.random() * 60));
  }
}

describe(`kill -9 of the api, ${KILLS} times during ${WRITES} writes that are retried with the same keys`, () => {
  it('leaves exactly as many effects and nothing stuck', async () => {
    const api = await ApiUnderTest.start();
    const store = await api.bed.transaction((tx) => aSmallStore(tx));
    const counts = { retries: 0, replays: 0 };
    const answers = new Map<string, string>();
    const waiting = Array.from({ length: WRITES }, () => randomUUID());
    const client = async (): Promise<void> => {
      for (let key = waiting.pop(); key; key = waiting.pop()) {
        const body = { type: 'receipt', lines: [{ itemCode: store.plain.code, qty: '1', toLocation: store.binA.code }] };
        const reply = await persist(api, key, body, counts);
        expect([reply.status, reply.text]).toEqual([201, expect.any(String)]);
        answers.set(key, reply.text);
      }
    };
    let done = false;
    const work = Promise.all(Array.from({ length: CLIENTS }, client)).finally(() => (done = true));
    let kills = 0;
    const killer = (async (): Promise<void> => {
      // Kills are spread over the work, so that each meets requests at every stage.
      for (; kills < KILLS && !done; kills++) {
        const target = Math.floor((WRITES * (kills + 1)) / (KILLS + 1));
        while (answers.size < target && !done) await new Promise((resume) => setTimeout(resume, 2));
        await api.kill();
        await api.boot();
      }
    })();
    await Promise.all([work, killer]);
    expect(kills).toBe(KILLS);
    expect(counts.retries).toBeGreaterThan(0);

    const [effects] = await api.bed.transaction((tx) =>
      tx.query<{ postings: string; keys: string; distinct: string }>(
        `SELECT count(*) AS postings, count(DISTINCT client_op_id) AS distinct, (SELECT count(*) FROM sys_idempotency_keys WHERE response_status = 201) AS keys FROM inventory_postings`,
      ),
    );
    expect(effects).toEqual({ postings: String(WRITES), distinct: String(WRITES), keys: String(WRITES) });
    const [stock] = await api.bed.transaction((tx) =>
      tx.query<{ on_hand: string }>('SELECT sum(on_hand)::int AS on_hand FROM inventory_balance b JOIN locations l ON l.id = b.location_id WHERE l.code = $1', [
        store.binA.code,
      ]),
    );
    expect(Number(stock?.on_hand)).toBe(WRITES);
    // Every key still gives its own answer: nothing is stuck, and what was told once is told again.
    const sample = [...answers].filter((_, i) => i % 15 === 0);
    for (const [key, text] of sample) {
      const again = await api.post(
        '/api/v1/inventory/postings',
        { type: 'receipt', lines: [{ itemCode: store.plain.code, qty: '1', toLocation: store.binA.code }] },
        { key },
      );
      expect([again.status, again.text, again.headers.get('Idempotent-Replayed')]).toEqual([201, text, 'true']);
    }
    console.log(`${KILLS} kills, ${counts.retries} retries, ${counts.replays} replays during the run`);
    await api.stop();
  }, 600_000);
});
