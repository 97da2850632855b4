import { Module, type DynamicModule } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { ClientErrorService } from './client-error.service';
import { HEALTH_OPTIONS, HealthService, type HealthOptions } from './health.service';
import { LatencyRecorder } from './latency.service';
import { MetricsService } from './metrics.service';
import { QueueState } from './queue-state.service';
import { SlaReports } from './sla-report.service';

const SERVICES = [QueueState, HealthService, LatencyRecorder, MetricsService, SlaReports, ClientErrorService];

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
