import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('item_categories')
export class ItemCategory {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;
  @Column('uuid', { name: 'public_id', unique: true, default: () => 'uuid_v7()' }) publicId: string;
  @Column('text', { unique: true }) code: string;
  @Column('text') name: string;
  @Column('bigint', { name: 'parent_id', nullable: true }) parentId: string | null;
}

@Entity('items')
export class Item {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;
  @Column('uuid', { name: 'public_id', unique: true, default: () => 'uuid_v7()' }) publicId: string;
  @Column('text', { unique: true }) code: string;
  @Column('text') name: string;
  @Column('text', { name: 'name_en', nullable: true }) nameEn: string | null;
  @Column('text') kind: string;
  @Column('bigint', { name: 'category_id', nullable: true }) categoryId: string | null;
  @Column('bigint', { name: 'base_uom_id' }) baseUomId: string;
  @Column('smallint', { name: 'qty_scale', default: 0 }) qtyScale: number;
  @Column('text', { default: 'none' }) tracking: string;
  @Column('int', { name: 'shelf_life_days', nullable: true }) shelfLifeDays: number | null;
  @Column('boolean', { default: true }) fefo: boolean;
  @Column('numeric', { name: 'standard_cost', precision: 18, scale: 6, nullable: true }) standardCost: string | null;
  @Column('numeric', { name: 'safety_stock', precision: 18, scale: 6, default: 0 }) safetyStock: string;
  @Column('text', { default: 'active' }) status: string;
  @Column('text', { nullable: true }) gtin: string | null;
  @Column('text', { name: 'external_ref', nullable: true, unique: true }) externalRef: string | null;
  @Column('numeric', { name: 'over_receipt_pct', precision: 6, scale: 3, default: 0 }) overReceiptPct: string;
  @Column('boolean', { name: 'qc_on_receipt', default: false }) qcOnReceipt: boolean;
  @Column('int', { name: 'min_remaining_days_in', default: 0 }) minRemainingDaysIn: number;
  @Column('int', { name: 'min_remaining_days_out', default: 0 }) minRemainingDaysOut: number;
  @Column('bigint', { name: 'default_location_id', nullable: true }) defaultLocationId: string | null;
  @Column('text', { name: 'issue_method', default: 'backflush' }) issueMethod: string;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt: Date;
  @Column('int', { name: 'row_version', default: 1 }) rowVersion: number;
}

@Entity('item_uoms')
export class ItemUom {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;
  @Column('bigint', { name: 'item_id' }) itemId: string;
  @Column('bigint', { name: 'uom_id' }) uomId: string;
  @Column('bigint') num: string;
  @Column('bigint') den: string;
  @Column('boolean', { name: 'is_purchase', default: false }) isPurchase: boolean;
  @Column('boolean', { name: 'is_sales', default: false }) isSales: boolean;
}

@Entity('item_barcodes')
export class ItemBarcode {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;
  @Column('bigint', { name: 'item_id' }) itemId: string;
  @Column('text', { unique: true }) code: string;
  @Column('text', { nullable: true }) symbology: string | null;
  @Column('bigint', { name: 'uom_id', nullable: true }) uomId: string | null;
  @Column('numeric', { precision: 18, scale: 6, default: 1 }) qty: string;
}
