import { SLA, contextOf, type HttpAnswer, type RequestContext, type SlaClass } from '@anwen/kernel';
import { Injectable, StreamableFile, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { firstValueFrom, of, type Observable } from 'rxjs';
import { slaOf } from './declarations';
import { httpErrors } from './http.errors';
import { notModified, presentAnswer, tagged } from './present';

interface Route {
  readonly slaClass: SlaClass;
  readonly timeoutMs: number;
}

/** The first interceptor: names the SLA class for the timing, ends what takes too long, and sends the finished answer. */
@Injectable()
export class SlaInterceptor implements NestInterceptor {
  private readonly routes = new Map<object, Route>();

  async intercept(execution: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = execution.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const context = contextOf(request);
    const { slaClass, timeoutMs } = this.routeOf(execution.getHandler());
    context.slaClass = slaClass;
    context.timeoutMs = timeoutMs;
    const value = await withinLimit(firstValueFrom(next.handle(), { defaultValue: undefined }), context, timeoutMs);
    return of(value instanceof StreamableFile ? value : send(request, reply, tagged(request.method, presentAnswer(value, reply.statusCode))));
  }

  private routeOf(handler: object): Route {
    let route = this.routes.get(handler);
    if (!route) {
      const slaClass = slaOf(handler) ?? 'read';
      this.routes.set(handler, (route = { slaClass, timeoutMs: SLA[slaClass].timeoutMs }));
    }
    return route;
  }
}

/**
 * Answers 504 when the limit passes. Work that has not begun to commit is told not to, so "nothing was changed" is true;
 * work that is committing is waited for, because the client must hear what really happened.
 */
function withinLimit<T>(work: Promise<T>, context: RequestContext, timeoutMs: number): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => {
      if (context.committing) return;
      context.timedOut = true;
      reject(httpErrors.timeout());
    }, timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Writes status and headers, and gives Nest the body to send. */
function send(request: FastifyRequest, reply: FastifyReply, answer: HttpAnswer): string | undefined {
  reply.code(answer.status);
  reply.headers(answer.headers);
  if (notModified(request.method, request.headers['if-none-match'], answer)) {
    reply.code(304).removeHeader('Content-Type');
    return undefined;
  }
  return answer.body ?? undefined;
}
