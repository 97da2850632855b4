import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';

export interface BadgeHolder {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

/** All SQL of `sys_badges`, but for the sign-in, which asks for an account (user.store). */
@Injectable()
export class BadgeStore {
  /** Ends the person's badge; false when there was none. */
  async revoke(tx: Tx, userId: Id): Promise<boolean> {
    return (await tx.query('UPDATE sys_badges SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL RETURNING id', [userId])).length > 0;
  }

  async insert(tx: Tx, badge: { userId: Id; codeHash: Buffer; issuedBy: Id | null }): Promise<Date> {
    const [row] = await tx.query<{ issuedAt: Date }>(
      `INSERT INTO sys_badges (user_id, code_hash, issued_by) VALUES ($1, $2, $3) RETURNING issued_at AS "issuedAt"`,
      [badge.userId, badge.codeHash, badge.issuedBy],
    );
    return row!.issuedAt;
  }

  async holderOf(tx: Tx, codeHash: Buffer): Promise<BadgeHolder | undefined> {
    const [row] = await tx.query<BadgeHolder>(
      `SELECT u.public_id AS id, u.username AS code, u.display_name AS name FROM sys_badges b JOIN sys_users u ON u.id = b.user_id
       WHERE b.code_hash = $1 AND b.revoked_at IS NULL AND u.status = 'active' AND u.deleted_at IS NULL`,
      [codeHash],
    );
    return row;
  }
}
