import type { HandledJob } from '@anwen/outbox';
import type { INestApplicationContext } from '@nestjs/common';
import { alertsHandlers } from './alerts.handlers';
import { importsHandlers } from './imports.handlers';
import { opsHandlers } from './ops.handlers';
import { planningHandlers } from './planning.handlers';
import { reportsHandlers } from './reports.handlers';

/** Who does each kind of job, one list a domain. Boot fails when a declared job has no handler here, or a handler no job. */
const LISTS: readonly ((services: INestApplicationContext) => readonly HandledJob[])[] = [
  alertsHandlers,
  importsHandlers,
  opsHandlers,
  planningHandlers,
  reportsHandlers,
];

export function allHandlers(services: INestApplicationContext): readonly HandledJob[] {
  return LISTS.flatMap((list) => list(services));
}
