import { SetMetadata, createParamDecorator, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import { contextOf } from '@anwen/http';
import type { Actor } from '@anwen/kernel';
import { rbacErrors } from './rbac.errors';

/** Who may call a route. A route without one is refused, and the app that serves it does not start. */
export type Access =
  | { readonly kind: 'permission'; readonly permission: string; readonly companyWide: boolean }
  | { readonly kind: 'signed_in'; readonly reason: string }
  | { readonly kind: 'public'; readonly reason: string };

export const ACCESS = 'anwen:access';

/** The caller needs the permission `noun.verb`; with `companyWide` its scope must be everything. */
export function Requires(permission: `${string}.${string}`, options: { companyWide?: boolean } = {}): CustomDecorator {
  return SetMetadata(ACCESS, { kind: 'permission', permission, companyWide: options.companyWide ?? false } satisfies Access);
}

/** Any signed-in caller, whatever its roles (own profile, logout, change of the password). */
export function SignedIn(reason: string): CustomDecorator {
  return SetMetadata(ACCESS, { kind: 'signed_in', reason } satisfies Access);
}

/** Anybody, without signing in. The reason is read by whoever reviews the route. */
export function Public(reason: string): CustomDecorator {
  return SetMetadata(ACCESS, { kind: 'public', reason } satisfies Access);
}

/** The authenticated caller. @throws rbac.unauthenticated on a public route that nobody signed in to. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const actor = contextOf(context.switchToHttp().getRequest()).actor;
  if (!actor) throw rbacErrors.unauthenticated();
  return actor;
});
