import { Code, DecimalField, InstantField, IntField, ListOf, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { ItemRef, NamedRef } from '../ledger.dto';
import { STOCK_STATUSES, type StockStatus } from '../stock.rules';
import { ADJUSTMENT_STATES, type AdjustmentState } from './handling.rules';

export class AdjustmentQuery extends ListQuery {
  @OneOf(ADJUSTMENT_STATES, { optional: true }) state?: AdjustmentState;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @Text({ optional: true, max: 100, description: 'part of a number' }) q?: string;
}

export class AdjustmentLineInput {
  @Code() itemCode: string;
  @Code() location: string;
  @Code({ optional: true }) lot?: string;
  @TextList({ optional: true, max: 1000 }) serials?: string[];
  @OneOf(STOCK_STATUSES, { optional: true, description: 'bucket; available when absent' }) status?: StockStatus;
  @DecimalField({ description: 'in base units; negative for what is missing' }) qtyChange: string;
}

export class CreateAdjustmentDto {
  @Code() reasonCode: string;
  @Text({ optional: true, max: 500 }) note?: string;
  @ListOf(AdjustmentLineInput, { min: 1, max: 1000 }) lines: AdjustmentLineInput[];
  @UuidField({ optional: true, description: 'unique for ever; the Idempotency-Key when that is a UUID' }) clientOpId?: string;
}

export class DecideAdjustmentDto {
  @Text({ optional: true, max: 500 }) reason?: string;
}

export class ReverseAdjustmentDto {
  @Text({ optional: true, max: 500 }) note?: string;
  @UuidField({ optional: true }) clientOpId?: string;
}

export class ReasonRef {
  @Code() code: string;
  @Text() labelZh: string;
  @Text() labelEn: string;
}

export class AdjustmentLineDto {
  @Nested(ItemRef) item: ItemRef;
  @Nested(NamedRef, { nullable: true, description: 'null when outside your scope' }) location: NamedRef | null;
  @Code({ nullable: true }) lot: string | null;
  @TextList() serials: string[];
  @OneOf(STOCK_STATUSES) status: StockStatus;
  @DecimalField() qtyChange: string;
  @DecimalField({ nullable: true, description: 'at the moving average when it was requested' }) value: string | null;
}

export class AdjustmentDto {
  @UuidField() id: string;
  @Code() number: string;
  @OneOf(ADJUSTMENT_STATES) state: AdjustmentState;
  @Nested(NamedRef) warehouse: NamedRef;
  @Nested(ReasonRef) reason: ReasonRef;
  @Text({ nullable: true }) note: string | null;
  @DecimalField({ nullable: true, description: 'for those who see cost' }) value: string | null;
  @Text() requestedBy: string;
  @Text({ nullable: true }) decidedBy: string | null;
  @InstantField({ nullable: true }) decidedAt: string | null;
  @Text({ nullable: true }) decisionNote: string | null;
  @Text({ nullable: true }) reversedBy: string | null;
  @InstantField({ nullable: true }) reversedAt: string | null;
  @Text({ nullable: true }) reversalNote: string | null;
  @UuidField({ nullable: true }) postingId: string | null;
  @Code({ nullable: true, description: 'document that it came from' }) docRef: string | null;
  @InstantField() createdAt: string;
  @TextList() legal: string[];
  @IntField({ min: 1 }) rowVersion: number;
  @ListOf(AdjustmentLineDto, { optional: true, description: 'absent in lists' }) lines?: AdjustmentLineDto[];
}
