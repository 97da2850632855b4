import { AppError, defineErrors } from '@anwen/kernel';

const errors = defineErrors('storage', {
  unavailable: { status: 503, level: 'error', retryable: true, zh: '檔案儲存空間目前無法使用。', en: 'The file storage is not available at the moment.' },
  key_taken: { status: 500, level: 'error', zh: '同名檔案已存在，未覆寫。', en: 'A file with this key exists already; it was not overwritten.' },
  key_refused: { status: 500, level: 'error', zh: '檔案鍵值不安全，已拒絕。', en: 'The file key is not a safe one.' },
  object_missing: { status: 410, level: 'warn', zh: '檔案已不存在。', en: 'The file no longer exists.' },
});

/** The outside system did not do its work: unreachable, full, wrong keys. The cause says which. */
export class StorageUnavailable extends AppError {
  constructor(cause: unknown) {
    super('storage.unavailable', errors.unavailable().definition, { headers: { 'Retry-After': '30' } });
    this.cause = cause;
  }
}

/** An object never changes: whoever writes a taken key has made a mistake or runs a second time. */
export class StorageKeyTaken extends AppError {
  constructor(key: string) {
    super('storage.key_taken', errors.key_taken().definition, { key });
  }
}

/** The key could leave the storage, or means different things to different drivers. */
export class StorageKeyRefused extends AppError {
  constructor() {
    super('storage.key_refused', errors.key_refused().definition);
  }
}

export class StoredObjectMissing extends AppError {
  constructor(key: string) {
    super('storage.object_missing', errors.object_missing().definition, { key });
  }
}
