export { OrderStart } from './order-start';
export { ORDER_SETTLEMENT, type OrderSettlement } from './order-settlement';
export { WORK_ORDER, WORK_ORDER_MATERIAL, WORK_ORDER_STATES, requireRunning, type WorkOrderState, type WorkOrderVerb } from './work-order.rules';
export { WorkOrderService } from './work-order.service';
export { WorkOrderStore, type MaterialRow, type OperationRow, type OrderPatch, type WorkOrderRow } from './work-order.store';
export { workOrderErrors } from './work-orders.errors';
export { WorkOrdersModule } from './work-orders.module';
export { workOrdersPermissions } from './work-orders.permissions';
