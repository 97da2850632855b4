import { EngineeringModule } from '@anwen/catalog/engineering';
import { InventoryModule } from '@anwen/inventory';
import { TracingModule } from '@anwen/inventory/tracing';
import { Module } from '@nestjs/common';
import { IntakeStore } from './intake.store';
import { OrderBulk } from './order-bulk';
import { OrderEnding } from './order-ending';
import { OrderEndingStore } from './order-ending.store';
import { OrderFreezeStore } from './order-freeze.store';
import { OrderGenealogyStore } from './order-genealogy.store';
import { OrderIntake } from './order-intake';
import { OrderPartService } from './order-part.service';
import { OrderPartStore } from './order-part.store';
import { OrderRelease } from './order-release';
import { OrderSplit } from './order-split';
import { OrderSplitStore } from './order-split.store';
import { OrderStart } from './order-start';
import { OrderViewService } from './order-view.service';
import { OrderViewStore } from './order-view.store';
import { OrderWriteStore } from './order-write.store';
import { PromiseStore } from './promise.store';
import { WorkOrderService } from './work-order.service';
import { WorkOrderStore } from './work-order.store';

const SERVICES = [WorkOrderService, OrderSplit, OrderBulk, OrderPartService, OrderViewService, OrderStart, WorkOrderStore];
const PARTS = [OrderIntake, OrderRelease, OrderEnding];
const STORES = [
  IntakeStore,
  OrderWriteStore,
  OrderFreezeStore,
  OrderEndingStore,
  OrderViewStore,
  OrderPartStore,
  OrderGenealogyStore,
  OrderSplitStore,
  PromiseStore,
];

/** Work orders from the draft to the end. Needs the global Database and CURSOR_CODEC. */
@Module({ imports: [EngineeringModule, InventoryModule, TracingModule], providers: [...SERVICES, ...PARTS, ...STORES], exports: SERVICES })
export class WorkOrdersModule {}
