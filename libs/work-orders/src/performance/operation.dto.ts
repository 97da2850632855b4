import { NamedRefDto } from '@anwen/catalog';
import { BoolField, Code, DateField, DecimalField, InstantField, IntField, ListOf, Nested, OneOf, Text, TextList } from '@anwen/http';
import { OPERATION_STATES } from '../operation.rules';
import { WorkOrderItemDto, WorkOrderRefDto } from '../orders/work-order.dto';

export const RUN_KINDS = ['run', 'setup'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

export class StartOperationDto {
  @OneOf(RUN_KINDS, { optional: true, description: 'setup is lost availability, not running time; run when absent' }) kind?: string;
}

export class ResumeOperationDto {
  @OneOf(RUN_KINDS, { optional: true, description: 'what the last part in it was, when absent: a set-up goes on as set-up' }) kind?: string;
}

export class PauseOperationDto {
  @Code({ optional: true, nullable: true, max: 40, description: 'a downtime reason' }) reasonCode?: string | null;
  @BoolField({ optional: true, description: 'for everybody who is at it; otherwise the caller stops and the others go on' }) all?: boolean;
}

export class SkipOperationDto {
  @Text({ min: 1, max: 500 }) reason: string;
}

export class OperationQueueQuery {
  @Code({ optional: true, description: 'code of a work centre; all that the caller reaches when absent' }) workCenter?: string;
  @Text({ optional: true, max: 100, description: 'states, separated by commas; all that are not over when absent' }) state?: string;
  @IntField({ optional: true, min: 1, max: 200, description: 'rows at most' }) limit: number = 100;
}

export class QueuedOperationDto {
  @Nested(WorkOrderRefDto) workOrder: WorkOrderRefDto;
  @OneOf(['released', 'in_progress', 'on_hold'], { description: 'of an order on hold only what still keeps its work centre busy is listed' })
  orderState: string;
  @Nested(WorkOrderItemDto) item: WorkOrderItemDto;
  @Nested(NamedRefDto) workCenter: NamedRefDto;
  @IntField() opNo: number;
  @Text() name: string;
  @OneOf(OPERATION_STATES) state: string;
  @DecimalField({ description: 'in base units of the item, as all below' }) qtyPlanned: string;
  @DecimalField() good: string;
  @DecimalField() scrap: string;
  @DecimalField() rework: string;
  @IntField({ min: 1, max: 9, description: '1 comes first' }) priority: number;
  @DateField({ nullable: true }) dueOn: string | null;
  @InstantField({ nullable: true }) plannedStart: string | null;
  @InstantField({ nullable: true }) startedAt: string | null;
  @BoolField({ description: 'the last operation before it that is not skipped is done or has good pieces' }) ready: boolean;
  @TextList({ description: 'who is at it now' }) operators: string[];
  @TextList({ description: 'what may be done now' }) legal: string[];
}

export class OperationQueueDto {
  @ListOf(QueuedOperationDto, { description: 'running first, then by priority and due day' }) items: QueuedOperationDto[];
  @BoolField({ description: 'there are more than were asked for' }) truncated: boolean;
}
