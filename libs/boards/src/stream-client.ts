import { AppError, type Scope } from '@anwen/kernel';
import type { WebSocket } from 'ws';
import { bodyOf } from './board-answer';
import { STALE_LIMIT_MS } from './board-cache';
import type { BoardService, BoardView } from './board.service';
import type { StreamTimes } from './stream-times';

/** Who looks at what, and how to ask whether they still may. */
export interface Viewer {
  readonly key: string;
  readonly scope: Scope;
  /** The version that the screen has from before. */
  readonly since: string | null;
  /** Whose places of the stream this one counts for. */
  readonly person: string;
  /** False when the session, its device, its rights or the licence have ended. It throws when nobody can say. */
  stillAdmitted(): Promise<boolean>;
}

/** Close codes: RFC 6455, and our own from 4400 with the HTTP status in them. */
export const CLOSE = { restart: 1001, later: 1013, admission: 4401, gone: 4404 } as const;

/** One screen on a socket: gets the board when it changes, and a sign of life when it does not. */
export class StreamClient {
  private sent: string | null;
  private saidAt = 0;
  private wasStale = false;
  private drainedAt = Date.now();
  private admittedAt = Date.now();
  private checkedAt = Date.now();
  private missed = 0;
  private look: NodeJS.Timeout | undefined;
  private readonly pulse: NodeJS.Timeout;

  constructor(
    private readonly socket: WebSocket,
    private readonly viewer: Viewer,
    private readonly boards: BoardService,
    private readonly times: StreamTimes,
  ) {
    this.sent = viewer.since;
    socket.on('pong', () => (this.missed = 0));
    socket.on('error', () => socket.terminate()); // a broken frame; 'close' follows
    socket.on('message', () => undefined); // nothing is asked of screens; too much of it closes the socket by itself
    socket.once('close', () => this.stop());
    this.pulse = setInterval(() => this.beat(), times.pingMs);
  }

  /** The first look is made at once with what the door has read. */
  begin(view: BoardView): void {
    this.show(view);
    this.again();
  }

  close(code: number, reason: string): void {
    this.stop();
    this.socket.close(code, reason);
    // A peer that does not answer the farewell is not waited for.
    setTimeout(() => this.socket.terminate(), this.times.farewellMs).unref();
  }

  cut(): void {
    this.stop();
    this.socket.terminate();
  }

  private stop(): void {
    clearTimeout(this.look);
    clearInterval(this.pulse);
  }

  private beat(): void {
    if (this.missed >= this.times.pingsMissed) return this.cut();
    this.missed += 1;
    this.socket.ping();
  }

  private again(): void {
    if (this.socket.readyState === this.socket.OPEN) this.look = setTimeout(() => void this.turn(), this.times.lookMs);
  }

  private async turn(): Promise<void> {
    if (!(await this.mayStay()) || !this.keepsUp()) return;
    try {
      // While something is still on its way, nothing is added: the next look brings the newest.
      if (this.socket.bufferedAmount === 0) this.show(await this.boards.get(this.viewer.scope, this.viewer.key));
    } catch (error) {
      const isGone = error instanceof AppError && error.status === 404;
      return isGone ? this.close(CLOSE.gone, 'the board is gone') : this.close(CLOSE.later, 'the board cannot be read');
    }
    this.again();
  }

  private async mayStay(): Promise<boolean> {
    const now = Date.now();
    if (now - this.checkedAt < this.times.admissionMs) return true;
    this.checkedAt = now;
    try {
      if (!(await this.viewer.stillAdmitted())) {
        this.close(CLOSE.admission, 'sign in again');
        return false;
      }
      this.admittedAt = now;
    } catch {
      // Nobody can be asked. As with polling, what was seen may be looked at for a minute, and no longer.
      if (now - this.admittedAt > STALE_LIMIT_MS) {
        this.close(CLOSE.later, 'nobody can be signed in');
        return false;
      }
    }
    return true;
  }

  /** A screen that does not take what it was sent is dropped, before it fills the memory. */
  private keepsUp(): boolean {
    const now = Date.now();
    const { bufferedAmount } = this.socket;
    if (bufferedAmount === 0) this.drainedAt = now;
    if (bufferedAmount <= this.times.bufferMax && now - this.drainedAt <= this.times.slowMs) return true;
    this.cut();
    return false;
  }

  private show(view: BoardView): void {
    const now = Date.now();
    const { version } = view.snapshot;
    const isNew = version !== this.sent;
    if (!isNew && view.stale === this.wasStale && now - this.saidAt < this.times.signMs) return;
    this.socket.send(isNew ? bodyOf(view, { type: 'board' }) : signOf(view));
    [this.sent, this.saidAt, this.wasStale] = [version, now, view.stale];
  }
}

function signOf({ key, snapshot, ageMs, stale }: BoardView): string {
  return JSON.stringify({ type: 'same', key, version: snapshot.version, asOf: new Date(snapshot.at).toISOString(), ageMs, stale });
}
