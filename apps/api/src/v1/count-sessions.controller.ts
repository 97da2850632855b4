import type { Tx } from '@anwen/database';
import { DocumentKey, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import {
  ApproveCountDto,
  CountPostingService,
  CountSessionDto,
  CountSessionQuery,
  CountSessionService,
  CreateCountSessionDto,
  PostCountDto,
  RecountDto,
  VarianceDto,
  VarianceQuery,
} from '@anwen/inventory/counting';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';

const tagged = (session: CountSessionDto): unknown => withEtag(session.rowVersion, session);

@Controller('api/v1/count-sessions')
export class CountSessionsController {
  constructor(
    private readonly sessions: CountSessionService,
    private readonly posting: CountPostingService,
  ) {}

  @Get()
  @Requires('count.read')
  @Sla('list')
  @Returns(CountSessionDto, { page: true })
  @Summary('Counts, newest first')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: CountSessionQuery): Promise<unknown> {
    return this.sessions.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('count.read')
  @Sla('read')
  @Returns(CountSessionDto)
  @Summary('One count, by id or number')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.sessions.get(tx, actor, id));
  }

  @Post()
  @Requires('count.manage')
  @Idempotent()
  @Sla('write')
  @Returns(CountSessionDto, { status: 201 })
  @Summary('Plans a count by a plan or a scope of its own')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateCountSessionDto): Promise<unknown> {
    const session = await this.sessions.create(tx, actor, body);
    return created(`/api/v1/count-sessions/${session.id}`, tagged(session));
  }

  @Post(':id/open')
  @HttpCode(200)
  @Requires('count.manage')
  @Idempotent()
  @Sla('write')
  @Returns(CountSessionDto)
  @Summary('Makes the tasks, one a place')
  async open(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.sessions.open(tx, actor, id));
  }

  @Post(':id/request-recount')
  @HttpCode(200)
  @Requires('count.manage')
  @Idempotent()
  @Sla('write')
  @Returns(CountSessionDto)
  @Summary('Has places counted again: the named ones, or those with differences outside tolerance')
  async requestRecount(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: RecountDto): Promise<unknown> {
    return tagged(await this.sessions.requestRecount(tx, actor, id, body));
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Requires('count.approve')
  @Idempotent()
  @Sla('write')
  @Returns(CountSessionDto)
  @Summary('Approves the differences; by somebody who counted none of them')
  async approve(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: ApproveCountDto): Promise<unknown> {
    return tagged(await this.sessions.approve(tx, actor, id, body));
  }

  @Post(':id/post')
  @HttpCode(200)
  @Requires('count.approve')
  @Idempotent()
  @Sla('write')
  @Returns(CountSessionDto)
  @Summary('Posts the differences, at most 1 000 a call; again until nothing is open')
  async post(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: PostCountDto): Promise<unknown> {
    return tagged(await this.posting.post(tx, actor, id, body));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('count.manage')
  @Idempotent()
  @Sla('write')
  @Returns(CountSessionDto)
  @Summary('Gives a count up; nothing is posted')
  async cancel(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.sessions.cancel(tx, actor, id));
  }

  @Get(':id/variances')
  @Requires('count.approve')
  @Sla('list')
  @Returns(VarianceDto, { page: true })
  @Summary('What was counted against what the book held at that moment')
  variances(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Query() query: VarianceQuery): Promise<unknown> {
    return this.posting.variances(tx, actor, id, query);
  }
}
