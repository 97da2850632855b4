import { NamedRefDto } from '@anwen/catalog';
import { Code, DateField, DecimalField, InstantField, IntField, ListOf, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { DocumentRefDto, ItemRefDto } from '../trade.dto';
import { BACKORDER_POLICIES, SALES_ORDER_STATES } from './sales-order.rules';

export class SalesOrderQuery extends ListQuery {
  @OneOf(SALES_ORDER_STATES, { optional: true }) state?: string;
  @Code({ optional: true, description: 'customer code' }) customer?: string;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @Text({ optional: true, max: 100, description: 'text in number or external reference' }) q?: string;
}

export class CreateSalesOrderLineDto {
  @Code() itemCode: string;
  @DecimalField({ positive: true, description: 'in `uom`' }) qty: string;
  @Code({ optional: true, description: 'unit code; the base unit when absent' }) uom?: string;
  @DecimalField({ optional: true, nullable: true, nonNegative: true, description: 'of one `uom`; needs stock.cost.read' }) price?: string | null;
  @DateField({ optional: true, nullable: true }) dueOn?: string | null;
  @IntField({ optional: true, nullable: true, min: 0, max: 36_500, description: 'days of life a lot must still have; the item says otherwise' })
  minRemainingDays?: number | null;
}

export class CreateSalesOrderDto {
  @Code({ description: 'customer code' }) customer: string;
  @Code({ description: 'warehouse code' }) warehouse: string;
  @DateField({ optional: true }) orderedOn?: string;
  @DateField({ optional: true, nullable: true }) dueOn?: string | null;
  @Text({ optional: true, min: 3, max: 3, pattern: /^[A-Z]{3}$/ }) currency?: string;
  @Code({ optional: true, nullable: true, description: "the customer's number" }) externalRef?: string | null;
  @Text({ optional: true, nullable: true, max: 1000 }) note?: string | null;
  @OneOf(BACKORDER_POLICIES, { optional: true, description: 'what becomes of a rest that is not shipped' }) backorderPolicy?: string;
  @ListOf(CreateSalesOrderLineDto, { min: 1, max: 1000 }) lines: CreateSalesOrderLineDto[];
}

export class SalesOrderSummaryDto {
  @UuidField() id: string;
  @Code() number: string;
  @OneOf(SALES_ORDER_STATES) state: string;
  @Nested(NamedRefDto) customer: NamedRefDto;
  @Nested(NamedRefDto) warehouse: NamedRefDto;
  @DateField() orderedOn: string;
  @DateField({ nullable: true }) dueOn: string | null;
  @Text() currency: string;
  @Code({ nullable: true }) externalRef: string | null;
  @OneOf(BACKORDER_POLICIES) backorderPolicy: string;
  @IntField() lineCount: number;
  @IntField({ min: 0, max: 100 }) shippedPct: number;
  @DecimalField({ nullable: true, description: 'with stock.cost.read' }) total: string | null;
  @InstantField() createdAt: string;
}

export class SalesOrderLineDto {
  @UuidField() id: string;
  @IntField() lineNo: number;
  @Nested(ItemRefDto) item: ItemRefDto;
  @DecimalField() qty: string;
  @Code() uom: string;
  @DecimalField({ description: 'in base units, as all below' }) qtyBase: string;
  @DecimalField({ nullable: true }) price: string | null;
  @DateField({ nullable: true }) dueOn: string | null;
  @IntField({ nullable: true }) minRemainingDays: number | null;
  @DecimalField({ description: 'promised now: in bins and at the stage' }) allocatedQty: string;
  @DecimalField() shippedQty: string;
  @DecimalField({ description: 'given up' }) cancelledQty: string;
  @DecimalField() openQty: string;
}

export class ShipmentStateRefDto extends DocumentRefDto {
  @Text() state: string;
}

export class SalesOrderDto extends SalesOrderSummaryDto {
  @Text({ nullable: true }) note: string | null;
  @Text() createdBy: string;
  @IntField() rowVersion: number;
  @TextList({ description: 'what may be done now' }) legal: string[];
  @ListOf(SalesOrderLineDto) lines: SalesOrderLineDto[];
  @ListOf(ShipmentStateRefDto) shipments: ShipmentStateRefDto[];
}

export class SalesStepDto {
  @Text({ optional: true, nullable: true, max: 500 }) reason?: string | null;
}
