export { TracingModule } from './tracing.module';
export { tracingPermissions } from './tracing.permissions';
