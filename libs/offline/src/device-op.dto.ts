import { InstantField, IntField, ListAsCame, ListOf, Nested, OneOf, OpenObject, Text, UuidField } from '@anwen/http';

/** Small enough to be carried out while the device waits, large enough for a morning's work in a few trips. */
export const OPS_MAX = 200;
export const BATCH_BYTES = 10 * 1_048_576;

/** More than a device ever keeps; what says more is broken. */
const QUEUE_MAX = 1_000_000;

const RESULTS = ['applied', 'duplicate', 'conflict', 'rejected', 'quarantined', 'deferred'];
const STATES = ['applied', 'conflict', 'rejected', 'quarantined', 'resolved', 'discarded'];

export class DeviceOpInput {
  @UuidField({ description: 'made by the device when the work was done; unique for ever' }) opId: string;
  @IntField({ min: 0, description: 'the device counts its operations' }) seq: number;
  @Text({ max: 60, description: 'what it does: a row of the table in docs/pda-device-management.md §9', example: 'stock.move' }) type: string;
  @InstantField({ description: 'clock of the device when it was done' }) occurredAt: string;
  @OpenObject({ description: 'the body of the REST action, and the id of its document where the type has one (taskId, receiptId, transferId, workOrder)' })
  body: Record<string, unknown>;
}

export class DeviceOpBatch {
  @ListAsCame(DeviceOpInput, {
    min: 0,
    max: OPS_MAX,
    description: 'carried out by seq, whatever their order here; one without form is rejected (400) alone, without seq or opId where it has none',
  })
  ops: unknown[];
  @InstantField({ optional: true, description: 'what the clock behind occurredAt shows as this is sent; what it is wrong by is taken out of every occurredAt' })
  sentAt?: string;
  @IntField({ min: 0, max: QUEUE_MAX, optional: true, description: 'operations that wait on the device, these included' }) queueLength?: number;
  @InstantField({ optional: true, nullable: true, description: 'when the oldest of them was done' }) queueOldestAt?: string | null;
}

export class DeviceOpResult {
  @UuidField({ nullable: true, description: 'null only where the operation had none' }) opId: string | null;
  @IntField({ nullable: true, description: 'null only where the operation had none' }) seq: number | null;
  @OneOf(RESULTS, {
    description:
      'applied: done now. duplicate: it was done before; its first answer again. conflict: kept for a person (409, 412, 422). rejected: final (400, 403, 404). ' +
      'quarantined: the device is not trusted. deferred: not carried out and not kept; send it again',
  })
  result: string;
  @IntField({ nullable: true, description: 'status that the REST action answered; null when it was not reached' }) status: number | null;
  @OpenObject({ nullable: true }) body: object | null;
  @OpenObject({ nullable: true, description: 'problem+json of the refusal' }) problem: object | null;
  @OneOf(STATES, { nullable: true, description: 'what has become of it by now; null when deferred' }) state: string | null;
}

export class SeqGap {
  @IntField() from: number;
  @IntField() to: number;
}

export class SequenceReport {
  @IntField({ description: 'highest sequence number received' }) highest: number;
  @ListOf(SeqGap, { description: 'numbers below it that have not come; the first 20 holes' }) missing: SeqGap[];
  @IntField({ description: 'operations of this batch that came after a higher number' }) late: number;
}

export class DeviceOpResults {
  @ListOf(DeviceOpResult, { description: 'in the order of seq' }) results: DeviceOpResult[];
  @Nested(SequenceReport, { nullable: true }) sequence: SequenceReport | null;
  @InstantField() serverTime: string;
}

export class DeviceOpDto extends DeviceOpResult {
  @Text() type: string;
  @InstantField() occurredAt: string;
  @InstantField() receivedAt: string;
  @UuidField({ nullable: true }) postingId: string | null;
  @UuidField({ nullable: true, description: 'operation that a person applied instead' }) appliedAs: string | null;
}
