import { Module } from '@nestjs/common';
import { MaintenanceGuard } from './maintenance.guard';
import { TenantService } from './tenant.service';
import { TenantStore } from './tenant.store';

@Module({ providers: [TenantStore, TenantService, MaintenanceGuard], exports: [TenantService, MaintenanceGuard] })
export class TenantModule {}
