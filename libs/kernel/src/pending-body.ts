/**
 * The body of an upload that has not been read yet. Whoever may not upload is refused before a byte of it is kept in
 * memory; the transaction interceptor reads it after the guards and puts the bytes in its place.
 */
export class PendingBody {
  /** @param read the whole body; refuses one that is too large. */
  constructor(readonly read: () => Promise<Buffer>) {}
}
