import { Code, DecimalField, InstantField, ListQuery, Nested, OneOf, UuidField } from '@anwen/http';
import { ItemRef, LotRef, NamedRef } from './ledger.dto';

const STATES = ['open', 'consumed', 'released', 'expired'];

export class ReservationQuery extends ListQuery {
  @Code({ optional: true }) ownerType?: string;
  @Code({ optional: true }) ownerRef?: string;
  @Code({ optional: true }) itemCode?: string;
  @OneOf(STATES, { optional: true }) state?: string;
}

export class ReserveDto {
  @Code({ description: 'kind of document that needs the stock', example: 'sales_order' }) ownerType: string;
  @Code({ description: 'document and line', example: 'SO-261122-001/1' }) ownerRef: string;
  @Code() itemCode: string;
  @DecimalField({ positive: true, description: 'in the base unit, with no more decimals than the item has' }) qty: string;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @Code({ optional: true, description: 'location code' }) location?: string;
  @InstantField({ optional: true, description: 'in the future; what is still open is then given back' }) expiresAt?: string;
}

export class ReservationDto {
  @UuidField() id: string;
  @Code() ownerType: string;
  @Code() ownerRef: string;
  @Nested(ItemRef) item: ItemRef;
  @Nested(NamedRef) location: NamedRef;
  @Nested(LotRef, { nullable: true }) lot: LotRef | null;
  @DecimalField() qty: string;
  @DecimalField() consumed: string;
  @OneOf(STATES) state: string;
  @InstantField({ nullable: true }) expiresAt: string | null;
}
