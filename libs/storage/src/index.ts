export { ObjectStorage, type StoredObject } from './object-storage';
