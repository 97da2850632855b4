import { CommitService, DryRunService, RollbackService, importCommitJob, importRollbackJob, importValidateJob } from '@anwen/imports';
import { handled, type HandledJob } from '@anwen/outbox';
import type { INestApplicationContext } from '@nestjs/common';

export function importsHandlers(services: INestApplicationContext): HandledJob[] {
  return [
    handled(importValidateJob, (run, payload) => services.get(DryRunService).run(run, payload)),
    handled(importCommitJob, (run, payload) => services.get(CommitService).run(run, payload)),
    handled(importRollbackJob, (run, payload) => services.get(RollbackService).run(run, payload)),
  ];
}
