export { PerformanceModule } from './performance.module';
export { performancePermissions } from './performance.permissions';
