import { createHash } from 'node:crypto';
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

/**
 * What is read gets the digest of its bytes behind the row's version: minutes that pass, legal steps and names of other rows
 * change an answer whose version stays. Writes keep the version alone, since their answer may say more than a later GET.
 */
export function tagged(method: string, answer: HttpAnswer): HttpAnswer {
  const version = /^"(\d{1,9})"$/.exec(answer.headers.ETag ?? '')?.[1];
  if (version === undefined || answer.body === null || !isRead(method)) return answer;
  // 96 bits: this guards against chance, not against an adversary, who could only deceive himself.
  const digest = createHash('sha256').update(answer.body).digest('base64url').slice(0, 16);
  return new HttpAnswer(answer.status, { ...answer.headers, ETag: `"${version}-${digest}"` }, answer.body);
}

const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';

/** The caller's copy is still the right one (RFC 9110 §13.1.2; weak comparison, as caches may have weakened it). */
export function notModified(method: string, ifNoneMatch: string | undefined, answer: HttpAnswer): boolean {
  const etag = answer.headers.ETag;
  if (!etag || !ifNoneMatch || answer.status !== 200 || !isRead(method)) return false;
  const bare = (tag: string): string => tag.trim().replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => bare(tag) === bare(etag));
}
