import { HttpAnswer } from '@anwen/kernel';
import { Answer } from './answer';

const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' };

/** A handler's result as the bytes to send, serialised once. */
export function presentAnswer(value: unknown, defaultStatus: number): HttpAnswer {
  if (value instanceof HttpAnswer) return value;
  const answer = value instanceof Answer ? value : undefined;
  const body = answer ? answer.body : value;
  if (body === undefined) return new HttpAnswer(answer?.status ?? 204, answer?.headers ?? {}, null);
  return new HttpAnswer(answer?.status ?? defaultStatus, answer ? { ...JSON_TYPE, ...answer.headers } : JSON_TYPE, JSON.stringify(body));
}

/** The caller's copy is still the right one (RFC 9110 §13.1.2; weak comparison, as caches may have weakened it). */
export function notModified(method: string, ifNoneMatch: string | undefined, answer: HttpAnswer): boolean {
  const etag = answer.headers.ETag;
  if (!etag || !ifNoneMatch || answer.status !== 200 || (method !== 'GET' && method !== 'HEAD')) return false;
  const bare = (tag: string): string => tag.trim().replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => bare(tag) === bare(etag));
}
