import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('partners')
export class Partner {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id: string;
  @Column('uuid', { name: 'public_id', unique: true, default: () => 'uuid_v7()' }) publicId: string;
  @Column('text', { unique: true }) code: string;
  @Column('text') name: string;
  @Column('text', { array: true }) roles: string[];
  @Column('text', { name: 'tax_id', nullable: true }) taxId: string | null;
  @Column('text', { default: 'TW' }) country: string;
  @Column('text', { default: 'active' }) status: string;
  @Column('text', { name: 'external_ref', nullable: true, unique: true }) externalRef: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt: Date;
  @Column('int', { name: 'row_version', default: 1 }) rowVersion: number;
}
