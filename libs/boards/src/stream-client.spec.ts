import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import type { BoardService, BoardView } from './board.service';
import { databaseErrors } from '@anwen/database';
import { ALL_SCOPE } from '@anwen/kernel';
import { StreamClient } from './stream-client';
import { STREAM_TIMES } from './stream-times';

/** The far end: how much of what was sent it has not taken. */
class Wire extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  readonly sent: string[] = [];
  end: string | undefined;
  send(text: string): void {
    this.sent.push(text);
  }
  ping(): void {
    return undefined;
  }
  close(code: number): void {
    this.end = String(code);
    this.gone();
  }
  terminate(): void {
    this.end ??= 'cut';
    this.gone();
  }
  private gone(): void {
    this.readyState = 3;
    this.emit('close');
  }
}

const MINUTE = 60_000;

describe('a screen on a socket', () => {
  let wire: Wire;
  let version: number;
  let stillAdmitted: () => Promise<boolean>;

  beforeEach(() => {
    jest.useFakeTimers();
    [wire, version, stillAdmitted] = [new Wire(), 1, () => Promise.resolve(true)];
    const view = (): BoardView => ({
      key: 'work-orders',
      kind: 'work-orders',
      snapshot: { version: `v${version}`, data: '{}', at: Date.now() },
      ageMs: 0,
      stale: false,
    });
    const boards = { get: () => Promise.resolve(view()) } as unknown as BoardService;
    const viewer = { key: 'work-orders', scope: ALL_SCOPE, since: null, person: 'user:1', stillAdmitted: () => stillAdmitted() };
    new StreamClient(wire as unknown as WebSocket, viewer, boards, STREAM_TIMES).begin(view());
  });
  afterEach(() => {
    wire.terminate();
    jest.useRealTimers();
  });

  /** Time passes; pongs come back unless the wire is said to be dead. */
  const pass = async (ms: number, answers = true): Promise<void> => {
    for (let at = 0; at < ms && wire.readyState === 1; at += 500) {
      await jest.advanceTimersByTimeAsync(500);
      if (answers) wire.emit('pong');
    }
  };
  const types = (): string[] => wire.sent.map((text) => (JSON.parse(text) as { type: string }).type);

  it('hears at least every seven seconds that nothing has changed', async () => {
    await pass(MINUTE);
    expect(types()[0]).toBe('board');
    expect(types().filter((type) => type === 'same').length).toBeGreaterThanOrEqual(9);
    expect(wire.sent.length).toBeLessThanOrEqual(13);
  });

  it('is told nothing while it has not taken what was sent, and then the newest alone', async () => {
    wire.bufferedAmount = 10_000;
    for (version = 2; version < 6; version++) await pass(2_000);
    expect(wire.sent).toHaveLength(1);
    wire.bufferedAmount = 0;
    await pass(2_000);
    expect([types(), wire.sent[1]]).toEqual([['board', 'board'], expect.stringContaining('"version":"v6"')]);
  });

  it('is dropped when it takes nothing for fifteen seconds', async () => {
    wire.bufferedAmount = 1;
    await pass(14_000);
    expect(wire.end).toBeUndefined();
    await pass(3_000);
    expect(wire.end).toBe('cut');
  });

  it('is dropped at once when too much waits for it', async () => {
    wire.bufferedAmount = STREAM_TIMES.bufferMax + 1;
    await pass(2_000);
    expect(wire.end).toBe('cut');
  });

  it('is cut after two pings without an answer, in the third beat', async () => {
    await pass(44_000, false);
    expect(wire.end).toBeUndefined();
    await pass(1_500, false);
    expect(wire.end).toBe('cut');
  });

  it('is told to sign in again when it is no longer admitted', async () => {
    await pass(10_000);
    stillAdmitted = () => Promise.resolve(false);
    await pass(5_000);
    expect(wire.end).toBe('4401');
  });

  it('may stay for a minute while nobody can say whether it may, and no longer', async () => {
    stillAdmitted = () => Promise.reject(databaseErrors.unavailable());
    await pass(58_000);
    expect(wire.end).toBeUndefined();
    await pass(8_000);
    expect(wire.end).toBe('1013');
  });
});
