export { BatchService } from './batch.service';
export { ConflictDetailDto, ConflictDto, ConflictQuery, ConflictResolvedDto, ResolveConflictDto } from './conflict.dto';
export { ConflictService } from './conflict.service';
export { BATCH_BYTES, DeviceOpBatch, DeviceOpDto, DeviceOpResults } from './device-op.dto';
export { offlineErrors } from './offline.errors';
export { OfflineModule } from './offline.module';
export { offlinePermissions } from './offline.permissions';
