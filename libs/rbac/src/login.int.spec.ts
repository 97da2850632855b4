import { TestDatabase } from '@anwen/database/testing';
import { systemActor, type Actor } from '@anwen/kernel';
import { rbacPermissions } from './rbac.permissions';
import { RbacBed, TEST_PASSWORD, testClient } from './testing';

describe('signing in', () => {
  let bed: TestDatabase;
  let rbac: RbacBed;
  const code = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'ok',
      (e: { code?: string }) => e.code ?? String(e),
    );
  const auditOf = async (action: string): Promise<number> => (await bed.asOwner('SELECT 1 FROM sys_audit_logs WHERE action = $1', [action])).length;
  const asUser = async (username: string): Promise<Actor> => {
    const [user] = await bed.asOwner<{ id: string; public_id: string }>('SELECT id, public_id FROM sys_users WHERE username = $1', [username]);
    return { ...systemActor(username, user!.id), type: 'user', id: user!.id, publicId: user!.public_id };
  };

  beforeEach(async () => {
    bed = await TestDatabase.create();
    rbac = new RbacBed(bed);
    await rbac.sync([rbacPermissions]);
  });
  afterEach(async () => {
    await rbac.close();
    await bed.drop();
  });

  it('opens a session whose token is stored only as its hash', async () => {
    await rbac.addUser('Lin.Mei');
    const result = await rbac.login('lin.mei');
    expect(result.user).toMatchObject({ username: 'Lin.Mei', mustChangePassword: false });
    expect((await rbac.sessions.authenticate(result.token)).name).toBe('名 Lin.Mei');
    const rows = await bed.asOwner<object>('SELECT * FROM sys_sessions');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(result.token);
    expect(await auditOf('auth.login.success')).toBe(1);
  });

  it('gives the same answer to a wrong password, an unknown and a disabled user, after the same work', async () => {
    await rbac.addUser('known');
    const gone = await rbac.addUser('gone');
    await rbac.addUser('boss', [{ role: 'tenant_admin', scopes: [{ kind: 'all' }] }]);
    await bed.transaction(async (tx) => rbac.users.disable(tx, await asUser('boss'), gone));
    const refusals = [];
    for (const [name, password] of [
      ['known', 'wrong'],
      ['nobody', TEST_PASSWORD],
      ['gone', TEST_PASSWORD],
    ] as const) {
      refusals.push(await rbac.login(name, password).catch((e: { code: string; message: string }) => `${e.code} ${e.message}`));
    }
    expect(new Set(refusals).size).toBe(1);
    expect(refusals[0]).toContain('rbac.login_refused');
    expect(rbac.passwords.verifications).toBe(3);
    const logged = await bed.asOwner<{ subject_id: string }>(`SELECT subject_id FROM sys_audit_logs WHERE action = 'auth.login.failed'`);
    expect(logged.map((r) => r.subject_id)).toContain('unknown');
    expect(JSON.stringify(logged)).not.toContain('nobody');
  });

  it('checks at most five of a hundred parallel guesses, then locks the right password out too', async () => {
    await rbac.addUser('target');
    const codes = await Promise.all(Array.from({ length: 100 }, (_, i) => code(rbac.login('target', `guess-${i}`))));
    expect(rbac.passwords.verifications).toBeLessThanOrEqual(5);
    expect(codes.filter((c) => c === 'rbac.login_refused')).toHaveLength(rbac.passwords.verifications);
    expect(await code(rbac.login('TARGET'))).toBe('rate_limit.login_locked');
    expect(await code(rbac.login('somebody-else'))).toBe('rbac.login_refused');
    expect(await auditOf('auth.login.locked')).toBe(1);
  });

  it('serves fifty people at shift start', async () => {
    await rbac.addUser('op0');
    // The same hash for all: making fifty would take longer than what is tested.
    await bed.asOwner(
      `INSERT INTO sys_users (username, display_name, password_hash) SELECT 'op' || i, 'op', (SELECT password_hash FROM sys_users WHERE username = 'op0') FROM generate_series(1, 49) i`,
    );
    const results = await Promise.all(Array.from({ length: 50 }, (_, i) => code(rbac.login(`op${i}`))));
    expect(results).toEqual(Array(50).fill('ok'));
  });

  it('ends the session that the browser still held: a fresh token each time', async () => {
    await rbac.addUser('kim');
    const first = await rbac.login('kim');
    const second = await rbac.login('kim', TEST_PASSWORD, { replaces: first.token });
    expect(second.token).not.toBe(first.token);
    expect(await code(rbac.sessions.authenticate(first.token))).toBe('rbac.session_ended');
    expect(await code(rbac.sessions.authenticate(second.token))).toBe('ok');
  });

  it('ends a session after half an hour idle and after twelve hours in any case', async () => {
    await rbac.addUser('kim');
    for (const change of [`last_used_at = now() - interval '31 min'`, `expires_at = now() - interval '1 s'`]) {
      const { token } = await rbac.login('kim');
      await bed.asOwner(`UPDATE sys_sessions SET ${change} WHERE revoked_at IS NULL`);
      expect(await code(rbac.sessions.authenticate(token))).toBe('rbac.session_ended');
    }
    await rbac.login('kim');
    const [row] = await bed.asOwner<{ hours: number }>(
      'SELECT round(extract(epoch FROM expires_at - created_at) / 3600)::int AS hours FROM sys_sessions ORDER BY id DESC LIMIT 1',
    );
    expect(row!.hours).toBe(12);
  });

  it('ends all sessions when the password changes, and hands out a new one', async () => {
    await rbac.addUser('kim');
    const [here, elsewhere] = [await rbac.login('kim'), await rbac.login('kim')];
    await rbac.sessions.authenticate(elsewhere.token); // now it is cached
    const next = 'Marble-cactus-Window-9';
    const fresh = await rbac.auth.changePassword(await asUser('kim'), { currentPassword: TEST_PASSWORD, newPassword: next }, testClient);
    for (const old of [here, elsewhere]) expect(await code(rbac.sessions.authenticate(old.token))).toBe('rbac.session_ended');
    expect(await code(rbac.sessions.authenticate(fresh.token))).toBe('ok');
    expect(await code(rbac.login('kim'))).toBe('rbac.login_refused');
    expect(await code(rbac.login('kim', next))).toBe('ok');
  });

  it('counts a wrong current password like a failed sign-in, and refuses weak new ones', async () => {
    await rbac.addUser('kim');
    const actor = await asUser('kim');
    const change = (currentPassword: string, newPassword: string): Promise<string> =>
      code(rbac.auth.changePassword(actor, { currentPassword, newPassword }, testClient));
    expect(await change(TEST_PASSWORD, 'short')).toBe('rbac.password_refused');
    expect(await change(TEST_PASSWORD, 'password12345')).toBe('rbac.password_refused');
    expect(await change(TEST_PASSWORD, TEST_PASSWORD)).toBe('rbac.password_refused');
    for (let i = 0; i < 5; i++) expect(await change('wrong', 'Marble-cactus-Window-9')).toBe('rbac.current_password_wrong');
    expect(await change(TEST_PASSWORD, 'Marble-cactus-Window-9')).toBe('rate_limit.login_locked');
  });

  it('stops a revoked session within a second in another process', async () => {
    const id = await rbac.addUser('kim');
    const other = new RbacBed(bed); // another process: its own cache
    const { token } = await rbac.login('kim');
    await other.sessions.authenticate(token);
    await bed.transaction((tx) => rbac.users.revokeSessions(tx, systemActor('test'), id));
    expect(await code(rbac.sessions.authenticate(token))).toBe('rbac.session_ended');
    await new Promise((resume) => setTimeout(resume, 1_000));
    const elsewhere = await code(other.sessions.authenticate(token));
    await other.close();
    expect(elsewhere).toBe('rbac.session_ended');
  });

  it('asks the database once a second for a busy session', async () => {
    await rbac.addUser('kim');
    const { token } = await rbac.login('kim');
    const query = jest.spyOn(bed.database, 'query');
    await Promise.all(Array.from({ length: 200 }, () => rbac.sessions.authenticate(token)));
    expect(query).toHaveBeenCalledTimes(1);
    query.mockRestore();
  });
});
