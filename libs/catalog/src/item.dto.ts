import { BoolField, Code, DecimalField, InstantField, IntField, ListOf, ListQuery, Nested, OneOf, Text, UuidField } from '@anwen/http';
import { CategoryRefDto } from './category.dto';
import { UomRefDto } from './uom.dto';
import { NamedRefDto } from './warehouse.dto';

export const ITEM_KINDS = ['raw', 'wip', 'fg', 'consumable', 'service', 'tool'] as const;
export const TRACKINGS = ['none', 'lot', 'serial'] as const;
/** By hand, picked for the order, or taken off when a report says that it was used up. */
export const ISSUE_METHODS = ['manual', 'pick', 'backflush'] as const;
const WHOLE = /^\d{1,19}$/;

/** 1 uom = num/den base units. */
export class ItemUomDto {
  @Nested(UomRefDto) uom: UomRefDto;
  @Text({ pattern: WHOLE }) num: string;
  @Text({ pattern: WHOLE }) den: string;
  @BoolField({ description: 'offered when the item is bought' }) isPurchase: boolean;
  @BoolField({ description: 'offered when the item is sold' }) isSales: boolean;
}

export class ItemBarcodeDto {
  @Code({ max: 80 }) code: string;
  @Text({ nullable: true }) symbology: string | null;
  @Nested(UomRefDto, { nullable: true }) uom: UomRefDto | null;
  @DecimalField({ description: 'what one scan stands for, in the unit' }) qty: string;
}

export class ItemDto {
  @UuidField() id: string;
  @Code() code: string;
  @Text() name: string;
  @Text({ nullable: true }) nameEn: string | null;
  @OneOf(ITEM_KINDS) kind: string;
  @Nested(CategoryRefDto, { nullable: true }) category: CategoryRefDto | null;
  @Nested(UomRefDto) baseUom: UomRefDto;
  @IntField({ min: 0, max: 6 }) qtyScale: number;
  @OneOf(TRACKINGS) tracking: string;
  @IntField({ nullable: true, min: 1 }) shelfLifeDays: number | null;
  @BoolField() fefo: boolean;
  @DecimalField() safetyStock: string;
  @DecimalField({ optional: true, nullable: true, description: 'only with the permission stock.cost.read' }) standardCost?: string | null;
  @OneOf(['active', 'blocked', 'archived']) status: string;
  @Text({ nullable: true }) gtin: string | null;
  @DecimalField({ description: 'how much more than ordered may be received' }) overReceiptPct: string;
  @BoolField() qcOnReceipt: boolean;
  @IntField({ min: 0, description: 'days of life that a lot must still have when it comes in' }) minRemainingDaysIn: number;
  @IntField({ min: 0, description: '… and when it goes out to a customer' }) minRemainingDaysOut: number;
  @OneOf(ISSUE_METHODS, { description: 'how work orders use it up where the bill line does not say otherwise' }) issueMethod: string;
  @Nested(NamedRefDto, { nullable: true, description: 'where it is put away when no rule says otherwise' }) defaultLocation: NamedRefDto | null;
  @Text({ nullable: true }) externalRef: string | null;
  @ListOf(ItemUomDto) uoms: ItemUomDto[];
  @ListOf(ItemBarcodeDto) barcodes: ItemBarcodeDto[];
  @InstantField() updatedAt: string;
  @IntField({ min: 1 }) rowVersion: number;
}

export class ItemUomInput {
  @Code({ max: 20, description: 'code of the unit', example: 'BX' }) uom: string;
  @Text({
    pattern: WHOLE,
    optional: true,
    description: '1 uom = num/den base units; only units that measure the same quantity as the base unit may leave it out',
    example: '24',
  })
  num?: string;
  @Text({ pattern: WHOLE, optional: true, example: '1' }) den?: string;
  @BoolField({ optional: true, description: 'offered when the item is bought' }) isPurchase?: boolean;
  @BoolField({ optional: true, description: 'offered when the item is sold' }) isSales?: boolean;
}

export class AddBarcodeDto {
  @Code({ max: 80 }) code: string;
  @Text({ max: 30, optional: true, nullable: true, example: 'EAN13' }) symbology?: string | null;
  @Code({ max: 20, optional: true, nullable: true, description: 'unit that one scan stands for' }) uom?: string | null;
  @DecimalField({ optional: true, positive: true, description: 'how many of the unit one scan stands for; 1 when absent' }) qty?: string;
}

