import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { JobDto, JobQuery, JobService, jobsEtag } from '@anwen/outbox';
import { CurrentActor, SignedIn } from '@anwen/rbac';
import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';

/** The job tray: everybody sees and steers what he has asked for himself. */
@Controller('api/v1/jobs')
export class JobsController {
  constructor(private readonly jobs: JobService) {}

  @Get()
  @SignedIn('the own jobs')
  @Sla('list')
  @Returns(JobDto, { page: true })
  @Summary('Your jobs, newest first; poll with If-None-Match')
  async list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: JobQuery): Promise<unknown> {
    const page = await this.jobs.list(tx, actor, query);
    return withEtag(jobsEtag(page), page);
  }

  @Get(':id')
  @SignedIn('the own job')
  @Sla('read')
  @Returns(JobDto)
  @Summary('One of your jobs; poll with If-None-Match')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const job = await this.jobs.get(tx, actor, id);
    return withEtag(jobsEtag(job), job);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @SignedIn('the own job')
  @Idempotent()
  @Sla('write')
  @Returns(JobDto)
  @Summary('Cancels a job: at once while it waits, within seconds while it runs')
  cancel(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<JobDto> {
    return this.jobs.cancel(tx, actor, id);
  }

  @Post(':id/retry')
  @SignedIn('the own job')
  @Idempotent()
  @Sla('write')
  @Returns(JobDto, { status: 201 })
  @Summary('Does the work of a failed or cancelled job again, as a new job')
  async retry(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const job = await this.jobs.retry(tx, actor, id);
    return created(`/api/v1/jobs/${job.id}`, job);
  }
}
