import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag, type Answer } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor, Page } from '@anwen/kernel';
import {
  AssignmentService,
  CurrentActor,
  NewPassword,
  ReasonInput,
  Requires,
  SessionsEnded,
  UserInput,
  UserListItem,
  UserPatch,
  UserQuery,
  UserRolesInput,
  UserService,
  UserView,
} from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';

const PATH = '/api/v1/admin/users';

@Controller('api/v1/admin/users')
export class UsersController {
  constructor(
    private readonly users: UserService,
    private readonly assignments: AssignmentService,
  ) {}

  @Get()
  @Requires('user.read', { companyWide: true })
  @Sla('list')
  @Returns(UserListItem, { page: true })
  @Summary('Users by name')
  list(@CurrentTx() tx: Tx, @Query() query: UserQuery): Promise<Page<UserListItem>> {
    return this.users.list(tx, query);
  }

  @Post()
  @Requires('user.write', { companyWide: true })
  @Idempotent({ secret: true })
  @Sla('write')
  @Returns(NewPassword, { status: 201 })
  @Summary('Make a user; a password that was not chosen is shown once')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: UserInput): Promise<Answer> {
    const { roles, ...input } = body;
    const made = await this.users.create(tx, actor, input);
    if (roles) await this.assignments.replace(tx, actor, made.user.id, roles);
    return created(`${PATH}/${made.user.id}`, { ...made, user: await this.users.get(tx, made.user.id) });
  }

  @Get(':id')
  @Requires('user.read', { companyWide: true })
  @Sla('read')
  @Returns(UserView)
  @Summary('One user with roles and scopes')
  async get(@CurrentTx() tx: Tx, @Param('id') id: string): Promise<Answer> {
    return etag(await this.users.get(tx, id));
  }

  @Patch(':id')
  @Requires('user.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(UserView)
  @Summary('Change name, e-mail, department or language')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() body: UserPatch,
  ): Promise<Answer> {
    return etag(await this.users.update(tx, actor, { id, rowVersion }, body));
  }

  @Post(':id/disable')
  @HttpCode(200)
  @Requires('user.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(UserView)
  @Summary('Keep a user out; ends all sessions and API keys within a second')
  async disable(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ReasonInput): Promise<Answer> {
    return etag(await this.users.disable(tx, actor, id, body.reason));
  }

  @Post(':id/enable')
  @HttpCode(200)
  @Requires('user.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(UserView)
  @Summary('Let a user in again')
  async enable(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ReasonInput): Promise<Answer> {
    return etag(await this.users.enable(tx, actor, id, body.reason));
  }

  @Post(':id/reset-password')
  @HttpCode(200)
  @Requires('user.write', { companyWide: true })
  @Idempotent({ secret: true })
  @Sla('write')
  @Returns(NewPassword)
  @Summary('Make a new password, shown once and to be changed at the next sign-in')
  resetPassword(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<NewPassword> {
    return this.users.resetPassword(tx, actor, id);
  }

  @Post(':id/revoke-sessions')
  @HttpCode(200)
  @Requires('user.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(SessionsEnded)
  @Summary('End all sessions of a user within a second')
  revokeSessions(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<SessionsEnded> {
    return this.users.revokeSessions(tx, actor, id);
  }

  @Put(':id/roles')
  @Requires('user.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(UserView)
  @Summary('Replace all role assignments with their scopes')
  async replaceRoles(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: UserRolesInput): Promise<Answer> {
    await this.assignments.replace(tx, actor, id, body.roles);
    return etag(await this.users.get(tx, id));
  }
}

function etag(user: UserView): Answer {
  return withEtag(user.rowVersion, user);
}
