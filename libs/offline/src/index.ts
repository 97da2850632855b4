export { OfflineModule } from './offline.module';
export { offlinePermissions } from './offline.permissions';
