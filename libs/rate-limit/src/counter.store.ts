import { systemClock, type AppError } from '@anwen/kernel';
import { RedisConnection, RedisUnavailable, type RedisScript } from '@anwen/redis';
import { Injectable } from '@nestjs/common';
import { rateLimitErrors } from './rate-limit.errors';
import { rateLimitHeaders, retryAfterSeconds, type Policy, type Verdict } from './rate-limit.rules';

/** A refused request is not counted, so a client that keeps knocking is let in when the window ends. */
const TAKE: RedisScript = {
  name: 'anwenTake',
  keys: 1,
  lua: `
    local n = redis.call('INCR', KEYS[1])
    local ttl = redis.call('PTTL', KEYS[1])
    if ttl < 0 then
      redis.call('PEXPIRE', KEYS[1], ARGV[2])
      ttl = tonumber(ARGV[2])
    end
    if n > tonumber(ARGV[1]) then
      redis.call('DECR', KEYS[1])
      return {0, 0, ttl}
    end
    return {1, ARGV[1] - n, ttl}`,
};

const LOOK: RedisScript = {
  name: 'anwenLook',
  keys: 1,
  lua: `return { tonumber(redis.call('GET', KEYS[1]) or '0'), redis.call('PTTL', KEYS[1]) }`,
};

const GIVE_BACK: RedisScript = {
  name: 'anwenGiveBack',
  keys: 1,
  lua: `if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then return redis.call('DECR', KEYS[1]) end return 0`,
};

/** The process's own counters, for the time without Redis; emptied when it grows beyond this. */
const LOCAL_KEYS_MAX = 10_000;

/** Counts shares of a policy: in Redis for all processes together, else as the policy says. */
@Injectable()
export class CounterStore {
  private readonly local = new Map<string, { n: number; until: number }>();

  constructor(private readonly redis: RedisConnection) {}

  /** @throws rate_limit.unavailable when Redis is gone and the policy refuses then. */
  async take(policy: Policy, tracker: string): Promise<Verdict> {
    try {
      const [allowed, remaining, resetMs] = await this.redis.run<[number, number, number]>(TAKE, [keyOf(policy, tracker)], [policy.limit, policy.windowMs]);
      return { allowed: allowed === 1, remaining: Number(remaining), resetMs: Number(resetMs) };
    } catch (error) {
      if (!(error instanceof RedisUnavailable)) throw error;
      if (policy.withoutRedis === 'refuse') throw rateLimitErrors.unavailable({ headers: { 'Retry-After': String(retryAfterSeconds(5_000)) } });
      return this.takeHere(policy, keyOf(policy, tracker));
    }
  }

  /** What is left, without taking a share. @throws rate_limit.unavailable like `take`. */
  async look(policy: Policy, tracker: string): Promise<Verdict> {
    try {
      const [taken, resetMs] = await this.redis.run<[number, number]>(LOOK, [keyOf(policy, tracker)], []);
      const remaining = Math.max(0, policy.limit - Number(taken));
      return { allowed: remaining > 0, remaining, resetMs: Math.max(0, Number(resetMs)) };
    } catch (error) {
      if (!(error instanceof RedisUnavailable)) throw error;
      if (policy.withoutRedis === 'refuse') throw rateLimitErrors.unavailable({ headers: { 'Retry-After': String(retryAfterSeconds(5_000)) } });
      const window = this.local.get(keyOf(policy, tracker));
      const now = systemClock.now().getTime();
      const taken = window && window.until > now ? window.n : 0;
      return { allowed: taken < policy.limit, remaining: policy.limit - taken, resetMs: taken > 0 ? window!.until - now : 0 };
    }
  }

  /** Takes a share. @throws rate_limit.exceeded with the headers of the policy, when none is left. */
  async require(policy: Policy, tracker: string): Promise<Verdict> {
    const verdict = await this.take(policy, tracker);
    if (verdict.allowed) return verdict;
    throw exceeded(policy, verdict);
  }

  /** Returns a share that bought nothing (a refused export). */
  async giveBack(policy: Policy, tracker: string): Promise<void> {
    try {
      await this.redis.run(GIVE_BACK, [keyOf(policy, tracker)], []);
    } catch (error) {
      if (!(error instanceof RedisUnavailable)) throw error;
    }
  }

  private takeHere(policy: Policy, key: string): Verdict {
    const now = systemClock.now().getTime();
    if (this.local.size > LOCAL_KEYS_MAX) this.local.clear();
    let window = this.local.get(key);
    if (!window || window.until <= now) this.local.set(key, (window = { n: 0, until: now + policy.windowMs }));
    const allowed = window.n < policy.limit;
    if (allowed) window.n++;
    return { allowed, remaining: policy.limit - window.n, resetMs: window.until - now };
  }
}

/** rate_limit.exceeded with the headers of the policy. */
export function exceeded(policy: Policy, verdict: Verdict): AppError {
  const seconds = retryAfterSeconds(verdict.resetMs);
  const headers = { ...rateLimitHeaders(policy, verdict), 'Retry-After': String(seconds) };
  return rateLimitErrors.exceeded({ seconds, violatedPolicies: [policy.name], headers });
}

const keyOf = (policy: Policy, tracker: string): string => `rate:${policy.name}:${tracker}`;
