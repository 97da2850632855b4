import 'reflect-metadata';
import { Database, requireReadyDatabase, watchSchema } from '@anwen/database';
import { HealthService } from '@anwen/health';
import { JsonLogger, exitOn } from '@anwen/http';
import { NestFactory } from '@nestjs/core';
import { Clockwork } from './clockwork';
import { serveHealth } from './health-server';
import { SCHEDULE } from './schedule';
import { readWorkerConfig } from './worker-config';
import { WorkerModule, databaseOf } from './worker.module';

/** Timers of this process run the timetable until the queue takes it over. */
async function main(): Promise<void> {
  const config = readWorkerConfig();
  const logger = new JsonLogger('worker', config.LOG_LEVEL);
  await requireReadyDatabase(databaseOf(config));
  const services = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), { logger, abortOnError: false });
  const clockwork = new Clockwork(services, SCHEDULE);
  const server = await serveHealth(services.get(HealthService), { port: config.WORKER_PORT, host: config.WORKER_HOST });
  await clockwork.start();
  const stop = async (): Promise<void> => {
    server.close();
    server.closeIdleConnections();
    await clockwork.stop();
    await services.close();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop().then(() => process.exit(0), exitOn('worker')));
  watchSchema(services.get(Database), (mismatch) => void stop().finally(() => exitOn('worker')(mismatch)));
  logger.log({ msg: 'the worker is ready', port: config.WORKER_PORT, jobs: SCHEDULE.map((job) => job.name) });
}

main().catch(exitOn('worker'));
