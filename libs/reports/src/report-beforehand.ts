import type { Tx } from '@anwen/database';
import { OeeService, type OeeRowDto } from '@anwen/work-orders/performance';
import { Injectable } from '@nestjs/common';
import type { ReportDefinition, ReportValues } from './report-definition';

/** Rows of reports that are no single SELECT, made by the library that knows them: the same figures as on its screens. */
@Injectable()
export class ReportBeforehand {
  constructor(private readonly oee: OeeService) {}

  /** Within the transaction that reads the report. @throws performance.range_too_wide. */
  async rows(tx: Tx, { beforehand }: ReportDefinition, { from, to, grain, workCenter }: ReportValues): Promise<{ made?: readonly OeeRowDto[] }> {
    if (beforehand !== 'oee') return {};
    const given = Object.fromEntries(Object.entries({ from, to, grain, workCenter }).filter(([, value]) => value !== undefined));
    return { made: (await this.oee.list(tx, tx.actor, given)).items };
  }
}
