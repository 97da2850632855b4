export { WorkOrdersModule } from './work-orders.module';
export { workOrdersPermissions } from './work-orders.permissions';
