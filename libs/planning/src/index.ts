export { PlanningModule } from './planning.module';
export { planningPermissions } from './planning.permissions';
