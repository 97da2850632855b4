import type { Tx } from '@anwen/database';
import type { Actor, Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { readParams } from './params.rules';
import type { CreateReportPresetDto, ReportPresetDto, ReportPresetQuery } from './preset.dto';
import { PresetStore, type PresetRow } from './preset.store';
import { requireAccess } from './report.service';
import { reportErrors } from './reports.errors';

/** A list that a person still reads. */
const MOST_PRESETS = 30;

/** Parameters that somebody wants to use again. */
@Injectable()
export class ReportPresetService {
  constructor(private readonly store: PresetStore) {}

  async list(tx: Tx, actor: Actor, { report }: ReportPresetQuery): Promise<{ items: ReportPresetDto[]; nextCursor: null }> {
    return { items: (await this.store.ofUser(tx, owner(actor), report)).map(view), nextCursor: null };
  }

  /** @throws reports.report_not_found | params_invalid | preset_taken | too_many_presets */
  async create(tx: Tx, actor: Actor, { report, name, params = {} }: CreateReportPresetDto): Promise<ReportPresetDto> {
    const { definition } = requireAccess(report, actor);
    const values = readParams(definition.params, params);
    if ((await this.store.countOf(tx, owner(actor), report)) >= MOST_PRESETS) throw reportErrors.too_many_presets({ limit: MOST_PRESETS });
    const made = await this.store.insert(tx, owner(actor), { report, name, params: values });
    if (!made) throw reportErrors.preset_taken();
    return view(made);
  }

  /** @throws reports.preset_not_found */
  async delete(tx: Tx, actor: Actor, id: string): Promise<void> {
    if (!(await this.store.delete(tx, owner(actor), id))) throw reportErrors.preset_not_found();
  }
}

/** They are a person's own; a key acts for a person, but is none. @throws reports.person_needed */
function owner(actor: Actor): Id {
  if (actor.type !== 'user' || actor.userId === null) throw reportErrors.person_needed();
  return actor.userId;
}

const view = (row: PresetRow): ReportPresetDto => ({ ...row, createdAt: row.createdAt.toISOString() });
