export { OrderBulk } from './order-bulk';
export { TimelineDto, TravelCardsQuery, WorkOrderCostDto, WorkOrderMaterialsDto } from './order-part.dto';
export { OrderPartService } from './order-part.service';
export { OrderSplit } from './order-split';
export { OrderStart } from './order-start';
export { ORDER_SETTLEMENT, type OrderSettlement } from './order-settlement';
export {
  BulkResultDto,
  BulkWorkOrdersDto,
  CreateWorkOrderDto,
  ReasonDto,
  ReleaseWorkOrderDto,
  SplitWorkOrderDto,
  UpdateWorkOrderDto,
  WorkOrderDto,
  WorkOrderQuery,
  WorkOrderSummaryDto,
} from './work-order.dto';
export { WORK_ORDER, WORK_ORDER_MATERIAL, WORK_ORDER_STATES, requireRunning, type WorkOrderState, type WorkOrderVerb } from './work-order.rules';
export { WorkOrderService } from './work-order.service';
export { WorkOrderStore, type MaterialRow, type OperationRow, type OrderPatch, type WorkOrderRow } from './work-order.store';
export { workOrderErrors } from './work-orders.errors';
export { WorkOrdersModule } from './work-orders.module';
export { workOrdersPermissions } from './work-orders.permissions';
