import { TracingModule } from '@anwen/inventory/tracing';
import { Global, Module } from '@nestjs/common';
import { ORDER_SETTLEMENT } from '../orders/order-settlement';
import { ConsumptionStore } from './consumption.store';
import { GenealogyOfOrder } from './genealogy-of-order';

/** Global, because the room of orders asks for the settlement and must not know who gives it. */
@Global()
@Module({
  imports: [TracingModule],
  providers: [ConsumptionStore, GenealogyOfOrder, { provide: ORDER_SETTLEMENT, useExisting: GenealogyOfOrder }],
  exports: [ORDER_SETTLEMENT, ConsumptionStore, GenealogyOfOrder],
})
export class SettlementModule {}
