import { Code, DateField, DecimalField, InstantField, ListOf, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { POSTING_TYPES, type PostingKind } from './posting-kinds.rules';
import { STOCK_STATUSES, type StockStatus } from './stock.rules';

export class PostLineDto {
  @Code({ optional: true, description: 'item code; or itemId', example: 'AL-6061-10' }) itemCode?: string;
  @UuidField({ optional: true }) itemId?: string;
  @DecimalField({ positive: true, description: 'in `uom`', example: '12.5' }) qty: string;
  @Code({ optional: true, description: 'unit code; the base unit when absent', example: 'PCE' }) uom?: string;
  @Code({ optional: true, description: 'location code', example: 'RM-A-01' }) fromLocation?: string;
  @Code({ optional: true, description: 'location code', example: 'RM-A-02' }) toLocation?: string;
  @Code({ optional: true, description: 'lot code; issues without one follow FEFO', example: 'L261122-01' }) lot?: string;
  @DateField({ optional: true, description: 'of a new lot' }) expiresOn?: string;
  @DateField({ optional: true, description: 'production date of a new lot' }) madeOn?: string;
  @TextList({ optional: true, max: 1000, description: 'one per piece' }) serials?: string[];
  @OneOf(STOCK_STATUSES, { optional: true, description: 'bucket that gives (receipt: that receives); available when absent' }) status?: StockStatus;
  @OneOf(STOCK_STATUSES, { optional: true, description: 'bucket that receives' }) toStatus?: StockStatus;
  @DecimalField({ optional: true, nonNegative: true, description: 'cost of one base unit on receipt' }) unitCost?: string;
  @UuidField({ optional: true, description: 'reservation to use up' }) reservationId?: string;
}

export class PostStockDto {
  // Clients may name the five types; documents and the import post the other kinds through the service.
  @OneOf(POSTING_TYPES) type: PostingKind;
  @Code({ optional: true }) reasonCode?: string;
  @Text({ optional: true, max: 500 }) note?: string;
  @InstantField({ optional: true, description: 'when it happened; now when absent' }) occurredAt?: string;
  @DateField({ optional: true, description: 'day it counts for; today when absent' }) effectiveOn?: string;
  @UuidField({ optional: true, description: 'unique for ever; the Idempotency-Key when that is a UUID' }) clientOpId?: string;
  @Code({ optional: true }) docType?: string;
  @Code({ optional: true }) docRef?: string;
  @ListOf(PostLineDto, { min: 1, max: 1000 }) lines: PostLineDto[];
}

export class ReversePostingDto {
  @Code({ optional: true }) reasonCode?: string;
  @Text({ optional: true, max: 500 }) note?: string;
  @UuidField({ optional: true }) clientOpId?: string;
}

export class PostedLineDto {
  @Code() itemCode: string;
  @DecimalField() qty: string;
  @Code() uom: string;
  @Code() fromLocation: string;
  @Code() toLocation: string;
  @Code({ nullable: true }) lot: string | null;
  @Text({ nullable: true }) serial: string | null;
}

export class PostedDto {
  @UuidField() id: string;
  @Text({ description: 'event type, e.g. RECEIPT' }) type: string;
  @UuidField() clientOpId: string;
  @InstantField() postedAt: string;
  @ListOf(PostedLineDto) lines: PostedLineDto[];
}
