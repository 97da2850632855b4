import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import { CountTaskDto, CountTaskQuery, CountTaskService, FinishCountDto, NextCountTaskQuery, RecordCountDto } from '@anwen/inventory/counting';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';

/** What counters see and do. No answer here depends on what the book says. */
@Controller('api/v1/count-tasks')
export class CountTasksController {
  constructor(private readonly tasks: CountTaskService) {}

  @Get()
  @Requires('count.read')
  @Sla('list')
  @Returns(CountTaskDto, { page: true })
  @Summary('Places to count')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: CountTaskQuery): Promise<unknown> {
    return this.tasks.list(tx, actor, query);
  }

  @Get('next')
  @Requires('count.entry')
  @Sla('read')
  @Returns(CountTaskDto)
  @Summary('The task in hand, else the nearest free place; 404 when there is no work')
  next(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: NextCountTaskQuery): Promise<unknown> {
    return this.tasks.next(tx, actor, query);
  }

  @Get(':id')
  @Requires('count.read')
  @Sla('read')
  @Returns(CountTaskDto)
  @Summary('One place with the own entries')
  get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return this.tasks.get(tx, actor, id);
  }

  @Post(':id/claim')
  @HttpCode(200)
  @Requires('count.entry')
  @Idempotent()
  @Sla('write')
  @Returns(CountTaskDto)
  @Summary('Takes the place for ten minutes; again prolongs it')
  claim(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return this.tasks.claim(tx, actor, id);
  }

  @Post(':id/release')
  @HttpCode(200)
  @Requires('count.entry')
  @Idempotent()
  @Sla('write')
  @Returns(CountTaskDto)
  @Summary('Gives the place back')
  release(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return this.tasks.release(tx, actor, id);
  }

  @Post(':id/entries')
  @HttpCode(200)
  @Requires('count.entry')
  @Idempotent()
  @Sla('write')
  @Returns(CountTaskDto)
  @Summary('Adds what was counted; also items that nobody expects there')
  entries(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: RecordCountDto): Promise<unknown> {
    return this.tasks.record(tx, actor, id, body);
  }

  @Post(':id/finish')
  @HttpCode(200)
  @Requires('count.entry')
  @Idempotent()
  @Sla('write')
  @Returns(CountTaskDto)
  @Summary('Says that nothing else is there')
  finish(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: FinishCountDto): Promise<unknown> {
    return this.tasks.finish(tx, actor, id, body);
  }
}
