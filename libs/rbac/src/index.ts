export { ACCESS, CurrentActor, Public, Requires, SignedIn, type Access } from './access';
export { rbacErrors } from './rbac.errors';
export { rbacPermissions } from './rbac.permissions';
