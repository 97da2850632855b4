import { BoardDto, BoardListDto, BoardService, OutageFilter, RecentViewers, boardAnswer, type ViewerRequest } from '@anwen/boards';
import { Returns, Sla, Summary } from '@anwen/http';
import { scopeFor, type Actor } from '@anwen/kernel';
import { CountsAsBoard } from '@anwen/rate-limit';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Controller, Get, Param, Req, UseFilters } from '@nestjs/common';

@Controller('api/v1/boards')
@UseFilters(OutageFilter)
export class BoardsController {
  constructor(
    private readonly boards: BoardService,
    private readonly viewers: RecentViewers,
  ) {}

  @Get()
  @Requires('board.read')
  @CountsAsBoard()
  @Sla('list')
  @Returns(BoardListDto)
  @Summary('The boards that you may see')
  async list(@CurrentActor() actor: Actor): Promise<unknown> {
    return { items: await this.boards.list(scopeFor(actor, 'board.read')) };
  }

  @Get(':key')
  @Requires('board.read')
  @CountsAsBoard()
  @Sla('read')
  @Returns(BoardDto)
  @Summary('One board as it is now, at most two seconds old; 304 while its data is the same')
  async get(@CurrentActor() actor: Actor, @Param('key') key: string, @Req() request: ViewerRequest): Promise<unknown> {
    const scope = scopeFor(actor, 'board.read');
    const view = await this.boards.get(scope, key);
    // What a device shows at the door is good for one request: without its signature it could be anybody's.
    if (actor.deviceId === null) this.viewers.admit(request, scope);
    return boardAnswer(view);
  }
}
