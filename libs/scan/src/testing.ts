import type { BadgeService } from '@anwen/rbac';
import { ScanService } from './scan.service';
import { ScanStore } from './scan.store';

/** The service as the module wires it, for tests and benchmarks without a container. */
export const scansOf = (badges: BadgeService): ScanService => new ScanService(new ScanStore(), badges);
