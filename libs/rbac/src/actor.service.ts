import { Injectable } from '@nestjs/common';
import { Database } from '@anwen/database';
import { systemActor, type Actor, type Id } from '@anwen/kernel';
import { languageOf } from './account.rules';
import { grantsOf } from './grants.rules';
import { SessionStore } from './session.store';

/** Who asked for some work, as the work's row remembers it. */
export interface Requester {
  readonly userId: Id | null;
  readonly apiKeyId: Id | null;
}

/** Brings back who asked for work that runs later, with the rights of now: a right taken away since is gone. */
@Injectable()
export class ActorService {
  private readonly store: SessionStore;

  constructor(database: Database) {
    this.store = new SessionStore(database);
  }

  /** Undefined when the user is disabled, or the key revoked or expired. */
  async actorOf({ userId, apiKeyId }: Requester): Promise<Actor | undefined> {
    const found = apiKeyId === null ? userId !== null && (await this.store.findUserAsBearer(userId)) : await this.store.findApiKeyAsBearer(apiKeyId);
    if (!found) return undefined;
    return {
      ...systemActor(found.name, found.userId),
      type: apiKeyId === null ? 'user' : 'api_key',
      id: apiKeyId ?? found.userId,
      publicId: found.publicId,
      departmentId: found.departmentId,
      grants: grantsOf(found.assignments),
      locale: languageOf(found.locale),
    };
  }
}
