import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary, created, type Answer } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { BadgeService, CurrentActor, NewBadge, NewPinDto, Requires } from '@anwen/rbac';
import { Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';

@Controller('api/v1/admin/users/:id')
export class BadgesController {
  constructor(private readonly badges: BadgeService) {}

  @Post('badge')
  @Requires('user.write', { companyWide: true })
  @Idempotent({ secret: true })
  @Sla('write')
  @Returns(NewBadge, { status: 201 })
  @Summary('Issue a badge, shown once to be printed; the one before stops working')
  async issue(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return created(`/api/v1/admin/users/${id}`, await this.badges.issue(tx, actor, id));
  }

  @Delete('badge')
  @HttpCode(204)
  @Requires('user.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(null, { status: 204 })
  @Summary('Take the badge away (lost, left the company)')
  async revoke(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    await this.badges.revoke(tx, actor, id);
  }

  @Post('pin')
  @HttpCode(200)
  @Requires('user.write', { companyWide: true })
  @Idempotent({ secret: true })
  @Sla('write')
  @Returns(NewPinDto)
  @Summary('Make a new PIN, shown once; the person changes it on a device')
  resetPin(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<NewPinDto> {
    return this.badges.resetPin(tx, actor, id);
  }
}
