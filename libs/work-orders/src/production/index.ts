export { ProductionModule } from './production.module';
export { productionPermissions } from './production.permissions';
