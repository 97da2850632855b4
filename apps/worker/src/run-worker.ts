import { join } from 'node:path';
import { Database, requireReadyDatabase, watchSchema } from '@anwen/database';
import { HealthService } from '@anwen/health';
import { JsonLogger, exitOn } from '@anwen/http';
import type { HandledJob, OutboxSubscriber } from '@anwen/outbox';
import { jobCatalogue } from '@anwen/queue';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { allHandlers } from './handlers/all-handlers';
import { serveHealth } from './health-server';
import { OUTBOX_SUBSCRIBERS } from './outbox-subscribers';
import { orPage } from './page-before-start';
import { SCHEDULE } from './schedule';
import type { ScheduleEntry } from './schedule-entry';
import { requireHandlers } from './startup.checks';
import { readWorkerConfig } from './worker-config';
import { WorkerHost } from './worker-host';
import { WorkerModule, databaseOf } from './worker.module';

/** What a program that is not the product (chaos, tests) puts in the place of the product's own. */
export interface WorkerParts {
  readonly handlers: (services: INestApplicationContext) => readonly HandledJob[];
  readonly schedule: readonly ScheduleEntry[];
  /** Who hears of events. */
  readonly subscribers: (services: INestApplicationContext) => readonly OutboxSubscriber[];
  /** Program of the child processes. */
  readonly heavyMain: string;
}

export const PRODUCT: WorkerParts = {
  handlers: allHandlers,
  schedule: SCHEDULE,
  subscribers: (services) => OUTBOX_SUBSCRIBERS.map((token) => services.get(token)),
  heavyMain: join(__dirname, 'heavy-main.js'),
};
/** Docker and systemd kill after 30 s; leaving by ourselves is cleaner, and whatever is open then rolls back (SPEC-3.10). */
const STOP_WITHIN_MS = 24_500;

/** The whole life of the worker. @throws what its start refuses, with the exit code */
export async function runWorker(parts: WorkerParts = PRODUCT): Promise<void> {
  const config = readWorkerConfig();
  const logger = new JsonLogger('worker', config.LOG_LEVEL);
  await orPage(config, requireReadyDatabase(databaseOf(config)));
  const services = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), { logger, abortOnError: false });
  const jobs = parts.handlers(services);
  requireHandlers(jobCatalogue(), jobs);
  const exit = exitOn('worker');
  const host = new WorkerHost(services, config, { ...parts, jobs, subscribers: parts.subscribers(services), onFatal: exit });
  const server = await serveHealth(services.get(HealthService), { port: config.WORKER_PORT, host: config.WORKER_HOST });
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    setTimeout(() => {
      logger.warn({ msg: 'the worker leaves although something has not ended' });
      process.exit(0);
    }, STOP_WITHIN_MS).unref();
    server.close();
    server.closeIdleConnections();
    return (stopping ??= host.stop().then(() => services.close()));
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop().then(() => process.exit(0), exit));
  watchSchema(services.get(Database), (mismatch) => void stop().finally(() => exit(mismatch)));
  await host.start();
  logger.log({ msg: 'the worker is ready', port: config.WORKER_PORT, schedule: parts.schedule.length, jobs: jobs.length });
}
