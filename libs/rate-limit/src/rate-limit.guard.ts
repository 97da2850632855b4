import { contextOf } from '@anwen/kernel';
import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerRequest } from '@nestjs/throttler';
import { CounterStore } from './counter.store';
import { networkOf, rateLimitHeaders, type Policy } from './rate-limit.rules';

interface Reply {
  header(name: string, value: string): unknown;
}

/** Nest's throttler with our counter and the headers of the RateLimit draft. Who is counted: device, else user, else network. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  @Inject(CounterStore) private readonly counters: CounterStore;

  /** Health probes must answer while a client floods; static files have the gateway's limit. */
  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    const { url } = context.switchToHttp().getRequest<{ url: string }>();
    return Promise.resolve(!url.startsWith('/api/'));
  }

  protected override async handleRequest({ context, limit, ttl, throttler }: ThrottlerRequest): Promise<boolean> {
    const http = context.switchToHttp();
    const policy: Policy = { name: throttler.name ?? 'api', limit, windowMs: ttl, withoutRedis: throttler.name === 'export' ? 'refuse' : 'count-here' };
    const verdict = await this.counters.require(policy, trackerOf(http.getRequest<object>()));
    const headers = rateLimitHeaders(policy, verdict);
    const reply = http.getResponse<Reply>();
    for (const name in headers) reply.header(name, headers[name]!);
    return true;
  }
}

/** Key of who asks; a device behind a shared address is not counted with its neighbours. */
export function trackerOf(request: object): string {
  const { actor, ip } = contextOf(request);
  if (actor?.deviceId) return `device:${actor.deviceId}`;
  return actor ? `${actor.type}:${actor.id}` : `ip:${networkOf(ip ?? 'unknown')}`;
}
