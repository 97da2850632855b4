import { ExitCode } from '@anwen/kernel';
import type { HandledJob } from '@anwen/outbox';
import type { JobDefinition } from '@anwen/queue';

/** The program is put together wrongly: starting again changes nothing (78). */
export class WorkerMisassembled extends Error {
  readonly exitCode = ExitCode.configuration;

  constructor(readonly offenders: readonly string[]) {
    super(`the worker is put together wrongly:\n${offenders.map((o) => `  - ${o}`).join('\n')}`);
    this.name = 'WorkerMisassembled';
  }
}

/** Every declared job has exactly one handler, and every handler a declared job. @throws WorkerMisassembled listing all offenders */
export function requireHandlers(catalogue: ReadonlyMap<string, JobDefinition>, handled: readonly HandledJob[]): void {
  const count = (job: JobDefinition): number => handled.filter((h) => h.job === job).length;
  const offenders = [
    ...[...catalogue.values()].filter((job) => count(job) === 0).map(({ name }) => `job ${name} has no handler`),
    ...[...catalogue.values()].filter((job) => count(job) > 1).map((job) => `job ${job.name} has ${count(job)} handlers`),
    ...handled.filter(({ job }) => catalogue.get(job.name) !== job).map(({ job }) => `handler of ${job.name} has no declared job`),
  ];
  if (offenders.length > 0) throw new WorkerMisassembled(offenders);
}
