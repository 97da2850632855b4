import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

/** Passes bytes through and remembers how many they were and their SHA-256. */
export class Digest extends Transform {
  private readonly hash = createHash('sha256');
  private length = 0;
  private hex: string | undefined;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.hash.update(chunk);
    this.length += chunk.length;
    done(null, chunk);
  }

  get bytes(): number {
    return this.length;
  }

  /** Only after the last byte. */
  get sha256(): string {
    return (this.hex ??= this.hash.digest('hex'));
  }
}
