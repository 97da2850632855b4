import { NamedRefDto } from '@anwen/catalog';
import { Code, DecimalField, InstantField, IntField, ListOf, Nested, OneOf, Text, UuidField } from '@anwen/http';
import { WorkOrderItemDto } from './work-order.dto';
import { ISSUE_METHODS } from './work-order.rules';

export class WorkOrderMaterialDto {
  @UuidField() id: string;
  @IntField() lineNo: number;
  @Nested(WorkOrderItemDto) item: WorkOrderItemDto;
  @IntField({ nullable: true, description: 'operation that uses it up; the last one when there is none' }) opNo: number | null;
  @Text({ description: 'base units for one of the product, before scrap, as exact as the bill' }) perUnit: string;
  @DecimalField({ description: 'once, however many are made' }) fixedQty: string;
  @DecimalField() scrapPct: string;
  @OneOf(ISSUE_METHODS) issueMethod: string;
  @DecimalField() required: string;
  @DecimalField({ description: 'issued and backflushed, less what came back' }) consumed: string;
  @DecimalField({ description: 'promised to this order' }) reserved: string;
  @DecimalField({ description: 'free for anybody in the warehouse' }) available: string;
  @DecimalField({ description: 'required and neither used, promised nor standing at its place; 0 unless the order is under way' }) missing: string;
  @Nested(NamedRefDto, { nullable: true, description: 'where it is taken from' }) location: NamedRefDto | null;
  @Nested(NamedRefDto, { nullable: true, description: 'the item that it stands in for' }) substituteOf: NamedRefDto | null;
  @ListOf(NamedRefDto, { description: 'what may stand in for it' }) substitutes: NamedRefDto[];
}

export class WorkOrderMaterialsDto {
  @ListOf(WorkOrderMaterialDto) items: WorkOrderMaterialDto[];
}

export class TravelCardsQuery {
  @Text({ min: 1, max: 2000, description: 'ids or numbers of work orders, separated by commas; 50 at most' }) ids: string;
}

export class CostPartsDto {
  @DecimalField({ scale: 4 }) material: string;
  @DecimalField({ scale: 4, description: 'at the rates of the work centres' }) time: string;
  @DecimalField({ scale: 4 }) total: string;
}

export class UnitCostDto {
  @DecimalField({ description: 'by the bill and routing frozen at release' }) standard: string;
  @DecimalField({ nullable: true, description: 'none while nothing good is reported' }) actual: string | null;
}

export class CostLineDto {
  @Nested(WorkOrderItemDto) item: WorkOrderItemDto;
  @DecimalField() consumed: string;
  @DecimalField({ scale: 4 }) actual: string;
}

export class WorkOrderCostDto {
  @Nested(CostPartsDto, { description: 'for the good pieces so far' }) standard: CostPartsDto;
  @Nested(CostPartsDto) actual: CostPartsDto;
  @Nested(CostPartsDto, { description: 'actual less standard' }) variance: CostPartsDto;
  @Nested(UnitCostDto) perUnit: UnitCostDto;
  @ListOf(CostLineDto) lines: CostLineDto[];
}

export class BilingualDto {
  @Text() zh: string;
  @Text() en: string;
}

export class TimelineRefDto {
  @Text({ description: 'kind of thing' }) type: string;
  @Code() id: string;
}

export class TimelineEntryDto {
  @InstantField() at: string;
  @Text({ description: 'code of the event' }) kind: string;
  @Nested(BilingualDto) text: BilingualDto;
  @Text() by: string;
  @Nested(TimelineRefDto) ref: TimelineRefDto;
}

export class TimelineDto {
  @ListOf(TimelineEntryDto) items: TimelineEntryDto[];
}
