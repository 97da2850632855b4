import { NamedRefDto } from '@anwen/catalog';
import { Code, DecimalField, IntField, ListQuery, Nested, OneOf, Text } from '@anwen/http';
import { PlannedItemDto } from './planning.dto';

export const POLICIES = ['make', 'buy', 'move'] as const;

export class ParameterQuery extends ListQuery {
  @Text({ optional: true, max: 100, description: 'part of an item code or name' }) q?: string;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @OneOf(['item'], { optional: true, description: 'by item code, the only order' })
  override sort?: string = undefined;
}

export class OneParameterQuery {
  @Code({ optional: true, description: 'warehouse code; the row for every warehouse when absent' }) warehouse?: string;
}

export class PutParametersDto {
  @OneOf(POLICIES) policy: string;
  @IntField({ optional: true, min: 0, max: 730, description: 'working days; when absent 1 to make or move, 5 to buy' }) leadTimeDays?: number;
  @DecimalField({ optional: true, nonNegative: true, description: 'what should stay; in base units and 0 when absent, as all below' }) safetyStock?: string;
  @DecimalField({ optional: true, nonNegative: true, description: 'below it an order is suggested' }) minQty?: string;
  @DecimalField({ optional: true, nonNegative: true, description: 'an order fills up to here; 0 = it brings what is missing' }) maxQty?: string;
  @DecimalField({ optional: true, nonNegative: true, description: 'orders are multiples of it; 0 = any quantity' }) lotMultiple?: string;
  @DecimalField({ optional: true, nonNegative: true, description: 'the smallest order' }) lotMin?: string;
  @Code({ optional: true, nullable: true, description: 'partner code, for buy' }) supplier?: string | null;
  @Code({ optional: true, nullable: true, description: 'warehouse code, for move' }) sourceWarehouse?: string | null;
  @Code({ optional: true, nullable: true, description: 'warehouse code; every warehouse without a row of its own when absent' }) warehouse?: string | null;
}

export class ParametersDto {
  @Nested(PlannedItemDto) item: PlannedItemDto;
  @Nested(NamedRefDto, { nullable: true, description: 'none: every warehouse without a row of its own' }) warehouse: NamedRefDto | null;
  @OneOf(POLICIES) policy: string;
  @IntField() leadTimeDays: number;
  @DecimalField() safetyStock: string;
  @DecimalField() minQty: string;
  @DecimalField() maxQty: string;
  @DecimalField() lotMultiple: string;
  @DecimalField() lotMin: string;
  @Nested(NamedRefDto, { nullable: true }) supplier: NamedRefDto | null;
  @Nested(NamedRefDto, { nullable: true }) sourceWarehouse: NamedRefDto | null;
  @Text() updatedBy: string;
  @IntField({ min: 1 }) rowVersion: number;
}
