import { Module } from '@nestjs/common';
import { ScanService } from './scan.service';
import { ScanStore } from './scan.store';

/** Needs the global RbacModule for badges. */
@Module({ providers: [ScanService, ScanStore], exports: [ScanService] })
export class ScanModule {}
