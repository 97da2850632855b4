import { createHash, randomBytes } from 'node:crypto';

/** 256 bits: cannot be guessed, and needs no slow hash to be stored. */
const TOKEN_BYTES = 32;
export const API_KEY_PREFIX = 'anw_';

export function newSessionToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

export function newApiKeyToken(): string {
  return API_KEY_PREFIX + newSessionToken();
}

/** What is stored instead of the token. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}

/** Enough to recognise a key in a list, too little to use it. */
export function tokenHint(token: string): string {
  return `${token.slice(0, 8)}…`;
}

/** A token of ours, by its form; anything else is refused without asking the database. */
export function looksLikeToken(text: string): boolean {
  return /^(anw_)?[A-Za-z0-9_-]{43}$/.test(text);
}
