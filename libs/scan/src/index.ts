export { ResolveScanDto, ResolvedScanDto } from './scan.dto';
export { ScanModule } from './scan.module';
export { scanPermissions } from './scan.permissions';
export { ScanService } from './scan.service';
