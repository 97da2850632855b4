import type { Tx } from '@anwen/database';
import { DocumentKey, Returns, Sla, Summary } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import {
  CorrectRunDto,
  OperationQueueDto,
  OperationQueueQuery,
  OperationRunDto,
  OperationRunService,
  OperationRunsDto,
  OperationService,
  PauseOperationDto,
  ResumeOperationDto,
  SkipOperationDto,
  StartOperationDto,
  WorkOrderOperationDto,
} from '@anwen/work-orders/performance';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';

@Controller('api/v1/operations')
export class OperationQueueController {
  constructor(private readonly operations: OperationService) {}

  @Get()
  @Requires('wo.read')
  @Sla('list')
  @Returns(OperationQueueDto)
  @Summary('What waits for a work centre; what runs there comes first')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: OperationQueueQuery): Promise<unknown> {
    return this.operations.queue(tx, actor, query);
  }
}

@Controller('api/v1/operation-runs')
export class OperationRunsController {
  constructor(private readonly runs: OperationRunService) {}

  @Post(':id/correct')
  @HttpCode(200)
  @Requires('operation.correct')
  @Idempotent()
  @Sla('write')
  @Returns(OperationRunDto)
  @Summary('The work ended earlier than the clock says: somebody forgot to stop')
  correct(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: CorrectRunDto): Promise<unknown> {
    return this.runs.correct(tx, actor, id, body);
  }
}

@Controller('api/v1/work-orders/:id/operations/:opNo')
export class WorkOrderOperationsController {
  constructor(
    private readonly operations: OperationService,
    private readonly runs: OperationRunService,
  ) {}

  @Get('runs')
  @Requires('wo.read')
  @Sla('read')
  @Returns(OperationRunsDto)
  @Summary('Who worked on an operation from when to when')
  listRuns(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() order: string, @Param('opNo') opNo: string): Promise<unknown> {
    return this.runs.list(tx, actor, { order, opNo });
  }

  @Post('start')
  @HttpCode(200)
  @Requires('operation.run')
  @Idempotent()
  @Sla('write')
  @Returns(WorkOrderOperationDto)
  @Summary('Begins an operation, or joins who is at it')
  start(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @DocumentKey() order: string,
    @Param('opNo') opNo: string,
    @Body() body: StartOperationDto,
  ): Promise<unknown> {
    return this.operations.start(tx, actor, { order, opNo }, body);
  }

  @Post('pause')
  @HttpCode(200)
  @Requires('operation.run')
  @Idempotent()
  @Sla('write')
  @Returns(WorkOrderOperationDto)
  @Summary('Stops the own part; who is the last, or not at it, stops the operation')
  pause(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @DocumentKey() order: string,
    @Param('opNo') opNo: string,
    @Body() body: PauseOperationDto,
  ): Promise<unknown> {
    return this.operations.pause(tx, actor, { order, opNo }, body);
  }

  @Post('resume')
  @HttpCode(200)
  @Requires('operation.run')
  @Idempotent()
  @Sla('write')
  @Returns(WorkOrderOperationDto)
  @Summary('Goes on with a paused operation')
  resume(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @DocumentKey() order: string,
    @Param('opNo') opNo: string,
    @Body() body: ResumeOperationDto,
  ): Promise<unknown> {
    return this.operations.resume(tx, actor, { order, opNo }, body);
  }

  @Post('finish')
  @HttpCode(200)
  @Requires('operation.run')
  @Idempotent()
  @Sla('write')
  @Returns(WorkOrderOperationDto)
  @Summary('The operation is over')
  finish(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() order: string, @Param('opNo') opNo: string): Promise<unknown> {
    return this.operations.finish(tx, actor, { order, opNo });
  }

  @Post('skip')
  @HttpCode(200)
  @Requires('operation.skip')
  @Idempotent()
  @Sla('write')
  @Returns(WorkOrderOperationDto)
  @Summary('The operation is not done this time')
  skip(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @DocumentKey() order: string,
    @Param('opNo') opNo: string,
    @Body() body: SkipOperationDto,
  ): Promise<unknown> {
    return this.operations.skip(tx, actor, { order, opNo }, body);
  }
}
