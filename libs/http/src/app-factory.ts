import type { Socket } from 'node:net';
import type { DynamicModule, INestApplication, LoggerService, Type } from '@nestjs/common';
import { PendingBody } from '@anwen/kernel';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { bodyLimitOf } from './declarations';
import { keepForSignature } from './body-digest';
import { httpErrors } from './http.errors';
import { parseJsonBody } from './json-body.rules';
import { problemAnswer, toAppError } from './problem';
import { ProblemFilter } from './problem-filter';
import { openContext, openDoor, type RequestObserver } from './request-door';
import { routesOf, type RouteTable } from './routes';
import { UPLOAD_TYPE, pendingUpload, uploadLimitOf } from './upload';
import { ValidationPipe } from './validation';

/** Provide it in the app's module to be told about every finished request. */
export const REQUEST_OBSERVER = Symbol('REQUEST_OBSERVER');

export interface HttpAppOptions {
  readonly logger: LoggerService;
  /** Addresses or CIDRs whose X-Forwarded-For is believed; nobody else's is. */
  readonly trustedProxies: readonly string[];
}

/** api.md: 1 MB; larger things are uploads and have routes of their own. */
const BODY_LIMIT = 1_048_576;
/** A request that has not arrived after a minute is a slow loris, not a slow line. */
const REQUEST_TIMEOUT_MS = 60_000;
/** Longer than the gateway's 60 s, so that it never writes into a connection that we are closing. */
const KEEP_ALIVE_MS = 65_000;

export type HttpApp = NestFastifyApplication;

/** Builds an HTTP application with everything that each of our doors has; the port is not yet bound. */
export async function createHttpApp(module: Type | DynamicModule, options: HttpAppOptions): Promise<HttpApp> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: answerBrokenRequest,
    logger: false,
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { bodyParser: false, logger: options.logger, abortOnError: false });
  let table: RouteTable | undefined;
  const routes = (): RouteTable => (table ??= routesOf(app.get(ModulesContainer)));
  app.useGlobalPipes(new ValidationPipe());
  app.useGlobalFilters(new ProblemFilter(routes));
  openDoor(adapter.getInstance() as never, observerOf(app));
  readJsonOnly(adapter);
  takeUploads(adapter, routes);
  takeBatches(adapter, routes);
  return app;
}

function observerOf(app: INestApplication): RequestObserver | undefined {
  try {
    return app.get<RequestObserver>(REQUEST_OBSERVER, { strict: false });
  } catch {
    return undefined; // an app that does not measure itself
  }
}

/** Only JSON, strictly read: every other media type is 415. */
function readJsonOnly(adapter: FastifyAdapter): void {
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (request: FastifyRequest, body: string | Buffer, done: (error: Error | null, value?: unknown) => void) => {
      try {
        const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
        if (charset !== undefined && !/^utf-?8$/i.test(charset)) throw httpErrors.unsupported_media_type();
        keepForSignature(request, body as Buffer);
        // 10 MB of small objects keep this process busy for seconds: nobody gets that who has not been let in.
        const isLarge = body.length > BODY_LIMIT;
        done(null, isLarge ? new PendingBody(() => Promise.resolve().then(() => parseJsonBody(body as Buffer))) : parseJsonBody(body as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

/** Bytes are taken by the routes that declare it (`UploadedBytes`); every other route answers 415 as before. */
function takeUploads(adapter: FastifyAdapter, routes: () => RouteTable): void {
  adapter.getInstance().addContentTypeParser(UPLOAD_TYPE, (request: FastifyRequest, payload: unknown, done: (error: Error | null, value?: unknown) => void) => {
    const route = routes().routes.find((r) => r.method === request.method && r.path === request.routeOptions.url);
    const maxBytes = route && uploadLimitOf(route.handler);
    if (maxBytes === undefined) done(httpErrors.unsupported_media_type());
    else done(null, pendingUpload(request, payload as AsyncIterable<Buffer>, maxBytes));
  });
}

/** Routes that declare it (`LargeBody`) take more than the others; the limit is known before the first byte is read. */
function takeBatches(adapter: FastifyAdapter, routes: () => RouteTable): void {
  adapter.getInstance().addHook('onRoute', (options) => {
    const route = routes().routes.find((r) => r.method === options.method && r.path === options.url);
    const maxBytes = route && bodyLimitOf(route.handler);
    if (maxBytes !== undefined) options.bodyLimit = maxBytes;
  });
}

/** Failures before a route is chosen (an undecodable path). */
function answerFrameworkError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const context = openContext(request);
  const answer = problemAnswer(toAppError(error), context);
  void reply.code(answer.status).headers(answer.headers).header('X-Request-Id', context.requestId).send(answer.body);
}

/** Bytes that are no HTTP: there is no request to answer, only a socket. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy();
  const known = toAppError(error);
  const refused = known.code === 'http.headers_too_large' ? known : httpErrors.bad_request();
  const answer = problemAnswer(refused, openContext({ headers: {} }));
  const body = answer.body ?? '';
  socket.end(
    `HTTP/1.1 ${answer.status} Refused\r\nContent-Type: ${answer.headers['Content-Type']}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
