import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { RedisConnection, type RedisOptions } from './redis';

/** Provides the one `RedisConnection` of a process and closes it at shutdown. */
@Module({})
export class RedisModule implements OnApplicationShutdown {
  constructor(private readonly redis: RedisConnection) {}

  static forRoot(connect: () => RedisOptions): DynamicModule {
    return {
      module: RedisModule,
      global: true,
      providers: [{ provide: RedisConnection, useFactory: () => new RedisConnection(connect()) }],
      exports: [RedisConnection],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.redis.close();
  }
}
