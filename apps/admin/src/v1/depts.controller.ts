import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag, type Answer } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, DeptInput, DeptPatch, DeptService, DeptView, Requires } from '@anwen/rbac';
import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';

@Controller('api/v1/admin/depts')
export class DeptsController {
  constructor(private readonly depts: DeptService) {}

  @Get()
  @Requires('user.read', { companyWide: true })
  @Sla('list')
  @Returns(DeptView, { list: true })
  @Summary('All departments by code')
  list(@CurrentTx() tx: Tx): Promise<DeptView[]> {
    return this.depts.list(tx);
  }

  @Post()
  @Requires('user.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(DeptView, { status: 201 })
  @Summary('Make a department')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: DeptInput): Promise<Answer> {
    const dept = await this.depts.create(tx, actor, body);
    return created(`/api/v1/admin/depts/${dept.id}`, withEtag(dept.rowVersion, dept));
  }

  @Patch(':id')
  @Requires('user.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(DeptView)
  @Summary('Rename or move a department')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() body: DeptPatch,
  ): Promise<Answer> {
    const dept = await this.depts.update(tx, actor, { id, rowVersion }, body);
    return withEtag(dept.rowVersion, dept);
  }
}
