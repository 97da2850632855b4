import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { healthErrors } from './health.errors';

/** Off until somebody turns it on (R12.2). `channelId` is an alert channel: mail or webhook. */
const healthReport = z
  .strictObject({ enabled: z.boolean(), channelId: z.uuid().nullable().default(null) })
  .refine((value) => !value.enabled || value.channelId !== null, { path: ['channelId'], message: 'is needed while the report is enabled' });

export type HealthReportSetting = z.output<typeof healthReport>;

interface Setting {
  readonly schema: z.ZodType;
  readonly fallback: unknown;
  readonly zh: string;
  readonly en: string;
}

/** Value, in the books' currency, above which a second person approves an adjustment. */
const adjustmentLimit = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be a decimal number, not below zero');
/** GS1 gives it out, 6 to 12 digits; labels of packages need it for their SSCC. */
const companyPrefix = z
  .string()
  .regex(/^\d{6,12}$/, 'must be 6 to 12 digits')
  .nullable();

/** Every setting that a person may change here; the libraries that live by them read them from the table. */
const SETTINGS: Readonly<Record<string, Setting>> = {
  health_report: { schema: healthReport, fallback: { enabled: false, channelId: null }, zh: '每週健康報告', en: 'Weekly health report' },
  'inventory.adjustmentLimit': {
    schema: adjustmentLimit,
    fallback: '5000',
    zh: '庫存調整須覆核的金額',
    en: 'Value above which an adjustment needs a second person',
  },
  'trade.gs1CompanyPrefix': { schema: companyPrefix, fallback: null, zh: 'GS1 公司前置碼', en: 'GS1 company prefix' },
};

export interface SettingView {
  readonly key: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly value: unknown;
  /** 0 while nobody has changed it. */
  readonly rowVersion: number;
}

/** Choices of the tenant: known keys only, each value checked. */
@Injectable()
export class SettingService {
  list(tx: Tx): Promise<SettingView[]> {
    return Promise.all(Object.keys(SETTINGS).map((key) => this.get(tx, key)));
  }

  /** @throws health.setting_unknown */
  async get(tx: Tx, key: string): Promise<SettingView> {
    const { fallback, zh: titleZh, en: titleEn } = this.require(key);
    const [row] = await tx.query<{ value: unknown; rowVersion: number }>('SELECT value, row_version AS "rowVersion" FROM sys_settings WHERE key = $1', [key]);
    return { key, titleZh, titleEn, value: row?.value ?? fallback, rowVersion: row?.rowVersion ?? 0 };
  }

  /** @throws health.setting_unknown | health.setting_invalid | health.setting_stale */
  async put(tx: Tx, { key, rowVersion, by }: { key: string; rowVersion: number; by: Id | null }, value: unknown): Promise<SettingView> {
    const read = this.require(key).schema.safeParse(value);
    if (!read.success) {
      const errors = read.error.issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, code: 'invalid', message }));
      throw healthErrors.setting_invalid({ errors });
    }
    const kept = await tx.query(
      `INSERT INTO sys_settings (key, value, updated_by) SELECT $1, $2, $3 WHERE $4 = 0 OR EXISTS (SELECT 1 FROM sys_settings WHERE key = $1)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_by = excluded.updated_by, updated_at = now(), row_version = sys_settings.row_version + 1
         WHERE sys_settings.row_version = $4 RETURNING key`,
      [key, JSON.stringify(read.data), by, rowVersion],
    );
    if (kept.length === 0) throw healthErrors.setting_stale();
    return this.get(tx, key);
  }

  async healthReport(tx: Tx): Promise<HealthReportSetting> {
    return healthReport.parse((await this.get(tx, 'health_report')).value);
  }

  private require(key: string): Setting {
    if (!Object.hasOwn(SETTINGS, key)) throw healthErrors.setting_unknown();
    return SETTINGS[key]!;
  }
}
