import { Module, type DynamicModule } from '@nestjs/common';
import { IDEMPOTENCY_OPTIONS, type IdempotencyOptions } from './idempotency.options';

@Module({})
export class IdempotencyModule {
  static forRoot(options: IdempotencyOptions): DynamicModule {
    return { module: IdempotencyModule, global: true, providers: [{ provide: IDEMPOTENCY_OPTIONS, useValue: options }], exports: [IDEMPOTENCY_OPTIONS] };
  }
}
