import type { Tx } from '@anwen/database';
import { Answer, IfMatch, IfMatchGiven, Returns, Sla, Summary, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import {
  AcceptDto,
  AcceptanceService,
  AcceptedDto,
  DismissDto,
  EditSuggestionDto,
  LoadDto,
  LoadQuery,
  LoadService,
  OneParameterQuery,
  ParameterQuery,
  ParameterService,
  ParametersDto,
  PeggingDto,
  PutParametersDto,
  RunDto,
  RunQuery,
  RunService,
  StartRunDto,
  PlanSuggestionDto,
  SuggestionQuery,
  SuggestionService,
} from '@anwen/planning';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';

@Controller('api/v1/planning/parameters')
export class PlanningParametersController {
  constructor(private readonly parameters: ParameterService) {}

  @Get()
  @Requires('planning.read')
  @Sla('list')
  @Returns(ParametersDto, { page: true })
  @Summary('How items are ordered, by item code')
  list(@CurrentTx() tx: Tx, @Query() query: ParameterQuery): Promise<unknown> {
    return this.parameters.list(tx, query);
  }

  @Get(':itemCode')
  @Requires('planning.read')
  @Sla('read')
  @Returns(ParametersDto)
  @Summary('How one item is ordered')
  async get(@CurrentTx() tx: Tx, @Param('itemCode') itemCode: string, @Query() query: OneParameterQuery): Promise<unknown> {
    return tagged(await this.parameters.get(tx, itemCode, query));
  }

  @Put(':itemCode')
  @Requires('planning.write')
  @Idempotent()
  @Sla('write')
  @Returns(ParametersDto)
  @Summary('Says how an item is ordered, everywhere or in one warehouse; If-Match is needed when that has been said before')
  async put(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('itemCode') itemCode: string,
    @IfMatchGiven() rowVersion: number | undefined,
    @Body() body: PutParametersDto,
  ): Promise<unknown> {
    return tagged(await this.parameters.put(tx, actor, { itemCode, rowVersion }, body));
  }

  @Delete(':itemCode')
  @HttpCode(204)
  @Requires('planning.write')
  @Idempotent()
  @Sla('write')
  @Returns(null, { status: 204 })
  @Summary('Unsays how an item is ordered, everywhere or in one warehouse')
  async forget(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('itemCode') itemCode: string,
    @IfMatchGiven() rowVersion: number | undefined,
    @Query() query: OneParameterQuery,
  ): Promise<void> {
    await this.parameters.forget(tx, actor, { itemCode, rowVersion }, query);
  }
}

@Controller('api/v1/planning/runs')
export class PlanningRunsController {
  constructor(
    private readonly runs: RunService,
    private readonly suggestions: SuggestionService,
    private readonly acceptance: AcceptanceService,
  ) {}

  @Post()
  @HttpCode(202)
  @Requires('planning.run')
  @Idempotent()
  @Sla('write')
  @Returns(RunDto, { status: 202 })
  @Summary('Makes a plan; the job tells how far it is and can be cancelled')
  async start(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: StartRunDto): Promise<unknown> {
    const { run, jobId } = await this.runs.start(tx, actor, body);
    return new Answer(run, 202, { Location: `/api/v1/jobs/${jobId}` });
  }

  @Get()
  @Requires('planning.read')
  @Sla('list')
  @Returns(RunDto, { page: true })
  @Summary('The latest planning runs, newest first')
  list(@CurrentTx() tx: Tx, @Query() query: RunQuery): Promise<unknown> {
    return this.runs.list(tx, query);
  }

  @Get(':id')
  @Requires('planning.read')
  @Sla('read')
  @Returns(RunDto)
  @Summary('One planning run')
  get(@CurrentTx() tx: Tx, @Param('id') id: string): Promise<unknown> {
    return this.runs.get(tx, id);
  }

  @Get(':id/suggestions')
  @Requires('planning.read')
  @Sla('list')
  @Returns(PlanSuggestionDto, { page: true })
  @Summary('What a run suggests, what must be decided first in front')
  listSuggestions(@CurrentTx() tx: Tx, @Param('id') id: string, @Query() query: SuggestionQuery): Promise<unknown> {
    return this.suggestions.list(tx, id, query);
  }

  @Post(':id/accept')
  @HttpCode(200)
  @Requires('planning.accept')
  @Idempotent()
  @Sla('batch')
  @Returns(AcceptedDto)
  @Summary('Makes drafts of suggestions: all that are named or none, or all that can be accepted')
  accept(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: AcceptDto): Promise<unknown> {
    return this.acceptance.accept(tx, actor, id, body);
  }
}

@Controller('api/v1/planning/suggestions')
export class PlanningSuggestionsController {
  constructor(private readonly suggestions: SuggestionService) {}

  @Get(':id')
  @Requires('planning.read')
  @Sla('read')
  @Returns(PlanSuggestionDto)
  @Summary('One suggestion and why it was made')
  async get(@CurrentTx() tx: Tx, @Param('id') id: string): Promise<unknown> {
    return shown(await this.suggestions.get(tx, id));
  }

  @Get(':id/pegging')
  @Requires('planning.read')
  @Sla('read')
  @Returns(PeggingDto)
  @Summary('What a suggestion serves, what serves it, and where all of that comes from')
  pegging(@CurrentTx() tx: Tx, @Param('id') id: string): Promise<unknown> {
    return this.suggestions.pegging(tx, id);
  }

  @Patch(':id')
  @Requires('planning.accept')
  @Idempotent()
  @Sla('write')
  @Returns(PlanSuggestionDto)
  @Summary('Another quantity, day or supplier before it is accepted')
  async edit(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: EditSuggestionDto,
  ): Promise<unknown> {
    return shown(await this.suggestions.edit(tx, actor, { id, rowVersion, patch }));
  }

  @Post(':id/dismiss')
  @HttpCode(200)
  @Requires('planning.accept')
  @Idempotent()
  @Sla('write')
  @Returns(PlanSuggestionDto)
  @Summary('Says no to a suggestion')
  async dismiss(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: DismissDto): Promise<unknown> {
    return shown(await this.suggestions.dismiss(tx, actor, id, body));
  }
}

@Controller('api/v1/planning/load')
export class PlanningLoadController {
  constructor(private readonly load: LoadService) {}

  @Get()
  @Requires('planning.read')
  @Sla('read')
  @Returns(LoadDto)
  @Summary('What work centres have to do against what they can do, forward from now')
  get(@CurrentTx() tx: Tx, @Query() query: LoadQuery): Promise<unknown> {
    return this.load.load(tx, query);
  }
}

const tagged = (parameters: ParametersDto): unknown => withEtag(parameters.rowVersion, parameters);
const shown = (suggestion: PlanSuggestionDto): unknown => withEtag(suggestion.rowVersion, suggestion);
