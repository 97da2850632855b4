export { ClientErrorService, type ClientError } from './client-error.service';
export { HealthModule } from './health.module';
export { HealthService, type HealthOptions, type HealthReport, type State } from './health.service';
export { LatencyRecorder } from './latency.service';
export { MetricsService } from './metrics.service';
export { type StorageTarget } from './probes';
export { QueueState } from './queue-state.service';
export type { ScheduleState } from './queue-state.store';
export { SLA_REPORT_KIND, SlaReports } from './sla-report.service';
