import { DevicesModule } from '@anwen/devices';
import { InventoryModule } from '@anwen/inventory';
import { Module } from '@nestjs/common';
import { BatchService } from './batch.service';
import { DeviceOpService } from './device-op.service';
import { DeviceOpStore } from './device-op.store';
import { OpRunner } from './op-runner.service';
import { OpTable } from './op-table.service';

/** Work done without the server, and what is needed to do it. Needs the global Database and CURSOR_CODEC. */
@Module({
  imports: [InventoryModule, DevicesModule],
  providers: [BatchService, DeviceOpService, DeviceOpStore, OpRunner, OpTable],
  exports: [BatchService],
})
export class OfflineModule {}
