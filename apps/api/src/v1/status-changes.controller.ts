import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary, created } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import { PostedDto } from '@anwen/inventory';
import { MoveService, StatusChangeDto } from '@anwen/inventory/handling';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Post } from '@nestjs/common';

@Controller('api/v1/inventory/status-changes')
export class StatusChangesController {
  constructor(private readonly moves: MoveService) {}

  @Post()
  @Requires('stock.status')
  @Idempotent()
  @Sla('write')
  @Returns(PostedDto, { status: 201 })
  @Summary('Makes stock available, holds it back or marks it damaged')
  async change(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: StatusChangeDto): Promise<unknown> {
    const posted = await this.moves.changeStatus(tx, actor, body);
    return created(`/api/v1/inventory/postings/${posted.id}`, posted);
  }
}
