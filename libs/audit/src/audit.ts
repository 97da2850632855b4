import type { DeferredInsert, Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import { dictionary, type AuditAction } from './dictionary';
import { maskSecrets, storableText } from './masking.rules';

export interface AuditSubject {
  readonly type: string;
  /** The id that the API shows, or a code. */
  readonly id: string;
}

export interface AuditDetail {
  /** What changed (`{ field: [before, after] }`) or what was decided; secrets are masked. */
  readonly diff?: object;
  readonly reason?: string;
}

/** Changes with the meaning of the columns or codes, so that old rows stay readable. */
const DICTIONARY_VERSION = 1;

const COLUMNS = `action, severity, actor_type, actor_id, actor_name, device_id, ip, request_id, idempotency_key, subject_type, subject_id, reason, diff, dictionary_version`;

const INSERT: DeferredInsert = {
  name: 'audit',
  sql: `INSERT INTO sys_audit_logs (${COLUMNS}) SELECT ${COLUMNS} FROM jsonb_to_recordset($rows::jsonb)
          AS r(action text, severity text, actor_type text, actor_id bigint, actor_name text, device_id bigint, ip inet, request_id text,
               idempotency_key text, subject_type text, subject_id text, reason text, diff jsonb, dictionary_version smallint) RETURNING id`,
  // The sealer works from this list: row and list entry commit together, so a row without either was smuggled in.
  followedBy: 'INSERT INTO sys_audit_pending (log_id) SELECT id FROM $inserted',
};

/** Keeps who did what to which thing. The rows are inserted just before the commit, in the transaction of the effect. */
export const audit = {
  // eslint-disable-next-line house/parameter-budget -- who, what, to which thing and why: every caller reads best with all of them named in this order
  record(tx: Tx, actor: Actor, action: AuditAction, subject: AuditSubject, detail: AuditDetail = {}): void {
    tx.collect(INSERT, {
      action,
      severity: dictionary[action].severity,
      actor_type: actor.type,
      actor_id: actor.id,
      actor_name: storableText(actor.name),
      device_id: actor.deviceId,
      ip: actor.ip,
      request_id: storableText(actor.requestId),
      idempotency_key: storableText(actor.idempotencyKey),
      subject_type: subject.type,
      subject_id: storableText(subject.id),
      reason: storableText(detail.reason ?? null),
      diff: detail.diff === undefined ? null : maskSecrets(detail.diff),
      dictionary_version: DICTIONARY_VERSION,
    });
  },
};
