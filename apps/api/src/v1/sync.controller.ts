import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary } from '@anwen/http';
import { CurrentTx } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { SyncQuery, SyncService, SyncSnapshot } from '@anwen/offline';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Controller, Get, Query } from '@nestjs/common';

@Controller('api/v1/sync')
export class SyncController {
  constructor(private readonly sync: SyncService) {}

  @Get('snapshot')
  @Requires('sync.read')
  @Sla('list')
  @Returns(SyncSnapshot)
  @Summary('Data for work offline: everything once, then what has changed, with tombstones')
  snapshot(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: SyncQuery): Promise<unknown> {
    return this.sync.snapshot(tx, actor, query);
  }
}
