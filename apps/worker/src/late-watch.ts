import { alerts } from '@anwen/alerts';
import { Database } from '@anwen/database';
import { NO_SCOPE, systemActor } from '@anwen/kernel';
import type { INestApplicationContext } from '@nestjs/common';
import { lateNames, recoveredNames } from './schedule.store';

/** A worker that was away for days catches up first; only what is late then is worth a word. */
const CATCH_UP_S = 120;

/** Raises `job.late` for entries whose success is overdue and resolves it when they have run again; how many are late. */
export async function watchSchedules(services: INestApplicationContext, upForSeconds = process.uptime()): Promise<number> {
  if (upForSeconds < CATCH_UP_S) return 0;
  return services.get(Database).transaction({ actor: systemActor('clock'), scope: NO_SCOPE }, async (tx) => {
    const late = await lateNames(tx);
    for (const { name, expectedBy } of late) await alerts.raise(tx, { code: 'job.late', subject: name, data: { expectedBy } });
    for (const name of await recoveredNames(tx)) await alerts.resolve(tx, 'job.late', name);
    return late.length;
  });
}
