import { HttpAnswer } from '@anwen/kernel';
import type { BoardView } from './board.service';

/** The body, around the data that is already written. */
export function bodyOf({ key, kind, snapshot, ageMs, stale }: BoardView, extra: object = {}): string {
  const head = JSON.stringify({ ...extra, key, kind, asOf: new Date(snapshot.at).toISOString(), ageMs, stale, version: snapshot.version });
  return `${head.slice(0, -1)},"data":${snapshot.data}}`;
}

/**
 * The answer to a poll. What is stale goes out whole: a 304 would tell the screen that all is well. The age is in the headers
 * too, because a 304 has no body.
 */
export function boardAnswer(view: BoardView): HttpAnswer {
  const headers: Record<string, string> = {
    'Content-Type': 'application/json; charset=utf-8',
    'Board-As-Of': new Date(view.snapshot.at).toISOString(),
    'Board-Age-Ms': String(view.ageMs),
  };
  if (!view.stale) headers.ETag = `"${view.snapshot.version}"`;
  return new HttpAnswer(200, headers, bodyOf(view));
}
