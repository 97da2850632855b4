import { PerformanceModule } from '@anwen/work-orders/performance';
import { Module } from '@nestjs/common';
import { ExportService } from './export.service';
import { ExportStore } from './export.store';
import { ReportPresetService } from './preset.service';
import { PresetStore } from './preset.store';
import { ReportService } from './report.service';
import { ReportScheduleService } from './schedule.service';
import { ScheduleStore } from './schedule.store';
import { ReportBeforehand } from './report-beforehand';
import { SurroundingsStore } from './surroundings.store';

const services = [ReportService, ExportService, ReportScheduleService, ReportPresetService];

/** What the doors need. Needs the global Database, CounterStore, ObjectStorage and CURSOR_CODEC. */
@Module({
  imports: [PerformanceModule],
  providers: [...services, ReportBeforehand, SurroundingsStore, ExportStore, ScheduleStore, PresetStore],
  exports: services,
})
export class ReportsModule {}
