import { InventoryModule } from '@anwen/inventory';
import { Module } from '@nestjs/common';
import { PartiesStore } from './parties.store';
import { SalesOrderService } from './sales-order.service';
import { SalesOrderStore } from './sales-order.store';

/** Selling as far as it moves stock: orders, shipments, waves, pick tasks, packages, returns from customers. Needs the global Database and CURSOR_CODEC. */
@Module({
  imports: [InventoryModule],
  providers: [PartiesStore, SalesOrderService, SalesOrderStore],
  exports: [SalesOrderService],
})
export class OutboundModule {}
