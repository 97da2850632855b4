import { RedisConnection } from '@anwen/redis';
import type { Session } from '../session';
import { fail, ok, warn, type Finding } from './finding';

/** Jobs live in Redis until they ran: a server that evicts keys when memory is short would lose them silently. */
const POLICY = 'noeviction';

export async function checkRedis(session: Session): Promise<Finding[]> {
  const redis = new RedisConnection({ url: session.settings.redisUrl, connectionName: 'anwen-doctor' });
  try {
    if (!(await redis.ready())) return [fail('redis', 'does not answer', 'start Redis, and check REDIS_URL')];
    await redis.call((client) => client.ping());
    const memory = await redis.call((client) => client.info('memory'));
    const policy = /maxmemory_policy:(\S+)/.exec(memory)?.[1];
    const found = ok('redis', 'reachable');
    if (policy === undefined) return [found, warn('redis policy', 'unknown', `make sure that maxmemory-policy is ${POLICY}`)];
    return [found, policy === POLICY ? ok('redis policy', policy) : fail('redis policy', policy, `set maxmemory-policy ${POLICY}, otherwise jobs get lost`)];
  } finally {
    await redis.close();
  }
}
