import { hostname } from 'node:os';
import { alerts } from '@anwen/alerts';
import { Database, type Tx } from '@anwen/database';
import { NO_SCOPE, systemActor, systemClock } from '@anwen/kernel';
import { JobDispatcher, JobReconciler, JobRunner, OutboxRelay, type HandledJob, type OutboxSubscriber } from '@anwen/outbox';
import { LaneQueues, LaneWorkers, requireSafeRedis, type Lane } from '@anwen/queue';
import { Logger, type INestApplicationContext } from '@nestjs/common';
import { JobActors } from './job-actors';
import { Clockwork } from './clockwork';
import { HeavyChildren } from './heavy/heavy-children';
import { QueueWatchdog } from './queue-watchdog';
import { RUNNING_SERVICES, type RunningService } from './running-services';
import type { ScheduleEntry } from './schedule-entry';
import { isInWindow } from './slots.rules';
import { laneOptionsOf, type WorkerConfig } from './worker-config';

export interface HostParts {
  readonly jobs: readonly HandledJob[];
  readonly schedule: readonly ScheduleEntry[];
  readonly subscribers: readonly OutboxSubscriber[];
  readonly heavyMain: string;
  /** The process cannot go on; ends it. */
  readonly onFatal: (error: unknown) => void;
}

/** While Redis is away it is asked again this often; the clock and the relay work without it. */
const REDIS_AGAIN_MS = 1_000;

/** An alert is worth a moment, not more: the new process matters. */
const TELL_WITHIN_MS = 2_000;

/** A lane has had work for a minute and fetched nothing; the supervisor starts a new process (exit code 1). */
class LanesStuck extends Error {
  readonly exitCode = 1;
}

/** Everything that runs in a worker, started and stopped in order. */
export class WorkerHost {
  private readonly logger = new Logger('worker');
  private readonly clock: Clockwork;
  private readonly heavy: HeavyChildren;
  private readonly lanes: LaneWorkers;
  private readonly dispatcher: JobDispatcher;
  private readonly reconciler: JobReconciler;
  private readonly relay: OutboxRelay;
  private readonly watchdog: QueueWatchdog;
  private readonly services: readonly RunningService[];
  private readonly tell: (work: (tx: Tx) => Promise<unknown>) => Promise<unknown>;
  private opening: Promise<void> = Promise.resolve();
  private lanesOpen = false;
  private stopped = false;

  constructor(
    services: INestApplicationContext,
    private readonly config: WorkerConfig,
    private readonly parts: HostParts,
  ) {
    const database = services.get(Database);
    this.tell = (work) => database.transaction({ actor: systemActor('worker'), scope: NO_SCOPE }, work);
    const queues = services.get(LaneQueues);
    this.clock = new Clockwork(services, parts.schedule);
    this.heavy = new HeavyChildren(parts.heavyMain);
    const runner = new JobRunner({
      database,
      actors: services.get(JobActors),
      jobs: parts.jobs,
      worker: `${hostname()}:${process.pid}`,
      executeHeavy: this.heavy.execute,
    });
    this.lanes = new LaneWorkers(laneOptionsOf(config), (job, shutdown) => runner.run(job, shutdown));
    const mayMaintain = (): boolean => isInWindow(config.MAINTENANCE_WINDOW, systemClock.now(), this.clock.zoneName);
    this.dispatcher = new JobDispatcher(database, queues, { mayMaintain });
    this.reconciler = new JobReconciler(database, queues);
    this.relay = new OutboxRelay(database, parts.subscribers);
    this.watchdog = new QueueWatchdog(this.lanes, queues, (lanes) => this.giveUp(lanes));
    this.services = RUNNING_SERVICES.map((token) => services.get(token));
  }

  /** @throws UnsafeRedis when Redis is there and may evict jobs */
  async start(): Promise<void> {
    const redis = await requireSafeRedis(this.config.REDIS_URL);
    if (this.parts.jobs.some(({ job }) => job.heavy)) this.heavy.start();
    this.relay.start();
    this.reconciler.start();
    for (const service of this.services) await service.start();
    await this.clock.start();
    if (redis === 'safe') return this.openLanes();
    this.logger.warn({ msg: 'Redis is away; jobs wait in the database until it is back' });
    this.opening = this.openLanesLater().catch(this.parts.onFatal);
  }

  /** Nothing new is begun at once; what is under way ends by itself or is told to (SPEC-3.10). */
  async stop(): Promise<void> {
    this.stopped = true;
    this.watchdog.stop();
    await this.opening;
    const loops = [this.clock.stop(), this.dispatcher.stop(), this.relay.stop(), this.reconciler.stop(), ...this.services.map((service) => service.stop())];
    await Promise.allSettled([...loops, this.lanes.stop().then(() => this.heavy.stop())]);
  }

  private openLanes(): void {
    if (this.stopped || this.lanesOpen) return;
    this.lanesOpen = true;
    this.lanes.start();
    this.dispatcher.start();
    this.watchdog.start();
    // If we are the process that takes over, the trouble is over.
    void this.tell((tx) => alerts.resolve(tx, 'queue.stuck')).catch(() => undefined);
  }

  private async openLanesLater(): Promise<void> {
    while (!this.stopped && (await requireSafeRedis(this.config.REDIS_URL, 0)) === 'away') await new Promise((resume) => setTimeout(resume, REDIS_AGAIN_MS));
    this.openLanes();
  }

  private giveUp(lanes: readonly Lane[]): void {
    this.watchdog.stop();
    const names = lanes.map((lane) => `P${lane}`).join(', ');
    const told = this.tell((tx) => alerts.raise(tx, { code: 'queue.stuck', data: { lanes: names } })).catch(() => undefined);
    const fatal = new LanesStuck(`lane ${names} has work and fetches nothing; a new process has to take over`);
    void Promise.race([told, new Promise((resume) => setTimeout(resume, TELL_WITHIN_MS))]).then(() => this.parts.onFatal(fatal));
  }
}
