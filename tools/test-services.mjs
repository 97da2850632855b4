// Private PostgreSQL + Redis for one test run. Runs at the same time get servers of their own.
import { join } from 'node:path';
import { endChildren, guardChildren } from './children.mjs';
import { Guard } from './services/guard.mjs';
import { Home, say } from './services/home.mjs';
import { takeLock } from './services/lock.mjs';
import { rootfsOf, startPrivateServices } from './services/private-services.mjs';
import { buildTemplate, dropLeftClones } from './migrated-database.mjs';

/**
 * Calls `work` with ANWEN_TEST_DATABASE_URL (the owner's login, template database ready) and ANWEN_TEST_REDIS_URL in the
 * environment; servers that the environment names already are used as they are. What was started is always stopped.
 */
export async function withTestServices(work) {
  const given = { postgres: process.env.ANWEN_TEST_DATABASE_URL, redis: process.env.ANWEN_TEST_REDIS_URL };
  const guard = new Guard();
  guardChildren(guard);
  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
    endChildren();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, interrupt); // the second one ends us, and the guardian cleans up
  let stop = async () => undefined;
  try {
    if (!given.postgres || !given.redis) stop = await start(given, guard);
    await buildTemplate(process.env.ANWEN_TEST_DATABASE_URL);
    return interrupted ? 130 : await work();
  } finally {
    await stop();
    guard.close();
  }
}

async function start(given, guard) {
  const main = new Home();
  const { home, lock } = freeHome(main);
  const wanted = { postgres: !given.postgres, redis: !given.redis };
  const services = await startPrivateServices({ home, rootfs: rootfsOf(main), guard, test: true, wanted });
  if (services.redis) {
    process.env.ANWEN_TEST_REDIS_URL = services.redis.url;
    // For tests that need a Redis of their own, whose settings they may change.
    process.env.ANWEN_TEST_REDIS_SERVER = services.programs.redis;
    process.env.ANWEN_TEST_LIBRARIES = services.programs.libraries ?? '';
  }
  if (services.postgres) {
    process.env.ANWEN_TEST_DATABASE_URL = services.postgres.url('anwen_owner');
    process.env.ANWEN_TEST_PG_BIN = services.bin;
    await dropLeftClones(process.env.ANWEN_TEST_DATABASE_URL);
  }
  return async () => {
    await services.stop();
    lock.release();
  };
}

function freeHome(main) {
  for (let number = 1; ; number++) {
    const home = new Home(join(main.path, number === 1 ? 'test' : `test-${number}`));
    const lock = takeLock(home.path);
    if (lock.release) return { home, lock };
    if (number === 1) say(`another test run is under way (process ${lock.holder.pid}); this one gets servers of its own`);
  }
}
