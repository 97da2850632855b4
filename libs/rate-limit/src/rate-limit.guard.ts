import { Database } from '@anwen/database';
import { AppError, contextOf, type RequestContext } from '@anwen/kernel';
import { Inject, Injectable, Optional, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerRequest } from '@nestjs/throttler';
import { CounterStore } from './counter.store';
import { networkOf, rateLimitHeaders, type Policy } from './rate-limit.rules';

interface Reply {
  header(name: string, value: string): unknown;
}

/** Told about a refusal (the audit, which a guarantee may not import); it must not throw. */
export type NoteExceeded = (database: Database, context: RequestContext, refused: { policy: string; tracker: string }) => Promise<void>;
export const NOTE_EXCEEDED = Symbol('NOTE_EXCEEDED');

/** Nest's throttler with our counter and the headers of the RateLimit draft. Who is counted: device, else user, else network. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  @Inject(CounterStore) private readonly counters: CounterStore;
  @Inject(Database) private readonly database: Database;
  @Optional() @Inject(NOTE_EXCEEDED) private readonly noteExceeded: NoteExceeded | undefined;

  /** Health probes must answer while a client floods; static files have the gateway's limit. */
  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    const { url } = context.switchToHttp().getRequest<{ url: string }>();
    return Promise.resolve(!url.startsWith('/api/'));
  }

  protected override async handleRequest({ context, limit, ttl, throttler }: ThrottlerRequest): Promise<boolean> {
    const http = context.switchToHttp();
    const policy: Policy = { name: throttler.name ?? 'api', limit, windowMs: ttl, withoutRedis: throttler.name === 'export' ? 'refuse' : 'count-here' };
    const request = http.getRequest<object>();
    const tracker = trackerOf(request);
    const verdict = await this.counters.require(policy, tracker).catch(async (error: unknown) => {
      if (error instanceof AppError && error.status === 429) await this.noteExceeded?.(this.database, contextOf(request), { policy: policy.name, tracker });
      throw error;
    });
    const headers = rateLimitHeaders(policy, verdict);
    const reply = http.getResponse<Reply>();
    for (const name in headers) reply.header(name, headers[name]!);
    return true;
  }
}

/** Key of who asks; a device behind a shared address is not counted with its neighbours. */
export function trackerOf(request: object): string {
  const { actor, deviceId = actor?.deviceId } = contextOf(request);
  if (deviceId) return `device:${deviceId}`;
  return actor ? `${actor.type}:${actor.id}` : networkTrackerOf(request);
}

/** Key of where a request comes from, whoever sends it. */
export function networkTrackerOf(request: object): string {
  return `ip:${networkOf(contextOf(request).ip ?? 'unknown')}`;
}
