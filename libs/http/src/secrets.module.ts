import { SecretBox } from '@anwen/kernel';
import { Module, type DynamicModule } from '@nestjs/common';

@Module({})
export class SecretsModule {
  /** Provides the `SecretBox` of the installation: every app opens what another has sealed. */
  static forRoot(secret: () => Buffer): DynamicModule {
    return {
      module: SecretsModule,
      global: true,
      providers: [{ provide: SecretBox, useFactory: () => new SecretBox(secret()) }],
      exports: [SecretBox],
    };
  }
}
