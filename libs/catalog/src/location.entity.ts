import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('locations')
export class Location {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;
  @Column('uuid', { name: 'public_id', unique: true, default: () => 'uuid_v7()' }) publicId: string;
  @Column('bigint', { name: 'warehouse_id', nullable: true }) warehouseId: string | null;
  @Column('bigint', { name: 'zone_id', nullable: true }) zoneId: string | null;
  @Column('bigint', { name: 'parent_id', nullable: true }) parentId: string | null;
  @Column('text', { unique: true }) code: string;
  @Column('text') name: string;
  @Column('text') path: string;
  @Column('text') kind: string;
  @Column('int', { name: 'pick_seq', default: 0 }) pickSeq: number;
  @Column('boolean', { name: 'is_pickable', default: true }) isPickable: boolean;
  @Column('boolean', { name: 'allow_negative', default: false }) allowNegative: boolean;
  @Column('text', { name: 'locked_reason', nullable: true }) lockedReason: string | null;
  @Column('text', { default: 'active' }) status: string;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt: Date;
  @Column('int', { name: 'row_version', default: 1 }) rowVersion: number;
}
