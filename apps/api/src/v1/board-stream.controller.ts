import type { IncomingMessage } from 'node:http';
import { BoardStreams, scopeKeyOf, type Viewer } from '@anwen/boards';
import { DeviceService } from '@anwen/devices';
import { Returns, Sla, Summary, contextOf } from '@anwen/http';
import { AppError, NO_SCOPE, principalOf } from '@anwen/kernel';
import { CountsAsBoard } from '@anwen/rate-limit';
import { AuthGuard, PermissionGuard, RBAC_OPTIONS, Requires, rbacErrors, type CredentialRequest, type RbacOptions } from '@anwen/rbac';
import { Controller, Get, Inject, Param, Query, Req, Res, createParamDecorator, type ExecutionContext } from '@nestjs/common';

type Request = CredentialRequest & { readonly raw: IncomingMessage };

interface Reply {
  hijack(): unknown;
}

const Execution = createParamDecorator((_: unknown, context: ExecutionContext): ExecutionContext => context);

/** A version as we send it. */
const VERSION = /^[\w-]{1,64}$/;

@Controller('api/v1/boards')
export class BoardStreamController {
  constructor(
    private readonly streams: BoardStreams,
    private readonly auth: AuthGuard,
    private readonly permissions: PermissionGuard,
    private readonly devices: DeviceService,
    @Inject(RBAC_OPTIONS) private readonly options: RbacOptions,
  ) {}

  @Get(':key/stream')
  @Requires('board.read')
  @CountsAsBoard()
  @Sla('read')
  @Returns(null, { status: 101 })
  @Summary('The board as a WebSocket, where the licence has it; since=VERSION resumes without sending the same data again')
  async stream(
    @Param('key') key: string,
    @Query('since') since: unknown,
    @Req() request: Request,
    @Res() reply: Reply,
    @Execution() execution: ExecutionContext,
  ): Promise<void> {
    this.requireOwnOrigin(request);
    const context = contextOf(request);
    const scope = context.scope ?? NO_SCOPE;
    const viewer: Viewer = {
      key,
      scope,
      since: typeof since === 'string' && VERSION.test(since) ? since : null,
      person: context.actor ? principalOf(context.actor) : 'nobody',
      stillAdmitted: () => this.isStillAdmitted(execution, scopeKeyOf(scope)),
    };
    const begin = await this.streams.prepare(request.raw, viewer);
    reply.hijack();
    await begin();
  }

  /**
   * A browser attaches its cookie to sockets that other sites open too, and asks nobody before. A page that asks without a
   * socket whether there is a stream sends no origin, and gets no more than a refusal. @throws rbac.origin_refused
   */
  private requireOwnOrigin(request: Request): void {
    if (request.headers.authorization !== undefined || request.raw.headers.upgrade === undefined) return;
    const { origin } = request.headers;
    if (origin !== `${request.protocol}://${request.host}` && (origin === undefined || origin !== this.options.publicOrigin)) throw rbacErrors.origin_refused();
  }

  /**
   * The guards once more, as for a new request. The device's signature was good for one request alone, so its trust is asked
   * for instead. Whose scope has changed connects anew.
   */
  private async isStillAdmitted(execution: ExecutionContext, scopeKey: string): Promise<boolean> {
    const request = execution.switchToHttp().getRequest<object>();
    Object.assign(contextOf(request), { actor: undefined, authFailure: undefined });
    try {
      await this.auth.canActivate(execution);
      const context = contextOf(request);
      if (!context.actor) throw context.authFailure ?? rbacErrors.unauthenticated();
      const { deviceId } = context.actor;
      const actor = deviceId === null ? context.actor : await this.devices.actorOn(deviceId, context.actor);
      if (!actor) return false;
      context.actor = actor;
      await this.permissions.canActivate(execution);
      return scopeKeyOf(context.scope ?? NO_SCOPE) === scopeKey;
    } catch (error) {
      if (error instanceof AppError && (error.status === 401 || error.status === 403)) return false;
      throw error;
    }
  }
}
