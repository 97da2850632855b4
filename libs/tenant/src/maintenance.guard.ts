import { Injectable, SetMetadata, type CanActivate, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { tenantErrors } from './tenant.errors';
import { TenantService } from './tenant.service';

const ALLOWED = 'anwen:allowed-in-maintenance';
const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Maintenance takes minutes; asking every half minute is often enough and keeps queues flowing afterwards. */
const RETRY_AFTER_S = 30;

/** A write that must work while the tenant is read-only (login, logout). The reason is for the reader. */
export function AllowedInMaintenance(reason: string): CustomDecorator {
  return SetMetadata(ALLOWED, reason);
}

/** First in the row of guards: a read-only tenant answers writes with 503 before anything else is looked at. */
@Injectable()
export class MaintenanceGuard implements CanActivate {
  constructor(
    private readonly tenant: TenantService,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (READS.has(context.switchToHttp().getRequest<{ method: string }>().method)) return true;
    if (this.reflector.getAllAndOverride<string>(ALLOWED, [context.getHandler(), context.getClass()])) return true;
    const tenant = await this.tenant.find();
    if (tenant === undefined || tenant.mode === 'normal') return true;
    throw tenantErrors.read_only({ reason: tenant.modeReason ?? '', headers: { 'Retry-After': String(RETRY_AFTER_S) } });
  }
}
