import { handled, type HandledJob } from '@anwen/outbox';
import { EXPORT_PURGE, EXPORT_RUN, ExportPurge, ExportRunner, REPORT_DELIVER, ReportDelivery } from '@anwen/reports';
import type { INestApplicationContext } from '@nestjs/common';

export function reportsHandlers(services: INestApplicationContext): HandledJob[] {
  return [
    handled(EXPORT_RUN, (run, payload) => services.get(ExportRunner).run(run, payload)),
    handled(REPORT_DELIVER, (run, payload) => services.get(ReportDelivery).run(run, payload)),
    handled(EXPORT_PURGE, (run, payload) => services.get(ExportPurge).run(run, payload)),
  ];
}
