import type { Lane, LaneQueues } from '@anwen/queue';
import { QueueWatchdog } from './queue-watchdog';

describe('the watchdog of the queue', () => {
  let stuck: Lane[] = [];
  let told: Lane[][] = [];
  const watchdog = (): QueueWatchdog => {
    told = [];
    return new QueueWatchdog({ stuck: () => Promise.resolve(stuck) }, {} as LaneQueues, (lanes) => told.push([...lanes]));
  };

  it('speaks when a lane has had work and fetched nothing for a minute', async () => {
    const dog = watchdog();
    stuck = [1];
    for (const second of [0, 5, 55]) await dog.look(second * 1_000);
    expect(told).toEqual([]);
    await dog.look(60_000);
    expect(told).toEqual([[1]]);
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
