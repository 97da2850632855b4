import { PerformanceModule } from '@anwen/work-orders/performance';
import { Module } from '@nestjs/common';
import { ExportFiles } from './export-file.service';
import { ExportPurge } from './export-purge.service';
import { ExportRunner } from './export-run.service';
import { ExportStore } from './export.store';
import { ReportDelivery } from './report-delivery.service';
import { ReportTimetable } from './report-timetable.service';
import { ScheduleStore } from './schedule.store';
import { ReportBeforehand } from './report-beforehand';
import { SurroundingsStore } from './surroundings.store';

const services = [ExportRunner, ExportPurge, ReportDelivery, ReportTimetable];

/** What the worker needs. Needs the global Database, ObjectStorage and Mailer. */
@Module({
  imports: [PerformanceModule],
  providers: [...services, ReportBeforehand, ExportFiles, ExportStore, ScheduleStore, SurroundingsStore],
  exports: services,
})
export class ReportJobsModule {}
