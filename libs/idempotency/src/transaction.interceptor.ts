import { Database, violatedConstraint, type Tx } from '@anwen/database';
import { AppError, HttpAnswer, NO_SCOPE, PendingBody, contextOf, principalOf, type Actor, type RequestContext } from '@anwen/kernel';
import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { firstValueFrom, of, type Observable } from 'rxjs';
import { idempotencyOf, usesTransaction } from './declarations';
import { idempotencyErrors } from './idempotency.errors';
import { IDEMPOTENCY_OPTIONS, type IdempotencyOptions } from './idempotency-options';
import { enter, keep, KEY_CONSTRAINT, type KeyRecord, type KnownKey } from './key.store';
import { readKey, requestHash } from './request-hash.rules';

interface Incoming {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  body: unknown;
}

interface Call {
  readonly context: RequestContext;
  readonly actor: Actor;
  readonly handle: () => Promise<unknown>;
  readonly status: () => number;
}

type Mode = 'none' | 'read' | 'plain' | 'key' | 'secret';

const DAY_HOURS = 24;
/** A PDA that was left in a drawer over the holidays still finds its answers. */
const DEVICE_HOURS = 7 * DAY_HOURS;

/** Opens THE transaction of a request: read-only for reads, and for writes the one that holds effects, key and answer together. */
@Injectable()
export class TransactionInterceptor implements NestInterceptor {
  private readonly modes = new Map<object, Mode>();

  constructor(
    private readonly database: Database,
    @Inject(IDEMPOTENCY_OPTIONS) private readonly options: IdempotencyOptions,
  ) {}

  async intercept(execution: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = execution.switchToHttp();
    const request = http.getRequest<Incoming>();
    const mode = this.modeOf(execution.getHandler(), request.method);
    // The guards have let the caller in: a pending body is read now, before the transaction opens, so that a slow line holds none.
    if (request.body instanceof PendingBody) request.body = await request.body.read();
    if (mode === 'none') return next.handle();
    const context = contextOf(request);
    if (!context.actor) throw new Error('a route with a transaction needs a signed-in caller');
    const reply = http.getResponse<{ statusCode: number }>();
    const call: Call = {
      context,
      actor: context.actor,
      status: () => reply.statusCode,
      handle: () => firstValueFrom(next.handle(), { defaultValue: undefined }),
    };
    if (mode === 'read' || mode === 'plain') return of(await this.open(call, mode === 'read', call.handle));
    try {
      return of(await this.withKey(call, recordOf(request, call), mode === 'secret'));
    } catch (error) {
      if (error instanceof AppError && error.code === 'idempotency.key_reused') await this.options.noteReuse?.(this.database, call.actor, keyOf(request));
      throw error;
    }
  }

  private modeOf(handler: object, method: string): Mode {
    let mode = this.modes.get(handler);
    if (!mode) this.modes.set(handler, (mode = decideMode(handler, method)));
    return mode;
  }

  private open<T>({ context, actor }: Call, readOnly: boolean, work: (tx: Tx) => Promise<T>): Promise<T> {
    const scope = context.scope ?? NO_SCOPE;
    return this.database.transaction({ actor, scope, statementTimeoutMs: context.timeoutMs, totalTimeoutMs: context.timeoutMs, readOnly }, async (tx) => {
      context.tx = tx;
      context.committing = false;
      const result = await work(tx);
      // From here on the commit is under way and the time limit waits for its outcome.
      if (context.timedOut) throw idempotencyErrors.time_limit();
      context.committing = true;
      return result;
    });
  }

  private async withKey(call: Call, record: KeyRecord, secret: boolean): Promise<HttpAnswer> {
    try {
      return await this.runOnce(call, record, secret);
    } catch (error) {
      // A twin committed between our snapshot and our lock; its answer is visible now.
      if (violatedConstraint(error) === KEY_CONSTRAINT) return this.runOnce(call, record, secret);
      if (!isVerdict(error)) throw error;
      return this.keepVerdict(call, record, error).catch((late: unknown) => {
        if (violatedConstraint(late) === KEY_CONSTRAINT) return this.runOnce(call, record, secret);
        throw late;
      });
    }
  }

  private runOnce(call: Call, record: KeyRecord, secret: boolean): Promise<HttpAnswer> {
    return this.open(call, false, async (tx) => {
      const known = await enter(tx, record.key);
      if (known) return replay(known, record, secret);
      const answer = this.options.present(await call.handle(), call.status());
      keep(tx, record, secret ? new HttpAnswer(answer.status, {}, null) : answer);
      return answer;
    });
  }

  /** Told failed stays failed: the refusal is stored in a transaction of its own, unless a twin was faster. */
  private keepVerdict(call: Call, record: KeyRecord, refusal: AppError): Promise<HttpAnswer> {
    return this.open(call, false, async (tx) => {
      const known = await enter(tx, record.key);
      if (known) return replay(known, record, false);
      const answer = this.options.refuse(refusal, call.context);
      keep(tx, record, answer);
      return answer;
    });
  }
}

function decideMode(handler: object, method: string): Mode {
  const declared = idempotencyOf(handler);
  const uses = usesTransaction(handler);
  if (method === 'GET' || method === 'HEAD') return uses ? 'read' : 'none';
  if (!declared?.required) return uses ? 'plain' : 'none';
  return declared.secret ? 'secret' : 'key';
}

const keyOf = (request: Incoming): string => readKey(request.headers['idempotency-key']);

function recordOf(request: Incoming, { actor, context }: Call): KeyRecord {
  const principal = principalOf(actor);
  return {
    key: `${principal}:${keyOf(request)}`,
    requestHash: requestHash({ method: request.method, url: request.url, contentType: request.headers['content-type'], body: request.body }),
    principal,
    actorId: actor.userId,
    method: request.method,
    route: context.route ?? '',
    hours: actor.deviceId ? DEVICE_HOURS : DAY_HOURS,
  };
}

/** @throws idempotency.in_progress | key_reused | actor_mismatch | secret_already_shown */
function replay(known: KnownKey | 'busy', record: KeyRecord, secret: boolean): HttpAnswer {
  if (known === 'busy') throw idempotencyErrors.in_progress({ headers: { 'Retry-After': '1' } });
  if (known.actorId !== record.actorId) throw idempotencyErrors.actor_mismatch();
  if (known.requestHash !== record.requestHash) throw idempotencyErrors.key_reused();
  if (secret && known.answer.status < 400) throw idempotencyErrors.secret_already_shown();
  return new HttpAnswer(known.answer.status, { ...known.answer.headers, 'Idempotent-Replayed': 'true' }, known.answer.body);
}

/** A business verdict of the handler. Our own refusals and those of the door (`http.…`) say nothing about the work. */
function isVerdict(error: unknown): error is AppError {
  return error instanceof AppError && (error.status === 409 || error.status === 422) && !/^(idempotency|http)\./.test(error.code);
}
