export { OutboundModule } from './outbound.module';
export { outboundPermissions } from './outbound.permissions';
export { CreateSalesOrderDto, SalesOrderDto, SalesOrderQuery, SalesOrderSummaryDto, SalesStepDto } from './sales-order.dto';
export { SalesOrderService } from './sales-order.service';
