import { SetMetadata, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';

/** What a route has to do with devices, beyond what holds for every request of a session that was opened on one. */
export interface DevicePolicy {
  /** Only a trusted device gets here, signed in or not. */
  readonly needed?: boolean;
  /** Anybody gets here; a signed request is checked, and what it opens is bound to the device. */
  readonly welcome?: boolean;
  /** Still served to an app below the minimum (not below the hard one), and to an operator who was switched out. */
  readonly drains?: boolean;
  /** A suspended or revoked device gets here as itself, with this permission and no scope: what it brings is set aside, not done. */
  readonly quarantine?: string;
}

const KEYS = { needed: 'anwen:device-needed', welcome: 'anwen:device-welcome', drains: 'anwen:device-drains', quarantine: 'anwen:device-quarantine' } as const;

/** Only a signed request of a trusted device. The reason is for the reader. */
export const NeedsDevice = (reason: string): CustomDecorator => SetMetadata(KEYS.needed, reason);

/** A public route at which a device may also sign. */
export const WelcomesDevice = (reason: string): CustomDecorator => SetMetadata(KEYS.welcome, reason);

/** A route by which a device empties its queue or is left: open to an outdated app, so that work is never stranded. */
export const DrainsDevice = (reason: string): CustomDecorator => SetMetadata(KEYS.drains, reason);

/**
 * A suspended or revoked device, or one whose session has ended with that, reaches the route as an actor of type `device`
 * which holds `permission` with the scope "own" alone. The route must set aside what it brings.
 */
export const TakesQuarantine = (permission: `${string}.${string}`): CustomDecorator => SetMetadata(KEYS.quarantine, permission);

export function devicePolicyOf(reflector: Reflector, context: ExecutionContext): DevicePolicy {
  const of = (key: string): string | undefined => reflector.getAllAndOverride<string | undefined>(key, [context.getHandler(), context.getClass()]);
  const quarantine = of(KEYS.quarantine);
  return {
    needed: of(KEYS.needed) !== undefined,
    welcome: of(KEYS.welcome) !== undefined,
    drains: of(KEYS.drains) !== undefined,
    ...(quarantine === undefined ? {} : { quarantine }),
  };
}
