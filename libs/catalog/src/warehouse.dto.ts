import { Code, IntField, ListOf, ListQuery, OneOf, Text, UuidField } from '@anwen/http';

/** A warehouse, zone, location or partner where another resource mentions it. */
export class NamedRefDto {
  @UuidField() id: string;
  @Code() code: string;
  @Text() name: string;
}

export class ZoneDto extends NamedRefDto {}

export class WarehouseDto extends NamedRefDto {
  @Text({ nullable: true }) address: string | null;
  @OneOf(['active', 'archived']) status: string;
  @ListOf(ZoneDto, { description: 'the zones that the caller may see' }) zones: ZoneDto[];
  @IntField({ min: 1 }) rowVersion: number;
}

export class CreateWarehouseDto {
  @Code({ example: 'WH1' }) code: string;
  @Text({ max: 200 }) name: string;
  @Text({ max: 500, optional: true, nullable: true }) address?: string | null;
}

export class UpdateWarehouseDto {
  @Text({ min: 1, max: 200, optional: true }) name?: string;
  @Text({ max: 500, optional: true, nullable: true }) address?: string | null;
}

export class CreateZoneDto {
  @Code() code: string;
  @Text({ max: 200 }) name: string;
}

export class WarehouseListQuery extends ListQuery {
  @Text({ max: 100, optional: true }) q?: string;
  @OneOf(['active', 'archived'], { optional: true }) status?: string;
}
