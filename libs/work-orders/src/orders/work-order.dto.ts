import { NamedRefDto } from '@anwen/catalog';
import { BoolField, Code, DateField, DecimalField, InstantField, IntField, ListOf, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { OPERATION_STATES } from '../operation.rules';
import { LOT_POLICIES, WORK_ORDER_STATES } from './work-order.rules';

export class WorkOrderQuery extends ListQuery {
  @Text({ optional: true, max: 100, description: 'states, separated by commas' }) state?: string;
  @Code({ optional: true, description: 'code of the item that is made' }) item?: string;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @Code({ optional: true, description: 'code of a work centre of the routing' }) workCenter?: string;
  @Text({ optional: true, max: 100, description: 'text in number or external reference' }) q?: string;
  @DateField({ optional: true, description: 'due on this day or later' }) dueFrom?: string;
  @DateField({ optional: true, description: 'due on this day or earlier' }) dueTo?: string;
  @BoolField({ optional: true, description: 'only what is due before today and not over' }) late?: boolean;
  @BoolField({ optional: true, description: 'only what lacks material' }) short?: boolean;
  @Code({ optional: true, description: 'id or number of the order above' }) parent?: string;
}

export class WorkOrderSourceDto {
  @Text({ max: 40 }) type: string;
  @Text({ max: 100 }) ref: string;
}

/** What may be changed while an order is a draft or planned. */
export class OrderContentDto {
  @Code({ optional: true, description: 'unit code of `qty`; the base unit when absent' }) uom?: string;
  @DateField({ optional: true, nullable: true }) startsOn?: string | null;
  @DateField({ optional: true, nullable: true }) dueOn?: string | null;
  @IntField({ optional: true, min: 1, max: 9, description: '1 comes first' }) priority?: number;
  @DecimalField({ optional: true, nonNegative: true, scale: 3, description: 'per cent that may be made beyond the plan, 999.999 at most' }) overPct?: string;
  @OneOf(LOT_POLICIES, { optional: true }) lotPolicy?: string;
  @Code({ optional: true, nullable: true, description: 'lot that the output gets' }) targetLot?: string | null;
  @Code({ optional: true, nullable: true, description: 'location that hand-issued material comes from' }) supplyLocation?: string | null;
  @Code({ optional: true, nullable: true, description: 'location that good pieces go to' }) outputLocation?: string | null;
  @Text({ optional: true, nullable: true, max: 1000 }) note?: string | null;
}

export class UpdateWorkOrderDto extends OrderContentDto {
  @DecimalField({ optional: true, positive: true, description: 'in `uom`' }) qty?: string;
}

export class CreateWorkOrderDto extends OrderContentDto {
  @Code({ description: 'code of the item that is made' }) item: string;
  @DecimalField({ positive: true, description: 'in `uom`' }) qty: string;
  @Code({ description: 'warehouse code' }) warehouse: string;
  @Code({ optional: true, nullable: true, description: 'id or number of the order that this one is made for' }) parent?: string | null;
  @Nested(WorkOrderSourceDto, { optional: true, nullable: true }) source?: WorkOrderSourceDto | null;
  @Code({ optional: true, nullable: true, description: "another system's number" }) externalRef?: string | null;
}

export class ReleaseWorkOrderDto {
  @BoolField({ optional: true, description: 'release although material is short; true when absent' }) partial?: boolean;
}

export class ReasonDto {
  @Text({ min: 1, max: 500 }) reason: string;
}

export class SplitWorkOrderDto {
  @DecimalField({ positive: true, description: 'what the new order gets, in base units' }) qty: string;
  @DateField({ optional: true, nullable: true }) dueOn?: string | null;
}

export class BulkOrderDto {
  @Code({ description: 'id or number' }) id: string;
  @IntField({ optional: true, min: 1, description: 'refuse when somebody has changed the order since' }) rowVersion?: number;
  @DateField({ optional: true, nullable: true, description: 'for reschedule' }) startsOn?: string | null;
  @DateField({ optional: true, nullable: true, description: 'for reschedule' }) dueOn?: string | null;
}

export class BulkWorkOrdersDto {
  @ListOf(BulkOrderDto, { min: 1, max: 200 }) orders: BulkOrderDto[];
}

export class WorkOrderRefDto {
  @UuidField() id: string;
  @Code() number: string;
}

export class WorkOrderItemDto extends NamedRefDto {
  @Code({ description: 'base unit' }) uom: string;
}

export class CurrentOperationDto {
  @IntField() opNo: number;
  @Text() name: string;
  @Nested(NamedRefDto) workCenter: NamedRefDto;
  @OneOf(OPERATION_STATES) state: string;
}

export class WorkOrderSummaryDto {
  @UuidField() id: string;
  @Code() number: string;
  @OneOf(WORK_ORDER_STATES) state: string;
  @Nested(WorkOrderItemDto) item: WorkOrderItemDto;
  @Nested(NamedRefDto) warehouse: NamedRefDto;
  @DecimalField({ description: 'in base units, as all below' }) qtyPlanned: string;
  @DecimalField() qtyGood: string;
  @DecimalField() qtyScrap: string;
  @DecimalField() qtyRework: string;
  @IntField({ min: 0, description: 'good of planned; more than 100 beyond the plan' }) progressPct: number;
  @IntField({ min: 1, max: 9 }) priority: number;
  @DateField({ nullable: true }) startsOn: string | null;
  @DateField({ nullable: true }) dueOn: string | null;
  @BoolField() isLate: boolean;
  @IntField({ nullable: true, description: 'materials that are not covered; none before release and after the end' }) shortCount: number | null;
  @Nested(CurrentOperationDto, { nullable: true }) currentOperation: CurrentOperationDto | null;
  @Nested(WorkOrderRefDto, { nullable: true }) parent: WorkOrderRefDto | null;
  @InstantField() createdAt: string;
}

export class VersionedRefDto {
  @UuidField() id: string;
  @IntField() version: number;
}

export class RoutingVersionDto {
  @IntField() version: number;
}

export class WorkOrderOperationDto {
  @UuidField() id: string;
  @IntField() opNo: number;
  @Text() name: string;
  @Nested(NamedRefDto) workCenter: NamedRefDto;
  @DecimalField({ description: 'seconds once' }) setupS: string;
  @DecimalField({ description: 'seconds a unit' }) runS: string;
  @OneOf(OPERATION_STATES) state: string;
  @DecimalField() good: string;
  @DecimalField() scrap: string;
  @DecimalField() rework: string;
  @BoolField() reportPoint: boolean;
  @Text({ nullable: true, description: 'for the person at the machine, frozen at release' }) instructions: string | null;
  @InstantField({ nullable: true }) startedAt: string | null;
  @InstantField({ nullable: true }) endedAt: string | null;
  @TextList({ description: 'who is at it now' }) operators: string[];
  @DecimalField({ description: 'seconds that were worked' }) workedS: string;
  @DecimalField({ description: 'seconds that the plan allows for' }) standardS: string;
  @TextList({ description: 'what may be done now' }) legal: string[];
}

export class WorkOrderDto extends WorkOrderSummaryDto {
  @Nested(NamedRefDto, { nullable: true }) supplyLocation: NamedRefDto | null;
  @Nested(NamedRefDto, { nullable: true }) outputLocation: NamedRefDto | null;
  @Nested(VersionedRefDto, { nullable: true, description: 'frozen at release' }) bom: VersionedRefDto | null;
  @Nested(RoutingVersionDto, { nullable: true, description: 'frozen at release' }) routing: RoutingVersionDto | null;
  @DecimalField() overPct: string;
  @OneOf(LOT_POLICIES) lotPolicy: string;
  @Code({ nullable: true }) targetLot: string | null;
  @Text({ nullable: true }) note: string | null;
  @Text({ nullable: true }) endReason: string | null;
  @Nested(WorkOrderSourceDto, { nullable: true }) source: WorkOrderSourceDto | null;
  @Code({ nullable: true }) externalRef: string | null;
  @Text() createdBy: string;
  @InstantField({ nullable: true }) releasedAt: string | null;
  @InstantField({ nullable: true }) startedAt: string | null;
  @InstantField({ nullable: true }) completedAt: string | null;
  @InstantField({ nullable: true }) closedAt: string | null;
  @ListOf(WorkOrderOperationDto) operations: WorkOrderOperationDto[];
  @ListOf(WorkOrderRefDto, { description: 'orders below this one' }) children: WorkOrderRefDto[];
  @TextList({ description: 'what may be done now' }) legal: string[];
  @IntField() rowVersion: number;
}

export class BulkResultDto {
  @ListOf(WorkOrderSummaryDto) items: WorkOrderSummaryDto[];
}
