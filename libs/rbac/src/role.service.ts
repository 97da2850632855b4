import { Injectable } from '@nestjs/common';
import { audit } from '@anwen/audit';
import { violatedConstraint, type Tx } from '@anwen/database';
import { httpErrors } from '@anwen/http';
import type { Actor, PermissionTable } from '@anwen/kernel';
import { presetRoles } from './preset-roles';
import { rbacErrors } from './rbac.errors';
import type { PermissionView, RoleInput, RolePatch, RoleView } from './role.dto';
import { RoleStore, type RoleRow } from './role.store';

/** Roles and the permissions they hold. */
@Injectable()
export class RoleService {
  constructor(private readonly store: RoleStore) {}

  async list(tx: Tx): Promise<RoleView[]> {
    return (await this.store.list(tx)).map(present);
  }

  permissions(tx: Tx): Promise<PermissionView[]> {
    return this.store.permissions(tx);
  }

  /** @throws rbac.role_code_taken, rbac.permission_unknown */
  async create(tx: Tx, actor: Actor, input: RoleInput): Promise<RoleView> {
    await this.requireKnown(tx, input.permissions);
    const made = await this.store.insert(tx, input).catch((error: unknown) => {
      throw violatedConstraint(error) === 'sys_roles_code_key' ? rbacErrors.role_code_taken({ code: input.code }) : error;
    });
    await this.store.setPermissions(tx, made.id, input.permissions);
    audit.record(tx, actor, 'role.created', { type: 'role', id: made.publicId }, { diff: input });
    return this.require(tx, made.publicId).then(present);
  }

  /** @throws rbac.role_not_found, rbac.preset_role_frozen, http.precondition_failed, rbac.permission_unknown */
  async update(tx: Tx, actor: Actor, target: { id: string; rowVersion: number }, patch: RolePatch): Promise<RoleView> {
    const role = await this.require(tx, target.id);
    if (role.preset) throw rbacErrors.preset_role_frozen();
    if (role.rowVersion !== target.rowVersion) throw httpErrors.precondition_failed({ current: present(role) });
    await this.store.update(tx, role.id, { nameZh: patch.nameZh ?? role.nameZh, nameEn: patch.nameEn ?? role.nameEn });
    audit.record(tx, actor, 'role.updated', { type: 'role', id: role.publicId }, { diff: patch });
    if (patch.permissions) await this.changePermissions(tx, actor, role, patch.permissions);
    return this.require(tx, role.publicId).then(present);
  }

  /** Brings the permission and preset role tables to what the code says; safe from any number of processes at once. */
  async sync(tx: Tx, tables: readonly PermissionTable[]): Promise<void> {
    await this.store.lockSync(tx);
    await this.store.upsertPermissions(tx, tables);
    await this.store.upsertPresets(tx, presetRoles);
    await this.store.setPresetPermissions(tx, presetRoles);
  }

  private async changePermissions(tx: Tx, actor: Actor, role: RoleRow, wanted: readonly string[]): Promise<void> {
    await this.requireKnown(tx, wanted);
    await this.store.setPermissions(tx, role.id, wanted);
    const subject = { type: 'role', id: role.publicId };
    const granted = wanted.filter((p) => !role.permissions.includes(p));
    const revoked = role.permissions.filter((p) => !wanted.includes(p));
    if (granted.length > 0) audit.record(tx, actor, 'role.permission.granted', subject, { diff: { permissions: granted } });
    if (revoked.length > 0) audit.record(tx, actor, 'role.permission.revoked', subject, { diff: { permissions: revoked } });
  }

  private async require(tx: Tx, publicId: string): Promise<RoleRow> {
    const role = await this.store.find(tx, publicId);
    if (!role) throw rbacErrors.role_not_found();
    return role;
  }

  private async requireKnown(tx: Tx, codes: readonly string[]): Promise<void> {
    const unknown = await this.store.unknownPermissions(tx, codes);
    if (unknown.length > 0) throw rbacErrors.permission_unknown({ codes: unknown.slice(0, 10).join(', ') });
  }
}

function present({ id: _internal, publicId, permissions, ...row }: RoleRow): RoleView {
  return { id: publicId, ...row, permissions: [...permissions] };
}
