import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestDatabase } from '@anwen/database/testing';
import { productionPolicy } from '@anwen/egress';
import { systemActor, type Actor, type AppError } from '@anwen/kernel';
import { Logger } from '@nestjs/common';
import { TestClock, TestReceiver, WebhookBed, type Answering } from './testing';
import { webhooksErrors } from './webhooks.errors';

const SSRF_URLS = join(__dirname, '../../../../shared/data/hostile-strings/ssrf-urls.json');
/** Skipped, and shown as skipped, where the shared data is absent. */
const withShared = existsSync(SSRF_URLS) ? it : it.skip;
const CANARY = 'canary-7f3a-token-9b1c';

describe('endpoints', () => {
  let bed: TestDatabase;
  let hooks: WebhookBed;
  let clock: TestClock;
  let admin: Actor;
  const logged: string[] = [];
  const receivers: TestReceiver[] = [];

  beforeAll(async () => {
    const keep = (...said: unknown[]): void => void logged.push(JSON.stringify(said));
    Logger.overrideLogger({ log: keep, error: keep, warn: keep, debug: keep, verbose: keep });
    bed = await TestDatabase.create();
    const [user] = await bed.asOwner<{ id: string }>(`INSERT INTO sys_users (username, display_name, password_hash) VALUES ('ann', 'Ann', 'x') RETURNING id`);
    admin = { ...systemActor('ann', user!.id), type: 'user', id: user!.id };
  });
  beforeEach(async () => {
    await bed.asOwner(
      'TRUNCATE sys_webhook_attempts, sys_webhook_deliveries, sys_webhook_messages, sys_webhook_targets, sys_webhooks, sys_alerts RESTART IDENTITY CASCADE',
    );
    hooks = new WebhookBed(bed.database, admin);
    clock = new TestClock();
    clock.move(60_000);
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
  const refusal = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'accepted',
      (error: AppError) => error.code,
    );
  const ipOnly = { authMode: 'ip_only', riskAcknowledged: true, riskReason: 'the old ERP cannot sign' };
  const drain = async (): Promise<void> => {
    const sender = hooks.sender(clock);
    while ((await sender.once()) > 0) clock.move(300);
  };
  const statesOf = async (): Promise<string[]> =>
    (await bed.asOwner<{ state: string }>('SELECT state FROM sys_webhook_deliveries ORDER BY id')).map((row) => row.state);

  it('are refused with one text for private, unresolvable and own targets, whatever the reason', async () => {
    const create = (url: string): Promise<unknown> => hooks.write((tx) => hooks.endpoints.create(tx, admin, { name: 'x', url, events: ['*'] }));
    const urls = ['http://10.0.0.1/', 'https://no-such-name.invalid/', 'http://127.0.0.1:1/', 'ftp://example.com', 'nonsense', 'https://u:p@8.8.8.8/'];
    for (const url of urls) expect([url, await refusal(create(url))]).toEqual([url, 'webhooks.target_forbidden']);
    const texts = await Promise.all(
      urls.map((url) => create(url).catch((error: AppError) => [error.text('zh-Hant'), error.text('en'), JSON.stringify(error.data)].join())),
    );
    expect(new Set(texts).size).toBe(1);
    expect(await bed.asOwner('SELECT 1 FROM sys_webhooks')).toHaveLength(0);
  });

  withShared('are refused for every URL of the shared list of hostile ones', async () => {
    const create = (url: string): Promise<unknown> => hooks.write((tx) => hooks.endpoints.create(tx, admin, { name: 'x', url, events: ['*'] }));
    for (const { url } of JSON.parse(readFileSync(SSRF_URLS, 'utf8')) as { url: string }[])
      expect([url, await refusal(create(url))]).toEqual([url, 'webhooks.target_forbidden']);
    expect(await bed.asOwner('SELECT 1 FROM sys_webhooks')).toHaveLength(0);
  });

  it('are refused with the production policy on loopback, also when an opening was made for it', async () => {
    const receiver = await receive(200);
    const production = new WebhookBed(bed.database, admin, productionPolicy('on_prem', { urls: [], ports: [] }));
    expect(await refusal(production.endpoint(receiver))).toBe('webhooks.target_forbidden');
    expect(receiver.seen).toHaveLength(0);
  });

  it('know which events exist', async () => {
    const receiver = await receive(200);
    expect(await refusal(hooks.endpoint(receiver, { events: ['stock.*', 'nothing.*', 'item.created.v9'] }))).toBe('webhooks.unknown_event_type');
    expect((await hooks.endpoint(receiver, { events: ['stock.*', 'item.created.v1', 'stock.*'] })).webhook.events).toEqual(['stock.*', 'item.created.v1']);
  });

  it('without a signature exist on premises, on the allow-list, and on somebody’s responsibility only', async () => {
    const receiver = await receive(200);
    expect(await refusal(hooks.endpoint(receiver, { authMode: 'ip_only' }))).toBe('webhooks.risk_ack_required');
    expect(await refusal(hooks.endpoint(receiver, { ...ipOnly, riskReason: '  ' }))).toBe('webhooks.risk_ack_required');
    const machine = new WebhookBed(bed.database, systemActor('cli'));
    expect(await refusal(machine.endpoint(receiver, ipOnly))).toBe('webhooks.risk_ack_required');
    const saas = new WebhookBed(bed.database, admin, { mode: 'saas', never: [], own: [] });
    expect(await refusal(saas.write((tx) => saas.endpoints.create(tx, admin, { name: 'x', url: 'https://8.8.8.8', events: ['*'], ...ipOnly })))).toBe(
      'webhooks.ip_only_not_allowed',
    );
    expect(await refusal(hooks.write((tx) => hooks.endpoints.create(tx, admin, { name: 'x', url: 'https://8.8.8.8', events: ['*'], ...ipOnly })))).toBe(
      'webhooks.target_forbidden',
    );
    const { webhook } = await hooks.endpoint(receiver, ipOnly);
    expect(webhook.risk).toMatchObject({ acknowledgedBy: 'ann', reason: 'the old ERP cannot sign' });
    await hooks.happen();
    await drain();
    expect(Object.keys(receiver.seen[0]!.headers)).not.toContain('webhook-signature');
    const rows = await bed.asOwner<{ action: string; reason: string }>(
      `SELECT action, reason FROM sys_audit_logs WHERE action = 'webhook.auth_mode.downgraded'`,
    );
    expect(rows).toEqual([{ action: 'webhook.auth_mode.downgraded', reason: 'the old ERP cannot sign' }]);
    // The database itself refuses the mode without the three facts.
    const direct = bed.asOwner(`UPDATE sys_webhooks SET risk_acknowledged_by = NULL`);
    await expect(direct).rejects.toThrow('check constraint');
    await expect(bed.asOwner(`UPDATE sys_webhooks SET auth_mode = 'none'`)).rejects.toThrow('check constraint');
  });

  it('ask for the risk again when the target moves, and not for a new name', async () => {
    const receiver = await receive(200);
    const { webhook } = await hooks.endpoint(receiver, ipOnly);
    const change = (patch: object, rowVersion: number): Promise<{ rowVersion: number }> =>
      hooks.write((tx) => hooks.endpoints.update(tx, admin, { id: webhook.id, rowVersion, patch }));
    const renamed = await change({ name: 'old ERP' }, webhook.rowVersion);
    expect(await refusal(change({ url: `${receiver.url}/other` }, renamed.rowVersion))).toBe('webhooks.risk_ack_required');
    expect(await refusal(change({ name: 'again' }, webhook.rowVersion))).toBe('http.precondition_failed');
  });

  it('with a bearer token send it beside the signature, and show its last four characters alone', async () => {
    const receiver = await receive(200);
    expect(await refusal(hooks.endpoint(receiver, { authMode: 'bearer' }))).toBe('webhooks.bearer_token_required');
    const { webhook } = await hooks.endpoint(receiver, { authMode: 'bearer', bearerToken: CANARY });
    expect(webhook).toMatchObject({ authMode: 'bearer', bearerLast4: CANARY.slice(-4) });
    await hooks.happen();
    await drain();
    expect(receiver.seen[0]!.headers).toMatchObject({ authorization: `Bearer ${CANARY}`, 'webhook-signature': expect.stringMatching(/^v1,/) });
    const changed = await hooks.write((tx) => hooks.endpoints.update(tx, admin, { id: webhook.id, rowVersion: webhook.rowVersion, patch: { name: 'n' } }));
    expect(changed.bearerLast4).toBe(CANARY.slice(-4));
    const signed = await hooks.write((tx) =>
      hooks.endpoints.update(tx, admin, { id: webhook.id, rowVersion: changed.rowVersion, patch: { authMode: 'hmac_sha256' } }),
    );
    expect(signed.bearerLast4).toBeNull();
  });

  it('give no secret to another host: whoever moves the URL brings the secrets again', async () => {
    const [receiver, thief] = [await receive(200), await receive(200)];
    const secrets = { authMode: 'bearer', bearerToken: CANARY, headers: [{ name: 'x-api-key', value: CANARY }] };
    const { webhook } = await hooks.endpoint(receiver, secrets);
    await hooks.endpoint(thief, { name: 'opens the list' });
    const change = (patch: object): Promise<{ rowVersion: number }> =>
      hooks.write((tx) => hooks.endpoints.update(tx, admin, { id: webhook.id, rowVersion: webhook.rowVersion, patch }));
    for (const some of [{}, { bearerToken: 'another-one' }, { headers: [] }, { authMode: 'hmac_sha256' }])
      expect(await refusal(change({ url: thief.url, ...some }))).toBe('webhooks.secret_needed_again');
    await change({ url: thief.url, bearerToken: 'another-one', headers: [] });
    await hooks.tests.send(admin, webhook.id);
    expect(JSON.stringify(thief.seen[0]!.headers)).not.toContain(CANARY);
    const second = await hooks.endpoint(receiver, { ...secrets, name: 'same host' });
    await hooks.write((tx) =>
      hooks.endpoints.update(tx, admin, { id: second.webhook.id, rowVersion: second.webhook.rowVersion, patch: { url: `${receiver.url}/other` } }),
    );
    await hooks.tests.send(admin, second.webhook.id);
    expect(receiver.seen[0]!.headers).toMatchObject({ authorization: `Bearer ${CANARY}`, 'x-api-key': CANARY });
  });

  it('leak no secret: not into answers, logs, audit, alerts or tables, even when the receiver echoes it', async () => {
    const receiver = await receive((response, { headers }) => void response.writeHead(500).end(JSON.stringify(headers)));
    const { webhook, secret } = await hooks.endpoint(receiver, {
      authMode: 'bearer',
      bearerToken: CANARY,
      headers: [{ name: 'X-Api-Key', value: `${CANARY}-header` }],
    });
    const rotated = await hooks.write((tx) => hooks.endpoints.rotate(tx, admin, { id: webhook.id, rowVersion: webhook.rowVersion, input: {} }));
    await hooks.happen();
    await hooks.sender(clock).once();
    expect(receiver.seen[0]!.headers['x-api-key']).toBe(`${CANARY}-header`);
    const secrets = [CANARY, secret, rotated.secret, secret.slice(6), rotated.secret.slice(6)];
    const tables = await bed.asOwner<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace`,
    );
    const stored = await Promise.all(tables.map(async ({ name }) => JSON.stringify(await bed.asOwner(`SELECT * FROM ${name}`))));
    const [delivery] = await bed.asOwner<{ id: string }>('SELECT public_id AS id FROM sys_webhook_deliveries');
    const answers = await bed.transaction(async (tx) => [
      await hooks.deliveries.endpointList(tx),
      await hooks.endpoints.get(tx, webhook.id),
      await hooks.deliveries.get(tx, delivery!.id),
      await hooks.deliveries.list(tx, webhook.id, { limit: 50 }),
    ]);
    const everywhere = [...stored, ...logged, JSON.stringify(answers)].join('\n');
    expect(everywhere).toContain('was not taken');
    for (const one of secrets) expect(everywhere.includes(one)).toBe(false);
    expect(JSON.stringify(answers)).not.toContain('enc:v1:');
    expect((answers[1] as { headerNames: string[] }).headerNames).toEqual(['X-Api-Key']);
  });

  it('can be tested at once, with the result shown and the number limited', async () => {
    const receiver = await receive(201, 500);
    const { webhook } = await hooks.endpoint(receiver, { events: ['lot.*'] });
    const good = await hooks.tests.send(admin, webhook.id);
    expect(good).toMatchObject({
      delivery: { state: 'delivered', isTest: true, type: 'webhook.test.v1' },
      attempts: [{ status: 201, error: null, snippet: 'answer 201', resolvedIp: '127.0.0.1' }],
    });
    expect(await hooks.tests.send(admin, webhook.id)).toMatchObject({ delivery: { state: 'dead', lastError: 'HTTP_STATUS' } });
    const seen = await bed.transaction((tx) => hooks.endpoints.get(tx, webhook.id));
    expect(seen.health).toMatchObject({ state: 'ok', dead: 0 });
    expect(await bed.asOwner('SELECT 1 FROM sys_alerts')).toHaveLength(0);
    await bed.asOwner('DELETE FROM sys_webhook_targets');
    expect(await hooks.tests.send(admin, webhook.id)).toMatchObject({ delivery: { state: 'dead', lastError: 'BLOCKED_TARGET' } });
    for (let i = 0; i < 3; i++) await hooks.tests.send(admin, webhook.id);
    expect(await refusal(hooks.tests.send(admin, webhook.id))).toBe('webhooks.test_too_often');
    expect(await refusal(hooks.tests.send(admin, '0190a1b2-0000-7000-8000-000000000001'))).toBe('webhooks.endpoint_not_found');
  });

  it('replay one, all dead, and everything since an outage, under the same webhook-id', async () => {
    await bed.asOwner(`INSERT INTO sys_settings (key, value) VALUES ('webhooks.retry_seconds', '[1]')`);
    const receiver = await receive(500);
    const { webhook } = await hooks.endpoint(receiver);
    await hooks.happen(3);
    const sender = hooks.sender(clock);
    for (let i = 0; i < 12; i++) {
      await sender.once();
      clock.move(61_000);
    }
    await bed.asOwner(`DELETE FROM sys_settings WHERE key = 'webhooks.retry_seconds'`);
    expect(await statesOf()).toEqual(['dead', 'dead', 'dead']);
    receiver.script = [200];
    const { items } = await bed.transaction((tx) => hooks.deliveries.list(tx, webhook.id, { limit: 50, state: 'dead' }));
    const one = await hooks.write((tx) => hooks.deliveries.replay(tx, admin, items[0]!.id));
    expect(one).toMatchObject({ state: 'pending', attempts: 0, webhookId: items[0]!.webhookId });
    clock.move(61_000);
    await drain();
    expect(receiver.seen.at(-1)!.headers['webhook-id']).toBe(items[0]!.webhookId);
    expect(await statesOf()).toEqual(['dead', 'dead', 'delivered']);
    const alertIsOpen = async (): Promise<boolean> =>
      (await bed.asOwner(`SELECT 1 FROM sys_alerts WHERE code = 'webhook.dead' AND resolved_at IS NULL`)).length > 0;
    expect(await alertIsOpen()).toBe(true);
    const future = new Date(Date.now() + 3_600_000).toISOString();
    expect(await hooks.write((tx) => hooks.deliveries.replaySince(tx, admin, { webhook: webhook.id, since: future }))).toBe(0);
    expect(await hooks.write((tx) => hooks.deliveries.replayDead(tx, admin, webhook.id))).toBe(2);
    expect(await alertIsOpen()).toBe(false);
    clock.move(61_000);
    await drain();
    expect(await statesOf()).toEqual(['delivered', 'delivered', 'delivered']);
    const since = new Date(Date.now() - 3_600_000).toISOString();
    expect(await hooks.write((tx) => hooks.deliveries.replaySince(tx, admin, { webhook: webhook.id, since }))).toBe(0);
    // A delivered one can be sent again, too: the receiver knows it by its id.
    const again = await hooks.write((tx) => hooks.deliveries.replay(tx, admin, items[1]!.id));
    expect(again.state).toBe('pending');
  });

  it('that are switched off keep what happens, and discard it when told so', async () => {
    const receiver = await receive(200);
    const { webhook } = await hooks.endpoint(receiver);
    await hooks.happen();
    await hooks.write((tx) => hooks.endpoints.disable(tx, admin, { id: webhook.id, input: {} }));
    await hooks.happen();
    await drain();
    expect(await statesOf()).toEqual(['paused', 'paused']);
    const [delivery] = (await bed.transaction((tx) => hooks.deliveries.list(tx, webhook.id, { limit: 1 }))).items;
    expect(await refusal(hooks.write((tx) => hooks.deliveries.replay(tx, admin, delivery!.id)))).toBe('webhooks.endpoint_disabled');
    expect(await refusal(hooks.write((tx) => hooks.endpoints.disable(tx, admin, { id: webhook.id, input: {} })))).toBe('webhooks.endpoint_disabled');
    await hooks.write((tx) => hooks.endpoints.enable(tx, admin, { id: webhook.id, input: { paused: 'discard' } }));
    expect(await statesOf()).toEqual(['discarded', 'discarded']);
    expect(await refusal(hooks.write((tx) => hooks.endpoints.enable(tx, admin, { id: webhook.id, input: { paused: 'resume' } })))).toBe(
      'webhooks.endpoint_enabled',
    );
    const { rowVersion } = await bed.transaction((tx) => hooks.endpoints.get(tx, webhook.id));
    const remove = (version: number): Promise<void> => hooks.write((tx) => hooks.endpoints.delete(tx, admin, { id: webhook.id, rowVersion: version }));
    expect(await refusal(remove(rowVersion - 1))).toBe('http.precondition_failed');
    await remove(rowVersion);
    await hooks.happen();
    expect(await statesOf()).toHaveLength(2);
    const [row] = await bed.asOwner<{ secret: string | null }>('SELECT secret_enc AS secret FROM sys_webhooks');
    expect(row!.secret).toBeNull();
    expect(await refusal(bed.transaction((tx) => hooks.endpoints.get(tx, webhook.id)))).toBe('webhooks.endpoint_not_found');
  });

  it('page their deliveries without repeating any', async () => {
    const receiver = await receive(200);
    const { webhook } = await hooks.endpoint(receiver);
    await hooks.happen(5);
    const first = await bed.transaction((tx) => hooks.deliveries.list(tx, webhook.id, { limit: 3 }));
    const second = await bed.transaction((tx) => hooks.deliveries.list(tx, webhook.id, { limit: 3, cursor: first.nextCursor! }));
    expect(new Set([...first.items, ...second.items].map((d) => d.id)).size).toBe(5);
    expect(second.nextCursor).toBeNull();
  });

  it('send a link instead of an event beyond 1 MB, and the whole can be fetched there', async () => {
    const receiver = await receive(200);
    await hooks.endpoint(receiver);
    const [eventId] = await hooks.happen(1, { payload: { id: 'big', text: '大'.repeat(400_000) } });
    await drain();
    const sent = JSON.parse(receiver.seen[0]!.body) as { data: { thin: boolean; url: string } };
    expect(sent.data).toMatchObject({ id: 'big', thin: true, url: `/api/v1/admin/webhook-messages/${eventId}` });
    const whole = await bed.transaction((tx) => hooks.deliveries.message(tx, eventId!));
    expect(JSON.parse(whole.body)).toMatchObject({ data: { id: 'big', text: '大'.repeat(400_000) } });
    expect(await refusal(bed.transaction((tx) => hooks.deliveries.message(tx, 'x')))).toBe('webhooks.message_not_found');
  });
});

describe('the allow-list', () => {
  let bed: TestDatabase;
  beforeAll(async () => {
    bed = await TestDatabase.create();
  });
  afterAll(() => bed.drop());

  it('takes plain networks that are not too wide, once, on premises', async () => {
    const hooks = new WebhookBed(bed.database);
    const actor = systemActor('test');
    const add = (cidr: string, port = 8080): Promise<{ cidr: string }> => hooks.write((tx) => hooks.targets.add(tx, actor, { cidr, port, reason: 'the ERP' }));
    expect(await add('10.1.2.3')).toMatchObject({ cidr: '10.1.2.3/32', port: 8080 });
    expect(await add('10.1.2.77/24')).toMatchObject({ cidr: '10.1.2.0/24' });
    expect(await add('fd00:1::5')).toMatchObject({ cidr: 'fd00:1::5/128' });
    await expect(add('10.1.2.3')).rejects.toThrow('webhooks.listed_target_taken');
    for (const bad of [
      '0.0.0.0/0',
      '10.0.0.0/8',
      '::/0',
      'fd00::/8',
      '10.1',
      '010.0.0.1',
      '0x0a.0.0.1/32',
      '10.0.0.1/33',
      '10.0.0.1/-1',
      'erp.local',
      '',
      '10.0.0.0/24 ',
    ]) {
      await expect(add(bad)).rejects.toThrow('webhooks.cidr_invalid');
    }
    const saas = new WebhookBed(bed.database, actor, { mode: 'saas', never: [], own: [] });
    await expect(saas.write((tx) => saas.targets.add(tx, actor, { cidr: '10.1.2.9', port: 1, reason: 'x' }))).rejects.toThrow(
      'webhooks.listed_targets_on_prem_only',
    );
    const [entry] = await bed.transaction((tx) => hooks.targets.list(tx));
    await hooks.write((tx) => hooks.targets.delete(tx, actor, entry!.id));
    await expect(hooks.write((tx) => hooks.targets.delete(tx, actor, entry!.id))).rejects.toThrow('webhooks.listed_target_not_found');
    expect(webhooksErrors.target_forbidden().status).toBe(422);
  });
});
