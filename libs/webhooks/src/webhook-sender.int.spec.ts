import { TestDatabase } from '@anwen/database/testing';
import { systemActor } from '@anwen/kernel';
import { Logger } from '@nestjs/common';
import { Webhook } from 'standardwebhooks';
import { LADDER_MS } from './delivery.rules';
import type { NewWebhookSecret } from './endpoint.dto';
import { TestClock, TestReceiver, WebhookBed, type Answering } from './testing';

interface DeliveryState {
  readonly state: string;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly waitMs: number;
}

describe('the sender of webhooks', () => {
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
    clock.move(60_000); // deliveries are made with the clock of the database
  });
  afterEach(async () => {
    for (const receiver of receivers.splice(0)) await receiver.close();
  });
  afterAll(() => bed.drop());

  const receive = async (...script: Answering[]): Promise<TestReceiver> => {
    const receiver = await new TestReceiver(script).open();
    receivers.push(receiver);
    return receiver;
  };
  const states = (webhook?: string): Promise<DeliveryState[]> =>
    bed.asOwner(
      `SELECT d.state, d.attempts, d.last_error AS "lastError", round(extract(epoch FROM d.next_attempt_at - $2::timestamptz) * 1000)::float AS "waitMs"
       FROM sys_webhook_deliveries d JOIN sys_webhooks w ON w.id = d.webhook_id WHERE $1::uuid IS NULL OR w.public_id = $1 ORDER BY d.id`,
      [webhook ?? null, clock.now()],
    );
  const alerts = (): Promise<{ code: string; times: string; open: boolean }[]> =>
    bed.asOwner('SELECT code, times, resolved_at IS NULL AS open FROM sys_alerts ORDER BY code');
  const audits = async (): Promise<string[]> =>
    (await bed.asOwner<{ action: string }>(`SELECT action FROM sys_audit_logs WHERE action LIKE 'webhook.%' ORDER BY id`)).map((row) => row.action);

  it('sends what is signed: the official verifier accepts headers and bytes', async () => {
    const receiver = await receive(200);
    const { secret } = await hooks.endpoint(receiver);
    const [eventId] = await hooks.happen(1, { payload: { id: 'p-1', note: '入庫 "A" \u0000?'.replace('\u0000', '') } });
    await hooks.sender({ now: () => new Date(Date.now() + 1_000) }).once();
    const [got] = receiver.seen;
    expect(new Webhook(secret).verify(got!.body, got!.headers as Record<string, string>)).toMatchObject({
      type: 'stock.posted.v1',
      data: { id: 'p-1', note: '入庫 "A" ?' },
      sequence: 1,
      tenant: '',
    });
    expect(got!.headers['webhook-id']).toBe(`evt_${eventId}`);
    expect(await states()).toMatchObject([{ state: 'delivered', attempts: 1, lastError: null }]);
  });

  it('climbs the whole ladder under one webhook-id with the same bytes, then gives up, raises an alert and leaves an audit row', async () => {
    const receiver = await receive(500);
    const { webhook } = await hooks.endpoint(receiver);
    await hooks.happen();
    const sender = hooks.sender(clock);
    for (let attempt = 1; attempt <= 11; attempt++) {
      expect(await sender.once()).toBe(1);
      const [delivery] = await states();
      if (attempt <= 10) expect(delivery).toMatchObject({ state: 'pending', attempts: attempt, lastError: 'HTTP_STATUS', waitMs: LADDER_MS[attempt - 1] });
      clock.move((LADDER_MS[attempt - 1] ?? 0) - 2);
      expect(await sender.once()).toBe(0);
      clock.move(2);
    }
    expect(await states()).toMatchObject([{ state: 'dead', attempts: 11 }]);
    expect(new Set(receiver.seen.map((r) => r.headers['webhook-id'])).size).toBe(1);
    expect(new Set(receiver.seen.map((r) => r.body)).size).toBe(1);
    expect(new Set(receiver.seen.map((r) => r.headers['webhook-timestamp'])).size).toBe(11);
    expect(await alerts()).toMatchObject([{ code: 'webhook.dead', open: true }]);
    expect((await audits()).at(-1)).toBe('webhook.delivery.dead');
    expect((await bed.transaction((tx) => hooks.endpoints.get(tx, webhook.id))).health).toMatchObject({ dead: 1, breaker: 'open', consecutiveFailures: 11 });
  });

  it('knows 3xx and 4xx as failures, follows no redirect and honours Retry-After within the base and twice the base', async () => {
    const elsewhere = await receive(200);
    const receiver = await receive(
      (response) => void response.writeHead(307, { Location: elsewhere.url }).end(),
      (response) => void response.writeHead(503, { 'Retry-After': '420' }).end(),
      (response) => void response.writeHead(429, { 'Retry-After': '1' }).end(),
      204,
    );
    await hooks.endpoint(receiver);
    await hooks.happen();
    const sender = hooks.sender(clock);
    const seen: unknown[] = [];
    for (let i = 0; i < 4; i++) {
      await sender.once();
      const [{ state, lastError, waitMs } = { state: '', lastError: '', waitMs: 0 }] = await states();
      seen.push(state === 'pending' ? [lastError, waitMs] : state);
      clock.move(4 * 3_600_000);
    }
    expect(seen).toEqual([['REDIRECT', 60_000], ['HTTP_STATUS', 420_000], ['THROTTLED', 1_800_000], 'delivered']);
    expect(elsewhere.seen).toHaveLength(0);
  });

  it('switches an endpoint off at once when it says 410, and pauses what waits', async () => {
    const receiver = await receive(410);
    const { webhook } = await hooks.endpoint(receiver);
    await hooks.happen(3);
    const sender = hooks.sender(clock);
    await sender.once();
    expect((await states()).map((d) => d.state)).toEqual(expect.arrayContaining(['paused', 'paused', 'paused']));
    expect(await sender.once()).toBe(0);
    expect(await bed.transaction((tx) => hooks.endpoints.get(tx, webhook.id))).toMatchObject({ active: false, disabledReason: 'gone' });
    expect(await alerts()).toMatchObject([{ code: 'webhook.disabled', open: true }]);
    expect(await audits()).toContain('webhook.disabled.auto');
    // What happens while it is off waits, too; whoever switches it on decides.
    await hooks.happen();
    receiver.script = [200];
    await hooks.write((tx) => hooks.endpoints.enable(tx, tx.actor, { id: webhook.id, input: { paused: 'resume' } }));
    while ((await sender.once()) > 0) clock.move(1_000);
    expect((await states()).map((d) => d.state)).toEqual(['delivered', 'delivered', 'delivered', 'delivered']);
    expect(await alerts()).toMatchObject([{ code: 'webhook.disabled', open: false }]);
  });

  it('switches an endpoint off after ten dead deliveries in a row, and after 120 h of failure', async () => {
    await bed.asOwner(`INSERT INTO sys_settings (key, value) VALUES ('webhooks.retry_seconds', '[1]')`);
    const receiver = await receive(500);
    const { webhook } = await hooks.endpoint(receiver);
    await hooks.happen(12);
    const sender = hooks.sender(clock);
    for (let i = 0; i < 40; i++) {
      await sender.once();
      clock.move(61_000);
    }
    expect(await bed.transaction((tx) => hooks.endpoints.get(tx, webhook.id))).toMatchObject({
      active: false,
      disabledReason: 'dead_deliveries',
      health: { dead: 10, paused: 2 },
    });
    await bed.asOwner(`DELETE FROM sys_settings WHERE key = 'webhooks.retry_seconds'`);
    const failing = await receive(500);
    const second = await hooks.endpoint(failing, { name: 'MES' });
    await hooks.happen();
    await sender.once();
    clock.move(121 * 3_600_000);
    await sender.once();
    expect(await bed.transaction((tx) => hooks.endpoints.get(tx, second.webhook.id))).toMatchObject({ active: false, disabledReason: 'failing' });
  });

  it('opens the breaker after five failures, sends one probe at a time, and drains five a second after the first success', async () => {
    const receiver = await receive(500);
    const { webhook } = await hooks.endpoint(receiver);
    await hooks.happen(20);
    const sender = hooks.sender(clock);
    for (let i = 0; i < 20; i++) await sender.once();
    expect(receiver.seen.length).toBe(5);
    expect(await bed.transaction((tx) => hooks.endpoints.get(tx, webhook.id))).toMatchObject({ health: { breaker: 'open' } });
    clock.move(59_000);
    expect(await sender.once()).toBe(0);
    clock.move(2_000);
    expect([await sender.once(), await sender.once()]).toEqual([1, 0]);
    receiver.script = [200];
    clock.move(60_000);
    expect(await sender.once()).toBe(1);
    expect(await bed.transaction((tx) => hooks.endpoints.get(tx, webhook.id))).toMatchObject({ health: { breaker: 'draining' } });
    const before = receiver.seen.length;
    for (let ms = 0; ms < 2_000; ms += 50) {
      await sender.once();
      clock.move(50);
    }
    expect(receiver.seen.length - before).toBeGreaterThanOrEqual(8);
    expect(receiver.seen.length - before).toBeLessThanOrEqual(10);
    clock.move(3_600_000);
    for (let i = 0; i < 20; i++) {
      await sender.once();
      clock.move(1_000);
    }
    expect(new Set((await states()).map((d) => d.state))).toEqual(new Set(['delivered']));
    expect(await bed.transaction((tx) => hooks.endpoints.get(tx, webhook.id))).toMatchObject({
      health: { breaker: 'closed', state: 'ok', failingSince: null },
    });
  });

  it('sends again what a killed sender held, under the same webhook-id, and does not record for it any more', async () => {
    const receiver = await receive(200);
    await hooks.endpoint(receiver);
    await hooks.happen();
    const claimed = await hooks.write((tx) =>
      hooks.store.claim(tx, {
        now: clock.now(),
        leaseId: '0190a1b2-0000-7000-8000-000000000001',
        leaseUntil: new Date(clock.now().getTime() + 15_000),
        slots: 8,
        failingSlots: 4,
      }),
    );
    expect(claimed).toHaveLength(1);
    // The killed one had sent it, but nobody wrote that down.
    const sender = hooks.sender(clock);
    clock.move(14_000);
    expect(await sender.once()).toBe(0);
    clock.move(2_000);
    expect(await sender.once()).toBe(1);
    const late = await hooks.dispatch.deliver(claimed[0]!, { clock, random: 0 });
    expect(late.recorded).toBe(false);
    expect(new Set(receiver.seen.map((r) => r.headers['webhook-id'])).size).toBe(1);
    expect(await states()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
    const errors = await bed.asOwner<{ error: string | null }>('SELECT error FROM sys_webhook_attempts ORDER BY id');
    expect(errors.map((row) => row.error)).toEqual(['LOST', null, null]);
  });

  it('signs with the old secret, too, while a rotation overlaps, and not a moment longer', async () => {
    const receiver = await receive(200);
    const first = await hooks.endpoint(receiver);
    const id = first.webhook.id;
    const rotate = (input: { overlapHours?: number }): Promise<NewWebhookSecret> =>
      hooks.write(async (tx) => hooks.endpoints.rotate(tx, tx.actor, { id, rowVersion: (await hooks.endpoints.get(tx, id)).rowVersion, input }));
    const second = await rotate({ overlapHours: 2 });
    // A second rotation would take the first secret from receivers that were promised both.
    await expect(rotate({ overlapHours: 2 })).rejects.toThrow('webhooks.rotation_running');
    const accepted = async (at: Date): Promise<boolean[]> => {
      await hooks.happen();
      await hooks.sender({ now: () => at }).once();
      const { body, headers } = receiver.seen.at(-1)!;
      jest.useFakeTimers({ now: at });
      const verdicts = [first.secret, second.secret].map((secret) => {
        try {
          return new Webhook(secret).verify(body, headers as Record<string, string>) !== undefined;
        } catch {
          return false;
        }
      });
      jest.useRealTimers();
      return verdicts;
    };
    expect(await accepted(new Date(Date.now() + 60_000))).toEqual([true, true]);
    expect(await accepted(new Date(Date.now() + 3 * 3_600_000))).toEqual([false, true]);
    await hooks.write((tx) => hooks.endpoints.revokeOldSecret(tx, tx.actor, id));
    const third = await rotate({});
    expect(third.secret).not.toBe(second.secret);
    await hooks.write((tx) => hooks.endpoints.revokeOldSecret(tx, tx.actor, id));
    expect(await accepted(new Date(Date.now() + 60_000))).toEqual([false, false]);
    await expect(hooks.write((tx) => hooks.endpoints.revokeOldSecret(tx, tx.actor, id))).rejects.toThrow('webhooks.no_old_secret');
  });

  it('counts a target that was closed meanwhile as a failed attempt, and raises one alert for all of them', async () => {
    const receiver = await receive(200);
    await hooks.endpoint(receiver);
    await hooks.happen(3);
    await bed.asOwner('DELETE FROM sys_webhook_targets');
    const sender = hooks.sender(clock);
    for (let i = 0; i < 3; i++) await sender.once();
    expect(await states()).toMatchObject([1, 2, 3].map(() => ({ state: 'pending', attempts: 1, lastError: 'BLOCKED_TARGET' })));
    expect(await alerts()).toMatchObject([{ code: 'webhook.blocked', times: '3', open: true }]);
    expect(receiver.seen).toHaveLength(0);
  });

  it('ends the alert of a closed target when the endpoint is switched on again or has a success, and raises none for a test', async () => {
    const receiver = await receive(200);
    const { webhook } = await hooks.endpoint(receiver);
    const { id } = webhook;
    const isOpen = async (): Promise<boolean> => (await alerts()).some((one) => one.code === 'webhook.blocked' && one.open);
    await bed.asOwner('UPDATE sys_webhook_targets SET port = 1');
    await hooks.tests.send(systemActor('test'), id);
    expect(await isOpen()).toBe(false);
    await hooks.happen();
    await hooks.sender(clock).once();
    expect(await isOpen()).toBe(true);
    await hooks.write((tx) => hooks.endpoints.disable(tx, tx.actor, { id, input: {} }));
    await bed.asOwner('UPDATE sys_webhook_targets SET port = $1', [receiver.port]);
    await hooks.write((tx) => hooks.endpoints.enable(tx, tx.actor, { id, input: { paused: 'resume' } }));
    expect(await isOpen()).toBe(false);
    // Raised again by what was under way while the switch was turned: the next success ends it, whatever was counted.
    await bed.asOwner('UPDATE sys_alerts SET resolved_at = NULL');
    clock.move(60_000);
    await hooks.sender(clock).once();
    expect(await isOpen()).toBe(false);
  });

  it('keeps the order of an aggregate in ordered mode, and lets other aggregates pass', async () => {
    // Two requests are under way at first: the one for the first event fails, whichever comes first.
    let failed = 0;
    const receiver = await receive((response, { body }) => {
      const fails = body.includes('"sequence":1}') && failed++ === 0;
      response.writeHead(fails ? 500 : 200).end();
    });
    await hooks.endpoint(receiver, { ordered: true });
    await hooks.happen(3, { aggregate: { type: 'posting', id: 'A' } });
    await hooks.happen(1, { aggregate: { type: 'posting', id: 'B' } });
    const sender = hooks.sender(clock);
    for (let i = 0; i < 4; i++) await sender.once();
    const order = (): number[] => receiver.seen.map((r) => (JSON.parse(r.body) as { sequence: number }).sequence);
    expect(order().slice(0, 2).sort()).toEqual([1, 4]);
    clock.move(61_000);
    for (let i = 0; i < 4; i++) await sender.once();
    expect(order().filter((s) => s !== 4)).toEqual([1, 1, 2, 3]);
  });

  it('delivers only what an endpoint has subscribed to', async () => {
    const receiver = await receive(200);
    await hooks.endpoint(receiver, { events: ['lot.*'] });
    await hooks.happen(2);
    const [wanted] = await hooks.happen(1, { type: 'lot.held.v1' });
    while ((await hooks.sender(clock).once()) > 0);
    expect(receiver.seen.map((r) => r.headers['webhook-id'])).toEqual([`evt_${wanted}`]);
  });
});
