export { DevicesModule } from './devices.module';
export { devicesPermissions } from './devices.permissions';
