import { Module, type DynamicModule } from '@nestjs/common';
import { Mailer, type MailOptions } from './mailer';

/** Provides the one `Mailer` of a process; it holds no connection between two messages. */
@Module({})
export class MailModule {
  static forRoot(options: () => MailOptions | undefined): DynamicModule {
    return {
      module: MailModule,
      global: true,
      providers: [{ provide: Mailer, useFactory: () => new Mailer(options()) }],
      exports: [Mailer],
    };
  }
}
