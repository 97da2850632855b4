export { JOB_TIMEOUT_MS, LONG_JOB_TIMEOUT_MS, defineJob, jobCatalogue, type JobDefinition, type Lane } from './job-definition';
export { LaneQueues, type LaneDepth } from './lane-queues';
export { DEFAULT_SLOTS, LaneWorkers, STUCK_AFTER_MS, type Deliver, type LaneFacts, type LaneSlots, type LaneWorkersOptions } from './lane-workers';
export { LANES, type DispatchedJob, type LaneOptions } from './lanes';
export { QueueModule } from './queue.module';
export { RedisRefused, UnsafeRedis, requireSafeRedis } from './redis-safety';
