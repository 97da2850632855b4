import { NamedRefDto } from '@anwen/catalog';
import { Code, DateField, DecimalField, IntField, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { PlannedItemDto } from './planning.dto';

export const DEMAND_SOURCES = ['sales', 'forecast', 'manual', 'safety'] as const;

export class DemandQuery extends ListQuery {
  @OneOf(DEMAND_SOURCES, { optional: true }) source?: string;
  @Code({ optional: true, description: 'item code' }) item?: string;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @DateField({ optional: true, description: 'due on this day or later' }) from?: string;
  @DateField({ optional: true, description: 'due on this day or earlier' }) to?: string;
  @OneOf(['open', 'cancelled'], { optional: true, description: 'open when absent' }) state: string = 'open';
  @OneOf(['dueOn'], { optional: true, description: 'earliest first, the only order' })
  override sort?: string = undefined;
}

export class CreateDemandDto {
  @Code({ description: 'item code' }) item: string;
  @DecimalField({ positive: true, description: 'in base units' }) qty: string;
  @DateField() dueOn: string;
  @Code({ description: 'warehouse code' }) warehouse: string;
  @OneOf(['manual', 'forecast']) source: string;
  @IntField({ optional: true, min: 1, max: 9, description: '1 comes first; 5 when absent' }) priority?: number;
  @Text({ optional: true, nullable: true, max: 200 }) note?: string | null;
}

export class UpdateDemandDto {
  @DecimalField({ optional: true, positive: true, description: 'in base units' }) qty?: string;
  @DateField({ optional: true }) dueOn?: string;
  @IntField({ optional: true, min: 1, max: 9 }) priority?: number;
  @Text({ optional: true, nullable: true, max: 200 }) note?: string | null;
}

/** By what the newest plan covers a demand, in base units. */
export class CoverageDto {
  @DecimalField({ description: 'from stock' }) stock: string;
  @DecimalField({ description: 'bought or on its way between warehouses' }) incoming: string;
  @DecimalField({ description: 'from work orders' }) workOrders: string;
  @DecimalField({ description: 'by nothing but a suggestion' }) missing: string;
}

export class DemandDto {
  @UuidField({ nullable: true, description: 'of the demand, or of the sales order line; a safety stock has none' }) id: string | null;
  @OneOf(DEMAND_SOURCES) source: string;
  @OneOf(['open', 'cancelled']) state: string;
  @Text({ nullable: true, description: 'number of the sales order' }) ref: string | null;
  @Nested(PlannedItemDto) item: PlannedItemDto;
  @Nested(NamedRefDto, { nullable: true, description: 'none: the safety stock of the item, wherever it is kept' }) warehouse: NamedRefDto | null;
  @DecimalField() qty: string;
  @DateField({ nullable: true }) dueOn: string | null;
  @IntField({ min: 1, max: 9 }) priority: number;
  @Text({ nullable: true }) note: string | null;
  @Nested(CoverageDto, { nullable: true, description: 'null while no plan knows the demand' }) coverage: CoverageDto | null;
  @TextList({ description: 'what may be done now; nothing with what other documents say' }) legal: string[];
  @IntField({ nullable: true, min: 1 }) rowVersion: number | null;
}
