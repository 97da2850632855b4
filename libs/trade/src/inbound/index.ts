export { inboundErrors } from './inbound.errors';
export { inboundEvents } from './inbound.events';
export { InboundModule } from './inbound.module';
export { inboundPermissions } from './inbound.permissions';
export { CancelWorkDto, DispositionDto, InspectionDto, InspectionQuery, InspectionSummaryDto, ResultsDto } from './inspection.dto';
export { InspectionService } from './inspection.service';
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
export { ConfirmPutawayDto, PutawayQuery, PutawayTaskDto, ReassignPutawayDto } from './putaway.dto';
export { PutawayService } from './putaway.service';
export { ConfirmLinesDto, CreateReceiptDto, ReceiptDto, ReceiptQuery, ReceiptSummaryDto, ReverseLineDto } from './receipt.dto';
export { ReceiptService } from './receipt.service';
export type { ConfirmLines } from './receiving';
export { CreateSupplierReturnDto, ShipReturnDto, SupplierReturnDto, SupplierReturnQuery, SupplierReturnSummaryDto } from './supplier-return.dto';
export { SupplierReturnService } from './supplier-return.service';
