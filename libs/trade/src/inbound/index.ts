export { inboundErrors } from './inbound.errors';
export { inboundEvents } from './inbound.events';
export { InboundModule } from './inbound.module';
export { inboundPermissions } from './inbound.permissions';
export {
  CreatePurchaseOrderDto,
  EndOrderDto,
  OpenLinesDto,
  PurchaseOrderDto,
  PurchaseOrderLineDto,
  PurchaseOrderQuery,
  PurchaseOrderSummaryDto,
} from './purchase-order.dto';
export { PurchaseOrderService, type OrderImport } from './purchase-order.service';
