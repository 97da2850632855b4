import { Code, DecimalField, IntField, ListQuery, Nested, Text } from '@anwen/http';
import { NamedRefDto } from './warehouse.dto';

export class WorkCenterDto extends NamedRefDto {
  @DecimalField({ optional: true, description: 'only with the permission stock.cost.read' }) hourlyCost?: string;
  @DecimalField({ scale: 2 }) hoursPerDay: string;
  @Nested(NamedRefDto, { nullable: true, description: 'where its material stands' }) location: NamedRefDto | null;
  @IntField({ min: 1, description: 'operations that run at one time' }) capacity: number;
  @DecimalField({ nullable: true, description: 'seconds a unit at best' }) idealCycleS: string | null;
  @Nested(NamedRefDto, { nullable: true, description: 'when it works; none = its hours a day' }) calendar: NamedRefDto | null;
  @Text({ nullable: true, description: 'line on whose board it is shown' }) boardGroup: string | null;
  @Nested(NamedRefDto, { nullable: true, description: 'that of its location unless told otherwise' }) warehouse: NamedRefDto | null;
  @IntField({ min: 1 }) rowVersion: number;
}

export class UpdateWorkCenterDto {
  @Text({ min: 1, max: 200, optional: true }) name?: string;
  @DecimalField({ optional: true, nonNegative: true }) hourlyCost?: string;
  @DecimalField({ optional: true, nonNegative: true, scale: 2, description: 'at most 24' }) hoursPerDay?: string;
  @Code({ optional: true, nullable: true, description: 'code of the location where its material stands' }) location?: string | null;
  @IntField({ optional: true, min: 1, max: 1000 }) capacity?: number;
  @DecimalField({ optional: true, nullable: true, positive: true, description: 'seconds a unit at best' }) idealCycleS?: string | null;
  @Code({ optional: true, nullable: true, description: 'code of a calendar' }) calendar?: string | null;
  @Code({ optional: true, nullable: true, max: 40, description: 'line on whose board it is shown' }) boardGroup?: string | null;
  @Code({ optional: true, nullable: true, description: 'code of its warehouse; that of its location when absent' }) warehouse?: string | null;
}

export class CreateWorkCenterDto {
  @Code({ example: 'WC-10' }) code: string;
  @Text({ max: 200 }) name: string;
  @DecimalField({ optional: true, nonNegative: true }) hourlyCost?: string;
  @DecimalField({ optional: true, nonNegative: true, scale: 2, description: 'at most 24; 8 when absent' }) hoursPerDay?: string;
  @Code({ optional: true, nullable: true, description: 'code of the location where its material stands' }) location?: string | null;
  @IntField({ optional: true, min: 1, max: 1000 }) capacity?: number;
  @DecimalField({ optional: true, nullable: true, positive: true, description: 'seconds a unit at best' }) idealCycleS?: string | null;
  @Code({ optional: true, nullable: true, description: 'code of a calendar' }) calendar?: string | null;
  @Code({ optional: true, nullable: true, max: 40, description: 'line on whose board it is shown' }) boardGroup?: string | null;
  @Code({ optional: true, nullable: true, description: 'code of its warehouse; that of its location when absent' }) warehouse?: string | null;
}

export class WorkCenterListQuery extends ListQuery {
  @Text({ max: 100, optional: true, description: 'text in code or name' }) q?: string;
}
