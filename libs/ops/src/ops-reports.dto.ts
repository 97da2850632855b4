import { Code, InstantField, IntField, ListQuery, OneOf, Text } from '@anwen/http';

export class OpsReportQuery extends ListQuery {
  @Code({ optional: true, description: 'e.g. vacuum.nightly, retention.run, slow_queries.daily' })
  kind?: string;

  @OneOf(['-id'], { optional: true, description: 'newest first, the only order' })
  override sort?: string = undefined;
}

export class OpsReportView {
  @Text()
  id: string;

  @Code()
  kind: string;

  @InstantField({ nullable: true })
  periodStart: string | null;

  @InstantField({ nullable: true })
  periodEnd: string | null;

  @Text({ nullable: true, description: 'JSON: the report itself' })
  body: unknown;

  @InstantField()
  createdAt: string;
}

export class SlowQueryQuery {
  @IntField({ optional: true, min: 1, max: 400, description: 'days back' })
  days: number = 7;
}

export class SlowQueryView {
  @Text()
  fingerprint: string;

  @Text({ description: 'every literal is ?' })
  sql: string;

  @IntField()
  calls: number;

  @IntField({ description: 'ended by the server at their time limit' })
  timeouts: number;

  @IntField()
  totalMs: number;

  @IntField()
  meanMs: number;

  @IntField()
  maxMs: number;

  @InstantField()
  lastAt: string;
}
