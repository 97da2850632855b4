// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { type ApiUnderTest } from '../../api/e2e/harness';

/** Another person with all permissions and the administrator's password: what one may not decide alone needs two. */
export async function secondPerson(api: ApiUnderTest, username: string, name: string): Promise<void> {
  await api.bed.asOwner(
    `WITH made AS (INSERT INTO sys_users (username, display_name, password_hash)
                   SELECT $1, $2, password_hash FROM sys_users WHERE username = 'admin' RETURNING id),
          given AS (INSERT INTO sys_user_roles (user_id, role_id) SELECT made.id, r.id FROM made, sys_roles r WHERE r.code = 'test_everything' RETURNING id)
     INSERT INTO sys_data_scopes (user_role_id, kind) SELECT id, 'all' FROM given`,
    [username, name],
  );
}
