import { BoolField, Code, InstantField, IntField, ListOf, ListQuery, MapOf, Nested, OneOf, Text, UuidField } from '@anwen/http';

export const LANE_NAMES = ['P1', 'P2', 'P3', 'P4'] as const;
export type LaneName = (typeof LANE_NAMES)[number];
const STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobState = (typeof STATES)[number];

export class JobQuery extends ListQuery {
  @OneOf(['open', 'recent', 'all'], { optional: true, description: 'open: not ended; recent: open, or ended within 24 hours; all: of the last 7 days' })
  state: string = 'recent';

  @OneOf(['-createdAt'], { optional: true, description: 'newest first, the only order' })
  override sort?: string = undefined;
}

export class JobProgress {
  @IntField() done: number;
  @IntField({ nullable: true, description: 'null while it is not known' }) total: number | null;
}

export class JobProblem {
  @Code() code: string;
  @Text() title: string;
  @Text() detail: string;
  @IntField() status: number;
}

export class JobDto {
  @UuidField() id: string;
  @Code({ description: 'noun.verb' }) name: string;
  @Text({ description: 'in the language of the caller' }) title: string;
  @OneOf(LANE_NAMES, { description: 'P1 a user waits, P2 process work, P3 schedules, P4 maintenance' }) lane: LaneName;
  @OneOf(STATES) state: JobState;
  @Nested(JobProgress, { nullable: true }) progress: JobProgress | null;
  @IntField({ nullable: true, description: 'as the progress so far lets expect' }) etaSeconds: number | null;
  @InstantField() createdAt: string;
  @InstantField({ nullable: true, description: 'of the latest run' }) startedAt: string | null;
  @InstantField({ nullable: true }) finishedAt: string | null;
  @IntField({ description: 'runs so far' }) attempt: number;
  @IntField() maxAttempts: number;
  @InstantField({ nullable: true, description: 'when a failed run is followed by the next' }) willRetryAt: string | null;
  @MapOf('scalar', { nullable: true, description: 'what the job has made' }) result: object | null;
  @Nested(JobProblem, { nullable: true, description: 'why the latest run did not succeed' }) problem: JobProblem | null;
  @BoolField() cancelable: boolean;
  @BoolField() retryable: boolean;
  @Text({ nullable: true, description: 'of the request that asked for it; what support looks for' }) requestId: string | null;
}

export class AdminJobQuery extends JobQuery {
  @OneOf(LANE_NAMES, { optional: true }) lane?: LaneName;
  @Code({ optional: true, description: 'noun.verb' }) name?: string;
}

/** A job as its operator sees it. */
export class AdminJobDto extends JobDto {
  @Text({ nullable: true, description: 'who asked for it; null: the product itself' }) requestedBy: string | null;
  @Text({ nullable: true, description: 'which process runs it, or ran it last' }) worker: string | null;
}

export class LaneStats {
  @OneOf(LANE_NAMES) lane: LaneName;
  @IntField({ description: 'due, and not yet in the queue' }) waiting: number;
  @IntField({ description: 'not due yet, most of them after a failure' }) deferred: number;
  @IntField({ description: 'in the queue' }) queued: number;
  @IntField() running: number;
  @IntField({ nullable: true, description: 'how long the oldest due job has waited' }) oldestWaitSeconds: number | null;
  @IntField({ description: 'within the last hour' }) done: number;
  @IntField({ description: 'within the last hour' }) failed: number;
}

export class JobStats {
  @ListOf(LaneStats) lanes: LaneStats[];
  @IntField({ description: 'dead letters that nobody has decided about' }) dead: number;
}

export class DeadJobQuery extends ListQuery {
  @OneOf(['dead', 'retried', 'discarded'], { optional: true }) state: string = 'dead';
  @Code({ optional: true, description: 'noun.verb' }) name?: string;
  @OneOf(['-diedAt'], { optional: true, description: 'newest first, the only order' })
  override sort?: string = undefined;
}

export class DeadJobDto {
  @UuidField() id: string;
  @Code() name: string;
  @Text() title: string;
  @OneOf(LANE_NAMES) lane: LaneName;
  @IntField({ description: 'version of the payload' }) version: number;
  @MapOf('scalar', { description: 'ids and small choices' }) payload: object;
  @IntField() attempts: number;
  @Nested(JobProblem) problem: JobProblem;
  @Text({ nullable: true, description: 'for whoever repairs it' }) trace: string | null;
  @Text({ nullable: true, description: 'who asked for it; null: the product itself' }) requestedBy: string | null;
  @InstantField() diedAt: string;
  @OneOf(['dead', 'retried', 'discarded']) state: string;
  @InstantField({ nullable: true }) decidedAt: string | null;
  @Text({ nullable: true }) decidedBy: string | null;
  @Text({ nullable: true }) decidedReason: string | null;
}

export class DiscardDto {
  @Text({ min: 3, max: 500, description: 'why it may be given up' }) reason: string;
}
