import { BoolField, InstantField, IntField, MapOf, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX } from '@anwen/kernel';
import { EXPORT_FORMATS, type ExportFormat } from './report-definition';

type Params = Record<string, string | number | boolean | null>;

export class CreateReportScheduleDto {
  @Text({ max: 100 }) name: string;
  @Text({ max: 60 }) report: string;
  @OneOf(EXPORT_FORMATS) format: ExportFormat;
  @MapOf('scalar', { optional: true }) params?: Params;
  @Text({ max: 100, description: 'five fields, in the time zone of the tenant; once an hour at most', example: '0 8 * * 1' }) cron: string;
  @TextList({ optional: true, max: 20, maxLength: 254, description: 'mail addresses' }) mailTo?: string[];
  @BoolField({ optional: true, description: 'also tell the webhooks: report.ready.v1' }) webhook?: boolean;
  @BoolField({ optional: true }) active?: boolean;
  @OneOf(['zh-Hant', 'en'], { optional: true }) locale?: string;
}

export class UpdateReportScheduleDto {
  @Text({ min: 1, max: 100, optional: true }) name?: string;
  @OneOf(EXPORT_FORMATS, { optional: true }) format?: ExportFormat;
  @MapOf('scalar', { optional: true }) params?: Params;
  @Text({ min: 1, max: 100, optional: true }) cron?: string;
  @TextList({ optional: true, max: 20, maxLength: 254 }) mailTo?: string[];
  @BoolField({ optional: true }) webhook?: boolean;
  @BoolField({ optional: true }) active?: boolean;
  @OneOf(['zh-Hant', 'en'], { optional: true }) locale?: string;
}

/** Newest first. */
export class ReportScheduleQuery {
  @IntField({ optional: true, min: 1, max: PAGE_LIMIT_MAX, description: 'rows at most' }) limit: number = PAGE_LIMIT_DEFAULT;
  @Text({ optional: true, max: 1000, description: 'nextCursor of the page before' }) cursor?: string;
}

export class ReportScheduleDto {
  @UuidField() id: string;
  @Text() name: string;
  @Text() report: string;
  @Text() title: string;
  @OneOf(EXPORT_FORMATS) format: string;
  @MapOf('scalar') params: Params;
  @Text() cron: string;
  @TextList() mailTo: string[];
  @BoolField() webhook: boolean;
  @BoolField() active: boolean;
  @OneOf(['zh-Hant', 'en']) locale: string;
  @InstantField({ nullable: true }) nextAt: string | null;
  @InstantField({ nullable: true }) lastAt: string | null;
  @OneOf(['running', 'delivered', 'failed'], { nullable: true }) lastState: string | null;
  @Text({ nullable: true }) lastError: string | null;
  @IntField({ min: 1 }) rowVersion: number;
}
