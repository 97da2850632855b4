import { Injectable } from '@nestjs/common';
import { audit } from '@anwen/audit';
import { violatedConstraint, type Tx } from '@anwen/database';
import { httpErrors } from '@anwen/http';
import type { Actor, Id } from '@anwen/kernel';
import type { DeptInput, DeptPatch, DeptView } from './dept.dto';
import { DeptStore, type DeptRow } from './dept.store';
import { rbacErrors } from './rbac.errors';

/** The tree of departments. */
@Injectable()
export class DeptService {
  constructor(private readonly store: DeptStore) {}

  async list(tx: Tx): Promise<DeptView[]> {
    return (await this.store.list(tx)).map(present);
  }

  /** @throws rbac.dept_code_taken, rbac.dept_not_found (the parent) */
  async create(tx: Tx, actor: Actor, input: DeptInput): Promise<DeptView> {
    const parentId = input.parentId ? (await this.require(tx, input.parentId)).internalId : null;
    const id = await this.store.insert(tx, { code: input.code, name: input.name, parentId }).catch((error: unknown) => {
      throw violatedConstraint(error) === 'sys_depts_code_key' ? rbacErrors.dept_code_taken({ code: input.code }) : error;
    });
    audit.record(tx, actor, 'settings.changed', { type: 'department', id }, { diff: input });
    return present(await this.require(tx, id));
  }

  /** @throws rbac.dept_not_found, rbac.dept_circle, http.precondition_failed */
  async update(tx: Tx, actor: Actor, target: { id: string; rowVersion: number }, patch: DeptPatch): Promise<DeptView> {
    await this.store.lockTree(tx);
    const dept = await this.require(tx, target.id);
    const parentId = await this.parentOf(tx, dept, patch);
    const changed = await this.store.update(tx, dept.internalId, { name: patch.name ?? dept.name, parentId, rowVersion: target.rowVersion });
    if (!changed) throw httpErrors.precondition_failed({ current: present(dept) });
    audit.record(tx, actor, 'settings.changed', { type: 'department', id: dept.id }, { diff: patch });
    return present(await this.require(tx, dept.id));
  }

  /** Internal id of a department, for those who refer to one. @throws rbac.dept_not_found */
  async idOf(tx: Tx, publicId: string): Promise<Id> {
    return (await this.require(tx, publicId)).internalId;
  }

  private async parentOf(tx: Tx, dept: DeptRow, patch: DeptPatch): Promise<Id | null> {
    const wanted = patch.parentId === undefined ? dept.parentId : patch.parentId;
    if (wanted === null) return null;
    const parent = await this.require(tx, wanted);
    if (await this.store.isBelow(tx, parent.internalId, dept.internalId)) throw rbacErrors.dept_circle();
    return parent.internalId;
  }

  private async require(tx: Tx, publicId: string): Promise<DeptRow> {
    const dept = await this.store.find(tx, publicId);
    if (!dept) throw rbacErrors.dept_not_found();
    return dept;
  }
}

function present({ internalId: _internal, ...view }: DeptRow): DeptView {
  return view;
}
