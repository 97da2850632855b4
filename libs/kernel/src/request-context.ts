import type { Actor, Id, Scope } from './actor';
import type { Locale } from './errors';
import type { SlaClass } from './sla';

/**
 * What is known about one HTTP request, filled in on its way: the door makes it, the guards add who acts and what
 * may be seen, the transaction interceptor opens `tx`. It lives here, because several guarantees share it and they
 * stand beside each other.
 */
export interface RequestContext {
  readonly requestId: string;
  /** W3C trace context of the caller, passed on as it came. */
  readonly traceparent: string | null;
  readonly locale: Locale;
  /** Address of the client; a forwarded header counts only when a declared proxy sent it. */
  readonly ip: string | null;
  /** `performance.now()` at acceptance. */
  readonly startedAt: number;
  /** Template of the route, e.g. `POST /api/v1/items/:id`. */
  route?: string;
  slaClass?: SlaClass;
  timeoutMs?: number;
  actor?: Actor;
  /** Where the permission of this route reaches. */
  scope?: Scope;
  /** The open transaction (a `Tx` of @anwen/database, which the kernel cannot name). */
  tx?: unknown;
  /** The enrolled device that signed the request. */
  deviceId?: Id;
  /** Why the credential was refused, while a later guard may have something better to say (the device was revoked). Without an actor it is thrown. */
  authFailure?: unknown;
  /** Set when the time limit has passed: work that has not begun to commit must not. */
  timedOut?: boolean;
  /** Set when the commit is on its way: from here on the true answer is waited for. */
  committing?: boolean;
}

/** A finished answer: the exact bytes that a client receives, and that a replay repeats. `body` is JSON text. */
export class HttpAnswer {
  constructor(
    readonly status: number,
    readonly headers: Readonly<Record<string, string>>,
    readonly body: string | null,
  ) {}
}

/** Where the door keeps the context on its request object. */
export const CONTEXT_KEY = 'anwen';

/** The context of a request. @throws Error (a bug of ours) when the request did not come through the app factory. */
export function contextOf(request: object): RequestContext {
  const context = (request as { [CONTEXT_KEY]?: RequestContext })[CONTEXT_KEY];
  if (!context) throw new Error('the request has no context: it did not pass the door of @anwen/http');
  return context;
}
