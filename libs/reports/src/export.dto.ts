import { InstantField, IntField, MapOf, OneOf, Text, UuidField } from '@anwen/http';
import { PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX } from '@anwen/kernel';
import { EXPORT_FORMATS, type ExportFormat } from './report-definition';

export class CreateExportDto {
  @Text({ max: 60, description: 'key of the report' }) report: string;
  @OneOf(EXPORT_FORMATS) format: ExportFormat;
  @MapOf('scalar', { optional: true, description: 'parameters of the report' }) params?: Record<string, string | number | boolean | null>;
  @OneOf(['zh-Hant', 'en'], { optional: true, description: 'language of the file; yours when absent' }) locale?: string;
}

/** Newest first. */
export class ExportQuery {
  @IntField({ optional: true, min: 1, max: PAGE_LIMIT_MAX, description: 'rows at most' }) limit: number = PAGE_LIMIT_DEFAULT;
  @Text({ optional: true, max: 1000, description: 'nextCursor of the page before' }) cursor?: string;
}

export class ExportDto {
  @UuidField() id: string;
  @UuidField({ nullable: true }) jobId: string | null;
  @Text() report: string;
  @Text() title: string;
  @OneOf(EXPORT_FORMATS) format: string;
  @OneOf(['queued', 'ready', 'failed', 'expired']) state: string;
  @Text({ nullable: true }) fileName: string | null;
  @IntField({ nullable: true, min: 0 }) bytes: number | null;
  @IntField({ nullable: true, min: 0 }) rows: number | null;
  @InstantField() createdAt: string;
  @InstantField({ nullable: true }) expiresAt: string | null;
}
