export { CountingModule } from './counting.module';
export { countingPermissions } from './counting.permissions';
