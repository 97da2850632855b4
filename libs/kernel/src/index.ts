export { ALL_SCOPE, NO_SCOPE, joinScopes, mayDo, principalOf, scopeFor, systemActor, type Actor, type ActorType, type Id, type Scope } from './actor';
export { systemClock, type Clock } from './clock';
export { ConfigurationError, readEnv } from './env';
export { AppError, defineErrors, errorCatalogue, type ErrorData, type ErrorDefinition, type FieldError, type Locale } from './errors';
export { ExitCode } from './exit-codes';
export { isUuid, uuidV5, uuidV7 } from './identifiers';
export { CursorCodec, PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX, pageErrors, pageOf, type Page } from './page';
export { definePermissions, type PermissionDefinition, type PermissionTable } from './permissions';
export { QUANTITY_SCALE, Quantity, plainDecimal } from './quantity';
