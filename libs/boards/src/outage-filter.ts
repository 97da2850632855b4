import { AppError, type HttpAnswer } from '@anwen/kernel';
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { ApplicationConfig } from '@nestjs/core';
import { boardAnswer } from './board-answer';
import { isOutage } from './board-cache';
import { BoardService } from './board.service';
import { RecentViewers, type ViewerRequest } from './recent-viewers';

interface Reply {
  code(status: number): Reply;
  headers(values: Readonly<Record<string, string>>): Reply;
  send(body: string | null): unknown;
}

/**
 * Around the door of the boards: without the database the guards can let nobody in. Whoever was let in within the last
 * minute is shown what they saw, marked stale; everything else is answered as anywhere.
 */
@Catch()
export class OutageFilter implements ExceptionFilter {
  constructor(
    private readonly boards: BoardService,
    private readonly viewers: RecentViewers,
    private readonly app: ApplicationConfig,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<ViewerRequest & { params: { key?: string } }>();
    if (error instanceof AppError && (error.status === 401 || error.status === 403)) this.viewers.forget(request);
    const answer = isOutage(error) ? this.lastSeen(request) : undefined;
    if (answer) return void http.getResponse<Reply>().code(answer.status).headers(answer.headers).send(answer.body);
    const [everywhere] = this.app.getGlobalFilters();
    if (!everywhere) throw error;
    everywhere.catch(error, host);
  }

  private lastSeen(request: ViewerRequest & { params: { key?: string } }): HttpAnswer | undefined {
    const scope = this.viewers.scopeOf(request);
    if (!scope || request.params.key === undefined) return undefined;
    try {
      const view = this.boards.peek(scope, request.params.key);
      return view && boardAnswer({ ...view, stale: true });
    } catch {
      return undefined; // a key that names no board
    }
  }
}
