import { Module, type DynamicModule } from '@nestjs/common';
import { AppPackageService } from './app-package.service';
import { AppVersionService } from './app-version.service';
import { AppVersionStore } from './app-version.store';
import { DeviceDoor } from './device-door.service';
import { DEVICE_OPTIONS, type DeviceOptions } from './device-options';
import { DeviceService } from './device.service';
import { DeviceStore } from './device.store';
import { EnrolmentService } from './enrolment.service';
import { EnrolmentStore } from './enrolment.store';
import { SignedRequestStore } from './signed-request.store';
import { UnknownDevices } from './unknown-devices.service';

const CORE = [DeviceStore, DeviceService, SignedRequestStore];

/** `forRoot` for the apps that answer requests; imported as it is, it brings what other libraries and jobs ask. */
@Module({ providers: CORE, exports: [DeviceService, SignedRequestStore] })
export class DevicesModule {
  static forRoot(options: () => DeviceOptions): DynamicModule {
    return {
      module: DevicesModule,
      global: true,
      providers: [
        { provide: DEVICE_OPTIONS, useFactory: options },
        AppPackageService,
        AppVersionService,
        AppVersionStore,
        DeviceDoor,
        EnrolmentService,
        EnrolmentStore,
        UnknownDevices,
      ],
      exports: [AppPackageService, AppVersionService, DeviceDoor, EnrolmentService],
    };
  }
}
