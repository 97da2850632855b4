import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('inventory_reservations')
export class Reservation {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;
  @Column('uuid', { name: 'public_id', unique: true, default: () => 'uuid_v7()' }) publicId: string;
  @Column('text', { name: 'owner_type' }) ownerType: string;
  @Column('text', { name: 'owner_ref' }) ownerRef: string;
  @Column('bigint', { name: 'item_id' }) itemId: string;
  @Column('bigint', { name: 'location_id' }) locationId: string;
  @Column('bigint', { name: 'lot_id', default: 0 }) lotId: string;
  @Column('bigint', { name: 'serial_id', default: 0 }) serialId: string;
  @Column('smallint', { name: 'stock_status', default: 0 }) stockStatus: number;
  @Column('bigint', { name: 'warehouse_id' }) warehouseId: string;
  @Column('numeric', { precision: 18, scale: 6 }) qty: string;
  @Column('numeric', { precision: 18, scale: 6, default: 0 }) consumed: string;
  @Column('text', { default: 'open' }) state: string;
  @Column('timestamptz', { name: 'expires_at', nullable: true }) expiresAt: Date | null;
  @Column('bigint', { name: 'created_by' }) createdBy: string;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt: Date;
}
