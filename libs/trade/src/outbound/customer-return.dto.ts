import { NamedRefDto } from '@anwen/catalog';
import { Code, DecimalField, InstantField, IntField, ListOf, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { DocumentRefDto, ItemRefDto } from '../trade.dto';
import { CUSTOMER_RETURN_STATES } from './customer-return.rules';

/** Buckets that returned goods may go to, in the order of the ledger's numbers. */
export const RETURN_STATUSES = ['available', 'qc', 'hold', 'damaged'] as const;

export class CustomerReturnQuery extends ListQuery {
  @OneOf(CUSTOMER_RETURN_STATES, { optional: true }) state?: string;
  @Code({ optional: true, description: 'customer code' }) customer?: string;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @Text({ optional: true, max: 100, description: 'text in the number' }) q?: string;
}

export class CreateCustomerReturnLineDto {
  @Code() itemCode: string;
  @DecimalField({ positive: true, description: 'in `uom`' }) qty: string;
  @Code({ optional: true }) uom?: string;
  @Code({ optional: true }) lot?: string;
  @TextList({ optional: true, max: 1000 }) serials?: string[];
  @OneOf(RETURN_STATUSES, { description: 'bucket that the goods go to' }) status: string;
  @Code({ description: 'of the domain return' }) reasonCode: string;
  @Text({ optional: true, nullable: true, max: 500 }) note?: string | null;
}

export class CreateCustomerReturnDto {
  @Code({ description: 'customer code' }) customer: string;
  @Code({ description: 'warehouse code' }) warehouse: string;
  @Code({ description: 'place that takes the goods (location code)' }) location: string;
  @Code({ optional: true, nullable: true, description: 'id or number: then no more than was shipped, of the same lots and serial numbers' }) shipment?:
    string | null;
  @ListOf(CreateCustomerReturnLineDto, { min: 1, max: 500 }) lines: CreateCustomerReturnLineDto[];
}

export class CustomerReturnSummaryDto {
  @UuidField() id: string;
  @Code() number: string;
  @OneOf(CUSTOMER_RETURN_STATES) state: string;
  @Nested(NamedRefDto) customer: NamedRefDto;
  @Nested(NamedRefDto) warehouse: NamedRefDto;
  @Nested(NamedRefDto) location: NamedRefDto;
  @Nested(DocumentRefDto, { nullable: true }) shipment: DocumentRefDto | null;
  @IntField() lineCount: number;
  @Text() createdBy: string;
  @InstantField() createdAt: string;
  @InstantField({ nullable: true }) receivedAt: string | null;
}

export class CustomerReturnLineDto {
  @UuidField() id: string;
  @IntField() lineNo: number;
  @Nested(ItemRefDto) item: ItemRefDto;
  @DecimalField() qty: string;
  @Code() uom: string;
  @DecimalField() qtyBase: string;
  @Code({ nullable: true }) lot: string | null;
  @TextList() serials: string[];
  @OneOf(RETURN_STATUSES) status: string;
  @Code() reasonCode: string;
  @Text({ nullable: true }) note: string | null;
}

export class CustomerReturnDto extends CustomerReturnSummaryDto {
  @UuidField({ nullable: true }) postingId: string | null;
  @IntField() rowVersion: number;
  @TextList({ description: 'what may be done now' }) legal: string[];
  @ListOf(CustomerReturnLineDto) lines: CustomerReturnLineDto[];
}
