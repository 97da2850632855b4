import { aCode } from '@anwen/catalog/testing';
import type { TestDatabase } from '@anwen/database/testing';
import { ALL_SCOPE, uuidV7, type Actor, type Scope } from '@anwen/kernel';
import { clerk } from '@anwen/inventory/testing';

/** What somebody needs who works with reports of stock. */
export const REPORT_RIGHTS = ['report.read', 'report.export', 'report.schedule', 'stock.read', 'lot.read'] as const;

/** A person who exists in the database, with these permissions everywhere or within a scope. */
export async function aReader(bed: TestDatabase, permissions: readonly string[] = REPORT_RIGHTS, scope: Scope = ALL_SCOPE): Promise<Actor> {
  const [user] = await bed.asOwner<{ id: string }>(`INSERT INTO sys_users (username, display_name) VALUES ($1, '王小明') RETURNING id::text AS id`, [
    aCode('reader'),
  ]);
  return { ...clerk, type: 'user', id: user!.id, publicId: uuidV7(), userId: user!.id, name: '王小明', grants: new Map(permissions.map((p) => [p, scope])) };
}
