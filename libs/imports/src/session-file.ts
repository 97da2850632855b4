import { buffer } from 'node:stream/consumers';
import { AppError } from '@anwen/kernel';
import type { ObjectStorage } from '@anwen/storage';
import { importErrors } from './imports.errors';

/** The uploaded file. Retention removes it long before the session. @throws imports.file_expired */
export async function uploadedFile(storage: ObjectStorage, key: string): Promise<Buffer> {
  try {
    return await buffer(await storage.get(key));
  } catch (error) {
    throw error instanceof AppError && error.code === 'storage.object_missing' ? importErrors.file_expired() : error;
  }
}

/** Asked before a dry run is dropped that could not be made again. @throws imports.file_expired */
export async function requireUploadedFile(storage: ObjectStorage, key: string): Promise<void> {
  if (!(await storage.stat(key))) throw importErrors.file_expired();
}
