import { BoolField, Code, DecimalField, InstantField, IntField, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { ItemRef, NamedRef } from '../ledger.dto';
import { STOCK_STATUSES, type StockStatus } from '../stock.rules';
import { CountScopeDto } from './count-plan.dto';
import { SESSION_STATES, type SessionState } from './counting.rules';

export class CountSessionQuery extends ListQuery {
  @OneOf(SESSION_STATES, { optional: true }) state?: SessionState;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @Text({ optional: true, max: 100, description: 'part of a number' }) q?: string;
}

export class CreateCountSessionDto {
  @Code({ description: 'warehouse code' }) warehouse: string;
  @UuidField({ optional: true }) planId?: string;
  @Nested(CountScopeDto, { optional: true, description: 'when no plan is named' }) scope?: CountScopeDto;
  @BoolField({ optional: true }) blind?: boolean;
  @DecimalField({ optional: true, nonNegative: true }) toleranceAbs?: string;
  @DecimalField({ optional: true, nonNegative: true, scale: 3 }) tolerancePct?: string;
  @DecimalField({ optional: true, nonNegative: true, scale: 4 }) toleranceValue?: string;
  @DecimalField({ optional: true, nonNegative: true, scale: 3 }) recountOverPct?: string;
}

export class PlanRef {
  @UuidField() id: string;
  @Text() name: string;
}

export class CountTotals {
  @IntField() total: number;
  @IntField() done: number;
}

export class CountLineTotals {
  @IntField() counted: number;
  @IntField() differing: number;
  @IntField({ description: 'differences that are not posted yet' }) open: number;
  @IntField({ description: 'lines that a human must look at before they can be posted' }) conflicts: number;
}

export class CountSessionDto {
  @UuidField() id: string;
  @Code() number: string;
  @OneOf(SESSION_STATES) state: SessionState;
  @Nested(PlanRef, { nullable: true }) plan: PlanRef | null;
  @Nested(NamedRef) warehouse: NamedRef;
  @Nested(CountScopeDto) scope: CountScopeDto;
  @BoolField() blind: boolean;
  @Text() createdBy: string;
  @Text({ nullable: true }) approvedBy: string | null;
  @Nested(CountTotals) tasks: CountTotals;
  @Nested(CountLineTotals, { nullable: true, description: 'for those who approve or manage counts' }) lines: CountLineTotals | null;
  @DecimalField({ nullable: true, description: 'for those who approve or manage counts and see cost' }) varianceValue: string | null;
  @TextList({ description: 'what may be done now' }) legal: string[];
  @IntField({ min: 1 }) rowVersion: number;
  @InstantField() createdAt: string;
  @InstantField({ nullable: true }) postedAt: string | null;
}

export class RecountDto {
  @TextList({ optional: true, max: 1000, description: 'tasks to repeat; without them the places with differences outside tolerance' }) taskIds?: string[];
}

export class ApproveCountDto {
  @BoolField({
    optional: true,
    description: 'accepts keys that moved between two entries of one visit or would leave quarantine; without it they have to be counted again',
  })
  acceptMoved?: boolean;
}

export class PostCountDto {
  @BoolField({ optional: true, description: 'ends the count although lines are in conflict; they stay as they are in the book' }) leaveConflicts?: boolean;
}

export class VarianceQuery extends ListQuery {
  @BoolField({ optional: true, description: 'only lines that differ, moved or are in conflict' }) differing?: boolean;
}

export class VarianceDto {
  @UuidField() id: string;
  @UuidField() taskId: string;
  @Nested(NamedRef) location: NamedRef;
  @Nested(ItemRef) item: ItemRef;
  @Code({ nullable: true }) lot: string | null;
  @Text({ nullable: true }) serial: string | null;
  @OneOf(STOCK_STATUSES) status: StockStatus;
  @DecimalField({ description: 'what the book held at seqAtCount' }) expectedQty: string;
  @DecimalField() countedQty: string;
  @DecimalField() varianceQty: string;
  @DecimalField({ nullable: true }) varianceValue: string | null;
  @IntField({ description: 'movements of the key that the counter had behind them' }) seqAtCount: number;
  @Text() counter: string;
  @BoolField() withinTolerance: boolean;
  @BoolField({ description: 'has to be counted again before the approval' }) needsRecount: boolean;
  @BoolField({
    description: 'moved between two entries of one visit, or between arrival and "nothing else is here", or would leave qc, hold or damaged for another bucket',
  })
  moved: boolean;
  @BoolField({ description: 'nobody counted it and it moved meanwhile: the book stands' }) uncertain: boolean;
  @IntField() recounts: number;
  @OneOf(['posted', 'conflict', 'left'], { nullable: true }) decision: string | null;
  @Text({ nullable: true, description: 'why it cannot be posted' }) conflict: string | null;
}
