import type { IncomingMessage } from 'node:http';
import { Inject, Injectable, Optional, type OnModuleDestroy } from '@nestjs/common';
import { BoardService, type BoardView } from './board.service';
import { boardErrors } from './boards.errors';
import { LicenseStore } from './license.store';
import { CLOSE, StreamClient, type Viewer } from './stream-client';
import { STREAM_TIMES, STREAM_TIMES_TOKEN, type StreamTimes } from './stream-times';
import { UpgradeDoor } from './upgrade-door';

export const STREAM_FEATURE = 'board_stream';

/** The screens that are on a socket. */
@Injectable()
export class BoardStreams implements OnModuleDestroy {
  private readonly clients = new Set<StreamClient>();
  /** Places that are taken, from before the handshake on. */
  private readonly places = new Map<Viewer, string>();
  private closing = false;

  constructor(
    private readonly boards: BoardService,
    private readonly licenses: LicenseStore,
    private readonly door: UpgradeDoor,
    @Optional() @Inject(STREAM_TIMES_TOKEN) private readonly times: StreamTimes = STREAM_TIMES,
  ) {}

  /**
   * Everything that can be refused is refused here, while it can still be answered in HTTP; the returned step takes the socket.
   * @throws boards.stream_not_licensed | upgrade_required | not_found | unavailable | stream_full | stream_closing
   */
  async prepare(request: IncomingMessage, viewer: Viewer): Promise<() => Promise<void>> {
    if (!(await this.licenses.has(STREAM_FEATURE))) throw boardErrors.stream_not_licensed();
    const view = await this.boards.get(viewer.scope, viewer.key);
    if (!this.door.isOffered(request)) throw boardErrors.upgrade_required({ headers: { Upgrade: 'websocket', Connection: 'Upgrade' } });
    this.takePlace(viewer);
    return () => this.begin(request, viewer, view);
  }

  /** How many screens are connected. */
  get size(): number {
    return this.clients.size;
  }

  /** Before the server closes: it would wait for the sockets. */
  async onModuleDestroy(): Promise<void> {
    this.closing = true;
    for (const client of this.clients) client.close(CLOSE.restart, 'the server restarts');
    const end = Date.now() + this.times.farewellMs;
    while (this.clients.size > 0 && Date.now() < end) await new Promise((resume) => setTimeout(resume, 10));
    for (const client of this.clients) client.cut();
  }

  private async begin(request: IncomingMessage, viewer: Viewer, view: BoardView): Promise<void> {
    try {
      const socket = await this.door.open(request);
      const client = new StreamClient(socket, this.licensed(viewer), this.boards, this.times);
      this.clients.add(client);
      socket.once('close', () => {
        this.clients.delete(client);
        this.places.delete(viewer);
      });
      if (this.closing) client.close(CLOSE.restart, 'the server restarts');
      else client.begin(view);
    } catch (error) {
      this.places.delete(viewer);
      throw error;
    }
  }

  /** @throws boards.stream_full | stream_closing */
  private takePlace(viewer: Viewer): void {
    const { clientsMax, clientsOfOneMax } = this.times;
    const own = [...this.places.values()].filter((person) => person === viewer.person).length;
    if (this.closing) throw boardErrors.stream_closing({ headers: { 'Retry-After': '5' } });
    if (this.places.size >= clientsMax || own >= clientsOfOneMax)
      throw boardErrors.stream_full({ places: clientsMax, own: clientsOfOneMax, headers: { 'Retry-After': '60' } });
    this.places.set(viewer, viewer.person);
  }

  private licensed(viewer: Viewer): Viewer {
    return { ...viewer, stillAdmitted: async () => (await viewer.stillAdmitted()) && (await this.licenses.has(STREAM_FEATURE)) };
  }
}
