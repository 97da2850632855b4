import { Module } from '@nestjs/common';
import { DeviceService } from './device.service';
import { DeviceStore } from './device.store';

@Module({ providers: [DeviceStore, DeviceService], exports: [DeviceService] })
export class DevicesModule {}
