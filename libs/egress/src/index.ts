export { isCidr, isWithin, parseAddress, type AllowedTarget } from './address.rules';
export { EgressClient, type EgressAnswer, type EgressRequest, type EgressTarget } from './egress-client';
export { EgressFailed, EgressRefused, type EgressFailure } from './egress.errors';
export { EgressModule } from './egress.module';
export { productionPolicy, type DeploymentMode, type EgressPolicy, type OwnService } from './egress-policy';
export { egressPolicyOf, egressSettings } from './egress-settings';
export { type Resolve } from './target-check';
