import { Code, DecimalField, InstantField, IntField, ListOf, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { ItemRef, NamedRef } from '../ledger.dto';
import { STOCK_STATUSES, type StockStatus } from '../stock.rules';
import { TRANSFER_STATES, type TransferState } from './handling.rules';

export class MoveLineDto {
  @Code() itemCode: string;
  @DecimalField({ positive: true, description: 'in `uom`' }) qty: string;
  @Code({ optional: true }) uom?: string;
  @Code() fromLocation: string;
  @Code() toLocation: string;
  @Code({ optional: true }) lot?: string;
  @TextList({ optional: true, max: 1000 }) serials?: string[];
  @OneOf(STOCK_STATUSES, { optional: true, description: 'bucket that moves; available when absent' }) status?: StockStatus;
}

export class MoveDto {
  @ListOf(MoveLineDto, { min: 1, max: 1000 }) lines: MoveLineDto[];
  @Text({ optional: true, max: 500 }) note?: string;
  @UuidField({ optional: true, description: 'unique for ever; the Idempotency-Key when that is a UUID' }) clientOpId?: string;
}

export class StatusLineDto {
  @Code() itemCode: string;
  @DecimalField({ positive: true, description: 'in base units' }) qty: string;
  @Code() location: string;
  @Code({ optional: true }) lot?: string;
  @TextList({ optional: true, max: 1000 }) serials?: string[];
  @OneOf(STOCK_STATUSES) from: StockStatus;
  @OneOf(STOCK_STATUSES) to: StockStatus;
}

export class StatusChangeDto {
  @ListOf(StatusLineDto, { min: 1, max: 1000 }) lines: StatusLineDto[];
  @Code({ optional: true }) reasonCode?: string;
  @Text({ optional: true, max: 500 }) note?: string;
  @UuidField({ optional: true }) clientOpId?: string;
}

export class TransferQuery extends ListQuery {
  @OneOf(TRANSFER_STATES, { optional: true }) state?: TransferState;
  @Code({ optional: true, description: 'warehouse code, either side' }) warehouse?: string;
  @Text({ optional: true, max: 100, description: 'part of a number' }) q?: string;
}

export class TransferLineInput {
  @Code() itemCode: string;
  @DecimalField({ positive: true, description: 'in `uom`' }) qty: string;
  @Code({ optional: true }) uom?: string;
  @Code() fromLocation: string;
  @Code({ optional: true }) lot?: string;
  @TextList({ optional: true, max: 1000 }) serials?: string[];
  @Code({ optional: true, description: 'where it is meant to go' }) toLocation?: string;
}

export class CreateTransferDto {
  @Code({ description: 'warehouse code' }) fromWarehouse: string;
  @Code({ description: 'warehouse code' }) toWarehouse: string;
  @Text({ optional: true, max: 500 }) note?: string;
  @ListOf(TransferLineInput, { min: 1, max: 1000 }) lines: TransferLineInput[];
}

export class ReceiveLineInput {
  @UuidField() lineId: string;
  @DecimalField({ positive: true, description: 'in base units' }) qty: string;
  @Code({ optional: true, description: 'the planned place when absent' }) toLocation?: string;
  @TextList({ optional: true, max: 1000 }) serials?: string[];
}

export class ReceiveTransferDto {
  @ListOf(ReceiveLineInput, { min: 1, max: 1000 }) lines: ReceiveLineInput[];
  @UuidField({ optional: true }) clientOpId?: string;
}

export class CloseTransferDto {
  @Code({ optional: true, description: 'why the rest did not arrive; needed when something is missing' }) reasonCode?: string;
  @Text({ optional: true, max: 500 }) note?: string;
}

export class TransferLineDto {
  @UuidField() id: string;
  @IntField() lineNo: number;
  @Nested(ItemRef) item: ItemRef;
  @Code({ nullable: true }) lot: string | null;
  @TextList() serials: string[];
  @DecimalField() qty: string;
  @DecimalField() receivedQty: string;
  @Nested(NamedRef) from: NamedRef;
  @Nested(NamedRef, { nullable: true }) to: NamedRef | null;
}

export class TransferDto {
  @UuidField() id: string;
  @Code() number: string;
  @OneOf(TRANSFER_STATES) state: TransferState;
  @Nested(NamedRef) fromWarehouse: NamedRef;
  @Nested(NamedRef) toWarehouse: NamedRef;
  @Nested(NamedRef, { nullable: true }) transit: NamedRef | null;
  @Text({ nullable: true }) note: string | null;
  @Text() createdBy: string;
  @InstantField() createdAt: string;
  @InstantField({ nullable: true }) dispatchedAt: string | null;
  @InstantField({ nullable: true }) receivedAt: string | null;
  @UuidField({ nullable: true, description: 'adjustment about what did not arrive' }) adjustmentId: string | null;
  @TextList() legal: string[];
  @IntField({ min: 1 }) rowVersion: number;
  @IntField() lineCount: number;
  @ListOf(TransferLineDto, { optional: true, description: 'absent in lists' }) lines?: TransferLineDto[];
}
