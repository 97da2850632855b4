import { InventoryModule } from '@anwen/inventory';
import { TracingModule } from '@anwen/inventory/tracing';
import { Module } from '@nestjs/common';
import { ArrivalWork } from './arrival-work';
import { Disposing } from './disposing';
import { InboundParties } from './inbound-parties.store';
import { InspectionService } from './inspection.service';
import { InspectionStore } from './inspection.store';
import { IntakeStore } from './intake.store';
import { LineReversal } from './line-reversal';
import { OperationStore } from './operation.store';
import { PurchaseOrderIntake } from './purchase-order-intake';
import { PurchaseOrderService } from './purchase-order.service';
import { PurchaseOrderStore } from './purchase-order.store';
import { PutawayPlanner } from './putaway-planner';
import { PutawayService } from './putaway.service';
import { PutawayStore } from './putaway.store';
import { ReceiptHeads } from './receipt-hold';
import { ReceiptService } from './receipt.service';
import { ReceiptStore } from './receipt.store';
import { Receiving } from './receiving';
import { ReversalStore } from './reversal.store';
import { SupplierReturnService } from './supplier-return.service';
import { SupplierReturnStore } from './supplier-return.store';

const STORES = [IntakeStore, OperationStore, PurchaseOrderStore, ReceiptStore, ReceiptHeads, ReversalStore, InspectionStore, PutawayStore, SupplierReturnStore];
const STEPS = [PurchaseOrderIntake, PutawayPlanner, ArrivalWork, Receiving, LineReversal, Disposing];
const SERVICES = [PurchaseOrderService, ReceiptService, InspectionService, PutawayService, SupplierReturnService];

/** What comes in: orders to suppliers, receipts, inspection, put-away, returns. Needs the global Database and CURSOR_CODEC. */
@Module({ imports: [InventoryModule, TracingModule], providers: [InboundParties, ...STORES, ...STEPS, ...SERVICES], exports: SERVICES })
export class InboundModule {}
