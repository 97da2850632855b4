import { BoolField, Code, InstantField, IntField, ListOf, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { PLATFORMS, TRUST_STATES } from './device.rules';

export class DevicePlaceRef {
  @UuidField() id: string;
  @Code() code: string;
  @Text() name: string;
}

export class DeviceDto {
  @UuidField() id: string;
  @Text() name: string;
  @Text({ nullable: true }) platform: string | null;
  @Text({ nullable: true }) model: string | null;
  @OneOf(TRUST_STATES) trust: string;
  @Text({ nullable: true, description: 'why it was suspended or revoked' }) trustReason: string | null;
  @Text({ nullable: true }) appVersion: string | null;
  @InstantField({ nullable: true, description: 'exact to a minute' }) lastActiveAt: string | null;
  @Text({ nullable: true, description: 'who signed in last; null after they left' }) operator: string | null;
  @Nested(DevicePlaceRef, { nullable: true, description: 'null: wherever its operator may work' }) warehouse: DevicePlaceRef | null;
  @ListOf(DevicePlaceRef, { description: 'empty: the whole warehouse' }) zones: DevicePlaceRef[];
  @IntField({ nullable: true, description: 'operations waiting on the device, as it last told' }) queueLength: number | null;
  @InstantField({ nullable: true }) queueOldestAt: string | null;
  @IntField({ nullable: true, description: 'its clock minus ours' }) clockSkewMs: number | null;
  @BoolField({ description: 'signs with a secret instead of a key of its own' }) usesSecret: boolean;
  @InstantField() enrolledAt: string;
  @InstantField({ nullable: true }) revokedAt: string | null;
  @TextList({ description: 'what may be done to it now: approve, suspend, resume, revoke' }) legal: string[];
  @IntField() rowVersion: number;
}

export class DeviceQuery extends ListQuery {
  @OneOf(TRUST_STATES, { optional: true }) trust?: string;
  @Text({ optional: true, max: 100, description: 'part of the name or the model' }) q?: string;
  @Code({ optional: true, description: 'code of a warehouse' }) warehouse?: string;
  @OneOf(['-enrolledAt'], { optional: true }) override sort?: string = undefined;
}

export class DevicePatch {
  @Text({ optional: true, min: 1, max: 80 }) name?: string;
  @Code({ optional: true, nullable: true, description: 'code of a warehouse; null: wherever the operator may work' }) warehouse?: string | null;
  @TextList({ optional: true, max: 100, description: 'codes of zones in that warehouse; empty: all of it' }) zones?: string[];
}

export class DeviceReason {
  @Text({ min: 1, max: 300 }) reason: string;
}

export class OptionalDeviceReason {
  @Text({ optional: true, max: 300 }) reason?: string;
}

export class EnrolCodeInput {
  @Text({ optional: true, min: 1, max: 80, description: 'name of the device; otherwise it names itself' }) name?: string;
  @Code({ optional: true, description: 'code of a warehouse' }) warehouse?: string;
  @TextList({ optional: true, max: 100, description: 'codes of zones in that warehouse' }) zones?: string[];
  @BoolField({ optional: true, description: 'trusted at once; needs device.manage' }) autoApprove?: boolean;
}

export class EnrolCodeDto {
  @Text({ description: 'shown this once' }) code: string;
  @Text({ description: 'what the QR code says: {v, server, tenant, code, caSha256}' }) content: string;
  @Text({ max: 100_000, description: 'the QR code as SVG' }) svg: string;
  @InstantField() expiresAt: string;
}

const VERSION = /^\d{1,5}(\.\d{1,5}){0,3}$/;

export class EnrolInput {
  @Text({ min: 16, max: 64 }) code: string;
  @Text({ optional: true, max: 400, description: 'P-256 public key, SPKI as base64; its private half never leaves the device' }) publicKey?: string;
  @BoolField({ optional: true, description: 'for hardware without a key store: a secret is made, shown once, and signs by HMAC' }) wantsSecret?: boolean;
  @Text({ max: 80 }) name: string;
  @OneOf(PLATFORMS) platform: string;
  @Text({ max: 80 }) model: string;
  @Text({ max: 30, pattern: VERSION }) appVersion: string;
}

export class EnrolledDto {
  @UuidField() deviceId: string;
  @OneOf(TRUST_STATES) trust: string;
  @Text({ optional: true, description: 'only with wantsSecret, shown this once' }) secret?: string;
}
