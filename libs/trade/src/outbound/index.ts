export { CreateCustomerReturnDto, CustomerReturnDto, CustomerReturnQuery, CustomerReturnSummaryDto } from './customer-return.dto';
export { CustomerReturnService } from './customer-return.service';
export { OutboundModule } from './outbound.module';
export { outboundPermissions } from './outbound.permissions';
export { AddPackageContentDto, ClosePackageDto, CreatePackageDto } from './package.dto';
export { PackageService } from './package.service';
export { PickTaskService } from './pick-task.service';
export { ConfirmPickDto, NextPickTaskQuery, PickTaskDto, PickTaskQuery, ReassignPickDto, ShortPickDto, SubstitutePickDto } from './pick.dto';
export { PickService } from './pick.service';
export { CreateSalesOrderDto, SalesOrderDto, SalesOrderQuery, SalesOrderSummaryDto, SalesStepDto } from './sales-order.dto';
export { SalesOrderService } from './sales-order.service';
export { ShipmentAllocationService } from './shipment-allocation.service';
export { ShipmentCancelService } from './shipment-cancel.service';
export {
  AllocateShipmentDto,
  CancelShipmentDto,
  CreateShipmentDto,
  PackageDto,
  ShipDto,
  ShipmentDto,
  ShipmentQuery,
  ShipmentSummaryDto,
  ShortShipDto,
} from './shipment.dto';
export { ShipmentService } from './shipment.service';
export { ShippingService } from './shipping.service';
export { CreateWaveDto, WaveDto, WaveQuery } from './wave.dto';
export { WaveService } from './wave.service';
