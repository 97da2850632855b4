import { Module, type DynamicModule } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { ClientErrorService } from './client-error.service';
import { DiskSpace } from './disk-space.service';
import { HEALTH_OPTIONS, HealthService, type HealthOptions } from './health.service';
import { LatencyRecorder } from './latency.service';
import { MetricsService } from './metrics.service';
import { QueueState } from './queue-state.service';
import { SettingService } from './setting.service';
import { SlaReports } from './sla-report.service';
import { SystemWatch } from './system-watch.service';
import { WeeklyReports } from './weekly-report.service';

const SERVICES = [
  QueueState,
  DiskSpace,
  HealthService,
  LatencyRecorder,
  MetricsService,
  SlaReports,
  SystemWatch,
  SettingService,
  WeeklyReports,
  ClientErrorService,
];

@Module({})
export class HealthModule {
  static forRoot(options: () => HealthOptions): DynamicModule {
    return {
      module: HealthModule,
      global: true,
      imports: [TerminusModule.forRoot({ logger: false })],
      providers: [...SERVICES, { provide: HEALTH_OPTIONS, useFactory: options }],
      exports: SERVICES,
    };
  }
}
