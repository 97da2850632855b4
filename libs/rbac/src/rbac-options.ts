import type { PermissionTable } from '@anwen/kernel';

export const RBAC_OPTIONS = Symbol('RbacOptions');

export interface RbacOptions {
  /** What every library of the process brings. */
  readonly tables: readonly PermissionTable[];
  /** Origin of the portal when a proxy hides it (`https://erp.example.com`). */
  readonly publicOrigin?: string | undefined;
}
