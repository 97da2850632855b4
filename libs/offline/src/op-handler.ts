import type { Tx } from '@anwen/database';
import type { DtoClass } from '@anwen/http';
import type { Actor } from '@anwen/kernel';

/** What a handler works on: the document or task that the operation names, and the body as the route's own DTO. */
export interface OpInput<B extends object = object> {
  /** Id or number of the document; '' for operations that name none. */
  readonly id: string;
  readonly body: B;
  /** When it was done, by the device's clock. */
  readonly occurredAt: string;
}

/** One operation that may be done offline: the same action as its REST route, with the same permission, input and service. */
export interface OpHandler<B extends object = object> {
  readonly type: string;
  /** The route that does the same online; its body is this operation's. */
  readonly route: `POST /api/v1/${string}`;
  readonly permission: `${string}.${string}`;
  /** Property of the operation's body that names the document; the rest of the body is the route's. */
  readonly idField: string | null;
  readonly dto: DtoClass<B>;
  /** Status that the route answers with. */
  readonly status: number;
  readonly run: (tx: Tx, actor: Actor, input: OpInput<B>) => Promise<unknown>;
  /** The document as it is now, for whoever decides about a conflict, and the permission to see it. */
  readonly look?: {
    readonly permission: string;

    readonly current: (tx: Tx, actor: Actor, id: string, body: Record<string, unknown>) => Promise<unknown>;
  };
}

/** Keeps the types of one row together and forgets them for the table. */
export function opHandler<B extends object>(handler: OpHandler<B>): OpHandler {
  return handler as unknown as OpHandler;
}
