import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('work_centers')
export class WorkCenter {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;
  @Column('uuid', { name: 'public_id', unique: true, default: () => 'uuid_v7()' }) publicId: string;
  @Column('text', { unique: true }) code: string;
  @Column('text') name: string;
  @Column('numeric', { name: 'hourly_cost', precision: 18, scale: 6, default: 0 }) hourlyCost: string;
  @Column('numeric', { name: 'hours_per_day', precision: 8, scale: 2, default: 0 }) hoursPerDay: string;
  @Column('bigint', { name: 'location_id', nullable: true }) locationId: string | null;
  @Column('int', { default: 1 }) capacity: number;
  @Column('numeric', { name: 'ideal_cycle_s', precision: 18, scale: 6, nullable: true }) idealCycleS: string | null;
  @Column('bigint', { name: 'calendar_id', nullable: true }) calendarId: string | null;
  @Column('text', { name: 'board_group', nullable: true }) boardGroup: string | null;
  @Column('bigint', { name: 'warehouse_id', nullable: true }) warehouseId: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt: Date;
  @Column('int', { name: 'row_version', default: 1 }) rowVersion: number;
}
