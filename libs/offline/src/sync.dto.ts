import { BoolField, Code, DecimalField, InstantField, IntField, ListOf, Nested, OneOf, Text, UuidField } from '@anwen/http';

/** Rows and tombstones of one answer: some 400 kB, a second on a weak line. */
export const SYNC_PAGE_MAX = 1_000;

export const SYNC_PARTS = ['reasons', 'locations', 'items', 'tasks'] as const;
export type SyncPart = (typeof SYNC_PARTS)[number];

export class SyncQuery {
  @Text({ optional: true, max: 2_000, description: 'of the answer before; nothing begins afresh' }) cursor?: string;
  @Text({
    optional: true,
    max: 100,
    description: 'items, barcodes (on the items), locations, reasons, tasks; all of them when absent',
    example: 'items,barcodes',
  })
  parts?: string;
  @IntField({ optional: true, min: 1, max: SYNC_PAGE_MAX }) limit?: number;
}

export class SyncUom {
  @Code() code: string;
  @Text({ description: 'one unit is num/den base units, exactly' }) num: string;
  @Text() den: string;
  @IntField() decimals: number;
}

export class SyncBarcode {
  @Code() code: string;
  @Text({ nullable: true }) symbology: string | null;
  @Text({ nullable: true }) uom: string | null;
  @Text({ description: 'one scan means so many of the unit' }) qty: string;
}

export class SyncItem {
  @UuidField() id: string;
  @Code() code: string;
  @Text() name: string;
  @Text({ nullable: true }) nameEn: string | null;
  @Text() kind: string;
  @OneOf(['none', 'lot', 'serial']) tracking: string;
  @OneOf(['active', 'blocked']) status: string;
  @Code() baseUom: string;
  @IntField() qtyScale: number;
  @BoolField() fefo: boolean;
  @IntField({ nullable: true }) shelfLifeDays: number | null;
  @Text({ nullable: true }) gtin: string | null;
  @ListOf(SyncUom, { optional: true }) uoms?: SyncUom[];
  @ListOf(SyncBarcode, { optional: true }) barcodes?: SyncBarcode[];
}

export class SyncLocation {
  @UuidField() id: string;
  @Code() code: string;
  @Text() name: string;
  @Text() kind: string;
  @Code() warehouse: string;
  @Text({ nullable: true }) zone: string | null;
  @IntField() pickSeq: number;
  @BoolField() isPickable: boolean;
  @Text({ nullable: true }) lockedReason: string | null;
}

export class SyncReason {
  @UuidField() id: string;
  @Code() code: string;
  @Text() domain: string;
  @Text() labelZh: string;
  @Text() labelEn: string;
  @BoolField() needsNote: boolean;
  @BoolField() needsApproval: boolean;
}

export class SyncTask {
  @UuidField() id: string;
  @OneOf(['putaway', 'pick', 'put_back', 'count', 'replenish']) kind: string;
  @OneOf(['open', 'claimed']) state: string;
  @Text({ nullable: true, description: 'number of its document' }) document: string | null;
  @Text({ nullable: true }) itemCode: string | null;
  @Text({ nullable: true }) lot: string | null;
  @Text({ nullable: true }) serial: string | null;
  @DecimalField({ nullable: true }) qty: string | null;
  @DecimalField({ nullable: true }) doneQty: string | null;
  @Text({ nullable: true, description: 'location code' }) from: string | null;
  @Text({ nullable: true, description: 'location code' }) to: string | null;
  @IntField({ description: 'order of the route' }) routeSeq: number;
  @BoolField() mine: boolean;
  @InstantField({ nullable: true }) leaseUntil: string | null;
}

export class SyncRows {
  @ListOf(SyncItem, { optional: true }) items?: SyncItem[];
  @ListOf(SyncLocation, { optional: true }) locations?: SyncLocation[];
  @ListOf(SyncReason, { optional: true }) reasons?: SyncReason[];
  @ListOf(SyncTask, { optional: true, description: 'open tasks that are free or yours' }) tasks?: SyncTask[];
}

export class Tombstone {
  @OneOf(SYNC_PARTS) part: string;
  @UuidField() id: string;
}

export class SyncSnapshot {
  @Nested(SyncRows) parts: SyncRows;
  @ListOf(Tombstone, { description: 'archived, gone, taken by somebody else or out of sight: remove them' }) tombstones: Tombstone[];
  @Text({ description: 'ask with it next time' }) cursor: string;
  @BoolField({ description: 'ask again at once' }) hasMore: boolean;
  @BoolField({ description: 'forget everything that you had: what follows is whole' }) reset: boolean;
  @InstantField() serverTime: string;
}
