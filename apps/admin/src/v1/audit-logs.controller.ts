import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary } from '@anwen/http';
import { CurrentTx } from '@anwen/idempotency';
import type { Actor, Page } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Controller, Get, Query } from '@nestjs/common';
import { AuditTrail } from '../audit-trail.service';
import { AuditLogQuery, AuditLogView, AuditProof, AuditVerifyQuery } from './audit-logs.dto';

@Controller('api/v1/admin/audit-logs')
export class AuditLogsController {
  constructor(private readonly trail: AuditTrail) {}

  @Get()
  @Requires('audit.read', { companyWide: true })
  @Sla('list')
  @Returns(AuditLogView, { page: true })
  @Summary('The audit log, newest first')
  search(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: AuditLogQuery): Promise<Page<AuditLogView>> {
    return this.trail.search(tx, actor, query);
  }

  @Get('verify')
  @Requires('audit.read', { companyWide: true })
  @Sla('export')
  @Returns(AuditProof)
  @Summary('Recompute the hash chain and name the first link that is wrong')
  verify(@CurrentActor() actor: Actor, @Query() query: AuditVerifyQuery): Promise<AuditProof> {
    return this.trail.verify(actor, query);
  }
}
