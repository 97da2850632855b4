import { TestDatabase } from '@anwen/database/testing';
import type { AppError } from '@anwen/kernel';
import { KeyPurge } from './purge.service';
import { ProbeDoor, leaveEffect, probeActor, probeErrors, type ProbeRequest } from './testing';

const KEY = 'key-0123456789-abcdef';

describe('a write with a key', () => {
  let bed: TestDatabase;
  let door: ProbeDoor;
  let n = 0;
  const freshKey = (): string => `${KEY}-${n++}`;
  const effects = async (name: string): Promise<number> =>
    Number((await bed.database.query<{ n: string }>('SELECT count(*) AS n FROM sys_ops_reports WHERE kind = $1', [name]))[0]!.n);
  const refused = async (request: ProbeRequest, code: string): Promise<AppError> => {
    const error = (await door
      .call(request, (tx) => leaveEffect(tx, 'never'))
      .then(
        () => undefined,
        (e: unknown) => e,
      )) as AppError | undefined;
    expect(error?.code).toBe(code);
    return error!;
  };

  beforeAll(async () => {
    bed = await TestDatabase.create();
    door = new ProbeDoor(bed.database);
  });
  afterAll(() => bed.drop());

  it('is replayed byte for byte with its status and headers, and does nothing again', async () => {
    const key = freshKey();
    const request = { key, body: { qty: '1', unit: 'PCE' } };
    const first = await door.call(request, (tx) => leaveEffect(tx, 'replay'));
    const second = await door.call({ key: `"${key}"`, body: { unit: 'PCE', qty: '1' } }, (tx) => leaveEffect(tx, 'replay'));
    expect(second.status).toBe(201);
    expect(second.body).toBe(first.body);
    expect(second.headers).toEqual({ ...first.headers, 'Idempotent-Replayed': 'true' });
    expect(first.headers).not.toHaveProperty('Idempotent-Replayed');
    expect(await effects('replay')).toBe(1);
  });

  it('with another payload, query or user of the device is refused and changes nothing', async () => {
    const key = freshKey();
    await door.call({ key, body: { a: 1 } }, (tx) => leaveEffect(tx, 'reuse'));
    await refused({ key, body: { a: 2 } }, 'idempotency.key_reused');
    await refused({ key, body: { a: 1 }, url: '/things?x=1' }, 'idempotency.key_reused');
    const device = freshKey();
    await door.call({ key: device, actor: probeActor('1', '7') }, (tx) => leaveEffect(tx, 'device'));
    await refused({ key: device, actor: probeActor('2', '7') }, 'idempotency.actor_mismatch');
    expect(await effects('never')).toBe(0);
  });

  it('belongs to its principal: another user may use the same text', async () => {
    const key = freshKey();
    await door.call({ key, actor: probeActor('1') }, (tx) => leaveEffect(tx, 'principal'));
    const other = await door.call({ key, actor: probeActor('2') }, (tx) => leaveEffect(tx, 'principal'));
    expect(other.headers).not.toHaveProperty('Idempotent-Replayed');
    expect(await effects('principal')).toBe(2);
  });

  it.each([
    ['conflict', 409],
    ['rule', 422],
  ] as const)('that the work refuses with %s stays refused, and its effects are gone', async (reason, status) => {
    const key = freshKey();
    const failing = await door.call({ key }, async (tx) => {
      await leaveEffect(tx, `verdict ${reason}`);
      throw probeErrors[reason]({ headers: { Location: '/elsewhere' } });
    });
    expect(failing.status).toBe(status);
    const again = await door.call({ key }, (tx) => leaveEffect(tx, `verdict ${reason}`));
    expect(again.status).toBe(status);
    expect(again.body).toBe(failing.body);
    expect(again.headers).toMatchObject({ Location: '/elsewhere', 'Idempotent-Replayed': 'true' });
    expect(await effects(`verdict ${reason}`)).toBe(0);
  });

  it.each(['bad', 'denied', 'missing', 'broken'] as const)('that fails with %s leaves no key, so the repeat is a new attempt', async (reason) => {
    const key = freshKey();
    const failing = door.call({ key }, async (tx) => {
      await leaveEffect(tx, `retry ${reason}`);
      throw probeErrors[reason]();
    });
    await expect(failing).rejects.toMatchObject({ code: `probe.${reason}` });
    expect((await door.call({ key }, (tx) => leaveEffect(tx, `retry ${reason}`))).status).toBe(201);
    expect(await effects(`retry ${reason}`)).toBe(1);
  });

  it('never stores a one-time secret, and says so to a repeat', async () => {
    const request = { key: freshKey(), route: 'secret' as const };
    const first = await door.call(request, async (tx) => ({ ...(await leaveEffect(tx, 'secret')), token: 'tok-once' }));
    expect(first.body).toContain('tok-once');
    await refused(request, 'idempotency.secret_already_shown');
    const [row] = await bed.database.query<{ all: string }>(`SELECT k::text AS all FROM sys_idempotency_keys k WHERE idempotency_key = $1`, [
      `user:1:${request.key}`,
    ]);
    expect(row!.all).not.toContain('tok-once');
  });

  it('runs again from the start after a deadlock, in a fresh transaction', async () => {
    let calls = 0;
    const answer = await door.call({ key: freshKey() }, async (tx) => {
      await leaveEffect(tx, 'deadlock');
      if (++calls < 3) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
      return leaveEffect(tx, 'deadlock');
    });
    expect(answer.status).toBe(201);
    expect(calls).toBe(3);
    expect(await effects('deadlock')).toBe(2);
  });

  it('does not commit when its time had passed before', async () => {
    const key = freshKey();
    const late = door.call({ key }, async (tx, context) => {
      context.timedOut = true;
      return leaveEffect(tx, 'late');
    });
    await expect(late).rejects.toMatchObject({ code: 'idempotency.time_limit' });
    expect(await effects('late')).toBe(0);
  });

  it('without a key is refused before anything happens', async () => {
    const error = await refused({}, 'idempotency.key_required');
    expect(error.data.headers?.Link).toContain('describedby');
  });

  it('after its key expired is a new write', async () => {
    const key = freshKey();
    await door.call({ key }, (tx) => leaveEffect(tx, 'expired'));
    await bed.asOwner(`UPDATE sys_idempotency_keys SET expires_at = now() - interval '1 second' WHERE idempotency_key = $1`, [`user:1:${key}`]);
    const again = await door.call({ key, body: { other: true } }, (tx) => leaveEffect(tx, 'expired'));
    expect(again.headers).not.toHaveProperty('Idempotent-Replayed');
    expect(await effects('expired')).toBe(2);
  });

  it('keeps keys of devices for 7 days and others for 24 hours', async () => {
    const keys = [freshKey(), freshKey()];
    await door.call({ key: keys[0]! }, (tx) => leaveEffect(tx, 'hours'));
    await door.call({ key: keys[1]!, actor: probeActor('1', '7') }, (tx) => leaveEffect(tx, 'hours'));
    const rows = await bed.database.query<{ hours: number }>(
      `SELECT round(extract(epoch FROM expires_at - created_at) / 3600)::int AS hours FROM sys_idempotency_keys WHERE idempotency_key = ANY($1) ORDER BY id`,
      [[`user:1:${keys[0]}`, `device:7:${keys[1]}`]],
    );
    expect(rows.map((r) => r.hours)).toEqual([24, 168]);
  });

  it('purges what has expired and nothing else', async () => {
    await bed.asOwner(
      `INSERT INTO sys_idempotency_keys (idempotency_key, request_hash, principal, method, route, expires_at)
       SELECT 'old:' || i, 'h', 'p', 'POST', 'r', now() - interval '1 minute' FROM generate_series(1, 2500) i`,
    );
    const [before] = await bed.database.query<{ n: string }>('SELECT count(*) AS n FROM sys_idempotency_keys WHERE expires_at > now()');
    expect(await new KeyPurge(bed.database).purge()).toBe(2500);
    const [after] = await bed.database.query<{ n: string }>('SELECT count(*) AS n FROM sys_idempotency_keys');
    expect(after!.n).toBe(before!.n);
  });
});

describe('a read', () => {
  it('has a transaction in which nothing can be written', async () => {
    const bed = await TestDatabase.create();
    const door = new ProbeDoor(bed.database);
    await expect(door.call({ route: 'read' }, (tx) => leaveEffect(tx, 'read'))).rejects.toMatchObject({ code: '25006' });
    await bed.drop();
  });
});
