import { api, ApiProblem, bodyOf } from '@anwen/client';
import { useEffect, useState } from 'react';
import { nextPoll } from './poll';
import { openStream, streamOffer } from './stream';

export interface Board {
  readonly key: string;
  readonly kind: string;
  readonly asOf: string;
  readonly ageMs: number;
  readonly version: string;
  readonly data: unknown;
}

export interface BoardState {
  readonly board: Board | null;
  readonly failure: unknown;
  /** By this browser's clock: when the server last said that this is how things stand. */
  readonly confirmedAt: number | null;
  /** What to add to this browser's clock to get the server's. */
  readonly clockOffset: number;
  readonly live: boolean;
}

export const NOTHING: BoardState = { board: null, failure: null, confirmedAt: null, clockOffset: 0, live: false };

/** The same board as before, confirmed: a 304 says its age in a header, which an older server leaves out. */
export const confirmed = (before: BoardState, ageMs: number, now: number): BoardState => ({ ...before, failure: null, confirmedAt: now - ageMs });

/** A board that has come is as old as the server says; the way here takes less than a second. */
export function withBoard(before: BoardState, board: Board, now: number): BoardState {
  const clockOffset = Date.parse(board.asOf) + board.ageMs - now;
  return { ...before, board, failure: null, confirmedAt: now - board.ageMs, clockOffset };
}

interface Answer {
  readonly etag: string | null;
  readonly board: Board | null;
  readonly ageMs: number;
}

async function ask(key: string, etag: string | null, signal: AbortSignal): Promise<Answer> {
  const headers = etag === null ? {} : { headers: { 'If-None-Match': etag } };
  const answer = await api.GET('/api/v1/boards/{key}', { params: { path: { key } }, ...headers, signal });
  if (answer.response.status === 304) return { etag, board: null, ageMs: Number(answer.response.headers.get('Board-Age-Ms') ?? 0) };
  const board = bodyOf(answer) as Board;
  return { etag: answer.response.headers.get('ETag'), board, ageMs: board.ageMs };
}

type Change = (before: BoardState) => BoardState;

/** A live line that broke is tried again, but not before polling has shown that the server is well for a while. */
const STREAM_AGAIN_MS = 60_000;

/** Follows one board: asks every five seconds, with the last version's tag; not at all while nobody can see it. */
class Follower {
  private readonly gone = new AbortController();
  private etag: string | null = null;
  private failures = 0;
  private asking = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closeStream: (() => void) | undefined;
  private streamFrom = 0;

  constructor(
    private readonly key: string,
    private readonly set: (change: Change) => void,
  ) {
    document.addEventListener('visibilitychange', this.onVisible);
    void this.poll();
  }

  readonly stop = (): void => {
    this.gone.abort();
    this.rest();
    document.removeEventListener('visibilitychange', this.onVisible);
  };

  private readonly onVisible = (): void => (document.hidden ? this.rest() : void this.poll());

  private rest(): void {
    clearTimeout(this.timer);
    this.closeStream?.();
    this.closeStream = undefined;
  }

  private plan(delay: number): void {
    clearTimeout(this.timer);
    if (this.gone.signal.aborted || document.hidden || this.closeStream !== undefined) return;
    this.timer = setTimeout(() => void this.poll(), delay);
  }

  private async poll(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      const { etag, board, ageMs } = await ask(this.key, this.etag, this.gone.signal);
      this.failures = 0;
      this.etag = etag;
      this.set((before) => (board === null ? confirmed(before, ageMs, Date.now()) : withBoard(before, board, Date.now())));
      await this.offerStream();
      this.plan(nextPoll(0, Math.random()));
    } catch (failure) {
      if (this.gone.signal.aborted) return;
      this.failures += 1;
      this.set((before) => ({ ...before, failure }));
      this.plan(nextPoll(this.failures, Math.random(), failure instanceof ApiProblem ? failure.retryAfter : null));
    } finally {
      this.asking = false;
    }
  }

  /** A licence that comes later is found when the page is opened anew. */
  private async offerStream(): Promise<void> {
    if (Date.now() < this.streamFrom || this.closeStream !== undefined) return;
    const offer = await streamOffer(this.key, this.gone.signal);
    if (offer !== 'now') this.streamFrom = offer === 'never' ? Number.POSITIVE_INFINITY : Date.now() + STREAM_AGAIN_MS;
    else if (!this.gone.signal.aborted && !document.hidden) this.connect();
  }

  private connect(): void {
    this.closeStream = openStream(this.key, {
      onBoard: (board) => this.set((before) => ({ ...withBoard(before, board, Date.now()), live: true })),
      onSame: (ageMs) => this.set((before) => ({ ...confirmed(before, ageMs, Date.now()), live: true })),
      onEnd: () => {
        this.closeStream = undefined;
        this.streamFrom = Date.now() + STREAM_AGAIN_MS;
        this.set((before) => ({ ...before, live: false }));
        this.plan(nextPoll(0, Math.random()));
      },
    });
  }
}

/** The board as it stands, kept up to date for as long as it is on the screen. */
export function useBoard(key: string): BoardState {
  const [state, setState] = useState(NOTHING);
  useEffect(() => {
    setState(NOTHING);
    return new Follower(key, setState).stop;
  }, [key]);
  return state;
}

/** The browser's clock, once a second: ages and elapsed times go on between two answers. */
export function useSecond(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
