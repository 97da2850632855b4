import { Module, type DynamicModule } from '@nestjs/common';
import { KeyPurge } from './purge.service';
import { IDEMPOTENCY_OPTIONS, type IdempotencyOptions } from './idempotency-options';

/** `forRoot` for the app that answers requests; imported as it is, it only brings the purge. */
@Module({ providers: [KeyPurge], exports: [KeyPurge] })
export class IdempotencyModule {
  static forRoot(options: IdempotencyOptions): DynamicModule {
    return { module: IdempotencyModule, global: true, providers: [{ provide: IDEMPOTENCY_OPTIONS, useValue: options }], exports: [IDEMPOTENCY_OPTIONS] };
  }
}
