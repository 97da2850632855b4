import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag, type Answer } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import {
  CurrentActor,
  PermissionView,
  RBAC_OPTIONS,
  Requires,
  RoleInput,
  RolePatch,
  RoleService,
  RoleView,
  rbacMatrixWorkbook,
  type RbacOptions,
} from '@anwen/rbac';
import { Body, Controller, Get, Inject, Param, Patch, Post, StreamableFile } from '@nestjs/common';

@Controller('api/v1/admin')
export class RolesController {
  constructor(
    private readonly roles: RoleService,
    @Inject(RBAC_OPTIONS) private readonly options: RbacOptions,
  ) {}

  @Get('roles')
  @Requires('role.read', { companyWide: true })
  @Sla('list')
  @Returns(RoleView, { list: true })
  @Summary('All roles with their permissions')
  list(@CurrentTx() tx: Tx): Promise<RoleView[]> {
    return this.roles.list(tx);
  }

  @Post('roles')
  @Requires('role.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(RoleView, { status: 201 })
  @Summary('Make a role')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: RoleInput): Promise<Answer> {
    const role = await this.roles.create(tx, actor, body);
    return created(`/api/v1/admin/roles/${role.id}`, withEtag(role.rowVersion, role));
  }

  @Patch('roles/:id')
  @Requires('role.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(RoleView)
  @Summary('Rename a role or change its permissions; effective within a second')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() body: RolePatch,
  ): Promise<Answer> {
    const role = await this.roles.update(tx, actor, { id, rowVersion }, body);
    return withEtag(role.rowVersion, role);
  }

  @Get('permissions')
  @Requires('role.read', { companyWide: true })
  @Sla('list')
  @Returns(PermissionView, { list: true })
  @Summary('Every permission that exists')
  permissions(@CurrentTx() tx: Tx): Promise<PermissionView[]> {
    return this.roles.permissions(tx);
  }

  @Get('rbac-matrix.xlsx')
  @Requires('role.read', { companyWide: true })
  @Sla('export')
  @Summary('The preset roles and their permissions as a workbook')
  async matrix(): Promise<StreamableFile> {
    const bytes = await rbacMatrixWorkbook(this.options.tables);
    return new StreamableFile(bytes, {
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      disposition: 'attachment; filename="rbac-matrix.xlsx"',
      length: bytes.length,
    });
  }
}
