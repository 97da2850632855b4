import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { ConflictDetailDto, ConflictDto, ConflictQuery, ConflictResolvedDto, ConflictService, ResolveConflictDto } from '@anwen/offline';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';

@Controller('api/v1/conflicts')
export class ConflictsController {
  constructor(private readonly conflicts: ConflictService) {}

  @Get()
  @Requires('conflict.read')
  @Sla('list')
  @Returns(ConflictDto, { page: true })
  @Summary('Work done offline that waits for a person, newest first')
  list(@CurrentTx() tx: Tx, @Query() query: ConflictQuery): Promise<unknown> {
    return this.conflicts.list(tx, query);
  }

  @Get(':id')
  @Requires('conflict.read')
  @Sla('read')
  @Returns(ConflictDetailDto)
  @Summary('What the device sent, what the server said, and how things stand now')
  get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return this.conflicts.get(tx, actor, id);
  }

  @Post(':id/resolve')
  @HttpCode(200)
  @Requires('conflict.resolve')
  @Idempotent()
  @Sla('write')
  @Returns(ConflictResolvedDto)
  @Summary('Applies the operation, as it came or corrected, or discards it')
  resolve(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ResolveConflictDto): Promise<unknown> {
    return this.conflicts.resolve(tx, actor, id, body);
  }
}
