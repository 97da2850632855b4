import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import {
  ConfirmPickDto,
  NextPickTaskQuery,
  PickService,
  PickTaskDto,
  PickTaskQuery,
  PickTaskService,
  ReassignPickDto,
  ShortPickDto,
  SubstitutePickDto,
} from '@anwen/trade/outbound';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';

@Controller('api/v1/pick-tasks')
export class PickTasksController {
  constructor(
    private readonly tasks: PickTaskService,
    private readonly picks: PickService,
  ) {}

  @Get()
  @Requires('pick.read')
  @Sla('list')
  @Returns(PickTaskDto, { page: true })
  @Summary('Pick tasks, newest first')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: PickTaskQuery): Promise<unknown> {
    return this.tasks.list(tx, actor, query);
  }

  @Get('next')
  @Requires('pick.read')
  @Sla('read')
  @Returns(PickTaskDto)
  @Summary('What to pick next: the own tasks first, then along the route')
  next(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: NextPickTaskQuery): Promise<unknown> {
    return this.tasks.next(tx, actor, query);
  }

  @Get(':id')
  @Requires('pick.read')
  @Sla('read')
  @Returns(PickTaskDto)
  @Summary('One pick task')
  get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return this.tasks.get(tx, actor, id);
  }

  @Post(':id/claim')
  @HttpCode(200)
  @Requires('pick.confirm')
  @Idempotent()
  @Sla('write')
  @Returns(PickTaskDto)
  @Summary('Takes the task for ten minutes; somebody else at it is named')
  claim(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return this.tasks.claim(tx, actor, id);
  }

  @Post(':id/heartbeat')
  @HttpCode(200)
  @Requires('pick.confirm')
  @Idempotent()
  @Sla('write')
  @Returns(PickTaskDto)
  @Summary('Renews the claim')
  heartbeat(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return this.tasks.heartbeat(tx, actor, id);
  }

  @Post(':id/release')
  @HttpCode(200)
  @Requires('pick.confirm')
  @Idempotent()
  @Sla('write')
  @Returns(PickTaskDto)
  @Summary('Gives the task back; the one of somebody else needs pick.assign')
  release(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return this.tasks.release(tx, actor, id);
  }

  @Post(':id/reassign')
  @HttpCode(200)
  @Requires('pick.assign')
  @Idempotent()
  @Sla('write')
  @Returns(PickTaskDto)
  @Summary('Gives the task to somebody')
  reassign(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ReassignPickDto): Promise<unknown> {
    return this.tasks.reassign(tx, actor, id, body);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Requires('pick.confirm')
  @Idempotent()
  @Sla('write')
  @Returns(PickTaskDto)
  @Summary('Goods were taken from the bin to the stage; another place or lot than the task says is refused')
  confirm(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ConfirmPickDto): Promise<unknown> {
    return this.picks.confirm(tx, actor, id, body);
  }

  @Post(':id/short')
  @HttpCode(200)
  @Requires('pick.confirm')
  @Idempotent()
  @Sla('write')
  @Returns(PickTaskDto)
  @Summary('Not everything was there; the rest is looked for elsewhere and the bin reported')
  short(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ShortPickDto): Promise<unknown> {
    return this.picks.short(tx, actor, id, body);
  }

  @Post(':id/substitute')
  @HttpCode(200)
  @Requires('pick.assign')
  @Idempotent()
  @Sla('write')
  @Returns(PickTaskDto)
  @Summary('The rest is fetched from another place or lot')
  substitute(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: SubstitutePickDto): Promise<unknown> {
    return this.picks.substitute(tx, actor, id, body);
  }
}
