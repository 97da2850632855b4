import { NamedRefDto } from '@anwen/catalog';
import { Code, DateField, DecimalField, InstantField, IntField, ListOf, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { ItemRefDto } from '../trade.dto';
import { ORDER_STATES, type OrderState } from './purchase-order.rules';

export class PurchaseOrderLineInput {
  @Code() itemCode: string;
  @DecimalField({ positive: true, description: 'in `uom`', example: '12' }) qty: string;
  @Code({ optional: true, description: 'unit code with a conversion factor of the item; the base unit when absent' }) uom?: string;
  @DecimalField({ optional: true, nullable: true, nonNegative: true, description: 'of one `uom`; needs stock.cost.read' }) price?: string | null;
  @DateField({ optional: true, nullable: true }) dueOn?: string | null;
  @DecimalField({ optional: true, nonNegative: true, scale: 3, description: 'may be received beyond the quantity, in percent; the item’s own when absent' })
  tolerancePct?: string;
}

export class CreatePurchaseOrderDto {
  @Code({ description: 'partner code' }) supplier: string;
  @Code({ description: 'warehouse code' }) warehouse: string;
  @DateField({ optional: true, description: 'today when absent' }) orderedOn?: string;
  @DateField({ optional: true, nullable: true }) expectedOn?: string | null;
  @Text({ optional: true, pattern: /^[A-Z]{3}$/, max: 3, description: 'ISO 4217; TWD when absent', example: 'TWD' }) currency?: string;
  @Code({ optional: true, nullable: true, description: 'what another system calls it; unique for a supplier' }) externalRef?: string | null;
  @Text({ optional: true, nullable: true, max: 500 }) note?: string | null;
  @ListOf(PurchaseOrderLineInput, { min: 1, max: 1000 }) lines: PurchaseOrderLineInput[];
}

export class EndOrderDto {
  @Text({ optional: true, max: 500 }) reason?: string;
}

export class PurchaseOrderQuery extends ListQuery {
  @OneOf(ORDER_STATES, { optional: true }) state?: OrderState;
  @Code({ optional: true, description: 'partner code' }) supplier?: string;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @Text({ optional: true, max: 100, description: 'part of the number or of the other system’s' }) q?: string;
}

export class PurchaseOrderSummaryDto {
  @UuidField() id: string;
  @Code() number: string;
  @OneOf(ORDER_STATES) state: OrderState;
  @Nested(NamedRefDto) supplier: NamedRefDto;
  @Nested(NamedRefDto) warehouse: NamedRefDto;
  @DateField() orderedOn: string;
  @DateField({ nullable: true }) expectedOn: string | null;
  @Text() currency: string;
  @Text({ nullable: true }) externalRef: string | null;
  @IntField({ min: 0 }) lineCount: number;
  @IntField({ min: 0, max: 100, description: 'mean over the lines' }) receivedPct: number;
  @DecimalField({ nullable: true, description: 'of the lines with a price; null without stock.cost.read' }) total: string | null;
  @InstantField() createdAt: string;
}

export class PurchaseOrderLineDto {
  @UuidField() id: string;
  @IntField({ min: 1 }) lineNo: number;
  @Nested(ItemRefDto) item: ItemRefDto;
  @DecimalField() qty: string;
  @Code() uom: string;
  @DecimalField({ description: 'in base units, like all that follow' }) qtyBase: string;
  @DecimalField({ nullable: true, description: 'of one `uom`; null without stock.cost.read' }) price: string | null;
  @DateField({ nullable: true }) dueOn: string | null;
  @DecimalField() tolerancePct: string;
  @DecimalField({ description: 'came in, whatever became of it later' }) receivedQty: string;
  @DecimalField({ description: 'refused at the door or sent back after inspection' }) rejectedQty: string;
  @DecimalField({ description: 'ordered and not received' }) openQty: string;
}

export class PurchaseOrderDto extends PurchaseOrderSummaryDto {
  @Text({ nullable: true }) note: string | null;
  @Text({ nullable: true, description: 'why it was closed or cancelled' }) endReason: string | null;
  @Text() createdBy: string;
  @Text({ nullable: true }) approvedBy: string | null;
  @IntField({ min: 1 }) rowVersion: number;
  @TextList({ description: 'what may be done now' }) legal: string[];
  @ListOf(PurchaseOrderLineDto) lines: PurchaseOrderLineDto[];
}

export class OpenLinesDto {
  @ListOf(PurchaseOrderLineDto) items: PurchaseOrderLineDto[];
}
