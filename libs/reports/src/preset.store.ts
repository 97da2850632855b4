import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { ReportPresetDto } from './preset.dto';
import type { ReportValues } from './report-definition';

export type PresetRow = Omit<ReportPresetDto, 'createdAt'> & { readonly createdAt: Date };

const COLUMNS = 'public_id AS id, report, name, params, created_at AS "createdAt"';

@Injectable()
export class PresetStore {
  ofUser(tx: Tx, userId: Id, report: string | undefined): Promise<PresetRow[]> {
    return tx.query(`SELECT ${COLUMNS} FROM report_presets WHERE user_id = $1 AND ($2::text IS NULL OR report = $2) ORDER BY report, name LIMIT 500`, [
      userId,
      report ?? null,
    ]);
  }

  async countOf(tx: Tx, userId: Id, report: string): Promise<number> {
    // Counting and inserting must not overlap with the same person's twin.
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('report_presets:' || $1, 12))`, [userId]);
    const [row] = await tx.query<{ n: number }>('SELECT count(*)::int AS n FROM report_presets WHERE user_id = $1 AND report = $2', [userId, report]);
    return row!.n;
  }

  /** Undefined when the name is taken. */
  async insert(tx: Tx, userId: Id, made: { report: string; name: string; params: ReportValues }): Promise<PresetRow | undefined> {
    const [row] = await tx.query<PresetRow>(
      `INSERT INTO report_presets (user_id, report, name, params) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
      [userId, made.report, made.name, JSON.stringify(made.params)],
    );
    return row;
  }

  async delete(tx: Tx, userId: Id, publicId: string): Promise<boolean> {
    return (await tx.query('DELETE FROM report_presets WHERE user_id = $1 AND public_id = $2 RETURNING id', [userId, publicId])).length > 0;
  }
}
