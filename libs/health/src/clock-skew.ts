import type { Database } from '@anwen/database';
import { systemClock, type Clock } from '@anwen/kernel';

/** How far the database's clock is ahead of ours, in milliseconds; what the way there and back may explain counts as none. */
export async function clockSkewMs(database: Database, clock: Clock = systemClock): Promise<number> {
  const before = clock.now().getTime();
  const [row] = await database.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  const after = clock.now().getTime();
  const skew = row!.now.getTime() - (before + after) / 2;
  return Math.abs(skew) <= (after - before) / 2 ? 0 : Math.round(skew);
}
