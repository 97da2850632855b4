import { TestDatabase } from '@anwen/database/testing';
import { NO_SCOPE, systemActor, type Actor } from '@anwen/kernel';
import { grantsOf } from './grants.rules';
import { rbacPermissions } from './rbac.permissions';
import { createFirstAdministrator } from './first-administrator';
import { presetRoles } from './preset-roles';
import { RbacBed, TEST_PASSWORD } from './testing';

const stock = {
  lib: 'inventory',
  permissions: {
    'stock.read': { zh: '看庫存', en: 'See stock' },
    'stock.receive': { zh: '收貨', en: 'Receive' },
    'stock.transfer': { zh: '移庫', en: 'Transfer' },
  },
};

describe('administering users, roles and keys', () => {
  let bed: TestDatabase;
  let rbac: RbacBed;
  const system = systemActor('test');
  const code = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'ok',
      (e: { code?: string }) => e.code ?? String(e),
    );
  const grantsFor = async (token: string): Promise<ReturnType<typeof grantsOf>> => grantsOf((await rbac.sessions.authenticate(token)).assignments);
  const actorOf = async (publicId: string): Promise<Actor> => {
    const [row] = await bed.asOwner<{ id: string }>('SELECT id FROM sys_users WHERE public_id = $1', [publicId]);
    return { ...systemActor('x', row!.id), type: 'user', id: row!.id, publicId };
  };
  const addWarehouse = async (name: string): Promise<{ id: string; publicId: string }> => {
    const [row] = await bed.transaction((tx) =>
      tx.query<{ id: string; publicId: string }>('INSERT INTO warehouses (code, name) VALUES ($1, $1) RETURNING id, public_id AS "publicId"', [name]),
    );
    return row!;
  };

  beforeAll(async () => {
    bed = await TestDatabase.create();
    rbac = new RbacBed(bed);
    await rbac.sync([rbacPermissions, stock]);
  });
  afterAll(async () => {
    await rbac.close();
    await bed.drop();
  });

  it('gives preset roles exactly their known permissions, from ten starts at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => rbac.sync([rbacPermissions, stock])));
    const roles = await bed.transaction((tx) => rbac.roles.list(tx));
    expect(roles.filter((r) => r.preset)).toHaveLength(15);
    expect(roles.find((r) => r.code === 'warehouse_operator')!.permissions).toEqual(['stock.read', 'stock.receive', 'stock.transfer']);
    expect(roles.find((r) => r.code === 'tenant_admin')!.permissions).not.toContain('stock.receive');
    expect(new Set(presetRoles.map((r) => r.code)).size).toBe(15);
  });

  it('joins the scopes of several roles permission by permission', async () => {
    const [north, south] = [await addWarehouse('NORTH'), await addWarehouse('SOUTH')];
    await rbac.addUser('joined', [
      { role: 'warehouse_operator', scopes: [{ kind: 'warehouse', targetId: north.publicId }] },
      { role: 'planner', scopes: [{ kind: 'warehouse', targetId: south.publicId }, { kind: 'own' }] },
    ]);
    const grants = await grantsFor((await rbac.login('joined')).token);
    expect(grants.get('stock.read')).toMatchObject({ all: false, warehouses: [north.id, south.id].sort(), own: true });
    expect(grants.get('stock.receive')).toMatchObject({ all: false, warehouses: [north.id], own: false });
  });

  it('treats a role without a scope as nothing', async () => {
    await rbac.addUser('nowhere', [{ role: 'warehouse_operator', scopes: [] }]);
    expect((await grantsFor((await rbac.login('nowhere')).token)).size).toBe(0);
  });

  it('takes a role away within a second', async () => {
    const id = await rbac.addUser('demoted', [{ role: 'planner', scopes: [{ kind: 'all' }] }]);
    const { token } = await rbac.login('demoted');
    expect((await grantsFor(token)).has('stock.read')).toBe(true);
    await bed.transaction((tx) => rbac.assignments.replace(tx, system, id, []));
    await new Promise((resume) => setTimeout(resume, 1_000));
    expect((await grantsFor(token)).size).toBe(0);
  });

  it('keeps the last administrator, and nobody changes the own rights', async () => {
    const boss = await rbac.addUser('boss', [{ role: 'tenant_admin', scopes: [{ kind: 'all' }] }]);
    const second = await rbac.addUser('second', [{ role: 'tenant_admin', scopes: [{ kind: 'all' }] }]);
    const [asBoss, asSecond] = [await actorOf(boss), await actorOf(second)];
    expect(await code(bed.transaction((tx) => rbac.users.disable(tx, asBoss, boss)))).toBe('rbac.own_account');
    expect(await code(bed.transaction((tx) => rbac.assignments.replace(tx, asBoss, boss, [])))).toBe('rbac.own_account');
    // Both disable each other at the same moment: one must stay.
    const outcome = await Promise.all([
      code(bed.transaction((tx) => rbac.users.disable(tx, asBoss, second))),
      code(bed.transaction((tx) => rbac.users.disable(tx, asSecond, boss))),
    ]);
    expect(outcome.sort()).toEqual(['ok', 'rbac.last_administrator']);
  });

  it('refuses unknown roles, targets and permissions', async () => {
    const id = await rbac.addUser('plain');
    const assign = (roles: Parameters<typeof rbac.assignments.replace>[3]): Promise<string> =>
      code(bed.transaction((tx) => rbac.assignments.replace(tx, system, id, roles)));
    expect(await assign([{ role: 'nonsense', scopes: [] }])).toBe('rbac.role_not_found');
    expect(await assign([{ role: 'planner', scopes: [{ kind: 'warehouse', targetId: '0190a000-0000-7000-8000-000000000000' }] }])).toBe('rbac.scope_invalid');
    expect(await assign([{ role: 'planner', scopes: [{ kind: 'warehouse' }] }])).toBe('rbac.scope_invalid');
    expect(await code(bed.transaction((tx) => rbac.roles.create(tx, system, { code: 'odd', nameZh: '怪', nameEn: 'Odd', permissions: ['no.such'] })))).toBe(
      'rbac.permission_unknown',
    );
    expect(await code(rbac.addUser('PLAIN'))).toBe('rbac.username_taken');
  });

  it('freezes preset roles and guards own ones by their version', async () => {
    const [preset] = await bed.transaction((tx) => rbac.roles.list(tx));
    expect(await code(bed.transaction((tx) => rbac.roles.update(tx, system, { id: preset!.id, rowVersion: 1 }, { nameEn: 'x' })))).toBe(
      'rbac.preset_role_frozen',
    );
    const own = await bed.transaction((tx) => rbac.roles.create(tx, system, { code: 'night', nameZh: '夜班', nameEn: 'Night', permissions: ['stock.read'] }));
    const changed = await bed.transaction((tx) =>
      rbac.roles.update(tx, system, { id: own.id, rowVersion: own.rowVersion }, { permissions: ['stock.receive'] }),
    );
    expect(changed.permissions).toEqual(['stock.receive']);
    expect(await code(bed.transaction((tx) => rbac.roles.update(tx, system, { id: own.id, rowVersion: own.rowVersion }, { nameEn: 'y' })))).toBe(
      'http.precondition_failed',
    );
    const actions = await bed.asOwner<{ action: string }>(`SELECT action FROM sys_audit_logs WHERE subject_id = $1 ORDER BY id`, [own.id]);
    expect(actions.map((a) => a.action)).toEqual(['role.created', 'role.updated', 'role.permission.granted', 'role.permission.revoked']);
  });

  it('gives an API key what it names and nothing more', async () => {
    const maker = await actorOf(await rbac.addUser('maker'));
    const north = await addWarehouse('KEYED');
    const make = (input: Parameters<typeof rbac.keys.create>[2]): ReturnType<typeof rbac.keys.create> =>
      bed.transaction((tx) => rbac.keys.create(tx, maker, input));
    const key = await make({ name: 'shop', permissions: ['stock.read'], scopes: [{ kind: 'warehouse', targetId: north.publicId }] });
    expect([...(await grantsFor(key.token))]).toEqual([['stock.read', { ...NO_SCOPE, warehouses: [north.id] }]]);
    expect(await grantsFor((await make({ name: 'empty', permissions: [], scopes: [{ kind: 'all' }] })).token)).toEqual(new Map());
    expect(await grantsFor((await make({ name: 'nowhere', permissions: ['stock.read'], scopes: [] })).token)).toEqual(new Map());
    expect(await code(make({ name: 'boss', permissions: ['user.write'], scopes: [{ kind: 'all' }] }))).toBe('rbac.api_key_permission_refused');
    expect(await code(make({ name: 'late', permissions: [], scopes: [], expiresAt: '2020-01-01T00:00:00Z' }))).toBe('rbac.api_key_expiry_past');
    const stored = JSON.stringify([await bed.asOwner('SELECT * FROM sys_api_keys'), await bed.asOwner('SELECT * FROM sys_audit_logs')]);
    expect(stored).not.toContain(key.token);
    await bed.transaction((tx) => rbac.keys.revoke(tx, maker, key.apiKey.id));
    await new Promise((resume) => setTimeout(resume, 1_000));
    expect(await code(rbac.sessions.authenticate(key.token))).toBe('rbac.session_ended');
  });

  it('stops the keys of a disabled user', async () => {
    await rbac.addUser('keeper', [{ role: 'tenant_admin', scopes: [{ kind: 'all' }] }]);
    const id = await rbac.addUser('leaver');
    const key = await bed.transaction(async (tx) =>
      rbac.keys.create(tx, await actorOf(id), { name: 'k', permissions: ['stock.read'], scopes: [{ kind: 'all' }] }),
    );
    await bed.transaction((tx) => rbac.users.disable(tx, system, id));
    expect(await code(rbac.sessions.authenticate(key.token))).toBe('rbac.session_ended');
  });

  it('shows a new password once and demands another one', async () => {
    const id = await rbac.addUser('forgetful');
    const { temporaryPassword } = await bed.transaction((tx) => rbac.users.resetPassword(tx, system, id));
    expect((await rbac.login('forgetful', temporaryPassword!)).user.mustChangePassword).toBe(true);
    expect(await code(rbac.login('forgetful', TEST_PASSWORD))).toBe('rbac.login_refused');
  });

  it('refuses a circle of departments', async () => {
    const make = (deptCode: string, parentId: string | null): ReturnType<typeof rbac.depts.create> =>
      bed.transaction((tx) => rbac.depts.create(tx, system, { code: deptCode, name: deptCode, parentId }));
    const top = await make('TOP', null);
    const below = await make('BELOW', top.id);
    const move = (id: string, parentId: string): Promise<string> =>
      code(bed.transaction((tx) => rbac.depts.update(tx, system, { id, rowVersion: 1 }, { parentId })));
    expect(await move(top.id, below.id)).toBe('rbac.dept_circle');
    expect(await move(top.id, top.id)).toBe('rbac.dept_circle');
    expect(await code(make('TOP', null))).toBe('rbac.dept_code_taken');
  });

  it('makes the first administrator once, able to do everything a trial needs', async () => {
    const fresh = await TestDatabase.create();
    const made = await Promise.all(
      [1, 2, 3].map(() => createFirstAdministrator(fresh.database, { password: 'Marble-cactus-Window-9', tables: [rbacPermissions, stock] })),
    );
    expect(made.filter((m) => m.created)).toHaveLength(1);
    expect(await code(createFirstAdministrator(fresh.database, { password: 'Short-pw-13ch' }))).toBe('rbac.password_refused');
    const own = new RbacBed(fresh);
    const { token } = await own.login('admin', 'Marble-cactus-Window-9');
    const grants = grantsOf((await own.sessions.authenticate(token)).assignments);
    for (const permission of ['user.write', 'audit.read', 'stock.receive']) expect(grants.get(permission)).toMatchObject({ all: true });
    await own.close();
    await fresh.drop();
  });
});
