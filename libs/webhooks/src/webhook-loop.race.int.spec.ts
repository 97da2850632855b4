import { setTimeout as sleep } from 'node:timers/promises';
import { TestDatabase } from '@anwen/database/testing';
import { OutboxRelay, outbox } from '@anwen/outbox';
import { Logger } from '@nestjs/common';
import { TestReceiver, WebhookBed, type Answering } from './testing';
import type { WebhookSender } from './webhook-sender';

/** Running senders, real time. Figures here are bounds for a slow machine; tools/bench measures. */
describe('running senders', () => {
  let bed: TestDatabase;
  let hooks: WebhookBed;
  const running: { stop(): Promise<void> }[] = [];
  const receivers: TestReceiver[] = [];

  beforeAll(async () => {
    Logger.overrideLogger(false);
    bed = await TestDatabase.create({ poolSize: 20 });
  });
  beforeEach(async () => {
    await bed.asOwner(
      'TRUNCATE sys_webhook_attempts, sys_webhook_deliveries, sys_webhook_messages, sys_webhook_targets, sys_webhooks, sys_alerts, sys_outbox RESTART IDENTITY CASCADE',
    );
    hooks = new WebhookBed(bed.database);
  });
  afterEach(async () => {
    for (const receiver of receivers.splice(0)) await receiver.close();
    for (const one of running.splice(0)) await one.stop();
  });
  afterAll(() => bed.drop());

  const receive = async (...script: Answering[]): Promise<TestReceiver> => {
    const receiver = await new TestReceiver(script).open();
    receivers.push(receiver);
    return receiver;
  };
  const start = (): WebhookSender => {
    const sender = hooks.sender();
    running.push(sender);
    sender.start();
    return sender;
  };
  const until = async (what: () => boolean | Promise<boolean>, limitMs = 15_000): Promise<void> => {
    const end = Date.now() + limitMs;
    while (!(await what())) {
      if (Date.now() > end) throw new Error('it did not happen in time');
      await sleep(20);
    }
  };
  const p95 = (values: number[]): number => values.sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1]!;

  it('reach the receiver within two seconds of the commit, through outbox and relay (p95)', async () => {
    const receiver = await receive(200);
    await hooks.endpoint(receiver);
    const relay = new OutboxRelay(bed.database, [hooks.fanOut]);
    running.push(relay);
    relay.start();
    start();
    const committed = new Map<string, number>();
    for (let i = 0; i < 40; i++) {
      await bed.transaction(async (tx) =>
        outbox.append(tx, { type: 'stock.posted.v1', aggregate: { type: 'posting', id: String(i) }, payload: { id: String(i) } }),
      );
      committed.set(String(i), Date.now());
      await sleep(30);
    }
    await until(() => receiver.seen.length === 40);
    const waits = receiver.seen.map((r) => r.at - committed.get((JSON.parse(r.body) as { data: { id: string } }).data.id)!);
    expect(p95(waits)).toBeLessThanOrEqual(2_000);
  });

  it('leave a healthy endpoint alone while four others are tar pits', async () => {
    const tarpits = await Promise.all([1, 2, 3, 4].map(() => receive(() => undefined)));
    const healthy = await receive(200);
    for (const one of [...tarpits, healthy]) await hooks.endpoint(one);
    start();
    const happened = new Map<string, number>();
    for (let i = 0; i < 30; i++) {
      const [id] = await hooks.happen();
      happened.set(`evt_${id}`, Date.now());
      await sleep(50);
    }
    await until(() => healthy.seen.length === 30);
    expect(p95(healthy.seen.map((r) => r.at - happened.get(String(r.headers['webhook-id']))!))).toBeLessThanOrEqual(2_000);
    expect(tarpits.map((t) => t.seen.length)).toEqual([2, 2, 2, 2]);
  });

  it('have at most two requests at one endpoint, however many senders there are, and send everything exactly once', async () => {
    let inside = 0;
    let most = 0;
    const receiver = await receive((response) => {
      most = Math.max(most, ++inside);
      setTimeout(() => {
        inside--;
        response.writeHead(200).end();
      }, 20);
    });
    await hooks.endpoint(receiver);
    for (let i = 0; i < 3; i++) start();
    const ids = await hooks.happen(60);
    await until(() => receiver.seen.length >= 60);
    await sleep(300);
    expect(receiver.seen.map((r) => r.headers['webhook-id']).sort()).toEqual(ids.map((id) => `evt_${id}`).sort());
    expect(most).toBeLessThanOrEqual(2);
  });

  it('are not held up by an endpoint whose row somebody has locked', async () => {
    const [stuck, free] = [await receive(200), await receive(200)];
    const { webhook } = await hooks.endpoint(stuck);
    await hooks.endpoint(free);
    await hooks.happen();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let lock: Promise<void> | undefined;
    const isTaken = new Promise<void>((resolve, reject) => {
      lock = bed.transaction(async (tx) => {
        await tx.query('SELECT 1 FROM sys_webhooks WHERE public_id = $1 FOR NO KEY UPDATE', [webhook.id]);
        resolve();
        await held;
      });
      lock.catch(reject);
    });
    try {
      await isTaken;
      start();
      await until(() => free.seen.length === 1);
      expect(stuck.seen).toHaveLength(0);
    } finally {
      release();
      await lock;
    }
    await until(() => stuck.seen.length === 1);
  });

  it('stop sending to an endpoint within a second of its switch-off', async () => {
    const receiver = await receive(200);
    const { webhook } = await hooks.endpoint(receiver);
    start();
    await hooks.happen(300);
    await until(() => receiver.seen.length > 10);
    await hooks.write((tx) => hooks.endpoints.disable(tx, tx.actor, { id: webhook.id, input: { reason: 'too many' } }));
    await sleep(1_000);
    const sent = receiver.seen.length;
    expect(sent).toBeLessThan(300);
    await sleep(1_500);
    expect(receiver.seen).toHaveLength(sent);
    const [row] = await bed.asOwner<{ paused: string; other: string }>(
      `SELECT count(*) FILTER (WHERE state = 'paused') AS paused, count(*) FILTER (WHERE state IN ('pending', 'sending')) AS other FROM sys_webhook_deliveries`,
    );
    expect(row).toEqual({ paused: String(300 - sent), other: '0' });
  });

  it('wait at their stop for what is under way, and leave nothing claimed', async () => {
    const receiver = await receive((response) => void setTimeout(() => response.writeHead(200).end(), 400));
    await hooks.endpoint(receiver);
    const sender = start();
    await hooks.happen(4);
    await until(() => receiver.seen.length > 0);
    await sender.stop();
    const rows = await bed.asOwner<{ state: string }>('SELECT DISTINCT state FROM sys_webhook_deliveries ORDER BY state');
    expect(rows.map((r) => r.state)).not.toContain('sending');
    const sent = receiver.seen.length;
    await sleep(1_200);
    expect(receiver.seen).toHaveLength(sent);
  });

  it('keep what they hold: a slow answer is not sent twice', async () => {
    const receiver = await receive((response) => void setTimeout(() => response.writeHead(200).end(), 18_000));
    await hooks.endpoint(receiver);
    start();
    start();
    await hooks.happen();
    await until(async () => (await bed.asOwner(`SELECT 1 FROM sys_webhook_deliveries WHERE state = 'delivered'`)).length === 1, 30_000);
    expect(receiver.seen).toHaveLength(1);
  });

  it('keep what they hold while they stop, too: a deployment sends nothing twice', async () => {
    const receiver = await receive((response) => void setTimeout(() => response.writeHead(200).end(), 17_000));
    await hooks.endpoint(receiver);
    const leaving = start();
    await hooks.happen();
    await until(() => receiver.seen.length === 1);
    start();
    await leaving.stop();
    expect(receiver.seen).toHaveLength(1);
    expect(await bed.asOwner(`SELECT 1 FROM sys_webhook_deliveries WHERE state = 'delivered'`)).toHaveLength(1);
  });
});
