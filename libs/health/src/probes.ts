import { Database, EXPECTED_SCHEMA_VERSION, readSchemaVersion } from '@anwen/database';
import { RedisConnection } from '@anwen/redis';

/** Rejects when the thing does not work. */
export type Probe = () => Promise<unknown>;

export type StorageTarget = { readonly driver: 'local'; readonly path: string } | { readonly driver: 's3'; readonly endpoint: string };

export function databaseProbe(database: Database): Probe {
  return async () => {
    const found = await readSchemaVersion(database);
    if (found !== EXPECTED_SCHEMA_VERSION) throw new Error(`schema ${found}, expected ${EXPECTED_SCHEMA_VERSION}`);
  };
}

export function redisProbe(redis: RedisConnection): Probe {
  return () => redis.call((client) => client.ping());
}
