import { Inject, Injectable, Optional, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { contextOf, type RequestContext } from '@anwen/http';
import { AppError, parseIdempotencyKey, type Actor } from '@anwen/kernel';
import { ACCESS, type Access } from './access';
import { credentialOf, mayWriteByCookie, type CredentialRequest } from './credential.rules';
import { grantsOf } from './grants.rules';
import { RBAC_OPTIONS, type RbacOptions } from './rbac-options';
import { rbacErrors } from './rbac.errors';
import type { Bearer } from './session.store';
import { UnknownTokens } from './unknown-tokens.service';

/** The bearer of a request, for the few routes that are about the session itself. */
const bearers = new WeakMap<object, Bearer>();

export function bearerOf(request: object): Bearer {
  const bearer = bearers.get(request);
  if (!bearer) throw rbacErrors.unauthenticated();
  return bearer;
}

/** A cached bearer serves many requests; its grants are joined once. */
const grants = new WeakMap<Bearer, Actor['grants']>();

function grantsOfBearer(bearer: Bearer): Actor['grants'] {
  let known = grants.get(bearer);
  if (!known) grants.set(bearer, (known = grantsOf(bearer.assignments)));
  return known;
}

/** Turns the credential into an Actor. What a route allows is the PermissionGuard's question. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly tokens: UnknownTokens,
    private readonly reflector: Reflector,
    @Optional() @Inject(RBAC_OPTIONS) private readonly options: RbacOptions | undefined,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
    if (access?.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<CredentialRequest>();
    const http = contextOf(request);
    try {
      const bearer = await this.authenticate(request);
      bearers.set(request, bearer);
      http.actor = actorOf(bearer, http, request);
    } catch (error) {
      // The device guard knows whether the session ended because its device was revoked. Nobody has signed in until it says so.
      // A network that has guessed too much learns no more by sending any signature along.
      const isLimited = error instanceof AppError && error.status === 429;
      if (isLimited || request.headers['x-device-signature'] === undefined) throw error;
      http.authFailure = error;
    }
    return true;
  }

  private async authenticate(request: CredentialRequest): Promise<Bearer> {
    const credential = credentialOf(request);
    if (!credential) throw rbacErrors.unauthenticated({ headers: { 'WWW-Authenticate': 'Bearer' } });
    if (credential.from === 'cookie' && !mayWriteByCookie(request, this.options?.publicOrigin)) throw rbacErrors.origin_refused();
    return this.tokens.authenticate(request, credential.token);
  }
}

function actorOf(bearer: Bearer, http: RequestContext, request: CredentialRequest): Actor {
  const key = request.headers['idempotency-key'];
  return {
    type: bearer.apiKeyId ? 'api_key' : 'user',
    id: bearer.apiKeyId ?? bearer.userId,
    publicId: bearer.publicId,
    name: bearer.name,
    userId: bearer.userId,
    departmentId: bearer.departmentId,
    deviceId: bearer.deviceId,
    grants: grantsOfBearer(bearer),
    locale: http.locale,
    ip: http.ip,
    requestId: http.requestId,
    idempotencyKey: typeof key === 'string' ? (parseIdempotencyKey(key) ?? null) : null,
  };
}
