import { setTimeout as sleep } from 'node:timers/promises';
import { TestDatabase } from '@anwen/database/testing';
import { systemActor, systemClock, uuidV7 } from '@anwen/kernel';
import type { RelayedEvent } from '@anwen/outbox';
import { Logger } from '@nestjs/common';
import { FanOutStore } from './fan-out.store';
import { WebhookFanOut } from './fan-out.service';
import { TestClock, TestReceiver, WebhookBed, type Answering } from './testing';

/** More than one step of the sweep, few enough for a slow machine. */
const BACKLOG = 3_500;

describe('what waits for an endpoint', () => {
  const actor = systemActor('test');
  let bed: TestDatabase;
  let hooks: WebhookBed;
  let clock: TestClock;
  const receivers: TestReceiver[] = [];

  beforeAll(async () => {
    Logger.overrideLogger(false);
    bed = await TestDatabase.create();
  });
  beforeEach(async () => {
    await bed.asOwner(
      'TRUNCATE sys_webhook_attempts, sys_webhook_deliveries, sys_webhook_messages, sys_webhook_targets, sys_webhooks, sys_alerts RESTART IDENTITY CASCADE',
    );
    hooks = new WebhookBed(bed.database);
    clock = new TestClock();
    clock.move(60_000);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    for (const receiver of receivers.splice(0)) await receiver.close();
  });
  afterAll(() => bed.drop());

  const receive = async (...script: Answering[]): Promise<TestReceiver> => {
    const receiver = await new TestReceiver(script).open();
    receivers.push(receiver);
    return receiver;
  };
  const event = (sequence: string, id = sequence): RelayedEvent => ({
    sequence,
    eventId: uuidV7(),
    type: 'stock.posted.v1',
    aggregate: { type: 'item', id },
    payload: { id },
    requestId: null,
    occurredAt: new Date(),
  });
  const backlog = async (): Promise<void> => {
    await bed.asOwner(
      `INSERT INTO sys_webhook_messages (event_id, event_type, aggregate, sequence, body) SELECT gen_random_uuid(), 'stock.posted.v1', 'p:' || i, i, '{}' FROM generate_series(1, ${BACKLOG}) AS i`,
    );
    await bed.asOwner(
      `INSERT INTO sys_webhook_deliveries (webhook_id, message_id, aggregate) SELECT 1, id, aggregate FROM sys_webhook_messages ORDER BY id ON CONFLICT DO NOTHING`,
    );
  };
  const count = async (): Promise<Record<string, number>> => {
    const rows = await bed.asOwner<{ state: string; n: number }>('SELECT state, count(*)::int AS n FROM sys_webhook_deliveries GROUP BY state');
    return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
  };
  const disable = (id: string): Promise<unknown> => hooks.write((tx) => hooks.endpoints.disable(tx, actor, { id, input: {} }));
  const enable = (id: string, paused: 'resume' | 'discard'): Promise<unknown> =>
    hooks.write((tx) => hooks.endpoints.enable(tx, actor, { id, input: { paused } }));
  const health = async (id: string): Promise<{ pending: number; paused: number }> => (await bed.transaction((tx) => hooks.endpoints.get(tx, id))).health;

  it('is moved in steps: the switch turns at once, whatever waits, and the sweep moves the rest', async () => {
    const receiver = await receive(200);
    const { webhook } = await hooks.endpoint(receiver);
    await backlog();
    await disable(webhook.id);
    expect((await count()).pending).toBeGreaterThan(0);
    expect(await health(webhook.id)).toMatchObject({ pending: 0, paused: BACKLOG });
    expect(await hooks.sender(clock).once()).toBe(0);
    expect(await count()).toEqual({ paused: BACKLOG });
    await enable(webhook.id, 'resume');
    expect((await count()).paused).toBeGreaterThan(0);
    expect(await health(webhook.id)).toMatchObject({ pending: BACKLOG, paused: 0, breaker: 'draining' });
    expect(await hooks.sender(clock).once()).toBe(1);
    expect(await count()).toEqual({ pending: BACKLOG - 1, delivered: 1 });
    expect(await health(webhook.id)).toMatchObject({ breaker: 'draining' });
  });

  it('is discarded in steps, and nothing of it is sent meanwhile', async () => {
    const receiver = await receive(200);
    const { webhook } = await hooks.endpoint(receiver);
    await backlog();
    await disable(webhook.id);
    await enable(webhook.id, 'discard');
    expect(Object.keys(await count())).not.toEqual(['discarded']);
    const [newer] = await hooks.happen();
    const sender = hooks.sender(clock);
    while ((await sender.once()) > 0);
    expect(receiver.seen.map((r) => r.headers['webhook-id'])).toEqual([`evt_${newer}`]);
    expect(await count()).toEqual({ discarded: BACKLOG, delivered: 1 });
  });

  it('is discarded with its endpoint, also what was on its way just then', async () => {
    const receiver = await receive((response) => void setTimeout(() => response.writeHead(500).end(), 300));
    const { webhook } = await hooks.endpoint(receiver);
    await backlog();
    const sender = hooks.sender(clock);
    const round = sender.once();
    while (receiver.seen.length === 0) await sleep(10);
    await hooks.write((tx) => hooks.endpoints.delete(tx, actor, { id: webhook.id, rowVersion: webhook.rowVersion }));
    await round;
    await sender.once();
    expect(await count()).toEqual({ discarded: BACKLOG });
  });

  it('is replayed in steps that the caller repeats', async () => {
    const receiver = await receive(200);
    const { webhook } = await hooks.endpoint(receiver);
    for (let i = 0; i < 3; i++) await backlog();
    await bed.asOwner(`UPDATE sys_webhook_deliveries SET state = 'dead'`);
    const replay = (): Promise<number> => hooks.write((tx) => hooks.deliveries.replayDead(tx, actor, webhook.id));
    expect([await replay(), await replay(), await replay()]).toEqual([10_000, 3 * BACKLOG - 10_000, 0]);
  });

  it('does not keep a 410 from switching the endpoint off', async () => {
    const receiver = await receive(410);
    const { webhook } = await hooks.endpoint(receiver);
    await backlog();
    await bed.asOwner('UPDATE sys_webhooks SET consecutive_failures = 1');
    const sender = hooks.sender(clock);
    expect(await sender.once()).toBe(1);
    expect((await count()).pending).toBeGreaterThan(0);
    expect(await bed.transaction((tx) => hooks.endpoints.get(tx, webhook.id))).toMatchObject({ active: false, disabledReason: 'gone' });
    clock.move(70_000);
    expect(await sender.once()).toBe(0);
    expect(receiver.seen).toHaveLength(1);
  });

  it('goes out when the endpoint was switched on while the event was fanned out', async () => {
    const receiver = await receive(200);
    const { webhook } = await hooks.endpoint(receiver);
    await disable(webhook.id);
    class Slow extends FanOutStore {
      override async addMessages(...given: Parameters<FanOutStore['addMessages']>): Promise<void> {
        await enable(webhook.id, 'resume');
        return super.addMessages(...given);
      }
    }
    await hooks.write((tx) => new WebhookFanOut(new Slow()).receive(tx, [event('1')]));
    expect(await count()).toEqual({ paused: 1 });
    expect(await hooks.sender(clock).once()).toBe(1);
    expect(await count()).toEqual({ delivered: 1 });
  });

  it('behind the first of an ordered aggregate takes no place from others', async () => {
    for (let i = 0; i < 8; i++) await hooks.endpoint(await receive(200), { ordered: true, name: `b${i}`, events: ['item.created.v1'] });
    await hooks.happen(2, { type: 'item.created.v1', aggregate: { type: 'item', id: 'x' } });
    await bed.asOwner(`UPDATE sys_webhook_deliveries SET next_attempt_at = now() + interval '8 hours', attempts = 5 WHERE message_id = 1`);
    const healthy = await receive(200);
    await hooks.endpoint(healthy, { name: 'healthy', events: ['stock.*'] });
    await bed.asOwner(`UPDATE sys_webhooks SET last_claimed_at = now() WHERE name = 'healthy'`);
    await hooks.happen(1, { type: 'stock.posted.v1' });
    expect(await hooks.sender(clock).once()).toBe(1);
    expect(healthy.seen).toHaveLength(1);
  });

  it('goes by sequence in ordered mode, not by who was relayed first', async () => {
    const receiver = await receive(200);
    await hooks.endpoint(receiver, { ordered: true });
    await hooks.write((tx) => hooks.fanOut.receive(tx, [event('102', 'x')]));
    await hooks.write((tx) => hooks.fanOut.receive(tx, [event('7', 'x')]));
    const sender = hooks.sender(clock);
    while ((await sender.once()) > 0);
    expect(receiver.seen.map((r) => (JSON.parse(r.body) as { sequence: number }).sequence)).toEqual([7, 102]);
  });

  it('is looked at when something ends or a second has passed, not all the time, while a drain waits for a slow receiver', async () => {
    const receiver = await receive(() => undefined);
    await hooks.endpoint(receiver);
    await hooks.happen(20);
    await bed.asOwner(`UPDATE sys_webhooks SET breaker = 'draining'`);
    const looks = jest.spyOn(hooks.store, 'claim');
    const sender = hooks.sender();
    sender.start();
    await sleep(3_000);
    expect(looks.mock.calls.length).toBeLessThan(15);
    expect(receiver.seen).toHaveLength(1);
    await receivers.pop()!.close();
    await sender.stop();
  });

  it('is leased and due by the clock of the database: a host whose clock is wrong sends nothing twice', async () => {
    const receiver = await receive((response) => void setTimeout(() => response.writeHead(500).end(), 300));
    await hooks.endpoint(receiver);
    await hooks.happen();
    jest.spyOn(systemClock, 'now').mockImplementation(() => new Date(Date.now() + 3_600_000));
    const round = hooks.sender().once();
    while (receiver.seen.length === 0) await sleep(10);
    const [lease] = await bed.asOwner<{ s: number }>(`SELECT extract(epoch FROM lease_until - clock_timestamp())::float AS s FROM sys_webhook_deliveries`);
    expect(lease!.s).toBeGreaterThan(10);
    expect(lease!.s).toBeLessThanOrEqual(15);
    await round;
    const [due] = await bed.asOwner<{ s: number }>(`SELECT extract(epoch FROM next_attempt_at - clock_timestamp())::float AS s FROM sys_webhook_deliveries`);
    expect(due!.s).toBeLessThanOrEqual(72);
    expect(await hooks.sender().once()).toBe(0);
    expect(receiver.seen).toHaveLength(1);
  });
});
