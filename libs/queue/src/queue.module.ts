import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { LaneQueues, connectLanes, queueOptions } from './lane-queues';
import { LANES, queueName, type LaneOptions } from './lanes';

const LANE_CONNECTION = Symbol('LANE_CONNECTION');

/** The connection stands apart, because Nest's queues ask for it while they are registered. */
@Module({})
class LaneConnectionModule {
  static of(options: () => LaneOptions): DynamicModule {
    return { module: LaneConnectionModule, providers: [{ provide: LANE_CONNECTION, useFactory: () => connectLanes(options()) }], exports: [LANE_CONNECTION] };
  }
}

/** Provides the four queues of Nest and the one `LaneQueues` of a process over them, and closes it at shutdown. */
@Module({})
export class QueueModule implements OnApplicationShutdown {
  constructor(private readonly queues: LaneQueues) {}

  static forRoot(options: () => LaneOptions): DynamicModule {
    const connection = LaneConnectionModule.of(options);
    const queueOf = (name: string): Parameters<typeof BullModule.registerQueueAsync>[0] => ({
      name,
      imports: [connection],
      inject: [LANE_CONNECTION],
      useFactory: (client: Redis) => queueOptions(client, options()),
    });
    const over = (client: Redis, ...queues: Queue[]): LaneQueues => new LaneQueues(client, new Map(LANES.map((lane, i) => [lane, queues[i]!])));
    return {
      module: QueueModule,
      global: true,
      imports: [connection, BullModule.registerQueueAsync(...LANES.map((lane) => queueOf(queueName(lane))))],
      providers: [{ provide: LaneQueues, useFactory: over, inject: [LANE_CONNECTION, ...LANES.map((lane) => getQueueToken(queueName(lane)))] }],
      exports: [LaneQueues],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queues.close();
  }
}
