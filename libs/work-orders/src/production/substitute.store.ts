import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { ITEM_JSON } from '../reference-json';
import type { SubstituteDto } from './material.dto';

export interface SubstituteItem {
  readonly id: Id;
  readonly code: string;
  readonly scale: number;
  /** As the bill says; null = the bill does not name it. */
  readonly ratio: string | null;
}

export interface NewSubstitute {
  readonly of: Id;
  readonly itemId: Id;
  readonly standsFor: string;
  readonly required: string;
  readonly ratio: string;
}

/** SQL of materials that stand in for others. */
@Injectable()
export class SubstituteStore {
  /** Any stocked item in use, with the bill's own ratio where it names it. */
  async item(whole: Tx, materialId: Id, code: string): Promise<SubstituteItem | undefined> {
    const [row] = await whole.query<SubstituteItem>(
      `SELECT i.id::text AS id, i.code, i.qty_scale AS scale, (SELECT trim_scale(s.ratio)::text FROM wo_materials m JOIN bom_substitutes s ON s.bom_line_id = m.bom_line_id AND s.item_id = i.id WHERE m.id = $1) AS ratio
         FROM items i WHERE i.code = $2 AND i.status = 'active' AND i.kind <> 'service'`,
      [materialId, code],
    );
    return row;
  }

  /** The new line takes its part of the need over. Returns its public id. */
  async insert(whole: Tx, { of, itemId, standsFor, required, ratio }: NewSubstitute): Promise<string> {
    await whole.query('UPDATE wo_materials SET required = required - $2 WHERE id = $1', [of, standsFor]);
    const [row] = await whole.query<{ id: string }>(
      `INSERT INTO wo_materials (work_order_id, line_no, item_id, op_no, per_unit, issue_method, required, location_id, bom_line_id, substitute_of, substitute_ratio, stands_for)
       SELECT m.work_order_id, (SELECT max(x.line_no) + 1 FROM wo_materials x WHERE x.work_order_id = m.work_order_id), $2, m.op_no, 0, m.issue_method, $3, m.location_id,
              m.bom_line_id, m.id, $4, $5 FROM wo_materials m WHERE m.id = $1 RETURNING public_id AS id`,
      [of, itemId, required, ratio, standsFor],
    );
    return row!.id;
  }

  async view(whole: Tx, publicId: string): Promise<SubstituteDto> {
    const [row] = await whole.query<SubstituteDto>(
      `SELECT m.public_id AS id, m.line_no AS "lineNo", ${ITEM_JSON} AS item, trim_scale(m.required)::text AS required, trim_scale(m.substitute_ratio)::text AS ratio, f.public_id AS "substituteOf"
         FROM wo_materials m JOIN wo_materials f ON f.id = m.substitute_of JOIN items i ON i.id = m.item_id JOIN uoms u ON u.id = i.base_uom_id WHERE m.public_id = $1`,
      [publicId],
    );
    return row!;
  }
}
