import type { Tx } from '@anwen/database';
import { isUuid, type CursorCodec, type Id, type Page } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { keyOf } from '../document-key';
import { Filters, newestFirst } from '../document-list';
import { documentJson, namedJson } from '../reference-json';
import type { WaveStrategy } from './route.rules';
import { TASK_COUNTS } from './shipment-view.store';
import { instant } from './sql-parts';
import type { CreateWaveDto, WaveDto, WaveQuery } from './wave.dto';
import type { WaveState } from './wave.rules';

export interface WaveHead {
  readonly id: Id;
  readonly publicId: string;
  readonly number: string;
  readonly state: WaveState;
  readonly strategy: WaveStrategy;
  readonly warehouseId: Id;
}

const STATE = `CASE WHEN v.state = 'released' AND NOT EXISTS (SELECT 1 FROM pick_tasks t WHERE t.wave_id = v.id AND t.state IN ('open', 'claimed')) THEN 'done' ELSE v.state END`;
const HEAD = `v.id::text AS id, v.public_id AS "publicId", v.number, v.state, v.strategy, v.warehouse_id::text AS "warehouseId"`;
const VIEW = `v.public_id AS id, v.number, ${STATE} AS state, ${namedJson('w')} AS warehouse, v.strategy, ${instant('v.cut_off_at')} AS "cutOffAt", v.created_by AS "createdBy",
  ${instant('v.created_at')} AS "createdAt", v.row_version AS "rowVersion",
  (SELECT coalesce(jsonb_agg(${documentJson('h')} || jsonb_build_object('state', h.state) ORDER BY h.id), '[]') FROM shipments h
    WHERE h.wave_id = v.id) AS shipments,
  (SELECT ${TASK_COUNTS} FROM pick_tasks t WHERE t.wave_id = v.id) AS tasks`;

/** All SQL of waves. */
@Injectable()
export class WaveStore {
  /** Internal numbers of one page, under the caller's scope. */
  page(tx: Tx, cursors: CursorCodec, query: WaveQuery): Promise<Page<{ no: Id }>> {
    const filters = new Filters().and(`${STATE} = ?`, query.state).and('v.warehouse_id = (SELECT id FROM warehouses WHERE code = ?)', query.warehouse);
    return newestFirst<{ no: Id }>(tx, cursors, { name: 'waves', select: 'v.number', from: 'waves v', filtered: 'waves v', id: 'v.id' }, { query, filters });
  }

  views(whole: Tx, ids: readonly Id[]): Promise<Omit<WaveDto, 'legal'>[]> {
    return whole.query(`SELECT ${VIEW} FROM waves v JOIN warehouses w ON w.id = v.warehouse_id WHERE v.id = ANY ($1::bigint[]) ORDER BY v.id DESC`, [ids]);
  }

  /** Under the caller's scope. */
  async find(tx: Tx, idOrNumber: string): Promise<Id | undefined> {
    return (await tx.query<{ id: Id }>(`SELECT v.id::text AS id FROM waves v WHERE v.public_id = $1 OR v.number = $2`, keyOf(idOrNumber)))[0]?.id;
  }

  /** Under the caller's scope; waves come before their shipments in the order of locks. */
  async lock(tx: Tx, idOrNumber: string): Promise<WaveHead | undefined> {
    return (await tx.query<WaveHead>(`SELECT ${HEAD} FROM waves v WHERE v.public_id = $1 OR v.number = $2 FOR NO KEY UPDATE`, keyOf(idOrNumber)))[0];
  }

  /** Ids of the named shipments, under the caller's scope. */
  async shipmentIds(tx: Tx, named: readonly string[]): Promise<{ id: Id; publicId: string; number: string }[]> {
    return tx.query('SELECT id::text AS id, public_id AS "publicId", number FROM shipments WHERE public_id = ANY ($1::uuid[]) OR number = ANY ($2)', [
      named.filter(isUuid),
      named.filter((one) => !isUuid(one)),
    ]);
  }

  async members(whole: Tx, waveId: Id): Promise<Id[]> {
    const rows = await whole.query<{ id: Id }>('SELECT id::text AS id FROM shipments WHERE wave_id = $1 ORDER BY id', [waveId]);
    return rows.map((r) => r.id);
  }

  async insert(tx: Tx, number: string, warehouseId: Id, input: CreateWaveDto): Promise<{ id: Id; publicId: string }> {
    const [row] = await tx.query<{ id: Id; publicId: string }>(
      `INSERT INTO waves (number, warehouse_id, strategy, cut_off_at, created_by) VALUES ($1, $2, $3, $4, $5) RETURNING id::text AS id, public_id AS "publicId"`,
      [number, warehouseId, input.strategy, input.cutOffAt ?? null, tx.actor.name],
    );
    return row!;
  }

  async join(whole: Tx, waveId: Id | null, shipmentIds: readonly Id[]): Promise<void> {
    await whole.query('UPDATE shipments SET wave_id = $1, updated_at = now() WHERE id = ANY ($2::bigint[])', [waveId, shipmentIds]);
  }

  async setState(whole: Tx, id: Id, state: WaveState): Promise<void> {
    await whole.query(
      `UPDATE waves SET state = $2, released_at = CASE WHEN $2 = 'released' THEN now() ELSE released_at END, updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [id, state],
    );
  }

  /** Tasks that somebody has begun with; while there are some, a wave cannot be taken back. */
  async startedTasks(whole: Tx, waveId: Id): Promise<number> {
    const sql = `SELECT count(*)::int AS n FROM pick_tasks WHERE wave_id = $1 AND (picked_qty > 0 OR state IN ('done', 'short') OR (state = 'claimed' AND lease_until >= now()))`;
    return (await whole.query<{ n: number }>(sql, [waveId]))[0]!.n;
  }
}
