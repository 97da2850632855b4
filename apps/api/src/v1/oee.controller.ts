import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary } from '@anwen/http';
import { CurrentTx } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { OeeDto, OeeQuery, OeeService } from '@anwen/work-orders/performance';
import { Controller, Get, Query } from '@nestjs/common';

@Controller('api/v1/oee')
export class OeeController {
  constructor(private readonly oee: OeeService) {}

  @Get()
  @Requires('oee.read')
  @Sla('list')
  @Returns(OeeDto)
  @Summary('Overall equipment effectiveness by work centre and shift, day or week')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: OeeQuery): Promise<unknown> {
    return this.oee.list(tx, actor, query);
  }
}
