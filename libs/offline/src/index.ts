export { BatchService } from './batch.service';
export { BATCH_BYTES, DeviceOpBatch, DeviceOpDto, DeviceOpResults } from './device-op.dto';
export { offlineErrors } from './offline.errors';
export { OfflineModule } from './offline.module';
export { offlinePermissions } from './offline.permissions';
