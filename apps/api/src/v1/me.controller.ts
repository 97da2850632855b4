import { Returns, Sla, Summary } from '@anwen/http';
import type { Actor } from '@anwen/kernel';
import { AuthService, CurrentActor, PermissionScopes, SignedIn, describeGrants } from '@anwen/rbac';
import { TenantService } from '@anwen/tenant';
import { Controller, Get } from '@nestjs/common';
import { Me } from './me.dto';

@Controller('api/v1/me')
export class MeController {
  constructor(
    private readonly auth: AuthService,
    private readonly tenant: TenantService,
  ) {}

  @Get()
  @SignedIn('everybody may see the own profile')
  @Sla('read')
  @Returns(Me)
  @Summary('Who am I, and what may I do')
  async me(@CurrentActor() actor: Actor): Promise<Me> {
    const [user, tenant] = await Promise.all([this.auth.profile(actor), this.tenant.find()]);
    return {
      user,
      permissions: [...actor.grants.keys()].sort(),
      tenant: tenant ? { id: tenant.id, code: tenant.code, name: tenant.name, timeZone: tenant.timeZone, mode: tenant.mode } : null,
    };
  }

  @Get('permissions')
  @SignedIn('everybody may see the own permissions')
  @Sla('read')
  @Returns(PermissionScopes)
  @Summary('The own permissions and how far each reaches')
  permissions(@CurrentActor() actor: Actor): PermissionScopes {
    return describeGrants(actor.grants);
  }
}
