import { BoolField, Code, DateField, DecimalField, ListQuery, Nested, OneOf, Text, UuidField } from '@anwen/http';
import { LotDto } from '../lot.dto';
import { STOCK_STATUSES, type StockStatus } from '../stock.rules';

export class LotMovementQuery extends ListQuery {
  @Code({ optional: true, description: 'location code, either side' }) location?: string;
  @DateField({ optional: true, description: 'first posting day' }) from?: string;
  @DateField({ optional: true, description: 'last posting day' }) to?: string;
}

export class SplitLotDto {
  @Code({ description: 'location code' }) location: string;
  @DecimalField({ positive: true, description: 'in the base unit' }) qty: string;
  @Code({ description: 'code of the new lot' }) code: string;
  @OneOf(STOCK_STATUSES, { optional: true, description: 'bucket; available when absent' }) status?: StockStatus;
  @Text({ optional: true, max: 500 }) reason?: string;
  @UuidField({ optional: true, description: 'operation id; the Idempotency-Key when absent' }) clientOpId?: string;
}

export class MergeLotDto {
  @UuidField({ description: 'lot that takes the stock' }) into: string;
  @Code({ optional: true, description: 'location code; every place within your scope when absent' }) location?: string;
  @BoolField({ optional: true, description: 'the lots expire on different days, and the earlier one shall count' }) confirmExpiry?: boolean;
  @Text({ optional: true, max: 500 }) reason?: string;
  @UuidField({ optional: true, description: 'operation id; the Idempotency-Key when absent' }) clientOpId?: string;
}

export class LotChangeDto {
  @Nested(LotDto, { description: 'the lot that the stock came from' }) from: LotDto;
  @Nested(LotDto, { description: 'the lot that the stock is now' }) into: LotDto;
  @UuidField() postingId: string;
}
