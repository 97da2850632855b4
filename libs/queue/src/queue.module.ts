import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { LaneQueues } from './lane-queues';
import type { LaneOptions } from './lanes';

/** Provides the one `LaneQueues` of a process and closes it at shutdown. */
@Module({})
export class QueueModule implements OnApplicationShutdown {
  constructor(private readonly queues: LaneQueues) {}

  static forRoot(options: () => LaneOptions): DynamicModule {
    return {
      module: QueueModule,
      global: true,
      providers: [{ provide: LaneQueues, useFactory: () => new LaneQueues(options()) }],
      exports: [LaneQueues],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queues.close();
  }
}
