import { InventoryModule } from '@anwen/inventory';
import { TracingModule } from '@anwen/inventory/tracing';
import { Module } from '@nestjs/common';
import { Backorders } from './backorders';
import { CustomerReturnIntake } from './customer-return-intake';
import { CustomerReturnService } from './customer-return.service';
import { CustomerReturnStore } from './customer-return.store';
import { GoingHome } from './going-home';
import { OperationStore } from './operation.store';
import { OutboundParties } from './outbound-parties.store';
import { PackageService } from './package.service';
import { PackageStore } from './package.store';
import { PartiesStore } from './parties.store';
import { PickDesk } from './pick-desk';
import { PickExchange } from './pick-exchange';
import { PickGoods } from './pick-goods';
import { PickPlan } from './pick-plan';
import { PickTaskService } from './pick-task.service';
import { PickService } from './pick.service';
import { PickStore } from './pick.store';
import { SalesHistoryService } from './sales-history.service';
import { SalesHistoryStore } from './sales-history.store';
import { SalesOrderService } from './sales-order.service';
import { SalesOrderStore } from './sales-order.store';
import { ShipmentAllocationService } from './shipment-allocation.service';
import { ShipmentCancelService } from './shipment-cancel.service';
import { ShipmentIntake } from './shipment-intake';
import { ShipmentViewStore } from './shipment-view.store';
import { ShipmentService } from './shipment.service';
import { ShipmentStore } from './shipment.store';
import { ShippingService } from './shipping.service';
import { StageGate } from './stage-gate';
import { WaveService } from './wave.service';
import { WaveStore } from './wave.store';

const SERVICES = [
  SalesOrderService,
  ShipmentService,
  ShipmentAllocationService,
  ShipmentCancelService,
  ShippingService,
  WaveService,
  PickTaskService,
  PickService,
  PackageService,
  CustomerReturnService,
  SalesHistoryService,
];
const PARTS = [PickDesk, PickGoods, PickExchange, PickPlan, Backorders, GoingHome, StageGate, ShipmentIntake, CustomerReturnIntake];
const STORES = [
  PartiesStore,
  SalesOrderStore,
  ShipmentStore,
  ShipmentViewStore,
  PickStore,
  WaveStore,
  PackageStore,
  CustomerReturnStore,
  OperationStore,
  SalesHistoryStore,
];

/** Selling as far as it moves stock: orders, shipments, waves, pick tasks, packages, returns from customers. Needs the global Database and CURSOR_CODEC. */
@Module({ imports: [InventoryModule, TracingModule], providers: [OutboundParties, ...SERVICES, ...PARTS, ...STORES], exports: SERVICES })
export class OutboundModule {}
