import { StorageKeyRefused } from './storage.errors';

/**
 * Keys are ours, never a person's file name: lower-case letters, digits, `.`, `_` and `-` in segments that begin with a
 * letter or digit. That leaves no traversal, no absolute path, no hidden file, nothing that Windows or a file system
 * which ignores case would read differently.
 */
const SEGMENT = '[a-z0-9][a-z0-9._-]*';
const KEY = new RegExp(`^${SEGMENT}(?:/${SEGMENT})*$`);
const PREFIX = new RegExp(`^(?:${SEGMENT}/)*(?:${SEGMENT})?$`);
/** S3 allows 1 024 bytes, a file name 255; nothing of ours comes near. */
const LONGEST_KEY = 512;
const LONGEST_SEGMENT = 200;
/** Ending of what is still being written. */
export const PART = '.part';

/** @throws StorageKeyRefused */
export function requireSafeKey(key: string): string {
  if (!KEY.test(key) || key.includes('..') || key.endsWith(PART) || isTooLong(key)) throw new StorageKeyRefused();
  return key;
}

/** The beginning of a key; empty = everything. @throws StorageKeyRefused */
export function requireSafePrefix(prefix: string): string {
  if (!PREFIX.test(prefix) || prefix.includes('..') || isTooLong(prefix)) throw new StorageKeyRefused();
  return prefix;
}

function isTooLong(key: string): boolean {
  return key.length > LONGEST_KEY || key.split('/').some((segment) => segment.length > LONGEST_SEGMENT);
}
