// PostgreSQL and Redis of our own, started together and stopped together.
import { join } from 'node:path';
import { provideBinaries } from './binaries.mjs';
import { PostgresServer } from './postgres.mjs';
import { RedisServer } from './redis.mjs';

/** The private copy of the programs is shared by all homes below the same main home. */
export const rootfsOf = (mainHome) => join(mainHome.servicePath, 'rootfs');

/**
 * @param wanted which of the two; what the environment names already is not started
 * @returns the servers that run and where their programs are, `{postgres?, redis?, bin, programs, stop()}`
 */
export async function startPrivateServices({ home, rootfs, guard, test = false, wanted = { postgres: true, redis: true } }) {
  const binaries = provideBinaries(rootfs, wanted);
  const servers = {
    ...(wanted.postgres && { postgres: new PostgresServer(home, binaries, { guard, test }) }),
    ...(wanted.redis && { redis: new RedisServer(home, binaries, { guard, test }) }),
  };
  const stop = async () => {
    for (const server of Object.values(servers).reverse()) await server.stop();
  };
  const results = await Promise.allSettled(Object.values(servers).map((server) => server.start()));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return { ...servers, bin: binaries.postgres?.bin, programs: { redis: binaries.redis?.program, libraries: binaries.env?.LD_LIBRARY_PATH }, stop };
}
