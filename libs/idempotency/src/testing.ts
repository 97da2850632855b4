import type { Database, Tx } from '@anwen/database';
import { AppError, CONTEXT_KEY, HttpAnswer, NO_SCOPE, defineErrors, systemActor, type Actor, type RequestContext } from '@anwen/kernel';
import type { ExecutionContext } from '@nestjs/common';
import { defer, firstValueFrom } from 'rxjs';
import { CurrentTx, Idempotent, NotIdempotent } from './declarations';
import { TransactionInterceptor } from './transaction.interceptor';

export const probeErrors = defineErrors('probe', {
  conflict: { status: 409, level: 'info', zh: '衝突', en: 'conflict' },
  rule: { status: 422, level: 'info', zh: '規則', en: 'rule' },
  bad: { status: 400, level: 'info', zh: '錯誤', en: 'bad' },
  denied: { status: 403, level: 'info', zh: '拒絕', en: 'denied' },
  missing: { status: 404, level: 'info', zh: '無', en: 'none' },
  broken: { status: 503, level: 'warn', zh: '壞', en: 'broken' },
});

/** Only its declarations count; what a call does is handed to `ProbeDoor.call`. */
class ProbeRoutes {
  @Idempotent() write(): void {}
  @Idempotent({ secret: true }) secret(): void {}
  @NotIdempotent('a test') free(): void {}
  read(@CurrentTx() _tx: Tx): void {}
}

export type ProbeRoute = keyof ProbeRoutes;

export interface ProbeRequest {
  readonly route?: ProbeRoute;
  readonly key?: string;
  readonly url?: string;
  readonly body?: unknown;
  readonly actor?: Actor;
}

export function probeActor(id: string, deviceId: string | null = null): Actor {
  return { ...systemActor(`user ${id}`, id), type: 'user', id, deviceId };
}

/** Sends requests through the real interceptor and database, without HTTP around them. */
export class ProbeDoor {
  private readonly interceptor: TransactionInterceptor;

  constructor(database: Database) {
    const refuse = (error: AppError): HttpAnswer =>
      new HttpAnswer(error.status, { 'Content-Type': 'application/problem+json', ...error.data.headers }, JSON.stringify({ code: error.code }));
    const present = (value: unknown, status: number): HttpAnswer =>
      new HttpAnswer(status, { 'Content-Type': 'application/json', Location: '/made' }, JSON.stringify(value));
    this.interceptor = new TransactionInterceptor(database, { present, refuse });
  }

  /** The answer of one request; a refusal that was not stored is thrown. */
  async call(request: ProbeRequest, work: (tx: Tx, context: RequestContext) => Promise<unknown>): Promise<HttpAnswer> {
    const context: RequestContext = {
      requestId: 'r',
      traceparent: null,
      locale: 'en',
      ip: null,
      startedAt: 0,
      route: 'POST /things',
      scope: NO_SCOPE,
      timeoutMs: 10_000,
      actor: request.actor ?? probeActor('1'),
    };
    const incoming = {
      [CONTEXT_KEY]: context,
      method: request.route === 'read' ? 'GET' : 'POST',
      url: request.url ?? '/things',
      body: request.body ?? {},
      headers: { 'content-type': 'application/json', ...(request.key ? { 'idempotency-key': request.key } : {}) },
    };
    const handler = ProbeRoutes.prototype[request.route ?? 'write'];
    const execution = { getHandler: () => handler, switchToHttp: () => ({ getRequest: () => incoming, getResponse: () => ({ statusCode: 201 }) }) };
    const next = { handle: () => defer(() => work(context.tx as Tx, context)) };
    return (await firstValueFrom(await this.interceptor.intercept(execution as unknown as ExecutionContext, next))) as HttpAnswer;
  }
}

/** One visible effect. */
export async function leaveEffect(tx: Tx, name: string): Promise<{ id: string; text: string }> {
  const [row] = await tx.query<{ id: string }>(`INSERT INTO sys_ops_reports (kind, body) VALUES ($1, '{}') RETURNING id`, [name]);
  return { id: row!.id, text: '中文 "\\ \u2028 12.50' };
}
