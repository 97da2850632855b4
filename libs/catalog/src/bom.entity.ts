import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('boms')
export class Bom {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;
  @Column('uuid', { name: 'public_id', unique: true, default: () => 'uuid_v7()' }) publicId: string;
  @Column('bigint', { name: 'item_id' }) itemId: string;
  @Column('int', { default: 1 }) version: number;
  @Column('text', { default: 'draft' }) state: string;
  @Column('numeric', { name: 'base_qty', precision: 18, scale: 6, default: 1 }) baseQty: string;
  @Column('date', { name: 'valid_from', nullable: true }) validFrom: string | null;
  @Column('date', { name: 'valid_to', nullable: true }) validTo: string | null;
  @Column('numeric', { name: 'yield_pct', precision: 9, scale: 6, default: 100 }) yieldPct: string;
  @Column('text', { default: 'standard' }) kind: string;
  @Column('text', { name: 'change_note', nullable: true }) changeNote: string | null;
  @Column('text', { name: 'approved_by', nullable: true }) approvedBy: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt: Date;
  @Column('int', { name: 'row_version', default: 1 }) rowVersion: number;
}

@Entity('bom_lines')
export class BomLine {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;
  @Column('uuid', { name: 'public_id', unique: true, default: () => 'uuid_v7()' }) publicId: string;
  @Column('bigint', { name: 'bom_id' }) bomId: string;
  @Column('bigint', { name: 'component_item_id' }) componentItemId: string;
  @Column('numeric', { precision: 18, scale: 6 }) qty: string;
  @Column('bigint', { name: 'uom_id' }) uomId: string;
  @Column('date', { name: 'valid_from' }) validFrom: string;
  @Column('date', { name: 'valid_to', nullable: true }) validTo: string | null;
  @Column('text', { name: 'external_ref', nullable: true, unique: true }) externalRef: string | null;
  @Column('text', { name: 'qty_kind', default: 'per_unit' }) qtyKind: string;
  @Column('numeric', { name: 'scrap_pct', precision: 9, scale: 6, default: 0 }) scrapPct: string;
  @Column('int', { name: 'op_no', nullable: true }) opNo: number | null;
  @Column('text', { name: 'issue_method', nullable: true }) issueMethod: string | null;
}
