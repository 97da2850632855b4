import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import type { ChannelKind } from './channel.rules';

export interface ChannelRow {
  readonly id: Id;
  readonly publicId: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly target: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly secretEnc: string | null;
  readonly takesPages: boolean;
  readonly takesDigest: boolean;
  readonly active: boolean;
  readonly lastSuccessAt: Date | null;
  readonly lastFailureAt: Date | null;
  readonly lastError: string | null;
  readonly rowVersion: number;
}

export type ChannelState = Pick<ChannelRow, 'publicId' | 'kind' | 'name' | 'target' | 'options' | 'secretEnc' | 'takesPages' | 'takesDigest' | 'active'>;

const COLUMNS = `id, public_id AS "publicId", kind, name, target, options, secret_enc AS "secretEnc", takes_pages AS "takesPages", takes_digest AS "takesDigest",
  active, last_success_at AS "lastSuccessAt", last_failure_at AS "lastFailureAt", last_error AS "lastError", row_version AS "rowVersion"`;

/** All SQL of sys_alert_channels. */
export const channelStore = {
  list(tx: Tx): Promise<ChannelRow[]> {
    return tx.query(`SELECT ${COLUMNS} FROM sys_alert_channels WHERE deleted_at IS NULL ORDER BY id`);
  },

  async find(tx: Tx, publicId: string, lock = false): Promise<ChannelRow | undefined> {
    const sql = `SELECT ${COLUMNS} FROM sys_alert_channels WHERE public_id = $1 AND deleted_at IS NULL ${lock ? 'FOR NO KEY UPDATE' : ''}`;
    return (await tx.query<ChannelRow>(sql, [publicId]))[0];
  },

  async insert(tx: Tx, channel: ChannelState): Promise<void> {
    await tx.query(
      `INSERT INTO sys_alert_channels (public_id, kind, name, target, options, secret_enc, takes_pages, takes_digest, active)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [channel.publicId, channel.kind, ...valuesOf(channel)],
    );
  },

  async update(tx: Tx, channel: ChannelState): Promise<void> {
    await tx.query(
      `UPDATE sys_alert_channels SET name = $2, target = $3, options = $4, secret_enc = $5, takes_pages = $6, takes_digest = $7, active = $8,
         updated_at = now(), row_version = row_version + 1 WHERE public_id = $1`,
      [channel.publicId, ...valuesOf(channel)],
    );
  },

  async markDeleted(tx: Tx, id: Id): Promise<void> {
    // What a deleted channel knew is gone with it.
    await tx.query('UPDATE sys_alert_channels SET deleted_at = now(), active = false, secret_enc = NULL, row_version = row_version + 1 WHERE id = $1', [id]);
  },

  /** A success may have a reason too: some recipients were refused. */
  async noteOutcome(tx: Tx, publicId: string, { ok, reason }: { ok: boolean; reason: string | null }): Promise<void> {
    const column = ok ? 'last_success_at' : 'last_failure_at';
    await tx.query(`UPDATE sys_alert_channels SET ${column} = clock_timestamp(), last_error = $2 WHERE public_id = $1`, [publicId, reason]);
  },
};

function valuesOf(channel: ChannelState): unknown[] {
  return [channel.name, channel.target, JSON.stringify(channel.options), channel.secretEnc, channel.takesPages, channel.takesDigest, channel.active];
}
