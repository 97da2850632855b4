import { TestDatabase } from '@anwen/database/testing';
import { Logger } from '@nestjs/common';
import { outbox } from './outbox';
import { OutboxRelay } from './outbox-relay';
import type { OutboxSubscriber } from './subscriber';

const sleep = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

describe('the relay of events', () => {
  let bed: TestDatabase;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    bed = await TestDatabase.create({ poolSize: 24 });
    await bed.asOwner('CREATE TABLE received (sequence bigint, event_id uuid, n int); GRANT ALL ON received TO anwen_app');
  });
  afterAll(() => bed.drop());
  beforeEach(() => bed.asOwner('TRUNCATE received, sys_outbox, sys_alerts'));

  const append = (n: number, holdMs = 0): Promise<void> =>
    bed.transaction(async (tx) => {
      outbox.append(tx, { type: 'stock.posted.v1', aggregate: { type: 'posting', id: `p${n % 7}` }, payload: { n } });
      await tx.flush();
      await sleep(holdMs);
    });
  /** Keeps what it receives in the relay's transaction, as webhooks do; throws at the numbers of `poison`. */
  const keeper = (poison: () => readonly number[] = () => []): OutboxSubscriber => ({
    name: 'keeper',
    receive: async (tx, events) => {
      for (const { sequence, eventId, payload } of events) {
        await tx.query('INSERT INTO received VALUES ($1, $2, $3)', [sequence, eventId, payload.n]);
        if (poison().includes(payload.n as number)) throw new Error(`cannot take ${String(payload.n)}`);
      }
    },
  });
  const received = (): Promise<{ n: number }[]> => bed.database.query('SELECT n FROM received ORDER BY n');
  const stuck = async (): Promise<string[]> =>
    (await bed.database.query<{ subject: string }>(`SELECT subject FROM sys_alerts WHERE code = 'event.stuck' AND resolved_at IS NULL`)).map((r) => r.subject);
  /** As if so much time had passed. */
  const rested = async (ms: number, work: () => Promise<unknown>): Promise<void> => {
    const real = performance.now.bind(performance);
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => real() + ms);
    await work();
    clock.mockRestore();
  };
  const until = async (is: () => Promise<boolean>): Promise<void> => {
    for (const end = Date.now() + 20_000; !(await is()); await sleep(20)) if (Date.now() > end) throw new Error('still not so');
  };

  it('loses and doubles nothing with twelve writers that commit out of order and three relays', async () => {
    const relays = [1, 2, 3].map(() => new OutboxRelay(bed.database, [keeper()]));
    for (const relay of relays) relay.start();
    const writers = Array.from({ length: 12 }, async (_, w) => {
      for (let i = 0; i < 50; i++) await append(w * 50 + i, (w * 7 + i * 13) % 9);
    });
    await Promise.all(writers);
    await until(async () => (await received()).length >= 600);
    await Promise.all(relays.map((relay) => relay.stop()));
    expect((await received()).map((r) => r.n)).toEqual(Array.from({ length: 600 }, (_, n) => n));
    expect(await bed.database.query('SELECT 1 FROM sys_outbox WHERE relayed_at IS NULL')).toEqual([]);
  });

  it('hands on within a moment of the commit, and what was committed while nobody listened', async () => {
    await append(1);
    const relay = new OutboxRelay(bed.database, [keeper()]);
    relay.start();
    await until(async () => (await received()).length === 1);
    await sleep(300);
    const begun = Date.now();
    await append(2);
    await until(async () => (await received()).length === 2);
    expect(Date.now() - begun).toBeLessThan(1_000);
    await relay.stop();
  });

  it('does not let a poisonous event stop the others, alerts, and delivers it when the subscriber is repaired', async () => {
    let poison: readonly number[] = [3, 5];
    const relay = new OutboxRelay(bed.database, [keeper(() => poison)]);
    for (let n = 1; n <= 8; n++) await append(n);
    await relay.relayOnce();
    expect((await received()).map((r) => r.n)).toEqual([1, 2, 4, 6, 7, 8]);
    // Once may be a hiccup.
    expect(await stuck()).toEqual([]);
    await rested(6_000, () => relay.relayOnce());
    expect(await stuck()).toEqual(['stock.posted.v1']);
    // While the poisonous ones rest, a batch goes its usual way.
    await append(9);
    expect(await relay.relayOnce()).toBe(1);
    poison = [];
    // A new process does not know of the rest.
    await new OutboxRelay(bed.database, [keeper()]).relayOnce();
    expect((await received()).map((r) => r.n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('ends the alert when it has handed the event on, and at its start when another has', async () => {
    let poison: readonly number[] = [1];
    const relay = new OutboxRelay(bed.database, [keeper(() => poison)]);
    await append(1);
    await relay.relayOnce();
    await rested(6_000, () => relay.relayOnce());
    expect(await stuck()).toHaveLength(1);
    poison = [];
    await rested(20_000, () => relay.relayOnce());
    expect(await stuck()).toEqual([]);
    for (const old of ['stock.posted.v1', 'item.changed.v1'])
      await bed.asOwner(`INSERT INTO sys_alerts (code, subject, pages) VALUES ('event.stuck', $1, false)`, [old]);
    await append(1);
    await bed.asOwner(`UPDATE sys_outbox SET occurred_at = now() - interval '2 min' WHERE relayed_at IS NULL`);
    const next = new OutboxRelay(bed.database, [keeper(() => [1])]);
    next.start();
    await until(async () => (await stuck()).length === 1);
    await next.stop();
    expect(await stuck()).toEqual(['stock.posted.v1']);
  });

  it('remembers and tells no more than it can when everything is refused', async () => {
    const errors = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const refusing: OutboxSubscriber = { name: 'broken', receive: () => Promise.reject(new Error('broken')) };
    const relay = new OutboxRelay(bed.database, [refusing], { remembers: 30 });
    await bed.asOwner(
      `INSERT INTO sys_outbox (event_type, aggregate_type, aggregate_id, payload) SELECT 'stock.posted.v1', 'posting', 'p', jsonb_build_object('n', n) FROM generate_series(1, 150) n`,
    );
    await relay.relayOnce();
    expect(relay.remembered).toBeLessThanOrEqual(30);
    expect(errors.mock.calls.length).toBe(1);
    // The type rests as a whole, so that others get their turn.
    await bed.asOwner(`INSERT INTO sys_outbox (event_type, aggregate_type, aggregate_id, payload) VALUES ('item.changed.v1', 'item', 'i', '{}')`);
    expect(await relay.relayOnce()).toBe(1);
    errors.mockRestore();
  });

  it('marks an event only together with what its subscribers wrote', async () => {
    await append(1);
    const relay = new OutboxRelay(bed.database, [keeper(), { name: 'fails', receive: () => Promise.reject(new Error('later')) }]);
    await relay.relayOnce();
    expect(await received()).toEqual([]);
    expect(await bed.database.query('SELECT 1 FROM sys_outbox WHERE relayed_at IS NULL')).toHaveLength(1);
  });
});
