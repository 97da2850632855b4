import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('warehouses')
export class Warehouse {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;
  @Column('uuid', { name: 'public_id', unique: true, default: () => 'uuid_v7()' }) publicId: string;
  @Column('text', { unique: true }) code: string;
  @Column('text') name: string;
  @Column('text', { nullable: true }) address: string | null;
  @Column('text', { default: 'active' }) status: string;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt: Date;
  @Column('int', { name: 'row_version', default: 1 }) rowVersion: number;
}

@Entity('zones')
export class Zone {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;
  @Column('uuid', { name: 'public_id', unique: true, default: () => 'uuid_v7()' }) publicId: string;
  @Column('bigint', { name: 'warehouse_id' }) warehouseId: string;
  @Column('text') code: string;
  @Column('text') name: string;
}
