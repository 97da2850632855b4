import { InventoryModule } from '@anwen/inventory';
import { Module } from '@nestjs/common';
import { IntakeStore } from './intake.store';
import { PurchaseOrderIntake } from './purchase-order-intake';
import { PurchaseOrderService } from './purchase-order.service';
import { PurchaseOrderStore } from './purchase-order.store';

/** What comes in: orders to suppliers, receipts, inspection, put-away, returns. Needs the global Database and CURSOR_CODEC. */
@Module({
  imports: [InventoryModule],
  providers: [IntakeStore, PurchaseOrderStore, PurchaseOrderIntake, PurchaseOrderService],
  exports: [PurchaseOrderService],
})
export class InboundModule {}
