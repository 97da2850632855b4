import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('reason_codes')
export class ReasonCode {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;
  @Column('uuid', { name: 'public_id', unique: true, default: () => 'uuid_v7()' }) publicId: string;
  @Column('text') domain: string;
  @Column('text', { unique: true }) code: string;
  @Column('text', { name: 'label_zh' }) labelZh: string;
  @Column('text', { name: 'label_en' }) labelEn: string;
  @Column('boolean', { name: 'needs_note', default: false }) needsNote: boolean;
  @Column('boolean', { name: 'needs_approval', default: false }) needsApproval: boolean;
  @Column('boolean', { default: true }) active: boolean;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt: Date;
  @Column('int', { name: 'row_version', default: 1 }) rowVersion: number;
}
