export { HandlingModule } from './handling.module';
export { handlingPermissions } from './handling.permissions';
