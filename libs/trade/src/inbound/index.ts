export { InboundModule } from './inbound.module';
export { inboundPermissions } from './inbound.permissions';