export class UpdateItemDto {
  @Text({ min: 1, max: 200, optional: true }) name?: string;
  @Text({ max: 200, optional: true, nullable: true }) nameEn?: string | null;
  @OneOf(ITEM_KINDS, { optional: true }) kind?: string;
  @Code({ optional: true, nullable: true, description: 'code of the category' }) category?: string | null;
  @IntField({ optional: true, nullable: true, min: 1, max: 36_500 }) shelfLifeDays?: number | null;
  @BoolField({ optional: true }) fefo?: boolean;
  @DecimalField({ optional: true, nonNegative: true }) safetyStock?: string;
  @DecimalField({ optional: true, nullable: true, nonNegative: true }) standardCost?: string | null;
  @Text({ optional: true, nullable: true, pattern: /^(\d{8}|\d{12,14})$/ }) gtin?: string | null;
  @DecimalField({ optional: true, nonNegative: true, scale: 3, description: 'how much more than ordered may be received, at most 1000' })
  overReceiptPct?: string;
  @BoolField({ optional: true, description: 'what is received waits for an inspection' }) qcOnReceipt?: boolean;
  @IntField({ optional: true, min: 0, max: 36_500 }) minRemainingDaysIn?: number;
  @IntField({ optional: true, min: 0, max: 36_500 }) minRemainingDaysOut?: number;
  @OneOf(ISSUE_METHODS, { optional: true, description: 'how work orders use it up where the bill line does not say otherwise' }) issueMethod?: string;
  @Code({ optional: true, nullable: true, description: 'code of a location' }) defaultLocation?: string | null;
  @ListOf(ItemUomInput, { optional: true, max: 50, description: 'replaces the list' }) uoms?: ItemUomInput[];
  @OneOf(['active', 'blocked'], { optional: true }) status?: string;
  @Code({ max: 20, optional: true, description: 'refused when it differs: it never changes' }) baseUom?: string;
  @IntField({ min: 0, max: 6, optional: true, description: 'refused when it differs: it never changes' }) qtyScale?: number;
  @OneOf(TRACKINGS, { optional: true, description: 'refused when it differs: it never changes' }) tracking?: string;
}

export class CreateItemDto {
  @Code({ example: 'RM-0001' }) code: string;
  @Text({ max: 200 }) name: string;
  @Text({ max: 200, optional: true, nullable: true }) nameEn?: string | null;
  @OneOf(ITEM_KINDS) kind: string;
  @Code({ optional: true, nullable: true, description: 'code of the category' }) category?: string | null;
  @Code({ max: 20, description: 'code of the unit', example: 'PCE' }) baseUom: string;
  @IntField({ min: 0, max: 6, optional: true, description: 'digits that stock keeps; the decimals of the base unit when absent' }) qtyScale?: number;
  @OneOf(TRACKINGS, { optional: true }) tracking?: string;
  @IntField({ optional: true, nullable: true, min: 1, max: 36_500 }) shelfLifeDays?: number | null;
  @BoolField({ optional: true }) fefo?: boolean;
  @DecimalField({ optional: true, nonNegative: true }) safetyStock?: string;
  @DecimalField({ optional: true, nullable: true, nonNegative: true }) standardCost?: string | null;
  @Text({ optional: true, nullable: true, pattern: /^(\d{8}|\d{12,14})$/ }) gtin?: string | null;
  @DecimalField({ optional: true, nonNegative: true, scale: 3, description: 'how much more than ordered may be received, at most 1000' })
  overReceiptPct?: string;
  @BoolField({ optional: true, description: 'what is received waits for an inspection' }) qcOnReceipt?: boolean;
  @IntField({ optional: true, min: 0, max: 36_500 }) minRemainingDaysIn?: number;
  @IntField({ optional: true, min: 0, max: 36_500 }) minRemainingDaysOut?: number;
  @OneOf(ISSUE_METHODS, { optional: true, description: 'how work orders use it up where the bill line does not say otherwise; backflush when absent' })
  issueMethod?: string;
  @Code({ optional: true, nullable: true, description: 'code of a location' }) defaultLocation?: string | null;
  @ListOf(ItemUomInput, { optional: true, max: 50 }) uoms?: ItemUomInput[];
  @ListOf(AddBarcodeDto, { optional: true, max: 50 }) barcodes?: AddBarcodeDto[];
}

/** A row of a bulk load: the same, with the id that the item had where it came from. */
export type ItemRowInput = CreateItemDto & { readonly externalRef?: string | null };

export class ItemListQuery extends ListQuery {
  @Text({ max: 100, optional: true, description: 'text in code or name' }) q?: string;
  @OneOf(ITEM_KINDS, { optional: true }) kind?: string;
  @OneOf(TRACKINGS, { optional: true }) tracking?: string;
  @OneOf(['active', 'blocked', 'archived'], { optional: true }) status?: string;
  @Code({ optional: true, description: 'code of the category' }) category?: string;
  @Code({ max: 80, optional: true, description: 'exact barcode or GTIN' }) barcode?: string;
}
