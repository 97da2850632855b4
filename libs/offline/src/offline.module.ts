import { DevicesModule } from '@anwen/devices';
import { InventoryModule } from '@anwen/inventory';
import { CountingModule } from '@anwen/inventory/counting';
import { HandlingModule } from '@anwen/inventory/handling';
import { InboundModule } from '@anwen/trade/inbound';
import { OutboundModule } from '@anwen/trade/outbound';
import { WorkOrdersModule } from '@anwen/work-orders/orders';
import { ProductionModule } from '@anwen/work-orders/production';
import { Module } from '@nestjs/common';
import { BatchService } from './batch.service';
import { ConflictService } from './conflict.service';
import { ConflictStore } from './conflict.store';
import { DeviceOpService } from './device-op.service';
import { DeviceOpStore } from './device-op.store';
import { InventoryOps } from './inventory-ops.service';
import { OpRunner } from './op-runner.service';
import { OpTable } from './op-table.service';
import { ProductionOps } from './production-ops.service';
import { SyncService } from './sync.service';
import { SyncStore } from './sync.store';
import { TradeOps } from './trade-ops.service';
import { OfflineUpkeep } from './upkeep.service';

/** Work done without the server, and what is needed to do it. Needs the global Database and CURSOR_CODEC. */
@Module({
  imports: [InventoryModule, HandlingModule, CountingModule, InboundModule, OutboundModule, WorkOrdersModule, ProductionModule, DevicesModule],
  providers: [
    BatchService,
    ConflictService,
    ConflictStore,
    DeviceOpService,
    DeviceOpStore,
    InventoryOps,
    OpRunner,
    OpTable,
    ProductionOps,
    TradeOps,
    SyncService,
    SyncStore,
    OfflineUpkeep,
  ],
  exports: [BatchService, ConflictService, SyncService, OfflineUpkeep],
})
export class OfflineModule {}
