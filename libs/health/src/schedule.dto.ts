import { BoolField, Code, InstantField, IntField, OneOf, Text } from '@anwen/http';

/** One entry of the timetable. */
export class ScheduleDto {
  @Code() name: string;
  @Text({ description: '"every 60 s", or five fields of cron in the time zone of the tenant' }) cadence: string;
  @OneOf(['running', 'done', 'failed'], { nullable: true, description: 'null: it has not run yet' }) lastOutcome: string | null;
  @IntField({ nullable: true, description: 'what was done, as a number' }) lastResult: number | null;
  @Text({ nullable: true }) lastError: string | null;
  @InstantField({ nullable: true }) lastStartedAt: string | null;
  @InstantField({ nullable: true }) lastFinishedAt: string | null;
  @InstantField({ nullable: true }) lastSuccessAt: string | null;
  @InstantField({ nullable: true }) nextAt: string | null;
  @InstantField({ description: 'without a success until then it is late' }) expectedBy: string;
  @BoolField({ description: 'its success is overdue, or its last run has failed' }) late: boolean;
  @Text({ nullable: true, description: 'which process ran it' }) worker: string | null;
}
