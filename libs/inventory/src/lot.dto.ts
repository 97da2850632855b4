import {
  BoolField,
  Code,
  DateField,
  DecimalField,
  InstantField,
  IntField,
  ListOf,
  ListQuery,
  MapOf,
  Nested,
  OneOf,
  Text,
  TextList,
  UuidField,
} from '@anwen/http';
import { ItemRef, NamedRef } from './ledger.dto';
import { STOCK_STATUSES, type StockStatus } from './stock.rules';

const LOT_STATUSES = ['available', 'quarantine', 'hold', 'recalled', 'consumed'];

export class LotQuery extends ListQuery {
  @Code({ optional: true }) itemCode?: string;
  @Text({ optional: true, max: 100, description: 'part of a lot code' }) q?: string;
  @OneOf(LOT_STATUSES, { optional: true }) status?: string;
  @DateField({ optional: true, description: 'expires on or before' }) expiresBy?: string;
}

export class CreateLotDto {
  @Code() itemCode: string;
  @Code() code: string;
  @Code({ optional: true }) supplierLot?: string;
  @DateField({ optional: true }) madeOn?: string;
  @DateField({ optional: true }) expiresOn?: string;
}

export class UpdateLotDto {
  @Code({ optional: true, nullable: true }) supplierLot?: string | null;
  @DateField({ optional: true, nullable: true }) madeOn?: string | null;
  @DateField({ optional: true, nullable: true }) expiresOn?: string | null;
  @Text({ optional: true, nullable: true, max: 60, description: 'country of origin' }) country?: string | null;
  @MapOf('text', { optional: true, description: 'own properties by name; replaces all of them' }) attributes?: Record<string, string | null>;
}

export class LotReasonDto {
  @Text({ max: 500, description: 'why' }) reason: string;
}

export class HoldLotDto extends LotReasonDto {
  @BoolField({ optional: true, description: 'somebody else than who held it has to release it' }) critical?: boolean;
}

export class LotPlaceDto {
  @Nested(NamedRef) location: NamedRef;
  @OneOf(STOCK_STATUSES) status: StockStatus;
  @DecimalField() onHand: string;
  @DecimalField() reserved: string;
}

export class LotDto {
  @UuidField() id: string;
  @Code() code: string;
  @Nested(ItemRef) item: ItemRef;
  @Code({ nullable: true }) supplierLot: string | null;
  @Nested(NamedRef, { nullable: true }) supplier: NamedRef | null;
  @DateField({ nullable: true }) madeOn: string | null;
  @DateField({ nullable: true }) expiresOn: string | null;
  @BoolField({ description: 'its last day is over: never picked, whatever its status' }) expired: boolean;
  @OneOf(LOT_STATUSES) status: string;
  @Text({ nullable: true }) statusReason: string | null;
  @BoolField({ description: 'held, and only a second person may release it' }) holdCritical: boolean;
  @InstantField({ nullable: true }) heldAt: string | null;
  @Text({ nullable: true }) country: string | null;
  @MapOf('text') attributes: Record<string, string | null>;
  @DecimalField({ description: 'within your scope, whatever the bucket' }) onHand: string;
  @ListOf(LotPlaceDto, { description: 'within your scope, largest first, 100 at most' }) locations: LotPlaceDto[];
  @TextList({ description: 'what can be done with it now' }) legal: string[];
  @IntField() rowVersion: number;
}

export class LotPromiseDto {
  @UuidField() id: string;
  @Text() ownerType: string;
  @Text() ownerRef: string;
  @Nested(NamedRef) location: NamedRef;
  @DecimalField() qty: string;
}

export class HeldLotDto extends LotDto {
  @ListOf(LotPromiseDto, { description: 'documents that were promised stock of it: nothing of it can be picked for them now' }) reservations: LotPromiseDto[];
  @IntField({ description: 'further reservations outside your scope' }) reservationsElsewhere: number;
}

export class SerialQuery extends ListQuery {
  @Code({ optional: true }) itemCode?: string;
  @Text({ optional: true, max: 100, description: 'part of a serial number' }) q?: string;
}

export class SerialDto {
  @UuidField() id: string;
  @Code() code: string;
  @Nested(ItemRef) item: ItemRef;
  @OneOf(['available', 'hold', 'recalled']) status: string;
  @Text({ nullable: true }) statusReason: string | null;
  @Nested(NamedRef, { nullable: true, description: 'where it stands; null when not in stock or outside your scope' }) location: NamedRef | null;
}
