import { NamedRefDto } from '@anwen/catalog';
import { Code, DecimalField, InstantField, IntField, ListOf, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { DocumentRefDto, ItemRefDto } from '../trade.dto';
import { BUCKETS, RETURN_STATES, type Bucket, type ReturnState } from './supplier-return.rules';

export class SupplierReturnLineInput {
  @Code() itemCode: string;
  @DecimalField({ positive: true, description: 'in `uom`' }) qty: string;
  @Code({ optional: true, description: 'unit code; the base unit when absent' }) uom?: string;
  @Code({ description: 'location code' }) location: string;
  @Code({ optional: true }) lot?: string;
  @TextList({ optional: true, max: 1000, description: 'one per piece' }) serials?: string[];
  @OneOf(BUCKETS, { optional: true, description: 'bucket that gives; available when absent' }) status?: Bucket;
  @Code({ description: 'reason code of a return, a scrapping or a hold' }) reasonCode: string;
}

export class CreateSupplierReturnDto {
  @Code({ description: 'partner code' }) supplier: string;
  @Code({ description: 'warehouse code' }) warehouse: string;
  @Code({ optional: true, description: 'id or number of the receipt that brought the goods' }) receipt?: string;
  @Text({ optional: true, max: 500 }) note?: string;
  @ListOf(SupplierReturnLineInput, { min: 1, max: 1000 }) lines: SupplierReturnLineInput[];
}

export class ShipReturnDto {
  @Text({ optional: true, max: 500 }) note?: string;
  @UuidField({ optional: true, description: 'unique for ever; the Idempotency-Key when that is a UUID' }) clientOpId?: string;
}

export class SupplierReturnQuery extends ListQuery {
  @OneOf(RETURN_STATES, { optional: true }) state?: ReturnState;
  @Code({ optional: true, description: 'partner code' }) supplier?: string;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @Text({ optional: true, max: 100, description: 'part of the number' }) q?: string;
}

export class SupplierReturnSummaryDto {
  @UuidField() id: string;
  @Code() number: string;
  @OneOf(RETURN_STATES) state: ReturnState;
  @Nested(NamedRefDto) supplier: NamedRefDto;
  @Nested(NamedRefDto) warehouse: NamedRefDto;
  @Nested(DocumentRefDto, { nullable: true }) receipt: DocumentRefDto | null;
  @IntField({ min: 1 }) lineCount: number;
  @InstantField({ nullable: true }) shippedAt: string | null;
  @InstantField() createdAt: string;
}

export class SupplierReturnLineDto {
  @UuidField() id: string;
  @IntField({ min: 1 }) lineNo: number;
  @Nested(ItemRefDto) item: ItemRefDto;
  @DecimalField() qty: string;
  @Code() uom: string;
  @Nested(NamedRefDto, { nullable: true }) location: NamedRefDto | null;
  @Text({ nullable: true }) lot: string | null;
  @TextList() serials: string[];
  @OneOf(BUCKETS) status: Bucket;
  @Code() reasonCode: string;
}

export class SupplierReturnDto extends SupplierReturnSummaryDto {
  @Text({ nullable: true }) note: string | null;
  @Text() createdBy: string;
  @UuidField({ nullable: true }) postingId: string | null;
  @IntField({ min: 1 }) rowVersion: number;
  @TextList({ description: 'what may be done now' }) legal: string[];
  @ListOf(SupplierReturnLineDto) lines: SupplierReturnLineDto[];
}
