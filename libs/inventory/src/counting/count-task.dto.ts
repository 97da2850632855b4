import { BoolField, Code, DecimalField, InstantField, IntField, ListOf, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { ItemRef, NamedRef } from '../ledger.dto';
import { STOCK_STATUSES, type StockStatus } from '../stock.rules';
import { CountScopeDto } from './count-plan.dto';

const TASK_STATES = ['open', 'claimed', 'done', 'cancelled'] as const;

export class CountTaskQuery extends ListQuery {
  @Code({ optional: true, description: 'id or number' }) session?: string;
  @OneOf(TASK_STATES, { optional: true }) state?: string;
  @BoolField({ optional: true }) mine?: boolean;
}

export class NextCountTaskQuery {
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @Code({ optional: true, description: 'id or number of a session' }) session?: string;
}

export class CountEntryInput {
  @Code() itemCode: string;
  @DecimalField({ nonNegative: true, description: 'adds to what was entered before; 0 says that there is none' }) qty: string;
  @Code({ optional: true }) uom?: string;
  @Code({ optional: true }) lot?: string;
  @TextList({ optional: true, max: 1000 }) serials?: string[];
  @OneOf(STOCK_STATUSES, { optional: true, description: 'the bucket it was in the book, when absent' }) status?: StockStatus;
}

export class RecordCountDto {
  @ListOf(CountEntryInput, { min: 1, max: 1000 }) entries: CountEntryInput[];
  @InstantField({ optional: true, description: 'when it was counted, for entries that come later from a device; now when absent' }) countedAt?: string;
  @UuidField({ optional: true, description: 'unique for ever; the Idempotency-Key when that is a UUID' }) clientOpId?: string;
}

export class FinishCountDto {
  @BoolField({ optional: true, description: 'nothing is there; needed when nothing was entered' }) empty?: boolean;
  @InstantField({ optional: true, description: 'when the counter was done, for what comes later from a device; now when absent' }) countedAt?: string;
  @UuidField({ optional: true }) clientOpId?: string;
}

export class CountSessionRef {
  @UuidField() id: string;
  @Code() number: string;
}

/** What the counter entered; never what the book says. */
export class CountEntryDto {
  @UuidField() id: string;
  @Nested(ItemRef) item: ItemRef;
  @Code({ nullable: true }) lot: string | null;
  @Text({ nullable: true }) serial: string | null;
  @OneOf(STOCK_STATUSES, { nullable: true, description: 'as the counter said; null when they did not' }) status: StockStatus | null;
  @DecimalField({ description: 'in base units' }) qty: string;
  @DecimalField() enteredQty: string;
  @Code() enteredUom: string;
  @InstantField() countedAt: string;
}

export class CountTaskDto {
  @UuidField() id: string;
  @Nested(CountSessionRef) session: CountSessionRef;
  @Nested(NamedRef) location: NamedRef;
  @Nested(CountScopeDto, { description: 'what the count is about; everything when it names no items' }) scope: CountScopeDto;
  @OneOf(TASK_STATES) state: string;
  @IntField({ min: 1 }) round: number;
  @Text({ nullable: true }) assignee: string | null;
  @BoolField() mine: boolean;
  @InstantField({ nullable: true }) leaseUntil: string | null;
  @ListOf(CountEntryDto, { optional: true, description: 'the own entries; absent in lists' }) entries?: CountEntryDto[];
}
