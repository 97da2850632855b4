export { JobFenced, handled, type HandledJob, type JobHandler, type JobResult, type JobRun } from './job-run';
export { outbox, type OutboxEvent } from './outbox';
export { queueErrors } from './queue.errors';
export type { RelayedEvent, OutboxSubscriber } from './subscriber';
export { WAITING_PER_CALLER, type StagedJob, type StageOptions } from './stage';
