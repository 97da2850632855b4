import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { NamedRef } from './board-shapes';
import { namedJson } from './board-sql';

export interface Center {
  readonly no: Id;
  readonly ref: NamedRef;
  readonly boardGroup: string | null;
}

/** Work centres are master data without row-level security: who sees their board is said here, as for their orders. */
const SEEN = `((SELECT scope_is_all()) OR c.id = ANY ((SELECT scope_work_centers())::bigint[])
  OR c.warehouse_id = ANY ((SELECT scope_document_warehouses())::bigint[]))`;
const CENTER = `c.id::text AS no, ${namedJson('c')} AS ref, c.board_group AS "boardGroup"`;

/** More screens than any factory has walls; beyond it a list is no longer a choice. */
const LIST_MAX = 500;
/** A wall shows some dozens of machines; a group beyond that is cut by code. */
const GROUP_MAX = 60;

/** What a board can be about, as far as the transaction's scope reaches. */
@Injectable()
export class PlacesStore {
  async center(tx: Tx, code: string): Promise<Center | undefined> {
    return (await tx.query<Center>(`SELECT ${CENTER} FROM work_centers c WHERE c.code = $1 AND ${SEEN}`, [code]))[0];
  }

  centersOfGroup(tx: Tx, group: string): Promise<Center[]> {
    return tx.query(`SELECT ${CENTER} FROM work_centers c WHERE c.board_group = $1 AND ${SEEN} ORDER BY c.code LIMIT ${GROUP_MAX}`, [group]);
  }

  centers(tx: Tx): Promise<Center[]> {
    return tx.query(`SELECT ${CENTER} FROM work_centers c WHERE ${SEEN} ORDER BY c.code LIMIT ${LIST_MAX}`);
  }

  warehouses(tx: Tx): Promise<{ no: Id; ref: NamedRef }[]> {
    return tx.query(`SELECT h.id::text AS no, ${namedJson('h')} AS ref FROM warehouses h WHERE h.status = 'active' ORDER BY h.code LIMIT ${LIST_MAX}`);
  }

  async warehouse(tx: Tx, code: string): Promise<{ no: Id; ref: NamedRef } | undefined> {
    return (await tx.query<{ no: Id; ref: NamedRef }>(`SELECT h.id::text AS no, ${namedJson('h')} AS ref FROM warehouses h WHERE h.code = $1`, [code]))[0];
  }
}
