import type { HandledJob } from '@anwen/outbox';
import type { INestApplicationContext } from '@nestjs/common';
import { importsHandlers } from './imports.handlers';
import { reportsHandlers } from './reports.handlers';

/** Who does each kind of job, one list a domain. Boot fails when a declared job has no handler here, or a handler no job. */
const LISTS: readonly ((services: INestApplicationContext) => readonly HandledJob[])[] = [importsHandlers, reportsHandlers];

export function allHandlers(services: INestApplicationContext): readonly HandledJob[] {
  return LISTS.flatMap((list) => list(services));
}
