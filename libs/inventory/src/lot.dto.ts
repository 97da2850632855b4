import { Code, DateField, IntField, ListQuery, Nested, OneOf, Text, UuidField } from '@anwen/http';
import { ItemRef, NamedRef } from './ledger.dto';

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

export class LotReasonDto {
  @Text({ max: 500, description: 'why' }) reason: string;
}

export class LotDto {
  @UuidField() id: string;
  @Code() code: string;
  @Nested(ItemRef) item: ItemRef;
  @Code({ nullable: true }) supplierLot: string | null;
  @DateField({ nullable: true }) madeOn: string | null;
  @DateField({ nullable: true }) expiresOn: string | null;
  @OneOf(LOT_STATUSES) status: string;
  @Text({ nullable: true }) statusReason: string | null;
  @IntField() rowVersion: number;
}

export class SerialQuery extends ListQuery {
  @Code({ optional: true }) itemCode?: string;
  @Text({ optional: true, max: 100, description: 'part of a serial number' }) q?: string;
}

export class SerialDto {
  @UuidField() id: string;
  @Code() code: string;
  @Nested(ItemRef) item: ItemRef;
  @Nested(NamedRef, { nullable: true, description: 'where it stands; null when not in stock or outside your scope' }) location: NamedRef | null;
}
