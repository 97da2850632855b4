import { BoolField, Code, DecimalField, InstantField, IntField, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { ItemRef, NamedRef } from '../ledger.dto';

const TASK_STATES = ['open', 'claimed', 'done', 'cancelled'] as const;

export class SourceInput {
  @Code({ optional: true, description: 'zone code of the warehouse' }) zone?: string;
  @Code({ optional: true, description: 'location code' }) location?: string;
}

export class CreateReplenishmentRuleDto {
  @Code({ description: 'item code' }) item: string;
  @Code({ description: 'code of the location that is kept filled' }) location: string;
  @DecimalField({ nonNegative: true, description: 'base units; below it the location is filled up' }) minQty: string;
  @DecimalField({ positive: true }) maxQty: string;
  @Nested(SourceInput, { optional: true, nullable: true, description: 'where it comes from; anywhere else in the warehouse when absent' })
  source?: SourceInput | null;
}

export class UpdateReplenishmentRuleDto {
  @DecimalField({ optional: true, nonNegative: true }) minQty?: string;
  @DecimalField({ optional: true, positive: true }) maxQty?: string;
  @Nested(SourceInput, { optional: true, nullable: true }) source?: SourceInput | null;
}

export class ReplenishmentSourceDto {
  @Nested(NamedRef, { nullable: true }) zone: NamedRef | null;
  @Nested(NamedRef, { nullable: true }) location: NamedRef | null;
}

export class ReplenishmentRuleDto {
  @UuidField() id: string;
  @Nested(ItemRef) item: ItemRef;
  @Nested(NamedRef) location: NamedRef;
  @Nested(NamedRef) warehouse: NamedRef;
  @DecimalField() minQty: string;
  @DecimalField() maxQty: string;
  @Nested(ReplenishmentSourceDto, { nullable: true }) source: ReplenishmentSourceDto | null;
  @IntField({ min: 1 }) rowVersion: number;
}

export class ReplenishmentRuleQuery extends ListQuery {
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @Code({ optional: true, description: 'item code' }) item?: string;
}

export class ReplenishmentTaskQuery extends ListQuery {
  @OneOf(TASK_STATES, { optional: true }) state?: string;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @BoolField({ optional: true }) mine?: boolean;
}

export class ReplenishmentTaskDto {
  @UuidField() id: string;
  @OneOf(TASK_STATES) state: string;
  @Nested(ItemRef) item: ItemRef;
  @Code({ nullable: true }) lot: string | null;
  @DecimalField() qty: string;
  @DecimalField() doneQty: string;
  @Nested(NamedRef, { nullable: true, description: 'where it is best taken from: what expires first' }) from: NamedRef | null;
  @Nested(NamedRef) to: NamedRef;
  @Text({ nullable: true }) assignee: string | null;
  @BoolField() mine: boolean;
  @InstantField({ nullable: true }) leaseUntil: string | null;
  @InstantField() createdAt: string;
}

export class RunReplenishmentDto {
  @Code({ description: 'warehouse code' }) warehouse: string;
}

export class ReplenishmentRunDto {
  @IntField({ description: 'tasks made' }) created: number;
  @IntField({ description: 'open tasks that nobody needs any more' }) cancelled: number;
}

export class ConfirmReplenishmentDto {
  @Code() fromLocation: string;
  @DecimalField({ positive: true, description: 'in base units' }) qty: string;
  @Code({ optional: true, description: 'the suggested lot when absent' }) lot?: string;
  @TextList({ optional: true, max: 1000 }) serials?: string[];
  @UuidField({ optional: true }) clientOpId?: string;
}
