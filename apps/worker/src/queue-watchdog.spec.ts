import { STUCK_AFTER_MS, type Lane, type LaneQueues } from '@anwen/queue';
import { QueueWatchdog } from './queue-watchdog';

describe('the watchdog of the queue', () => {
  let stuck: Lane[] = [];
  let told: Lane[][] = [];
  const watchdog = (): QueueWatchdog => {
    told = [];
    return new QueueWatchdog({ stuck: () => Promise.resolve(stuck) }, {} as LaneQueues, (lanes) => told.push([...lanes]));
  };

  it('speaks within a minute after a lane has come to a standstill, and not much sooner', async () => {
    const dog = watchdog();
    stuck = [];
    await dog.look(4_000);
    // It stands still since second 5; a lane counts as stuck when it has not moved for STUCK_AFTER_MS, and is looked at every 5 s.
    stuck = [1];
    const firstSeen = 5_000 + STUCK_AFTER_MS + 5_000;
    let at = firstSeen;
    for (; told.length === 0; at += 5_000) await dog.look(at);
    expect(told).toEqual([[1]]);
    expect(at - 5_000 - 5_000).toBeLessThanOrEqual(60_000);
    expect(at - 5_000 - 5_000).toBeGreaterThan(45_000);
  });

  it('counts anew once the lane has moved, so a job that arrives just before a look harms nobody', async () => {
    const dog = watchdog();
    for (let second = 0; second < 600; second += 5) {
      stuck = second % 30 === 0 ? [] : [2];
      await dog.look(second * 1_000);
    }
    expect(told).toEqual([]);
  });

  it('does not end the process because Redis cannot be asked', async () => {
    const dog = new QueueWatchdog({ stuck: () => Promise.reject(new Error('away')) }, {} as LaneQueues, (lanes) => told.push([...lanes]));
    for (const second of [0, 60, 120]) await dog.look(second * 1_000);
    expect(told).toEqual([]);
  });
});
