export { CommitService } from './commit.service';
export { DryRunService } from './dry-run.service';
export { ImportFileService, type ImportFile } from './import-file.service';
export { ImportRowService } from './import-row.service';
export { ImportService } from './import.service';
export {
  CreateImportMappingDto,
  FixRowDto,
  ImportListQuery,
  ImportMappingDto,
  ImportMappingsDto,
  ImportRowDto,
  ImportRowQuery,
  ImportSessionDto,
  ImportTypesDto,
  MappingQuery,
  TemplateQuery,
  UpdateImportDto,
  UploadQuery,
} from './imports.dto';
export { MAX_FILE_BYTES, importErrors } from './imports.errors';
export { importCommitJob, importRollbackJob, importValidateJob } from './imports.events';
export { ImportsModule } from './imports.module';
export { importsPermissions } from './imports.permissions';
export { ImportMappingService } from './mapping.service';
export { ImportPurge } from './purge.service';
export { RollbackService } from './rollback.service';
export { ImportSessionService } from './session.service';
