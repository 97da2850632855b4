export { RedisConnection, RedisUnavailable, type RedisOptions, type RedisScript } from './redis';
export { RedisModule } from './redis.module';
