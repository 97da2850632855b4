import { SYSLOG_TRANSPORTS, WEBHOOK_PRESETS, type ChannelAddress, type ChannelKind } from '@anwen/alerts';
import { BoolField, Code, InstantField, IntField, ListOf, ListQuery, OneOf, Text, TextList, UuidField } from '@anwen/http';

export class AlertQuery extends ListQuery {
  @OneOf(['open', 'all'], { optional: true, description: 'open: what is still wrong' })
  state: string = 'open';

  @OneOf(['-id'], { optional: true, description: 'newest first, the only order' })
  override sort?: string = undefined;
}

export class AlertView {
  @UuidField()
  id: string;

  @Code()
  code: string;

  @Text({ description: 'the code in words' })
  title: string;

  @Text({ min: 0, description: 'what to do' })
  advice: string;

  @Text({ min: 0, description: 'which one: a disk, a route, a channel' })
  subject: string;

  @BoolField({ description: 'one of the five that may wake somebody' })
  pages: boolean;

  @Text({ description: 'JSON: the facts' })
  data: unknown;

  @IntField({ description: 'how often it was reported while open' })
  times: number;

  @InstantField()
  firstAt: string;

  @InstantField()
  lastAt: string;

  @InstantField({ nullable: true })
  pagedAt: string | null;

  @InstantField({ nullable: true })
  acknowledgedAt: string | null;

  @Text({ nullable: true })
  acknowledgedBy: string | null;

  @InstantField({ nullable: true })
  resolvedAt: string | null;

  @Text({ nullable: true, description: 'a person has closed it' })
  closeReason: string | null;
}

export class CloseAlertDto {
  @Text({ min: 3, max: 500, description: 'why it is over' })
  reason: string;
}

export class PagesOfMonth {
  @Text({ example: '2026-11' })
  month: string;

  @IntField({ description: 'how often somebody was woken; the promise is one a month at most' })
  pages: number;
}

export class AllowedTargetDto {
  @Text({ max: 64, example: '192.168.10.0/24' })
  cidr: string;

  @IntField({ min: 1, max: 65_535 })
  port: number;
}

/** Where a channel goes; which fields it needs depends on its kind. */
class ChannelFields {
  @TextList({ optional: true, max: 20, maxLength: 254, description: 'smtp: recipients' })
  to?: string[];

  @OneOf(WEBHOOK_PRESETS, { optional: true, description: 'webhook: shape of the body' })
  preset?: NonNullable<ChannelAddress['preset']>;

  @Text({ optional: true, max: 100, description: 'LINE: user or group' })
  recipient?: string;

  @OneOf(SYSLOG_TRANSPORTS, { optional: true })
  transport?: NonNullable<ChannelAddress['transport']>;

  @Text({ optional: true, max: 253, description: 'syslog' })
  host?: string;

  @IntField({ optional: true, min: 1, max: 65_535, description: 'syslog' })
  port?: number;

  @ListOf(AllowedTargetDto, { optional: true, max: 20, description: 'openings to the own network' })
  allow?: AllowedTargetDto[];

  @BoolField({ optional: true })
  allowHttp?: boolean;
}

class ChannelSecrets extends ChannelFields {
  @Text({ optional: true, max: 2_000, description: 'webhook; kept sealed, never shown again' })
  url?: string;

  @Text({ optional: true, max: 1_000, description: 'webhook: bearer token; kept sealed, never shown again' })
  token?: string;

  @Text({ optional: true, max: 20_000, description: 'PEM of the authority to trust' })
  caPem?: string;

  @BoolField({ optional: true, description: 'takes what may wake somebody; true when absent' })
  takesPages?: boolean;

  @BoolField({ optional: true, description: 'takes the digest of the morning; true when absent' })
  takesDigest?: boolean;

  @BoolField({ optional: true })
  active?: boolean;
}

export class AlertChannelInput extends ChannelSecrets {
  @OneOf(['smtp', 'webhook', 'syslog'])
  kind: ChannelKind;

  @Text({ max: 80 })
  name: string;
}

export class AlertChannelPatch extends ChannelSecrets {
  @Text({ optional: true, min: 1, max: 80 })
  name?: string;
}

export class AlertChannelView extends ChannelFields {
  @UuidField()
  id: string;

  @OneOf(['smtp', 'webhook', 'syslog'])
  kind: ChannelKind;

  @Text()
  name: string;

  @Text({ description: 'where it goes, without what opens the door' })
  target: string;

  @BoolField({ description: 'a sealed URL or token is kept' })
  hasSecret: boolean;

  @BoolField()
  takesPages: boolean;

  @BoolField()
  takesDigest: boolean;

  @BoolField()
  active: boolean;

  @InstantField({ nullable: true })
  lastSuccessAt: string | null;

  @InstantField({ nullable: true })
  lastFailureAt: string | null;

  @Text({ nullable: true })
  lastError: string | null;

  @IntField()
  rowVersion: number;
}

export class ChannelTestResult {
  @BoolField()
  ok: boolean;

  @Text({ nullable: true, description: 'why not' })
  reason: string | null;

  @IntField()
  ms: number;
}
