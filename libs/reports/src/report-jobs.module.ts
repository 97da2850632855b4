import { Module } from '@nestjs/common';
import { ExportFiles } from './export-file.service';
import { ExportPurge } from './export-purge.service';
import { ExportRunner } from './export-run.service';
import { ExportStore } from './export.store';
import { ReportDelivery } from './report-delivery.service';
import { ReportTimetable } from './report-timetable.service';
import { ScheduleStore } from './schedule.store';
import { SurroundingsStore } from './surroundings.store';

const services = [ExportRunner, ExportPurge, ReportDelivery, ReportTimetable];

/** What the worker needs. Needs the global Database, ObjectStorage and Mailer. */
@Module({ providers: [...services, ExportFiles, ExportStore, ScheduleStore, SurroundingsStore], exports: services })
export class ReportJobsModule {}
