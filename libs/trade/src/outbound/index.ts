export { OutboundModule } from './outbound.module';
export { outboundPermissions } from './outbound.permissions';
