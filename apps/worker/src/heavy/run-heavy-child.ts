import { JsonLogger, exitOn } from '@anwen/http';
import { JobRunner, type HandledJob, type WorkEnd } from '@anwen/outbox';
import { Database } from '@anwen/database';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { allHandlers } from '../handlers/all-handlers';
import { JobActors } from '../job-actors';
import { readWorkerConfig } from '../worker-config';
import { WorkerModule } from '../worker.module';
import type { ChildMessage, RunRequest } from './heavy-protocol';

/** The whole life of a child process (its program has called `dieWithParent` before): boot, jobs one after the other, SIGTERM. It listens to nobody but its parent. */
export async function runHeavyChild(handlers: (services: INestApplicationContext) => readonly HandledJob[] = allHandlers): Promise<void> {
  const stop = new AbortController();
  let working: Promise<void> = Promise.resolve();
  const config = readWorkerConfig();
  const logger = new JsonLogger('worker-child', config.LOG_LEVEL);
  const services = await NestFactory.createApplicationContext(WorkerModule.forChild(config), { logger, abortOnError: false });
  const runner = new JobRunner({
    database: services.get(Database),
    actors: services.get(JobActors),
    jobs: handlers(services),
    worker: `child:${process.pid}`,
  });
  const leave = (): void => {
    stop.abort('shutdown');
    void working.then(() => services.close()).then(() => process.exit(0), exitOn('worker-child'));
  };
  // From the parent. A supervisor that tells the whole group does no harm (the job goes back to the queue), but systemd
  // units need KillMode=mixed, so that the parent decides what may still finish.
  process.once('SIGTERM', leave);
  // Ctrl-C at a terminal reaches the whole group; the parent decides what becomes of us.
  process.on('SIGINT', () => undefined);
  process.once('disconnect', leave);
  process.on('message', ({ ticket }: RunRequest) => {
    working = runner.executeTicket(ticket, stop.signal).then(tellEnd, exitOn('worker-child'));
  });
  await tell({ type: 'ready' });
}

function tellEnd(end: WorkEnd): Promise<void> {
  return tell({ type: 'end', end, rssBytes: process.memoryUsage().rss });
}

/** Resolves when it is on its way, so that leaving does not swallow it. */
function tell(message: ChildMessage): Promise<void> {
  return new Promise((resolve) => (process.connected ? process.send!(message, () => resolve()) : resolve()));
}
