import { Module, type DynamicModule } from '@nestjs/common';
import { SkipThrottle, ThrottlerModule } from '@nestjs/throttler';
import { CounterStore } from './counter.store';
import { LOGIN_LOCK_SCOPE, LoginLimiter } from './login-limiter.service';
import { LoginStore } from './login.store';
import { NOTE_EXCEEDED, type NoteExceeded } from './rate-limit.guard';
import { API_POLICY, BOARD_POLICY, EXPORT_POLICY, type LockScope } from './rate-limit.rules';

export interface RateLimitOptions {
  readonly lockScope: LockScope;
  /** Requests a minute of one device or user; requirement R3.1 says 300. */
  readonly apiPerMinute?: number;
  /** Told about every refusal. */
  readonly noteExceeded?: NoteExceeded;
}

const EXPORT_KEY = 'anwen:export';
const BOARD_KEY = 'anwen:board';

/** The route makes an export: 5 an hour for each user, and none while Redis cannot count. */
export function CountsAsExport(): MethodDecorator {
  return (_target, _name, descriptor) => Reflect.defineMetadata(EXPORT_KEY, true, descriptor.value as object);
}

/** The route is polled by screens on the wall: counted by a policy of its own instead of the general one. */
export function CountsAsBoard(): MethodDecorator {
  return (target, name, descriptor) => {
    Reflect.defineMetadata(BOARD_KEY, true, descriptor.value as object);
    SkipThrottle({ api: true })(target as object, name, descriptor);
  };
}

/** The route is not counted (the probe of a load balancer). */
export const NotRateLimited = (): MethodDecorator => SkipThrottle({ api: true, board: true, export: true });

/** Who raises the general limit (a benchmark, a larger house) raises this one with it. */
const boardsFor = (apiPerMinute: number): number => Math.ceil((apiPerMinute * BOARD_POLICY.limit) / API_POLICY.limit);

@Module({})
export class RateLimitModule {
  static forRoot(options: () => RateLimitOptions): DynamicModule {
    return {
      module: RateLimitModule,
      global: true,
      imports: [
        ThrottlerModule.forRootAsync({
          useFactory: () => ({
            setHeaders: false,
            throttlers: [
              { name: 'api', limit: options().apiPerMinute ?? API_POLICY.limit, ttl: API_POLICY.windowMs },
              {
                name: BOARD_POLICY.name,
                limit: boardsFor(options().apiPerMinute ?? API_POLICY.limit),
                ttl: BOARD_POLICY.windowMs,
                skipIf: (context) => !Reflect.getMetadata(BOARD_KEY, context.getHandler()),
              },
              {
                name: 'export',
                limit: EXPORT_POLICY.limit,
                ttl: EXPORT_POLICY.windowMs,
                skipIf: (context) => !Reflect.getMetadata(EXPORT_KEY, context.getHandler()),
              },
            ],
          }),
        }),
      ],
      providers: [
        CounterStore,
        LoginStore,
        LoginLimiter,
        { provide: LOGIN_LOCK_SCOPE, useFactory: () => options().lockScope },
        { provide: NOTE_EXCEEDED, useFactory: () => options().noteExceeded },
      ],
      exports: [CounterStore, LoginLimiter, NOTE_EXCEEDED, ThrottlerModule],
    };
  }
}
