import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary, created } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { AdminJobDto, AdminJobQuery, DeadJobDto, DeadJobQuery, DeadJobService, DiscardDto, JobService, JobStats } from '@anwen/outbox';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';

@Controller('api/v1/admin/jobs')
export class AdminJobsController {
  constructor(private readonly jobs: JobService) {}

  @Get()
  @Requires('job.read', { companyWide: true })
  @Sla('list')
  @Returns(AdminJobDto, { page: true })
  @Summary('All jobs, newest first')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: AdminJobQuery): Promise<unknown> {
    return this.jobs.listAll(tx, actor, query);
  }

  @Get('stats')
  @Requires('job.read', { companyWide: true })
  @Sla('read')
  @Returns(JobStats)
  @Summary('How full the lanes are and how long the oldest job waits')
  stats(@CurrentTx() tx: Tx): Promise<JobStats> {
    return this.jobs.stats(tx);
  }

  @Get(':id')
  @Requires('job.read', { companyWide: true })
  @Sla('read')
  @Returns(AdminJobDto)
  @Summary('One job')
  get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<AdminJobDto> {
    return this.jobs.getAny(tx, actor, id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('job.manage', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(AdminJobDto)
  @Summary('Cancels a job: at once while it waits, within seconds while it runs')
  cancel(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<AdminJobDto> {
    return this.jobs.cancelAny(tx, actor, id);
  }

  @Post(':id/retry')
  @Requires('job.manage', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(AdminJobDto, { status: 201 })
  @Summary('Does the work of a failed or cancelled job again, with the rights of whoever asked first')
  async retry(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const job = await this.jobs.retryAny(tx, actor, id);
    return created(`/api/v1/admin/jobs/${job.id}`, job);
  }
}

@Controller('api/v1/admin/dead-jobs')
export class DeadJobsController {
  constructor(private readonly dead: DeadJobService) {}

  @Get()
  @Requires('job.read', { companyWide: true })
  @Sla('list')
  @Returns(DeadJobDto, { page: true })
  @Summary('Jobs that failed for good, newest first')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: DeadJobQuery): Promise<unknown> {
    return this.dead.list(tx, actor, query);
  }

  @Post(':id/retry')
  @Requires('job.manage', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(AdminJobDto, { status: 201 })
  @Summary('Tries a dead job again, as a new job')
  async retry(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const job = await this.dead.retry(tx, actor, id);
    return created(`/api/v1/admin/jobs/${job.id}`, job);
  }

  @Post(':id/discard')
  @HttpCode(200)
  @Requires('job.manage', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(DeadJobDto)
  @Summary('Gives a dead job up, with a reason')
  discard(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: DiscardDto): Promise<DeadJobDto> {
    return this.dead.discard(tx, actor, id, body.reason);
  }
}
