import { audit } from '@anwen/audit';
import { sqlState, type Tx } from '@anwen/database';
import { Answer } from '@anwen/http';
import type { Actor, Locale } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Injectable } from '@nestjs/common';
import { opsErrors } from './ops.errors';
import { RETENTION_RUN } from './ops.events';
import type { ArchiveView, RetentionPolicyPatch, RetentionPolicyView, RetentionPreviewView } from './retention.dto';
import { RetentionService } from './retention.service';
import { RetentionStore, type ArchiveRow } from './retention.store';
import type { RetentionPolicy } from './retention-target';

/** What the screens call it. */
const LABELS: Readonly<Record<string, { zh: string; en: string }>> = {
  'inventory.movements': { zh: '庫存異動', en: 'Stock movements' },
  'audit.logs': { zh: '稽核紀錄', en: 'Audit log' },
  'webhooks.deliveries': { zh: 'Webhook 投遞紀錄', en: 'Webhook deliveries' },
  'exports.files': { zh: '報表檔案', en: 'Report files' },
  'imports.files': { zh: '上傳檔案', en: 'Uploaded files' },
  'imports.sessions': { zh: '匯入紀錄', en: 'Import sessions' },
  'idempotency.keys': { zh: '防重複金鑰', en: 'Idempotency keys' },
  'jobs.finished': { zh: '已結束的工作', en: 'Finished jobs' },
  'jobs.dead': { zh: '失敗的工作', en: 'Dead jobs' },
  'outbox.relayed': { zh: '已送出的事件', en: 'Relayed events' },
  'sessions.ended': { zh: '已結束的登入', en: 'Ended sessions' },
  client_errors: { zh: '用戶端錯誤', en: 'Client errors' },
  'latency.minutes': { zh: '每分鐘反應時間', en: 'Latency by the minute' },
  'latency.hourly': { zh: '每小時反應時間', en: 'Latency by the hour' },
  'alerts.resolved': { zh: '已解除的警示', en: 'Resolved alerts' },
  slow_queries: { zh: '慢查詢', en: 'Slow queries' },
  'ops.reports': { zh: '維運報告', en: 'Operating reports' },
};

/** The policies as a person sees and sets them. */
@Injectable()
export class RetentionPolicies {
  constructor(
    private readonly store: RetentionStore,
    private readonly retention: RetentionService,
  ) {}

  async list(tx: Tx, locale: Locale): Promise<RetentionPolicyView[]> {
    return (await this.store.policies(tx)).map((policy) => present(policy, locale));
  }

  async preview(tx: Tx, locale: Locale): Promise<RetentionPreviewView[]> {
    const seen = await this.retention.preview(tx);
    return seen.map(({ policy, before, forecast }) => ({ policy: present(policy, locale), before: before.toISOString(), forecast }));
  }

  /** A job that does not wait for the night. Whoever asks while one waits or works is told of that one: two would only be in each other's way. */
  async startRun(tx: Tx): Promise<Answer> {
    const publicId = (await this.store.openJob(tx, RETENTION_RUN.name)) ?? (await outbox.stage(tx, RETENTION_RUN, {})).publicId;
    return new Answer({ jobId: publicId }, 202, { Location: `/api/v1/admin/jobs/${publicId}` });
  }

  async archives(tx: Tx): Promise<ArchiveView[]> {
    return (await this.store.archives(tx)).map(archiveView);
  }

  /** @throws ops.policy_not_found | policy_changed | policy_without_archive | policy_out_of_bounds */
  async set(tx: Tx, actor: Actor, { key, rowVersion }: { key: string; rowVersion: number }, patch: RetentionPolicyPatch): Promise<RetentionPolicyView> {
    const before = await this.store.lockPolicy(tx, key);
    if (!before) throw opsErrors.policy_not_found();
    if (before.rowVersion !== rowVersion) throw opsErrors.policy_changed();
    if (before.archiveDays === null && patch.archiveDays !== undefined) throw opsErrors.policy_without_archive();
    const wanted = {
      onlineDays: patch.onlineDays ?? before.onlineDays,
      archiveDays: patch.archiveDays ?? before.archiveDays,
      active: patch.active ?? before.active,
    };
    const after = await this.store.setPolicy(tx, key, wanted, actor.userId).catch((error: unknown) => {
      throw sqlState(error) === '23514' ? opsErrors.policy_out_of_bounds(boundsOf(before)) : error;
    });
    // The report pages tell people how long their files stay; they read it there.
    if (key === 'exports.files') await this.store.setSetting(tx, 'reports.retention_days', wanted.onlineDays, actor.userId);
    const { onlineDays, archiveDays, active } = before;
    audit.record(
      tx,
      actor,
      'settings.changed',
      { type: 'retention_policy', id: key },
      { diff: { before: { onlineDays, archiveDays, active }, after: wanted } },
    );
    return present(after, actor.locale);
  }
}

function boundsOf({ onlineMin, onlineMax, archiveMin, archiveMax }: RetentionPolicy): Record<string, unknown> {
  return { bounds: { onlineMin, onlineMax, archiveMin, archiveMax } };
}

function present(policy: RetentionPolicy, locale: Locale): RetentionPolicyView {
  const label = LABELS[policy.key];
  return { ...policy, label: (locale === 'en' ? label?.en : label?.zh) ?? policy.key };
}

function archiveView({ fileKey: _fileKey, ...row }: ArchiveRow): ArchiveView {
  const iso = (moment: Date): string => moment.toISOString();
  return { ...row, periodStart: iso(row.periodStart), periodEnd: iso(row.periodEnd), writtenAt: iso(row.writtenAt), expiresAt: iso(row.expiresAt) };
}
