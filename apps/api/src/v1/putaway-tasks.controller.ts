import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { CancelWorkDto, ConfirmPutawayDto, PutawayQuery, PutawayService, PutawayTaskDto, ReassignPutawayDto } from '@anwen/trade/inbound';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';

@Controller('api/v1/putaway-tasks')
export class PutawayTasksController {
  constructor(private readonly putaway: PutawayService) {}

  @Get()
  @Requires('putaway.read')
  @Sla('list')
  @Returns(PutawayTaskDto, { page: true })
  @Summary('Put-away tasks, newest first')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: PutawayQuery): Promise<unknown> {
    return this.putaway.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('putaway.read')
  @Sla('read')
  @Returns(PutawayTaskDto)
  @Summary('One put-away task')
  get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return this.putaway.get(tx, actor, id);
  }

  @Post(':id/claim')
  @HttpCode(200)
  @Requires('putaway.confirm')
  @Idempotent()
  @Sla('write')
  @Returns(PutawayTaskDto)
  @Summary('Takes the task for ten minutes')
  claim(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return this.putaway.claim(tx, actor, id);
  }

  @Post(':id/heartbeat')
  @HttpCode(200)
  @Requires('putaway.confirm')
  @Idempotent()
  @Sla('write')
  @Returns(PutawayTaskDto)
  @Summary('Still at it: ten more minutes')
  heartbeat(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return this.putaway.heartbeat(tx, actor, id);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Requires('putaway.confirm')
  @Idempotent()
  @Sla('write')
  @Returns(PutawayTaskDto)
  @Summary('The goods, or a part of them, are in their bin')
  confirm(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ConfirmPutawayDto): Promise<unknown> {
    return this.putaway.confirm(tx, actor, id, body);
  }

  @Post(':id/release')
  @HttpCode(200)
  @Requires('putaway.confirm')
  @Idempotent()
  @Sla('write')
  @Returns(PutawayTaskDto)
  @Summary('Gives the task back; a lead frees other people’s too')
  release(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return this.putaway.release(tx, actor, id);
  }

  @Post(':id/reassign')
  @HttpCode(200)
  @Requires('putaway.assign')
  @Idempotent()
  @Sla('write')
  @Returns(PutawayTaskDto)
  @Summary('Gives the task to somebody')
  reassign(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ReassignPutawayDto): Promise<unknown> {
    return this.putaway.reassign(tx, actor, id, body.username);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('putaway.assign')
  @Idempotent()
  @Sla('write')
  @Returns(PutawayTaskDto)
  @Summary('Calls the task off: its goods have left the dock by another way')
  cancel(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: CancelWorkDto): Promise<unknown> {
    return this.putaway.cancel(tx, actor, id, body);
  }
}
