import { BoolField, Code, DateField, DecimalField, InstantField, IntField, ListOf, ListQuery, Nested, OneOf, Text, UuidField } from '@anwen/http';
import { STOCK_STATUSES, type StockStatus } from './stock.rules';

const EVENT_TYPES = [
  'RECEIPT',
  'PUTAWAY',
  'TRANSFER',
  'PICK',
  'SHIP',
  'ISSUE',
  'BACKFLUSH',
  'PRODUCE',
  'SCRAP',
  'ADJUST',
  'COUNT',
  'STATUS',
  'SPLIT',
  'OPENING',
  'REVERSAL',
];

export class BalanceQuery extends ListQuery {
  @Text({ optional: true, max: 100, description: 'part of an item code or name' }) q?: string;
  @Code({ optional: true }) itemCode?: string;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @Code({ optional: true, description: 'location code' }) location?: string;
  @Code({ optional: true, description: 'lot code' }) lot?: string;
  @OneOf(STOCK_STATUSES, { optional: true }) status?: StockStatus;
  @BoolField({ optional: true, description: 'also empty balances' }) includeZero?: boolean;
}

export class MovementQuery extends ListQuery {
  @Code({ optional: true }) itemCode?: string;
  @Code({ optional: true, description: 'location code, either side' }) location?: string;
  @Code({ optional: true, description: 'lot code' }) lot?: string;
  @OneOf(EVENT_TYPES, { optional: true }) type?: string;
  @DateField({ optional: true, description: 'first posting day' }) from?: string;
  @DateField({ optional: true, description: 'last posting day' }) to?: string;
}

export class AsOfQuery extends ListQuery {
  @DateField({ description: 'balances at the end of this day' }) date: string;
  @Code({ optional: true }) itemCode?: string;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
}

export class StockCardQuery extends ListQuery {
  @Code() itemCode: string;
  @Code({ optional: true, description: 'location code' }) location?: string;
}

export class AvailabilityQuery {
  @Code() itemCode: string;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
}

export class NamedRef {
  @UuidField() id: string;
  @Code() code: string;
  @Text({ optional: true }) name?: string;
}

export class ItemRef extends NamedRef {
  @Code() uom: string;
}

export class LotRef {
  @UuidField() id: string;
  @Code() code: string;
  @DateField({ nullable: true }) expiresOn: string | null;
}

export class BalanceDto {
  @Nested(ItemRef) item: ItemRef;
  @Nested(NamedRef) location: NamedRef;
  @Nested(NamedRef) warehouse: NamedRef;
  @Nested(LotRef, { nullable: true }) lot: LotRef | null;
  @Nested(NamedRef, { nullable: true }) serial: NamedRef | null;
  @OneOf(STOCK_STATUSES) status: StockStatus;
  @DecimalField() onHand: string;
  @DecimalField() reserved: string;
  @DecimalField({ description: 'free to pick now: good, unexpired, unlocked, not reserved; else 0' }) available: string;
  @InstantField({ nullable: true, optional: true }) lastMovementAt?: string | null;
}

export class PostingRef {
  @UuidField() id: string;
  @Text() type: string;
  @Code({ nullable: true }) docType: string | null;
  @Code({ nullable: true }) docRef: string | null;
}

export class MovementSide {
  @Nested(NamedRef, { nullable: true, description: 'null when outside your scope' }) location: NamedRef | null;
  @OneOf(STOCK_STATUSES, { nullable: true, description: 'null for a virtual place' }) status: StockStatus | null;
  @DecimalField({ nullable: true, description: 'balance after the movement' }) after: string | null;
}

export class MovementDto {
  @Text({ description: 'ledger number' }) id: string;
  @IntField() lineNo: number;
  @InstantField() postedAt: string;
  @InstantField() occurredAt: string;
  @DateField() effectiveOn: string;
  @Nested(PostingRef) posting: PostingRef;
  @Nested(ItemRef) item: ItemRef;
  @Nested(LotRef, { nullable: true }) lot: LotRef | null;
  @Nested(NamedRef, { nullable: true }) serial: NamedRef | null;
  @Nested(MovementSide) from: MovementSide;
  @Nested(MovementSide) to: MovementSide;
  @DecimalField() qty: string;
  @Code() uom: string;
  @DecimalField() enteredQty: string;
  @Code() enteredUom: string;
  @DecimalField({ optional: true, description: 'with permission stock.cost.read' }) value?: string;
}

export class StockCardLineDto extends MovementDto {
  @DecimalField({ description: 'effect on the card: in is positive' }) change: string;
  @DecimalField({ description: 'balance after the movement' }) balance: string;
}

export class PostingIdRef {
  @UuidField() id: string;
}

export class ActorRef {
  @Text() type: string;
  @Text() name: string;
}

export class PostingDto {
  @UuidField() id: string;
  @Text() type: string;
  @UuidField() clientOpId: string;
  @Code({ nullable: true }) reasonCode: string | null;
  @Code({ nullable: true }) docType: string | null;
  @Code({ nullable: true }) docRef: string | null;
  @Text({ nullable: true }) note: string | null;
  @InstantField() occurredAt: string;
  @InstantField() postedAt: string;
  @DateField() effectiveOn: string;
  @Nested(ActorRef) actor: ActorRef;
  @Nested(PostingIdRef, { nullable: true }) reverses: PostingIdRef | null;
  @Nested(PostingIdRef, { nullable: true }) reversedBy: PostingIdRef | null;
  @ListOf(MovementDto) lines: MovementDto[];
  @BoolField({ optional: true, description: 'its lines are no longer online but in the archive' }) archived?: boolean;
}

export class ReversedDto {
  @UuidField() id: string;
  @Text() type: string;
  @InstantField() postedAt: string;
  @Nested(PostingIdRef) reverses: PostingIdRef;
}

export class AvailabilityDto {
  @Nested(ItemRef) item: ItemRef;
  @DecimalField({ description: 'stands in a warehouse, whatever its status; what is under way is not in it' }) onHand: string;
  @DecimalField({ description: 'part of onHand that documents have taken for themselves and not yet used' }) reserved: string;
  @DecimalField({ description: 'pickable now: good, unexpired, unlocked, not reserved' }) available: string;
  @DecimalField({ description: 'part of onHand in the buckets qc, hold, damaged' }) onHold: string;
  @DecimalField({ description: 'dispatched by a transfer and not yet received; counts for the warehouse that it goes to' }) inTransit: string;
}

export class AsOfDto {
  @Nested(ItemRef) item: ItemRef;
  @Nested(NamedRef) location: NamedRef;
  @Nested(LotRef, { nullable: true }) lot: LotRef | null;
  @Nested(NamedRef, { nullable: true }) serial: NamedRef | null;
  @OneOf(STOCK_STATUSES) status: StockStatus;
  @DecimalField() onHand: string;
}
