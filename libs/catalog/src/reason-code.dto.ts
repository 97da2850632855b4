import { BoolField, Code, IntField, ListQuery, OneOf, Text, UuidField } from '@anwen/http';

export const REASON_DOMAINS = ['adjust', 'scrap', 'downtime', 'short_pick', 'return', 'count', 'hold'] as const;

export class ReasonCodeDto {
  @UuidField() id: string;
  @Code() code: string;
  @OneOf(REASON_DOMAINS) domain: string;
  @Text({ description: 'in the language of the caller' }) label: string;
  @Text() labelZh: string;
  @Text() labelEn: string;
  @BoolField() needsNote: boolean;
  @BoolField() needsApproval: boolean;
  @BoolField() active: boolean;
  @IntField({ min: 1 }) rowVersion: number;
}

export class CreateReasonCodeDto {
  @Code({ max: 40, example: 'ADJ-DAMAGE' }) code: string;
  @OneOf(REASON_DOMAINS) domain: string;
  @Text({ max: 100 }) labelZh: string;
  @Text({ max: 100 }) labelEn: string;
  @BoolField({ optional: true }) needsNote?: boolean;
  @BoolField({ optional: true }) needsApproval?: boolean;
}

export class UpdateReasonCodeDto {
  @Text({ min: 1, max: 100, optional: true }) labelZh?: string;
  @Text({ min: 1, max: 100, optional: true }) labelEn?: string;
  @BoolField({ optional: true }) needsNote?: boolean;
  @BoolField({ optional: true }) needsApproval?: boolean;
  @BoolField({ optional: true }) active?: boolean;
}

export class ReasonCodeListQuery extends ListQuery {
  @Text({ max: 100, optional: true, description: 'text in code or label' }) q?: string;
  @OneOf(REASON_DOMAINS, { optional: true }) domain?: string;
  @BoolField({ optional: true }) active?: boolean;
}
