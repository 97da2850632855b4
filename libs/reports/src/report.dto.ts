import { BoolField, IntField, ListOf, Nested, OneOf, Rows, Text, TextList } from '@anwen/http';
import { EXPORT_FORMATS } from './report-definition';

const COLUMN_TYPES = ['text', 'number', 'date', 'instant', 'money', 'percent'];

export class ReportOptionDto {
  @Text({ max: 100 }) value: string;
  @Text() label: string;
}

export class ReportParamDto {
  @Text() key: string;
  @Text() label: string;
  @OneOf(['text', 'date', 'int', 'select', 'item', 'warehouse', 'lot']) type: string;
  @BoolField() required: boolean;
  @ListOf(ReportOptionDto, { optional: true }) options?: ReportOptionDto[];
  @Text({ optional: true, description: 'used when the parameter is absent' }) default?: string;
  @IntField({ optional: true }) min?: number;
  @IntField({ optional: true }) max?: number;
}

export class ReportColumnDto {
  @Text() key: string;
  @Text() label: string;
  @OneOf(COLUMN_TYPES, { description: 'money and number are decimal texts, percent a share of one, instant the clock of the tenant' }) type: string;
}

export class ReportDto {
  @Text() key: string;
  @Text() title: string;
  @Text() description: string;
  @Text() category: string;
  @TextList({ description: EXPORT_FORMATS.join(', ') }) formats: string[];
  @ListOf(ReportParamDto) params: ReportParamDto[];
  @ListOf(ReportColumnDto) columns: ReportColumnDto[];
}

export class ExportQuotaDto {
  @IntField({ min: 0, description: 'exports an hour' }) limit: number;
  @IntField({ min: 0, description: 'exports that can still be asked for' }) remaining: number;
  @IntField({ min: 0, description: 'seconds until the hour ends; 0 when none was made' }) resetSeconds: number;
}

export class ReportCatalogueDto {
  @ListOf(ReportDto) items: ReportDto[];
  @Nested(ExportQuotaDto) quota: ExportQuotaDto;
  @IntField({ min: 1, description: 'days that a file is kept' }) retentionDays: number;
}

export class ReportPreviewDto {
  @ListOf(ReportColumnDto) columns: ReportColumnDto[];
  @Rows() rows: (string | number | null)[][];
  @BoolField({ description: 'there are more rows than these' }) truncated: boolean;
  @Text({ optional: true, description: 'what a reader must know about the rows, such as up to when movements are archived' }) note?: string;
}
