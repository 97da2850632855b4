import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { AllowedTarget } from '@anwen/egress';
import type { Id } from '@anwen/kernel';

export interface ListedTarget extends AllowedTarget {
  readonly id: string;
  readonly reason: string;
  readonly createdBy: string | null;
  readonly createdAt: Date;
}

const COLUMNS = `t.public_id AS id, t.cidr::text AS cidr, t.port, t.reason, u.username AS "createdBy", t.created_at AS "createdAt"`;
const FROM = 'sys_webhook_targets t LEFT JOIN sys_users u ON u.id = t.created_by';

/** All SQL of the allow-list. */
@Injectable()
export class TargetStore {
  /** 500 openings are more than a fence survives. */
  list(tx: Tx): Promise<ListedTarget[]> {
    return tx.query<ListedTarget>(`SELECT ${COLUMNS} FROM ${FROM} ORDER BY t.id LIMIT 500`);
  }

  async find(tx: Tx, id: string): Promise<ListedTarget | undefined> {
    return (await tx.query<ListedTarget>(`SELECT ${COLUMNS} FROM ${FROM} WHERE t.public_id = $1`, [id]))[0];
  }

  /** Undefined when network and port are listed already. */
  async insert(tx: Tx, entry: AllowedTarget & { reason: string; createdBy: Id | null }): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }>(
      `INSERT INTO sys_webhook_targets (cidr, port, reason, created_by) VALUES ($1::cidr, $2, $3, $4) ON CONFLICT (cidr, port) DO NOTHING RETURNING public_id AS id`,
      [entry.cidr, entry.port, entry.reason, entry.createdBy],
    );
    return row?.id;
  }

  async delete(tx: Tx, id: string): Promise<void> {
    await tx.query('DELETE FROM sys_webhook_targets WHERE public_id = $1', [id]);
  }
}
