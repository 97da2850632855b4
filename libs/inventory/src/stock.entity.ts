import { Column, Entity, PrimaryColumn } from 'typeorm';

const quantity = { type: 'numeric', precision: 18, scale: 6 } as const;

@Entity('inventory_postings')
export class Posting {
  @PrimaryColumn('bigint', { default: () => "nextval('inventory_postings_id_seq'::regclass)" }) id: string;
  @Column('uuid', { name: 'public_id', default: () => 'uuid_v7()' }) publicId: string;
  @Column('uuid', { name: 'client_op_id' }) clientOpId: string;
  @Column('text', { name: 'event_type' }) eventType: string;
  @Column('text', { name: 'doc_type', nullable: true }) docType: string | null;
  @Column('text', { name: 'doc_ref', nullable: true }) docRef: string | null;
  @Column('bigint', { name: 'reason_code_id', nullable: true }) reasonCodeId: string | null;
  @Column('text', { nullable: true }) note: string | null;
  @Column('bigint', { name: 'reverses_id', nullable: true }) reversesId: string | null;
  @Column('timestamptz', { name: 'occurred_at' }) occurredAt: Date;
  @Column('date', { name: 'effective_on' }) effectiveOn: string;
  @Column('timestamptz', { name: 'posted_at' }) postedAt: Date;
  @Column('text', { name: 'actor_type' }) actorType: string;
  @Column('bigint', { name: 'actor_id' }) actorId: string;
  @Column('text', { name: 'actor_name' }) actorName: string;
  @Column('bigint', { name: 'device_id', nullable: true }) deviceId: string | null;
  @Column('bigint', { name: 'device_seq', nullable: true }) deviceSeq: string | null;
  @Column('bigint', { name: 'warehouse_ids', array: true }) warehouseIds: string[];
  @Column('bigint', { name: 'zone_ids', array: true }) zoneIds: string[];
  @Column('int', { name: 'line_count' }) lineCount: number;
  @Column('bytea', { name: 'content_hash' }) contentHash: Buffer;
}

@Entity('inventory_movements')
export class Movement {
  @PrimaryColumn('bigint', { default: () => "nextval('inventory_movements_id_seq'::regclass)" }) id: string;
  @PrimaryColumn('timestamptz', { name: 'posted_at' }) postedAt: Date;
  @Column('bigint', { name: 'posting_id' }) postingId: string;
  @Column('int', { name: 'line_no' }) lineNo: number;
  @Column('date', { name: 'effective_on' }) effectiveOn: string;
  @Column('bigint', { name: 'item_id' }) itemId: string;
  @Column('bigint', { name: 'lot_id', default: 0 }) lotId: string;
  @Column('bigint', { name: 'serial_id', default: 0 }) serialId: string;
  @Column('bigint', { name: 'from_location_id' }) fromLocationId: string;
  @Column('smallint', { name: 'from_status' }) fromStatus: number;
  @Column('bigint', { name: 'from_warehouse_id', nullable: true }) fromWarehouseId: string | null;
  @Column('bigint', { name: 'to_location_id' }) toLocationId: string;
  @Column('smallint', { name: 'to_status' }) toStatus: number;
  @Column('bigint', { name: 'to_warehouse_id', nullable: true }) toWarehouseId: string | null;
  @Column({ ...quantity }) qty: string;
  @Column({ ...quantity, name: 'entered_qty' }) enteredQty: string;
  @Column('bigint', { name: 'entered_uom_id' }) enteredUomId: string;
  @Column('bigint', { name: 'from_seq', nullable: true }) fromSeq: string | null;
  @Column({ ...quantity, name: 'from_after', nullable: true }) fromAfter: string | null;
  @Column('bigint', { name: 'to_seq', nullable: true }) toSeq: string | null;
  @Column({ ...quantity, name: 'to_after', nullable: true }) toAfter: string | null;
  @Column('numeric', { precision: 18, scale: 4 }) value: string;
}

@Entity('inventory_balance')
export class Balance {
  @PrimaryColumn('bigint', { name: 'item_id' }) itemId: string;
  @PrimaryColumn('bigint', { name: 'location_id' }) locationId: string;
  @PrimaryColumn('bigint', { name: 'lot_id', default: 0 }) lotId: string;
  @PrimaryColumn('bigint', { name: 'serial_id', default: 0 }) serialId: string;
  @PrimaryColumn('smallint', { name: 'stock_status', default: 0 }) stockStatus: number;
  @Column('bigint', { name: 'warehouse_id' }) warehouseId: string;
  @Column({ ...quantity, name: 'on_hand', default: 0 }) onHand: string;
  @Column({ ...quantity, default: 0 }) reserved: string;
  @Column('boolean', { name: 'allow_negative', default: false }) allowNegative: boolean;
  @Column('bigint', { default: 0 }) version: string;
  @Column('timestamptz', { name: 'last_movement_at', nullable: true }) lastMovementAt: Date | null;
}

@Entity('inventory_value')
export class ItemValue {
  @PrimaryColumn('bigint', { name: 'item_id' }) itemId: string;
  @Column({ ...quantity, default: 0 }) qty: string;
  @Column('numeric', { precision: 18, scale: 4, default: 0 }) value: string;
  @Column('bigint', { default: 0 }) version: string;
}
