import type { Tx } from '@anwen/database';
import { DrainsDevice, TakesQuarantine } from '@anwen/devices';
import { LargeBody, Returns, Sla, Summary } from '@anwen/http';
import { CurrentTx, NotIdempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { BATCH_BYTES, BatchService, DeviceOpBatch, DeviceOpDto, DeviceOpResults } from '@anwen/offline';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';

@Controller('api/v1/device-ops')
export class DeviceOpsController {
  constructor(private readonly batches: BatchService) {}

  @Post('batch')
  @HttpCode(200)
  @Requires('device_ops.submit')
  @DrainsDevice('work that was done must come home, however old the app')
  @TakesQuarantine('device_ops.submit')
  @NotIdempotent('each operation has an id of its own, unique for ever, and a transaction of its own')
  @LargeBody(BATCH_BYTES)
  @Sla('batch')
  @Returns(DeviceOpResults, { status: 200 })
  @Summary('Brings home work done offline: up to 200 operations, each done once however often it is sent')
  submit(@CurrentActor() actor: Actor, @Body() batch: DeviceOpBatch): Promise<unknown> {
    return this.batches.submit(actor, batch);
  }

  @Get(':opId')
  @Requires('device_ops.submit')
  @Sla('read')
  @Returns(DeviceOpDto)
  @Summary('What became of an operation that this device or person has sent')
  get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('opId') opId: string): Promise<unknown> {
    return this.batches.get(tx, actor, opId);
  }
}
