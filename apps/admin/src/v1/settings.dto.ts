import { BoolField, Code, IntField, Text, UuidField } from '@anwen/http';

/** The value of a setting. Which fields it takes depends on the key; the key's own rules are checked besides. */
export class SettingInput {
  @BoolField({ optional: true, description: 'health_report' })
  enabled?: boolean;

  @UuidField({ optional: true, nullable: true, description: 'health_report: the alert channel that carries it' })
  channelId?: string | null;

  @Text({
    optional: true,
    nullable: true,
    max: 100,
    description: 'the whole value of a setting that is one text: inventory.adjustmentLimit, trade.gs1CompanyPrefix',
  })
  value?: string | null;
}

export class SettingDto {
  @Code()
  key: string;

  @Text()
  title: string;

  @Text({ description: 'JSON' })
  value: unknown;

  @IntField({ description: '0 while nobody has changed it' })
  rowVersion: number;
}

export class ReportPreview {
  @Text()
  kind: string;

  @Text()
  title: string;

  @Text({ max: 100_000 })
  text: string;

  @Text({ description: 'JSON: the same for machines' })
  facts: unknown;
}
