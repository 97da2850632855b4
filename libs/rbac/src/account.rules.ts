import { systemActor, type Actor, type Id, type Locale } from '@anwen/kernel';
import type { SignedInUser } from './auth.dto';
import type { Account } from './user.store';

/** Where a sign-in comes from. */
export interface ClientFacts {
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly requestId: string | null;
  /** A session that the client still holds; signing in ends it. */
  readonly replaces: string | undefined;
  /** The enrolled device that signed the request; what is opened works there and nowhere else. */
  readonly deviceId?: Id | null;
}

/** `zh-Hant-TW` and the like, as the two languages that we speak. */
export function languageOf(locale: string): Locale {
  return locale.startsWith('en') ? 'en' : 'zh-Hant';
}

export function presentAccount(account: Account): SignedInUser {
  return {
    id: account.publicId,
    username: account.username,
    displayName: account.displayName,
    locale: languageOf(account.locale),
    mustChangePassword: account.mustChangePassword,
  };
}

/** Whoever is signing in, before there is a session. */
export function signingIn(account: Account, client: ClientFacts): Actor {
  return {
    ...systemActor(account.displayName, account.id),
    type: 'user',
    id: account.id,
    publicId: account.publicId,
    locale: languageOf(account.locale),
    deviceId: client.deviceId ?? null,
    ip: client.ip,
    requestId: client.requestId,
  };
}
