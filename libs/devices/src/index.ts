export { DrainsDevice, NeedsDevice, TakesQuarantine, WelcomesDevice } from './declarations';
export { DeviceService } from './device.service';
export type { Trust } from './device.rules';
export { deviceErrors } from './devices.errors';
export { DevicesModule } from './devices.module';
export { devicesPermissions } from './devices.permissions';
