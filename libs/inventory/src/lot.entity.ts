import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('lots')
export class Lot {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;
  @Column('uuid', { name: 'public_id', unique: true, default: () => 'uuid_v7()' }) publicId: string;
  @Column('bigint', { name: 'item_id' }) itemId: string;
  @Column('text') code: string;
  @Column('text', { name: 'supplier_lot', nullable: true }) supplierLot: string | null;
  @Column('date', { name: 'made_on', nullable: true }) madeOn: string | null;
  @Column('date', { name: 'expires_on', nullable: true }) expiresOn: string | null;
  @Column('bigint', { name: 'supplier_id', nullable: true }) supplierId: string | null;
  @Column('text', { default: 'available' }) status: string;
  @Column('text', { name: 'status_reason', nullable: true }) statusReason: string | null;
  @Column('text', { nullable: true }) country: string | null;
  @Column('jsonb', { default: () => "'{}'" }) attributes: Record<string, string | null>;
  @Column('boolean', { name: 'hold_critical', default: false }) holdCritical: boolean;
  @Column('bigint', { name: 'held_by', nullable: true }) heldBy: string | null;
  @Column('timestamptz', { name: 'held_at', nullable: true }) heldAt: Date | null;
  @Column('date', { name: 'expiry_told', nullable: true }) expiryTold: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt: Date;
  @Column('int', { name: 'row_version', default: 1 }) rowVersion: number;
}

@Entity('serials')
export class Serial {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;
  @Column('uuid', { name: 'public_id', unique: true, default: () => 'uuid_v7()' }) publicId: string;
  @Column('bigint', { name: 'item_id' }) itemId: string;
  @Column('text') code: string;
  @Column('bigint', { name: 'lot_id', nullable: true }) lotId: string | null;
  @Column('text', { default: 'available' }) status: string;
  @Column('text', { name: 'status_reason', nullable: true }) statusReason: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
}
