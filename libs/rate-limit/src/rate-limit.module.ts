import { Module, type DynamicModule } from '@nestjs/common';
import { SkipThrottle, ThrottlerModule } from '@nestjs/throttler';
import { CounterStore } from './counter.store';
import { LOGIN_LOCK_SCOPE, LoginLimiter } from './login-limiter.service';
import { LoginStore } from './login.store';
import { NOTE_EXCEEDED, type NoteExceeded } from './rate-limit.guard';
import { API_POLICY, EXPORT_POLICY, type LockScope } from './rate-limit.rules';

export interface RateLimitOptions {
  readonly lockScope: LockScope;
  /** Requests a minute of one device or user; requirement R3.1 says 300. */
  readonly apiPerMinute?: number;
  /** Told about every refusal. */
  readonly noteExceeded?: NoteExceeded;
}

const EXPORT_KEY = 'anwen:export';

/** The route makes an export: 5 an hour for each user, and none while Redis cannot count. */
export function CountsAsExport(): MethodDecorator {
  return (_target, _name, descriptor) => Reflect.defineMetadata(EXPORT_KEY, true, descriptor.value as object);
}

/** The route is not counted (the probe of a load balancer). */
export const NotRateLimited = (): MethodDecorator => SkipThrottle({ api: true, export: true });

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
