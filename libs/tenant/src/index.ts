export { AllowedInMaintenance, MaintenanceGuard } from './maintenance.guard';
export type { Tenant, TenantMode } from './tenant.dto';
export { tenantErrors } from './tenant.errors';
export { TenantModule } from './tenant.module';
export { TenantService } from './tenant.service';
export { TenantStore } from './tenant.store';
