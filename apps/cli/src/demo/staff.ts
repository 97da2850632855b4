import { WarehouseService } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import type { Actor, Id } from '@anwen/kernel';
import { AssignmentService, DeptService, UserService } from '@anwen/rbac';
import type { INestApplicationContext } from '@nestjs/common';
import { departments, people } from './people';

export interface Person {
  readonly id: Id;
  readonly publicId: string;
  readonly name: string;
}

/** User name → person. */
export type Staff = ReadonlyMap<string, Person>;

/**
 * Makes the people with passwords that nobody knows: they are made at random and thrown away, so that the demonstration
 * opens no door. An administrator resets the password of whoever is to be tried out.
 */
export async function engage(tx: Tx, actor: Actor, services: INestApplicationContext): Promise<Staff> {
  const users = services.get(UserService);
  const offices = new Map<string, string>();
  for (const office of departments) offices.set(office.code, (await services.get(DeptService).create(tx, actor, office)).id);
  const sites = new Map((await services.get(WarehouseService).list(tx, actor, { limit: 50 })).items.map((w) => [w.code, w.id]));
  const staff = new Map<string, Person>();
  for (const person of people) {
    const { user } = await users.create(tx, actor, {
      username: person.username,
      displayName: person.name,
      departmentId: offices.get(person.department) ?? null,
      locale: 'zh-Hant',
    });
    const scopes = person.where ? person.where.map((code) => ({ kind: 'warehouse', targetId: sites.get(code) ?? '' })) : [{ kind: 'all' }];
    await services.get(AssignmentService).replace(tx, actor, user.id, [{ role: person.role, scopes }]);
    staff.set(person.username, { id: await internalId(tx, user.id), publicId: user.id, name: person.name });
  }
  return staff;
}

/** Postings name their user by the internal id, which the services do not show. */
async function internalId(tx: Tx, publicId: string): Promise<Id> {
  const [row] = await tx.query<{ id: Id }>('SELECT id::text AS id FROM sys_users WHERE public_id = $1', [publicId]);
  if (!row) throw new Error(`the user ${publicId} was not made`);
  return row.id;
}
