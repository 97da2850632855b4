export { ArchiveDamaged, readLines, writeLines } from './archive-file';
export { LocalStorage } from './local-storage';
export { ObjectStorage, type ListedObject, type StoredObject } from './object-storage';
export { S3Storage, type S3Options } from './s3-storage';
export { openStorage, requireStorage, storageOptionsOf, storageSettings, type StorageOptions, type StorageSettings } from './storage-settings';
export { StorageKeyRefused, StorageKeyTaken, StorageUnavailable, StoredObjectMissing } from './storage.errors';
export { StorageModule } from './storage.module';
export { unrecordedArchives } from './torn-archives';
