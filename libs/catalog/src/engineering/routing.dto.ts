import { BoolField, Code, DecimalField, IntField, ListOf, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { VERSION_STATES } from '../version-states.rules';
import { NamedRefDto } from '../warehouse.dto';

export class RoutingOperationDto {
  @IntField({ min: 1 }) opNo: number;
  @Text() name: string;
  @Nested(NamedRefDto) workCenter: NamedRefDto;
  @DecimalField({ description: 'seconds before the first one' }) setupS: string;
  @DecimalField({ description: 'seconds for each one' }) runS: string;
  @DecimalField({ description: 'seconds that it waits before' }) queueS: string;
  @BoolField({ description: 'quantities are reported here' }) reportPoint: boolean;
  @Text({ nullable: true }) instructions: string | null;
}

/** A routing without its operations, as lists show it. */
export class RoutingSummaryDto {
  @UuidField() id: string;
  @Nested(NamedRefDto) item: NamedRefDto;
  @IntField({ min: 1 }) version: number;
  @OneOf(VERSION_STATES) state: string;
  @Text({ nullable: true }) note: string | null;
  @IntField({ min: 0 }) operationCount: number;
  @TextList({ description: 'what may be done now' }) legal: string[];
  @IntField({ min: 1 }) rowVersion: number;
}

export class RoutingDto extends RoutingSummaryDto {
  @ListOf(RoutingOperationDto) operations: RoutingOperationDto[];
}

export class RoutingOperationInput {
  @IntField({ min: 1, max: 9999 }) opNo: number;
  @Text({ max: 200 }) name: string;
  @Code({ description: 'code of the work center' }) workCenter: string;
  @DecimalField({ optional: true, nonNegative: true }) setupS?: string;
  @DecimalField({ optional: true, nonNegative: true, description: 'seconds for each one' }) runS?: string;
  @DecimalField({ optional: true, nonNegative: true }) queueS?: string;
  @BoolField({ optional: true, description: 'true when absent' }) reportPoint?: boolean;
  @Text({ optional: true, nullable: true, max: 4000 }) instructions?: string | null;
}

export class CreateRoutingDto {
  @Code({ description: 'code of the item that is made' }) item: string;
  @Text({ optional: true, nullable: true, max: 2000 }) note?: string | null;
  @ListOf(RoutingOperationInput, { min: 1, max: 200 }) operations: RoutingOperationInput[];
}

/** A row of a bulk load: version 1 and active. */
export type RoutingRowInput = CreateRoutingDto;

export class UpdateRoutingDto {
  @Text({ optional: true, nullable: true, max: 2000 }) note?: string | null;
  @ListOf(RoutingOperationInput, { optional: true, min: 1, max: 200, description: 'replaces the list' }) operations?: RoutingOperationInput[];
}

export class RoutingListQuery extends ListQuery {
  @Code({ optional: true, description: 'code of the item that is made' }) item?: string;
  @Code({ optional: true, description: 'code of a work center: what is made there?' }) workCenter?: string;
  @OneOf(VERSION_STATES, { optional: true }) state?: string;
  @Text({ max: 100, optional: true, description: 'text in code or name of the item that is made' }) q?: string;
}
