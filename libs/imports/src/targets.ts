import { AppError, NO_SCOPE, mayDo, scopeFor, type Actor } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { importErrors } from './imports.errors';
import { columnsFor, type ImportColumn, type ImportTarget } from './target';

export const RUN_PERMISSION = 'import.run';
/** Nest token of every target, in the order in which people meet them. */
export const IMPORT_TARGETS = Symbol('IMPORT_TARGETS');

/** Every kind of import, and who may do it: asked at each step, because rights change while a session lies there. */
@Injectable()
export class ImportTargets {
  private readonly all: ReadonlyMap<string, ImportTarget>;

  constructor(@Inject(IMPORT_TARGETS) targets: readonly ImportTarget[]) {
    this.all = new Map(targets.map((target) => [target.key, target]));
  }

  permitted(actor: Actor): ImportTarget[] {
    return [...this.all.values()].filter((target) => refusalFor(target, actor, target.permission) === undefined);
  }

  /** @throws imports.type_unknown | target_not_permitted | scope_too_narrow */
  require(actor: Actor, type: string): ImportTarget {
    const target = this.all.get(type);
    if (!target) throw importErrors.type_unknown({ type });
    this.requirePermission(actor, target, RUN_PERMISSION);
    this.requirePermission(actor, target, target.permission);
    return target;
  }

  /** The same for taking an import back. */
  requireRollback(actor: Actor, type: string): ImportTarget {
    const target = this.require(actor, type);
    if (target.rollbackPermission) this.requirePermission(actor, target, target.rollbackPermission);
    return target;
  }

  columns(actor: Actor, target: ImportTarget): readonly ImportColumn[] {
    return columnsFor(target, (permission) => mayDo(actor, permission));
  }

  private requirePermission(actor: Actor, target: ImportTarget, permission: string): void {
    const refusal = refusalFor(target, actor, permission);
    if (refusal) throw refusal;
  }
}

function refusalFor(target: ImportTarget, actor: Actor, permission: string): AppError | undefined {
  if (!mayDo(actor, permission)) return importErrors.target_not_permitted({ permission });
  const scope = scopeFor(actor, permission);
  const isEmpty = JSON.stringify(scope) === JSON.stringify(NO_SCOPE);
  if (isEmpty) return importErrors.target_not_permitted({ permission });
  return target.companyWide && permission === target.permission && !scope.all ? importErrors.scope_too_narrow() : undefined;
}
