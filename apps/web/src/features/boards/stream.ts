import { api, ApiProblem } from '@anwen/client';
import type { Board } from './use-board';

interface Handlers {
  readonly onBoard: (board: Board) => void;
  /** The board is as it was, and so old. */
  readonly onSame: (ageMs: number) => void;
  /** The line is gone: whoever shows the board asks for it again. */
  readonly onEnd: () => void;
}

/** `later`: nobody could say, or all places are taken. */
export type StreamOffer = 'now' | 'later' | 'never';

/**
 * Whether the server has a live line for this board. A socket cannot tell a browser why it was refused, and leaves a red line
 * in its console; the same address asked as an ordinary page answers 426 where it takes sockets.
 */
export async function streamOffer(key: string, signal: AbortSignal): Promise<StreamOffer> {
  try {
    await api.GET('/api/v1/boards/{key}/stream', { params: { path: { key } }, signal });
    return 'never';
  } catch (failure) {
    if (!(failure instanceof ApiProblem) || failure.status >= 500 || failure.status === 429) return 'later';
    return failure.status === 426 ? 'now' : 'never';
  }
}

/** The server says every five seconds that nothing has changed: a line that is silent for four of them is dead. */
const SILENCE_MS = 20_000;

/** The live line of a board, for licences that have it. Ends once, for whatever reason. */
export function openStream(key: string, { onBoard, onSame, onEnd }: Handlers): () => void {
  const { protocol, host } = window.location;
  const socket = new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/api/v1/boards/${encodeURIComponent(key)}/stream`);
  let ended = false;
  let silence: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    if (ended) return;
    ended = true;
    clearTimeout(silence);
    socket.close();
    onEnd();
  };
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(end, SILENCE_MS);
  };
  socket.addEventListener('open', heard);
  socket.addEventListener('message', ({ data }) => {
    heard();
    const said = JSON.parse(String(data)) as ({ type: 'board' } & Board) | { type: 'same'; ageMs: number };
    if (said.type === 'board') onBoard(said);
    else onSame(said.ageMs);
  });
  socket.addEventListener('close', end);
  socket.addEventListener('error', end);
  heard();
  return () => {
    ended = true;
    clearTimeout(silence);
    socket.close();
  };
}
