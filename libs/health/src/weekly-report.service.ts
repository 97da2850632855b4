import type { Tx } from '@anwen/database';
import { systemClock } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { DiskSpace } from './disk-space.service';
import { readWeek } from './weekly-report.store';

/** Numbers and codes about the installation; nothing that a person has typed in (R12.2). */
export interface WeeklyReport {
  readonly kind: 'anwen.health';
  /** A random id; neither the tenant's name nor its code. */
  readonly installation: string | null;
  readonly writtenAt: string;
  readonly days: 7;
  readonly version: { readonly app: string | null; readonly schema: number | null; readonly node: string; readonly database: string };
  readonly licence: { readonly status: string; readonly expiresOn: string; readonly daysLeft: number } | null;
  /** Numbered, because a folder's name may say too much. */
  readonly disks: readonly { readonly volume: number; readonly usedPercent: number; readonly freeGigabytes: number }[];
  readonly errors: { readonly serverErrors: number; readonly timeouts: number; readonly failedScreens: number };
  readonly sla: { readonly requests: number; readonly routeHours: number; readonly routeHoursMissed: number };
  readonly jobs: { readonly done: number; readonly failed: number; readonly dead: number; readonly late: number };
  readonly alerts: readonly { readonly code: string; readonly raised: number; readonly paged: number }[];
}

export interface ReportMessage {
  readonly kind: 'report';
  readonly title: string;
  readonly text: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Writes the weekly report: what is previewed is what is sent, letter by letter but for its moment. */
@Injectable()
export class WeeklyReports {
  constructor(private readonly disk: DiskSpace) {}

  async write(tx: Tx, now: Date = systemClock.now()): Promise<WeeklyReport> {
    const [week, volumes] = await Promise.all([readWeek(tx, new Date(now.getTime() - 7 * 86_400_000)), this.disk.recent()]);
    const { installation, app, schema, database, licence, ...counts } = week;
    const disks = volumes.map(({ usedPercent, freeBytes }, i) => ({ volume: i + 1, usedPercent, freeGigabytes: Math.round(freeBytes / 1e8) / 10 }));
    const version = { app, schema, node: process.versions.node, database };
    return { kind: 'anwen.health', installation, writtenAt: now.toISOString(), days: 7, version, licence, disks, ...counts };
  }

  async message(tx: Tx, now?: Date): Promise<ReportMessage> {
    const report = await this.write(tx, now);
    const title = `安穩健康報告 / Anwen health report ${report.writtenAt.slice(0, 10)}`;
    return { kind: 'report', title, text: JSON.stringify(report, null, 2), facts: { report } };
  }
}
