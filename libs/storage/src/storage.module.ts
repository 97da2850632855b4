import { Module, type DynamicModule } from '@nestjs/common';
import { ObjectStorage } from './object-storage';
import { openStorage, type StorageOptions } from './storage-settings';

/** Provides the one `ObjectStorage` of a process. Nothing is opened at start: the product starts while the storage is away. */
@Module({})
export class StorageModule {
  static forRoot(options: () => StorageOptions): DynamicModule {
    return {
      module: StorageModule,
      global: true,
      providers: [{ provide: ObjectStorage, useFactory: () => openStorage(options()) }],
      exports: [ObjectStorage],
    };
  }
}
