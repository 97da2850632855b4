export { EngineeringModule } from './engineering.module';
export { engineeringPermissions } from './engineering.permissions';
