import { NamedRefDto } from '@anwen/catalog';
import { Code, DateField, DecimalField, InstantField, IntField, ListOf, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { DocumentRefDto, ItemRefDto, LotRefDto } from '../trade.dto';
import { RECEIPT_STATES, type ReceiptState } from './receipt.rules';

export class CreateReceiptDto {
  @Code({ optional: true, description: 'id or number of the order; without one the goods are received unordered' }) purchaseOrder?: string;
  @Code({ optional: true, description: 'partner code, when there is no order' }) supplier?: string;
  @Code({ optional: true, description: 'warehouse code; the one of the dock when absent' }) warehouse?: string;
  @Code({ description: 'location code' }) dock: string;
  @Code({ optional: true, description: 'number of the supplier’s delivery note' }) deliveryNote?: string;
  @Text({ optional: true, max: 100 }) carrier?: string;
}

export class ReceiptLineInput {
  @UuidField({ optional: true, description: 'line of the order' }) poLineId?: string;
  @Code({ optional: true, description: 'item; enough when one line of the order has it' }) itemCode?: string;
  @DecimalField({ nonNegative: true, description: 'accepted at the door, in `uom`; 0 when all of it was refused', example: '12' }) qty: string;
  @Code({ optional: true, description: 'unit code; the base unit when absent' }) uom?: string;
  @Code({ optional: true }) lot?: string;
  @Code({ optional: true, description: 'the supplier’s own lot number, kept with a new lot' }) supplierLot?: string;
  @DateField({ optional: true }) madeOn?: string;
  @DateField({ optional: true }) expiresOn?: string;
  @TextList({ optional: true, max: 1000, description: 'one per piece' }) serials?: string[];
  @DecimalField({ optional: true, nonNegative: true, description: 'refused at the door, never in stock; in `uom`' }) rejectedQty?: string;
  @Code({ optional: true, description: 'location code; the dock when absent' }) toLocation?: string;
  @Text({ optional: true, max: 500 }) note?: string;
}

export class ConfirmLinesDto {
  @ListOf(ReceiptLineInput, { min: 1, max: 1000 }) lines: ReceiptLineInput[];
  @UuidField({ optional: true, description: 'unique for ever; the Idempotency-Key when that is a UUID' }) clientOpId?: string;
}

export class ReverseLineDto {
  @Code({ optional: true }) reasonCode?: string;
  @Text({ optional: true, max: 500 }) note?: string;
  @UuidField({ optional: true }) clientOpId?: string;
}

export class ReceiptQuery extends ListQuery {
  @OneOf(RECEIPT_STATES, { optional: true }) state?: ReceiptState;
  @Code({ optional: true, description: 'partner code' }) supplier?: string;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @Code({ optional: true, description: 'id or number of the order' }) purchaseOrder?: string;
  @Text({ optional: true, max: 100, description: 'part of the number or of the delivery note' }) q?: string;
}

export class ReceiptSummaryDto {
  @UuidField() id: string;
  @Code() number: string;
  @OneOf(RECEIPT_STATES) state: ReceiptState;
  @Nested(NamedRefDto, { nullable: true }) supplier: NamedRefDto | null;
  @Nested(NamedRefDto) warehouse: NamedRefDto;
  @Nested(NamedRefDto, { nullable: true, description: 'null when the place is outside the scope' }) dock: NamedRefDto | null;
  @Nested(DocumentRefDto, { nullable: true }) purchaseOrder: DocumentRefDto | null;
  @Text({ nullable: true }) deliveryNote: string | null;
  @Text({ nullable: true }) carrier: string | null;
  @IntField({ min: 0 }) lineCount: number;
  @InstantField({ nullable: true }) startedAt: string | null;
  @InstantField({ nullable: true }) finishedAt: string | null;
  @InstantField() createdAt: string;
}

export class ExpectedLineDto {
  @UuidField({ description: 'line of the order' }) id: string;
  @IntField({ min: 1 }) lineNo: number;
  @Nested(ItemRefDto) item: ItemRefDto;
  @DecimalField() qty: string;
  @Code() uom: string;
  @DecimalField({ description: 'in base units, like all that follow' }) qtyBase: string;
  @DecimalField() receivedQty: string;
  @DecimalField() openQty: string;
  @DateField({ nullable: true }) dueOn: string | null;
}

export class ReceiptLineDto {
  @UuidField() id: string;
  @IntField({ min: 1 }) lineNo: number;
  @UuidField({ nullable: true }) poLineId: string | null;
  @Nested(ItemRefDto) item: ItemRefDto;
  @DecimalField({ description: 'in base units' }) receivedQty: string;
  @DecimalField({ description: 'in base units' }) rejectedQty: string;
  @DecimalField({ description: 'in `uom`' }) enteredQty: string;
  @Code() uom: string;
  @Nested(LotRefDto, { nullable: true }) lot: LotRefDto | null;
  @Text({ nullable: true }) supplierLot: string | null;
  @DateField({ nullable: true }) expiresOn: string | null;
  @TextList() serials: string[];
  @Nested(NamedRefDto, { nullable: true }) location: NamedRefDto | null;
  @OneOf(['available', 'qc']) status: 'available' | 'qc';
  @Text({ nullable: true }) note: string | null;
  @InstantField({ nullable: true }) reversedAt: string | null;
  @UuidField({ nullable: true }) postingId: string | null;
  @InstantField() receivedAt: string;
  @Text() receivedBy: string;
}

export class ReceiptInspectionDto {
  @UuidField() id: string;
  @Code() number: string;
  @Text() state: string;
}

export class ReceiptTasksDto {
  @IntField({ min: 0 }) open: number;
  @IntField({ min: 0 }) done: number;
}

export class ReceiptDto extends ReceiptSummaryDto {
  @Text() createdBy: string;
  @IntField({ min: 1 }) rowVersion: number;
  @TextList({ description: 'what may be done now' }) legal: string[];
  @ListOf(ExpectedLineDto, { description: 'what the order still expects' }) expected: ExpectedLineDto[];
  @ListOf(ReceiptLineDto) lines: ReceiptLineDto[];
  @ListOf(ReceiptInspectionDto) inspections: ReceiptInspectionDto[];
  @Nested(ReceiptTasksDto) putaway: ReceiptTasksDto;
}
