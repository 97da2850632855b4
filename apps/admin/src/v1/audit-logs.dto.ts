import { BoolField, Code, InstantField, IntField, ListQuery, Nested, OneOf, Text } from '@anwen/http';

export class AuditLogQuery extends ListQuery {
  @Code({ optional: true, description: 'event code, e.g. stock.posted' })
  action?: string;

  @OneOf(['I', 'N', 'W', 'C'], { optional: true })
  severity?: string;

  @Text({ optional: true, max: 100, description: 'part of the name of who acted' })
  actor?: string;

  @Text({ optional: true, max: 60 })
  subjectType?: string;

  @Text({ optional: true, max: 100 })
  subjectId?: string;

  @InstantField({ optional: true, description: 'not before' })
  from?: string;

  @InstantField({ optional: true, description: 'before' })
  to?: string;

  @OneOf(['-id'], { optional: true, description: 'newest first, the only order' })
  override sort?: string = undefined;
}

export class AuditLogView {
  @Text()
  id: string;

  @InstantField()
  occurredAt: string;

  @Code()
  action: string;

  @Text({ description: 'the action in words' })
  label: string;

  @OneOf(['I', 'N', 'W', 'C'])
  severity: string;

  @Text()
  actorType: string;

  @Text()
  actorName: string;

  @Text({ nullable: true })
  ip: string | null;

  @Text({ nullable: true })
  requestId: string | null;

  @Text()
  subjectType: string;

  @Text({ nullable: true })
  subjectId: string | null;

  @Text({ nullable: true })
  reason: string | null;

  @Text({ nullable: true, description: 'JSON: what changed, secrets masked' })
  diff: unknown;

  @Text({ nullable: true, description: 'number in the hash chain; null while it waits for the sealer' })
  sealedSeq: string | null;
}

export class AuditHeadView {
  @Text()
  seq: string;

  @Text({ description: 'SHA-256, hexadecimal' })
  hash: string;
}

export class AuditVerifyQuery {
  @Text({ optional: true, pattern: /^\d{1,18}$/, description: 'number of a head that was kept elsewhere' })
  anchorSeq?: string;

  @Text({ optional: true, pattern: /^[0-9a-f]{64}$/, description: 'and its hash' })
  anchorHash?: string;
}

export class AuditProof {
  @BoolField()
  ok: boolean;

  @IntField({ description: 'links recomputed' })
  checked: number;

  @Text({ nullable: true })
  firstBadSeq: string | null;

  @Text({ nullable: true })
  problem: string | null;

  @Text({ nullable: true, description: 'the log row in question' })
  logId: string | null;

  @Nested(AuditHeadView)
  head: AuditHeadView;

  @IntField({ description: 'rows that wait for the sealer' })
  pending: number;

  @Text({ description: 'seconds' })
  oldestPendingSeconds: number;
}
