/**
 * A body that has not been read yet: an upload, or the JSON of a large batch. Whoever may not send it is refused before
 * any work is done on it; the transaction interceptor reads it after the guards and puts what it says in its place.
 */
export class PendingBody {
  /** @param read the whole body; refuses one that is too large or has no form. */
  constructor(readonly read: () => Promise<unknown>) {}
}
