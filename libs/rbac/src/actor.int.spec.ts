import { TestDatabase } from '@anwen/database/testing';
import { ALL_SCOPE, mayDo, scopeFor, systemActor } from '@anwen/kernel';
import { ActorService } from './actor.service';
import { rbacPermissions } from './rbac.permissions';
import { RbacBed } from './testing';

describe('who asked for work that runs later', () => {
  let bed: TestDatabase;
  let rbac: RbacBed;
  let actors: ActorService;
  beforeAll(async () => {
    bed = await TestDatabase.create();
    rbac = new RbacBed(bed);
    await rbac.sync([rbacPermissions]);
    actors = new ActorService(bed.database);
  });
  afterAll(async () => {
    await rbac.close();
    await bed.drop();
  });
  const idOf = async (username: string): Promise<string> =>
    (await bed.asOwner<{ id: string }>('SELECT id FROM sys_users WHERE username = $1', [username]))[0]!.id;

  it('has the rights of now, not those of then', async () => {
    const publicId = await rbac.addUser('lin', [{ role: 'auditor', scopes: [{ kind: 'all' }] }]);
    const userId = await idOf('lin');
    const before = (await actors.actorOf({ userId, apiKeyId: null }))!;
    expect(before).toMatchObject({ type: 'user', id: userId, userId, publicId, name: '名 lin', deviceId: null, locale: 'zh-Hant' });
    expect(scopeFor(before, 'audit.read')).toEqual(ALL_SCOPE);
    await bed.transaction((tx) => rbac.assignments.replace(tx, systemActor('test'), publicId, []));
    expect(mayDo((await actors.actorOf({ userId, apiKeyId: null }))!, 'audit.read')).toBe(false);
  });

  it('is nobody when the account is disabled, the key revoked or expired, or neither is given', async () => {
    await rbac.addUser('wang', [{ role: 'auditor', scopes: [{ kind: 'all' }] }]);
    const userId = await idOf('wang');
    const key = async (ends: string): Promise<string> =>
      (
        await bed.asOwner<{ id: string }>(
          `WITH k AS (INSERT INTO sys_api_keys (name, token_hash, token_hint, permissions, created_by, expires_at)
             VALUES ('ERP', gen_random_uuid()::text::bytea, 'x', '{audit.read}', $1, ${ends}) RETURNING id),
           s AS (INSERT INTO sys_data_scopes (api_key_id, kind) SELECT id, 'all' FROM k) SELECT id FROM k`,
          [userId],
        )
      )[0]!.id;
    const [living, expired] = [await key('NULL'), await key(`now() - interval '1 s'`)];
    expect(await actors.actorOf({ userId, apiKeyId: living })).toMatchObject({ type: 'api_key', id: living, userId, name: 'ERP' });
    expect(await actors.actorOf({ userId, apiKeyId: expired })).toBeUndefined();
    expect(await actors.actorOf({ userId: null, apiKeyId: null })).toBeUndefined();
    expect(await actors.actorOf({ userId: '999999', apiKeyId: null })).toBeUndefined();
    await bed.asOwner('UPDATE sys_api_keys SET revoked_at = now() WHERE id = $1', [living]);
    expect(await actors.actorOf({ userId, apiKeyId: living })).toBeUndefined();
    await bed.asOwner(`UPDATE sys_users SET status = 'disabled' WHERE id = $1`, [userId]);
    expect(await actors.actorOf({ userId, apiKeyId: null })).toBeUndefined();
  });
});
