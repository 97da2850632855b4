import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, withEtag, type Answer } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { ArchiveView, RetentionPolicies, RetentionPolicyPatch, RetentionPolicyView, RetentionPreviewView, RetentionRunStarted } from '@anwen/ops';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';

@Controller('api/v1/admin/retention')
export class RetentionController {
  constructor(private readonly policies: RetentionPolicies) {}

  @Get('policies')
  @Requires('ops.read', { companyWide: true })
  @Sla('list')
  @Returns(RetentionPolicyView, { page: true })
  @Summary('How long each kind of data is kept, with the bounds of the plan')
  async list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor): Promise<unknown> {
    return { items: await this.policies.list(tx, actor.locale), nextCursor: null };
  }

  @Patch('policies/:key')
  @Requires('retention.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(RetentionPolicyView)
  @Summary('Changes a policy within its bounds')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @IfMatch() rowVersion: number,
    @Body() patch: RetentionPolicyPatch,
  ): Promise<Answer> {
    const policy = await this.policies.set(tx, actor, { key, rowVersion }, patch);
    return withEtag(policy.rowVersion, policy);
  }

  @Get('preview')
  @Requires('ops.read', { companyWide: true })
  @Sla('export')
  @Returns(RetentionPreviewView, { page: true })
  @Summary('What a run would take away now; nothing is changed')
  async preview(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor): Promise<unknown> {
    return { items: await this.policies.preview(tx, actor.locale), nextCursor: null };
  }

  @Post('runs')
  @HttpCode(202)
  @Requires('retention.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(RetentionRunStarted, { status: 202 })
  @Summary('Runs the retention as a job, without waiting for the night')
  run(@CurrentTx() tx: Tx): Promise<Answer> {
    return this.policies.startRun(tx);
  }

  @Get('archives')
  @Requires('ops.read', { companyWide: true })
  @Sla('list')
  @Returns(ArchiveView, { page: true })
  @Summary('Files that took over what left the database, newest month first')
  async archives(@CurrentTx() tx: Tx): Promise<unknown> {
    return { items: await this.policies.archives(tx), nextCursor: null };
  }
}
