import { Code, DecimalField, IntField, ListQuery, Nested, Text } from '@anwen/http';
import { NamedRefDto } from './warehouse.dto';

export class WorkCenterDto extends NamedRefDto {
  @DecimalField({ optional: true, description: 'only with the permission stock.cost.read' }) hourlyCost?: string;
  @DecimalField({ scale: 2 }) hoursPerDay: string;
  @Nested(NamedRefDto, { nullable: true, description: 'where its material stands' }) location: NamedRefDto | null;
  @IntField({ min: 1 }) rowVersion: number;
}

export class CreateWorkCenterDto {
  @Code({ example: 'WC-10' }) code: string;
  @Text({ max: 200 }) name: string;
  @DecimalField({ optional: true, nonNegative: true }) hourlyCost?: string;
  @DecimalField({ optional: true, nonNegative: true, scale: 2 }) hoursPerDay?: string;
  @Code({ optional: true, nullable: true, description: 'code of the location where its material stands' }) location?: string | null;
}

export class UpdateWorkCenterDto {
  @Text({ min: 1, max: 200, optional: true }) name?: string;
  @DecimalField({ optional: true, nonNegative: true }) hourlyCost?: string;
  @DecimalField({ optional: true, nonNegative: true, scale: 2 }) hoursPerDay?: string;
  @Code({ optional: true, nullable: true }) location?: string | null;
}

export class WorkCenterListQuery extends ListQuery {
  @Text({ max: 100, optional: true, description: 'text in code or name' }) q?: string;
}
