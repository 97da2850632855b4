import { Module, type DynamicModule } from '@nestjs/common';
import { EgressClient } from './egress-client';
import type { EgressPolicy } from './egress-policy';

/** Provides the one `EgressClient` of a process. */
@Module({})
export class EgressModule {
  static forRoot(policy: () => EgressPolicy): DynamicModule {
    return {
      module: EgressModule,
      global: true,
      providers: [{ provide: EgressClient, useFactory: () => new EgressClient(policy()) }],
      exports: [EgressClient],
    };
  }
}
