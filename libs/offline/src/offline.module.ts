import { DevicesModule } from '@anwen/devices';
import { InventoryModule } from '@anwen/inventory';
import { Module } from '@nestjs/common';
import { BatchService } from './batch.service';
import { ConflictService } from './conflict.service';
import { ConflictStore } from './conflict.store';
import { DeviceOpService } from './device-op.service';
import { DeviceOpStore } from './device-op.store';
import { OpRunner } from './op-runner.service';
import { OpTable } from './op-table.service';

/** Work done without the server, and what is needed to do it. Needs the global Database and CURSOR_CODEC. */
@Module({
  imports: [InventoryModule, DevicesModule],
  providers: [BatchService, ConflictService, ConflictStore, DeviceOpService, DeviceOpStore, OpRunner, OpTable],
  exports: [BatchService, ConflictService],
})
export class OfflineModule {}
