import type { Tx } from '@anwen/database';
import { fieldsOf, presentAnswer, readBody } from '@anwen/http';
import { AppError, NO_SCOPE, mayDo, scopeFor, type Actor, type HttpAnswer, type Scope } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { MOMENT_FIELDS } from './device-op.rules';
import { withinScope } from './narrowed-tx';
import { offlineErrors } from './offline.errors';
import type { OpHandler } from './op-handler';
import { OpTable } from './op-table.service';

/** An operation ready to be carried out. */
export interface OpWork {
  readonly opId: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Carries out one operation as its REST route would: permission, scope, validation, service. */
@Injectable()
export class OpRunner {
  constructor(private readonly table: OpTable) {}

  /** What the transaction of an operation may see: where the actor's permission for it reaches. */
  scopeOf(actor: Actor, type: string): Scope {
    const handler = this.table.find(type);
    return handler ? scopeFor(actor, handler.permission) : NO_SCOPE;
  }

  /** @throws offline.type_unknown | permission_denied | document_required | op_id_differs, what validation throws, and what the service throws */
  async run(tx: Tx, actor: Actor, work: OpWork): Promise<HttpAnswer> {
    const handler = this.table.find(work.type);
    if (!handler) throw offlineErrors.type_unknown({ type: work.type });
    const { permission } = handler;
    if (!mayDo(actor, permission) || reachesNothing(scopeFor(actor, permission))) throw offlineErrors.permission_denied({ permission });
    const { id, rest } = documentOf(handler, work.body);
    const body = readBody(handler.dto, withFacts(handler, work, rest));
    return presentAnswer(await handler.run(tx, actor, { id, body, occurredAt: momentOf(work.occurredAt) }), handler.status);
  }

  /** Id or number of the document that an operation names. */
  documentOf({ type, body }: Pick<OpWork, 'type' | 'body'>): string | null {
    const field = this.table.find(type)?.idField ?? null;
    const id = field === null ? undefined : body[field];
    return typeof id === 'string' && isDocumentId(id) ? id : null;
  }

  /**
   * The operation's document as it is now, where the actor's permission to see it reaches; null when that is nowhere, when there is
   * no such document (any more), and when the operation has no form: what was refused for its form is not asked about.
   */
  async look(tx: Tx, actor: Actor, work: Omit<OpWork, 'occurredAt'>): Promise<unknown> {
    const handler = this.table.find(work.type);
    if (!handler?.look || !mayDo(actor, handler.look.permission)) return null;
    const { permission, current } = handler.look;
    const scope = scopeFor(actor, permission);
    const id = formOf(handler, work);
    if (reachesNothing(scope) || id === null) return null;
    return withinScope(tx, scope, (narrowed) => current(narrowed, actor, id, { ...work.body }).catch(gone));
  }
}

/** The document of an operation that its route would read; null when it would not. */
function formOf(handler: OpHandler, work: Omit<OpWork, 'occurredAt'>): string | null {
  try {
    const { id, rest } = documentOf(handler, work.body);
    readBody(handler.dto, withFacts(handler, { ...work, occurredAt: new Date().toISOString() }, rest));
    return id;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** The document is gone, or was never this person's to see: then there is nothing to show. */
function gone(error: unknown): null {
  if (error instanceof AppError && error.status === 404) return null;
  throw error;
}

function reachesNothing(scope: Scope): boolean {
  const { all, own, ...lists } = scope;
  return !all && !own && Object.values(lists).every((list) => list.length === 0);
}

const isDocumentId = (id: string): boolean => id !== '' && id.length <= 64 && !/[\p{Cc}\p{Cs}]/u.test(id);

function documentOf({ idField }: OpHandler, body: OpWork['body']): { id: string; rest: Record<string, unknown> } {
  if (idField === null) return { id: '', rest: { ...body } };
  const { [idField]: id, ...rest } = body;
  if (typeof id !== 'string' || !isDocumentId(id)) throw offlineErrors.document_required({ field: idField });
  return { id, rest };
}

/** The operation's id and moment become those of its posting; a body that names another id is refused. */
function withFacts({ dto }: OpHandler, { opId, occurredAt }: OpWork, rest: Record<string, unknown>): Record<string, unknown> {
  const given = rest.clientOpId;
  if (given !== undefined && String(given).toLowerCase() !== opId) throw offlineErrors.op_id_differs();
  const fields = fieldsOf(dto);
  const moments = MOMENT_FIELDS.filter((name) => fields.has(name) && rest[name] === undefined);
  return { ...rest, ...(fields.has('clientOpId') ? { clientOpId: opId } : {}), ...Object.fromEntries(moments.map((name) => [name, momentOf(occurredAt)])) };
}

/** What has waited for more than a year was not made by a clock that is right. */
const OLDEST_MS = 365 * 24 * 3_600_000;

/** A wrong clock must not keep good work from being booked: a moment that cannot be is replaced by now. The row keeps what the device said. */
function momentOf(occurredAt: string): string {
  const at = Date.parse(occurredAt);
  const now = Date.now();
  return new Date(at > now || at < now - OLDEST_MS ? now : at).toISOString();
}
