export { boardAnswer } from './board-answer';
export { BoardDto, BoardEntryDto, BoardListDto } from './board.dto';
export { BoardService, type BoardView } from './board.service';
export { boardErrors } from './boards.errors';
export { BoardsModule } from './boards.module';
export { boardsPermissions } from './boards.permissions';
export { OutageFilter } from './outage-filter';
export { RecentViewers, type ViewerRequest } from './recent-viewers';
