import { NamedRefDto } from '@anwen/catalog';
import { BoolField, Code, DecimalField, InstantField, ListQuery, Nested, OneOf, Text, UuidField } from '@anwen/http';
import { CodeRefDto, DocumentRefDto, ItemRefDto, LotRefDto } from '../trade.dto';
import { SUGGESTION_REASONS, TASK_STATES, type SuggestionReason, type TaskState } from './putaway.rules';

export class PutawayQuery extends ListQuery {
  @OneOf(TASK_STATES, { optional: true }) state?: TaskState;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @Code({ optional: true, description: 'id or number of the receipt' }) receipt?: string;
  @BoolField({ optional: true, description: 'what the caller is working on' }) mine?: boolean;
}

export class ConfirmPutawayDto {
  @Code({ description: 'code of the place where the goods are now' }) location: string;
  @DecimalField({ optional: true, positive: true, description: 'in base units; all that is left when absent' }) qty?: string;
  @Code({ optional: true }) reasonCode?: string;
  @Text({ optional: true, max: 500 }) note?: string;
  @UuidField({ optional: true, description: 'unique for ever; the Idempotency-Key when that is a UUID' }) clientOpId?: string;
}

export class ReassignPutawayDto {
  @Code() username: string;
}

export class SuggestionDto {
  @OneOf(SUGGESTION_REASONS) code: SuggestionReason;
  @Text() zh: string;
  @Text() en: string;
}

export class PutawayTaskDto {
  @UuidField() id: string;
  @OneOf(TASK_STATES) state: TaskState;
  @Nested(DocumentRefDto, { nullable: true }) receipt: DocumentRefDto | null;
  @Nested(ItemRefDto) item: ItemRefDto;
  @Nested(LotRefDto, { nullable: true }) lot: LotRefDto | null;
  @Nested(CodeRefDto, { nullable: true }) serial: CodeRefDto | null;
  @DecimalField() qty: string;
  @DecimalField() doneQty: string;
  @Nested(NamedRefDto, { nullable: true }) from: NamedRefDto | null;
  @Nested(NamedRefDto, { nullable: true }) suggested: NamedRefDto | null;
  @Nested(SuggestionDto) suggestedWhy: SuggestionDto;
  @Text({ nullable: true }) assignee: string | null;
  @BoolField() mine: boolean;
  @InstantField({ nullable: true }) leaseUntil: string | null;
}
