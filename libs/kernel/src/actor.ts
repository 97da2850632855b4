import type { Locale } from './errors';

/** Database ids: PostgreSQL bigint, which JavaScript numbers cannot hold, as decimal strings. */
export type Id = string;

/** Where a permission reaches. Nothing listed and not `all` = nothing (fail closed). */
export interface Scope {
  readonly all: boolean;
  readonly warehouses: readonly Id[];
  readonly zones: readonly Id[];
  readonly departments: readonly Id[];
  readonly workCenters: readonly Id[];
  readonly partners: readonly Id[];
  /** Only what the actor made or owns. */
  readonly own: boolean;
}

export const NO_SCOPE: Scope = { all: false, warehouses: [], zones: [], departments: [], workCenters: [], partners: [], own: false };
export const ALL_SCOPE: Scope = { ...NO_SCOPE, all: true };

export type ActorType = 'user' | 'api_key' | 'device' | 'system';

/** Who acts, and on whose request: everything that audit, scope and idempotency need to know. */
export interface Actor {
  readonly type: ActorType;
  /** Internal id; for `system` it is '0'. */
  readonly id: Id;
  /** The id that the API shows. */
  readonly publicId: string;
  readonly name: string;
  /** The person behind the action; postings carry it. API keys act for the user who made them. */
  readonly userId: Id | null;
  readonly departmentId: Id | null;
  readonly deviceId: Id | null;
  /** Permission → where it reaches. A permission that is absent is refused. */
  readonly grants: ReadonlyMap<string, Scope>;
  readonly locale: Locale;
  readonly ip: string | null;
  readonly requestId: string | null;
  readonly idempotencyKey: string | null;
}

/** The scope that the actor has for a permission; NO_SCOPE when it was never granted. */
export function scopeFor(actor: Actor, permission: string): Scope {
  if (actor.type === 'system') return ALL_SCOPE;
  return actor.grants.get(permission) ?? NO_SCOPE;
}

export function mayDo(actor: Actor, permission: string): boolean {
  return actor.type === 'system' || actor.grants.has(permission);
}

/** Unique per principal in the idempotency table: `device:7`, `user:3`, `api_key:2`. */
export function principalOf(actor: Actor): string {
  return actor.deviceId ? `device:${actor.deviceId}` : `${actor.type}:${actor.id}`;
}

/** Union of two scopes: what either reaches. */
export function joinScopes(a: Scope, b: Scope): Scope {
  const union = (x: readonly Id[], y: readonly Id[]): Id[] => [...new Set([...x, ...y])];
  return {
    all: a.all || b.all,
    warehouses: union(a.warehouses, b.warehouses),
    zones: union(a.zones, b.zones),
    departments: union(a.departments, b.departments),
    workCenters: union(a.workCenters, b.workCenters),
    partners: union(a.partners, b.partners),
    own: a.own || b.own,
  };
}

/** The actor of the command line, the worker and the seed: may everything, leaves its name in the audit. */
export function systemActor(name: string, userId: Id | null = null): Actor {
  return {
    type: 'system',
    id: '0',
    publicId: '00000000-0000-0000-0000-000000000000',
    name,
    userId,
    departmentId: null,
    deviceId: null,
    grants: new Map(),
    locale: 'zh-Hant',
    ip: null,
    requestId: null,
    idempotencyKey: null,
  };
}
