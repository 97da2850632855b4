import { Code, DecimalField, InstantField, ListOf, Text, TextList, UuidField } from '@anwen/http';

export class StockMoveLineDto {
  @Code() itemCode: string;
  @DecimalField({ positive: true }) qty: string;
  @Code({ optional: true }) uom?: string;
  @Code() fromLocation: string;
  @Code() toLocation: string;
  @Code({ optional: true }) lot?: string;
  @TextList({ optional: true, max: 1000 }) serials?: string[];
}

export class StockMoveDto {
  @ListOf(StockMoveLineDto, { min: 1, max: 1000 }) lines: StockMoveLineDto[];
  @Text({ optional: true, max: 500 }) note?: string;
  @UuidField({ optional: true }) clientOpId?: string;
  @InstantField({ optional: true }) occurredAt?: string;
}
