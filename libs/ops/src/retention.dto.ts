import { BoolField, InstantField, IntField, Nested, OneOf, Text, UuidField } from '@anwen/http';

export class RetentionForecastView {
  @IntField()
  rows: number;

  @Text({ nullable: true })
  oldest: string | null;

  @Text({ nullable: true })
  newest: string | null;

  @IntField({ description: 'estimated' })
  bytes: number;

  @BoolField({ optional: true, description: 'copied into a file; the rows stay online' })
  staysOnline?: boolean;
}

export class RetentionPolicyView {
  @Text()
  key: string;

  @Text({ description: 'what it is about, in words' })
  label: string;

  @IntField()
  onlineDays: number;

  @IntField({ description: 'the least that the plan allows' })
  onlineMin: number;

  @IntField()
  onlineMax: number;

  @IntField({ nullable: true, description: 'how long the file is kept; null: what goes is gone' })
  archiveDays: number | null;

  @IntField({ nullable: true })
  archiveMin: number | null;

  @IntField({ nullable: true })
  archiveMax: number | null;

  @BoolField()
  active: boolean;

  @IntField()
  rowVersion: number;
}

export class RetentionPreviewView {
  @Nested(RetentionPolicyView)
  policy: RetentionPolicyView;

  @InstantField({ description: 'older than this would go' })
  before: string;

  @Nested(RetentionForecastView, { nullable: true, description: 'null: nothing of this kind exists yet' })
  forecast: RetentionForecastView | null;
}

export class RetentionPolicyPatch {
  @IntField({ optional: true, min: 0, max: 7_305 })
  onlineDays?: number;

  @IntField({ optional: true, min: 0, max: 7_305 })
  archiveDays?: number;

  @BoolField({ optional: true })
  active?: boolean;
}

export class ArchiveView {
  @Text()
  id: string;

  @Text()
  policy: string;

  @Text({ description: 'table or partition' })
  source: string;

  @InstantField()
  periodStart: string;

  @InstantField()
  periodEnd: string;

  @OneOf(['verified', 'kept', 'expired', 'void'])
  state: string;

  @IntField()
  rows: number;

  @IntField()
  bytes: number;

  @Text()
  sha256: string;

  @InstantField()
  writtenAt: string;

  @InstantField()
  expiresAt: string;
}

export class RetentionRunStarted {
  @UuidField({ description: 'to be followed under /api/v1/admin/jobs' })
  jobId: string;
}
