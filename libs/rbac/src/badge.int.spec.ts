import { TestDatabase } from '@anwen/database/testing';
import { systemActor, type AppError } from '@anwen/kernel';
import { BadgeLogin } from './badge-login.service';
import { BadgeService } from './badge.service';
import { BadgeStore } from './badge.store';
import { rbacPermissions } from './rbac.permissions';
import { RbacBed, testClient } from './testing';
import { UserStore } from './user.store';

const actor = systemActor('test');

describe('a badge', () => {
  let bed: TestDatabase;
  let rbac: RbacBed;
  let badges: BadgeService;
  let login: BadgeLogin;
  let deviceId: string;
  const signIn = (badge: string, pin: string): ReturnType<BadgeLogin['login']> => login.login({ badge, pin }, { ...testClient, deviceId });
  const refused = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'fine',
      (error: AppError) => error.code,
    );
  const person = async (username: string): Promise<{ id: string; badge: string; pin: string }> => {
    const id = await rbac.addUser(username);
    const { code } = await bed.transaction((tx) => badges.issue(tx, actor, id));
    const { pin } = await bed.transaction((tx) => badges.resetPin(tx, actor, id));
    return { id, badge: code, pin };
  };

  beforeAll(async () => {
    bed = await TestDatabase.create();
    rbac = new RbacBed(bed);
    await rbac.sync([rbacPermissions]);
    await rbac.addUser('boss', [{ role: 'tenant_admin', scopes: [{ kind: 'all' }] }]);
    const users = new UserStore(bed.database);
    badges = new BadgeService(users, new BadgeStore(), rbac.passwords, rbac.sessions);
    login = new BadgeLogin(bed.database, users, rbac.passwords, rbac.sessions, rbac.attempts);
    const [device] = await bed.asOwner<{ id: string }>(`INSERT INTO sys_devices (name, trust) VALUES ('PDA', 'trusted') RETURNING id`);
    deviceId = device!.id;
  });
  afterAll(async () => {
    await rbac.close();
    await bed.drop();
  });

  it('opens a session of 30 days that 12 idle hours end, and replaces the own one on that device', async () => {
    const { badge, pin } = await person('lin');
    const first = await signIn(badge, pin);
    const { token } = await signIn(badge, pin);
    expect(await refused(rbac.sessions.authenticate(first.token))).toBe('rbac.session_ended');
    expect(await rbac.sessions.authenticate(token)).toMatchObject({ deviceId, mustChangePassword: false });
    const idle = async (hours: number): Promise<string> => {
      await bed.asOwner(`UPDATE sys_sessions SET last_used_at = now() - make_interval(mins => $1) WHERE revoked_at IS NULL`, [hours * 60 - 1]);
      await new Promise((resume) => setTimeout(resume, 950)); // the cache of credentials
      return refused(rbac.sessions.authenticate(token));
    };
    expect([await idle(12), await idle(12.1)]).toEqual(['fine', 'rbac.session_ended']);
  });

  it('is one a person, also when two are issued at the same time; the ones before open nothing', async () => {
    const { id, badge, pin } = await person('wang');
    const issued = await Promise.all(Array.from({ length: 6 }, () => bed.transaction((tx) => badges.issue(tx, actor, id))));
    const answers = await Promise.all(
      [badge, ...issued.map((one) => one.code)].map(async (code) => (await bed.transaction((tx) => badges.holderOf(tx, code)))?.code),
    );
    expect(answers.filter((holder) => holder === 'wang')).toHaveLength(1);
    expect(await refused(signIn(badge, pin))).toBe('rbac.badge_refused');
  });

  it('of somebody who was disabled, or without a PIN, opens nothing', async () => {
    const { id, badge, pin } = await person('chen');
    await bed.transaction((tx) => rbac.users.disable(tx, actor, id, 'left'));
    expect(await refused(signIn(badge, pin))).toBe('rbac.badge_refused');
    expect(await bed.transaction((tx) => badges.holderOf(tx, badge))).toBeUndefined();
    const bare = await rbac.addUser('bare');
    const { code } = await bed.transaction((tx) => badges.issue(tx, actor, bare));
    expect(await refused(signIn(code, '482915'))).toBe('rbac.badge_refused');
  });

  it('gets five checks of a PIN, however many guesses come at once', async () => {
    const { badge } = await person('liu');
    const before = rbac.passwords.verifications;
    const codes = await Promise.all(Array.from({ length: 40 }, (_, i) => refused(signIn(badge, String(200_000 + i)))));
    expect(rbac.passwords.verifications - before).toBe(5);
    expect(codes.filter((code) => code === 'rbac.badge_refused')).toHaveLength(5);
    expect(codes.filter((code) => code.startsWith('rate_limit.'))).toHaveLength(35);
  });

  it('that is replaced or taken away, and a PIN that is reset, end what they have opened, and nothing else', async () => {
    const { id, badge, pin } = await person('huang');
    const ended = async (work: () => Promise<unknown>, opened: string): Promise<string> => {
      expect(await refused(rbac.sessions.authenticate(opened))).toBe('fine');
      await work();
      return refused(rbac.sessions.authenticate(opened));
    };
    const office = await rbac.tokenFor('huang');
    const first = await signIn(badge, pin);
    expect(await ended(() => bed.transaction((tx) => badges.resetPin(tx, actor, id)), first.token)).toBe('rbac.session_ended');
    const { pin: next } = await bed.transaction((tx) => badges.resetPin(tx, actor, id));
    const second = await signIn(badge, next);
    let code = '';
    const replace = async (): Promise<void> => void (code = (await bed.transaction((tx) => badges.issue(tx, actor, id))).code);
    expect(await ended(replace, second.token)).toBe('rbac.session_ended');
    const third = await signIn(code, next);
    expect(await ended(() => bed.transaction((tx) => badges.revoke(tx, actor, id)), third.token)).toBe('rbac.session_ended');
    expect(await refused(rbac.sessions.authenticate(office))).toBe('fine');
    const [log] = await bed.asOwner<{ n: string }>(`SELECT diff->>'sessions' AS n FROM sys_audit_logs WHERE action = 'user.updated' ORDER BY id DESC LIMIT 1`);
    expect(log!.n).toBe('1');
  });

  it('is locked on every device, whatever the lock of passwords hits', async () => {
    const elsewhere = new RbacBed(bed, 'account_ip');
    await elsewhere.redis.ready();
    const there = new BadgeLogin(bed.database, new UserStore(bed.database), elsewhere.passwords, elsewhere.sessions, elsewhere.attempts);
    const { badge } = await person('hsu');
    const [second] = await bed.asOwner<{ id: string }>(`INSERT INTO sys_devices (name, trust) VALUES ('PDA 2', 'trusted') RETURNING id`);
    for (let i = 0; i < 5; i++) await refused(there.login({ badge, pin: String(300_000 + i) }, { ...testClient, deviceId }));
    expect(await refused(there.login({ badge, pin: '300009' }, { ...testClient, deviceId: second!.id }))).toBe('rate_limit.login_locked');
    await elsewhere.close();
  });

  it('opens nothing after a hundred wrong PINs in a row, until an administrator resets the PIN', async () => {
    const { id, badge, pin } = await person('tsai');
    await bed.asOwner('UPDATE sys_users SET pin_failures = 99 WHERE public_id = $1', [id]);
    expect(await refused(signIn(badge, '300001'))).toBe('rbac.badge_refused');
    expect(await refused(signIn(badge, pin))).toBe('rbac.pin_blocked');
    const { pin: next } = await bed.transaction((tx) => badges.resetPin(tx, actor, id));
    expect(await refused(signIn(badge, next))).toBe('fine');
  });
});
