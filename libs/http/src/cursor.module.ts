import { createHash } from 'node:crypto';
import { CursorCodec } from '@anwen/kernel';
import { Module, type DynamicModule } from '@nestjs/common';

/** Inject it where a list makes cursors: `@Inject(CURSOR_CODEC) codec: CursorCodec`. */
export const CURSOR_CODEC = Symbol('CURSOR_CODEC');

@Module({})
export class CursorModule {
  /** All processes of an installation share the secret, so a cursor made by one is read by the next. */
  static forRoot(secret: () => Buffer): DynamicModule {
    // A key of its own from the one secret: a cursor must never be usable as anything else.
    const derived = (): Buffer => createHash('sha256').update('cursor').update(secret()).digest();
    return {
      module: CursorModule,
      global: true,
      providers: [{ provide: CURSOR_CODEC, useFactory: () => new CursorCodec(derived()) }],
      exports: [CURSOR_CODEC],
    };
  }
}
