import { Code, InstantField, IntField, ListQuery, Nested, OneOf, OpenObject, Text, UuidField } from '@anwen/http';

const STATES = ['conflict', 'rejected', 'quarantined', 'resolved', 'discarded'];

export class ConflictQuery extends ListQuery {
  @OneOf(['open', ...STATES], {
    optional: true,
    description: 'open = conflict, quarantined, and rejected for want of a right or a document (403, 404); also what you get without it',
  })
  state?: string;
  @UuidField({ optional: true }) device?: string;
  @Code({ optional: true, description: 'operation, e.g. stock.move' }) type?: string;
}

export class ConflictDeviceRef {
  @UuidField() id: string;
  @Text() name: string;
}

export class ConflictDto {
  @UuidField({ description: 'id of the operation' }) id: string;
  @OneOf(STATES) state: string;
  @Text() type: string;
  @Text({ description: 'who did the work' }) operator: string;
  @Nested(ConflictDeviceRef, { nullable: true }) device: ConflictDeviceRef | null;
  @IntField() seq: number;
  @IntField() status: number;
  @Text({ nullable: true, description: 'code of the refusal' }) problemCode: string | null;
  @InstantField({ description: 'clock of the device' }) occurredAt: string;
  @InstantField() receivedAt: string;
  @UuidField({ nullable: true, description: 'another operation that came under this id' }) reusedOpId: string | null;
  @UuidField({ nullable: true, description: 'operation that was applied instead' }) appliedAs: string | null;
  @Text({ nullable: true }) resolvedBy: string | null;
  @InstantField({ nullable: true }) resolvedAt: string | null;
  @Text({ nullable: true }) resolution: string | null;
}

export class ConflictDetailDto extends ConflictDto {
  @OpenObject({ nullable: true, description: 'what the device sent; null when no longer kept' }) body: object | null;
  @OpenObject({ nullable: true, description: 'what the server said' }) problem: object | null;
  @OpenObject({ nullable: true, description: 'the document or the stock as it is now, as far as you may see it' }) current: object | null;
  @UuidField({ nullable: true, description: 'posting of what was applied, or of what the route had done already' }) postingId: string | null;
}

export class ResolveConflictDto {
  @OneOf(['apply', 'discard']) action: 'apply' | 'discard';
  @OpenObject({ optional: true, description: 'apply: carried out instead of what the device sent' }) body?: Record<string, unknown>;
  @Text({ max: 500 }) reason: string;
}

export class ConflictResolvedDto extends ConflictDto {
  @OpenObject({ nullable: true, description: 'answer of the action that was applied' }) result: object | null;
}
