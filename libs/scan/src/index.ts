export { ScanModule } from './scan.module';
export { scanPermissions } from './scan.permissions';
