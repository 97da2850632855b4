import { CONTEXT_KEY, contextOf, type AppError, type RequestContext } from '@anwen/kernel';
import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { httpErrors } from './http.errors';
import { problemAnswer, toAppError } from './problem';
import { openContext } from './request-door';
import type { RouteTable } from './routes';

/** Turns every failure of a request into one problem document; texts of the database and stacks stay in the log. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  constructor(private readonly routes: () => RouteTable) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent || reply.raw.headersSent) return;
    const path = request.url.split('?', 1)[0]!;
    const context = contextHere(request);
    const error = this.otherMethods(toAppError(exception), request.method, path);
    this.log(error, context, `${request.method} ${path}`);
    const answer = problemAnswer(error, context, path);
    reply.code(answer.status).headers(answer.headers).send(answer.body);
  }

  /** No such route: when the path is known under another method, the answer is 405 and names the methods. */
  private otherMethods(error: AppError, method: string, path: string): AppError {
    if (error.code !== 'http.not_found') return error;
    const allowed = this.routes().methodsOf(path);
    return allowed.length === 0 || allowed.includes(method) ? error : httpErrors.method_not_allowed({ headers: { Allow: allowed.join(', ') } });
  }

  private log(error: AppError, context: RequestContext, request: string): void {
    const fact = { code: error.code, status: error.status, request, requestId: context.requestId, actor: context.actor?.name };
    if (error.definition.level === 'error') this.logger.error({ ...fact, cause: causeOf(error) });
    else if (error.definition.level === 'warn') this.logger.warn({ ...fact, cause: causeOf(error) });
    else this.logger.debug(fact);
  }
}

function contextHere(request: FastifyRequest): RequestContext {
  return (request as unknown as Record<string, unknown>)[CONTEXT_KEY] ? contextOf(request) : openContext(request);
}

function causeOf(error: AppError): string | undefined {
  const { cause } = error;
  return cause instanceof Error ? (cause.stack ?? cause.message).slice(0, 4_000) : undefined;
}
