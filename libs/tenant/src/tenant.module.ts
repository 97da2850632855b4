import { Module } from '@nestjs/common';
import { AppVersionService } from './app-version.service';
import { MaintenanceGuard } from './maintenance.guard';
import { TenantService } from './tenant.service';
import { TenantStore } from './tenant.store';

@Module({ providers: [AppVersionService, TenantStore, TenantService, MaintenanceGuard], exports: [AppVersionService, TenantService, MaintenanceGuard] })
export class TenantModule {}
