import { ExitCode } from '@anwen/kernel';
import { Redis } from 'ioredis';

/** Redis would throw queued jobs away under memory pressure: the worker must not start on it (SPEC-3.8). */
export class UnsafeRedis extends Error {
  readonly exitCode = ExitCode.configuration;

  constructor(policy: string) {
    super(`redis has maxmemory-policy ${policy}; set maxmemory-policy to noeviction (it would evict queued jobs otherwise)`);
    this.name = 'UnsafeRedis';
  }
}

/** Waiting would not help: the login is wrong, or it may too little. */
export class RedisRefused extends Error {
  readonly exitCode = ExitCode.configuration;

  constructor(answer: string) {
    super(`redis refuses the login of REDIS_URL (${answer}); check its user and password, and that the user may run INFO and use the queue's keys`);
    this.name = 'RedisRefused';
  }
}

const REFUSAL = /^(WRONGPASS|NOAUTH|NOPERM|ERR invalid password)/;

/** Long enough for a Redis that starts together with us; a worker without it still starts and dispatches later. */
const WAIT_MS = 5_000;

/**
 * Answers whether Redis was there to be asked.
 * @throws UnsafeRedis when it may evict keys, RedisRefused when it does not let us in
 */
export async function requireSafeRedis(url: string, waitMs = WAIT_MS): Promise<'safe' | 'away'> {
  const client = new Redis(url, { lazyConnect: true, connectTimeout: 1_000, commandTimeout: 1_000, maxRetriesPerRequest: 0, retryStrategy: () => null });
  let refused: string | undefined;
  const note = ({ message }: Error): void => void (REFUSAL.test(message) && (refused = message));
  // The answer to a login comes by this event alone.
  client.on('error', note);
  const until = performance.now() + waitMs;
  try {
    for (;;) {
      const policy = await policyOf(client).catch(note);
      if (refused !== undefined) throw new RedisRefused(refused);
      if (policy === 'noeviction') return 'safe';
      if (typeof policy === 'string') throw new UnsafeRedis(policy);
      if (performance.now() >= until) return 'away';
      await new Promise((resume) => setTimeout(resume, 200));
    }
  } finally {
    client.disconnect();
  }
}

/** From INFO, which every Redis answers; hosted ones forbid CONFIG. */
async function policyOf(client: Redis): Promise<string> {
  if (client.status !== 'ready') await client.connect();
  const policy = /^maxmemory_policy:(\S+)/m.exec(await client.info('memory'))?.[1];
  if (policy === undefined) throw new Error('redis does not tell its maxmemory-policy');
  return policy;
}
