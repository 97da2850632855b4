import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary, created } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import { PostedDto } from '@anwen/inventory';
import { MoveDto, MoveService } from '@anwen/inventory/handling';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Post } from '@nestjs/common';

@Controller('api/v1/moves')
export class MovesController {
  constructor(private readonly moves: MoveService) {}

  @Post()
  @Requires('transfer.dispatch')
  @Idempotent()
  @Sla('write')
  @Returns(PostedDto, { status: 201 })
  @Summary('Moves stock from place to place in one step')
  async move(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: MoveDto): Promise<unknown> {
    const posted = await this.moves.move(tx, actor, body);
    return created(`/api/v1/inventory/postings/${posted.id}`, posted);
  }
}
