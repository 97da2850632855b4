import { InstantField, MapOf, Text, UuidField } from '@anwen/http';

type Params = Record<string, string | number | boolean | null>;

export class CreateReportPresetDto {
  @Text({ max: 60 }) report: string;
  @Text({ max: 80 }) name: string;
  @MapOf('scalar', { optional: true }) params?: Params;
}

export class ReportPresetQuery {
  @Text({ max: 60, optional: true, description: 'only of this report' }) report?: string;
}

export class ReportPresetDto {
  @UuidField() id: string;
  @Text() report: string;
  @Text() name: string;
  @MapOf('scalar') params: Params;
  @InstantField() createdAt: string;
}
