import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, type Actor, type Id, type Page } from '@anwen/kernel';
import { catalogErrors } from './catalog.errors';
import { announce, announceMany, diffOf, type ImportOptions } from './catalog.events';
import { findReferenceUnit, searchReferenceUnits, type ReferenceUnit } from './codes';
import { requireVersion, type Edit } from './refusals';
import type { AdoptUomDto, CreateUomDto, ReferenceUomDto, ReferenceUomQuery, UomDto, UomListQuery, UpdateUomDto } from './uom.dto';
import { UomStore, type UomRow } from './uom.store';

/** Units of measure. The dictionary of audit codes has none for units, so changes are `settings.changed`. */
@Injectable()
export class UomService {
  constructor(
    private readonly store: UomStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  async list(tx: Tx, actor: Actor, input: UomListQuery): Promise<Page<UomDto>> {
    const page = await this.store.list(tx, this.codec, input);
    return { ...page, items: page.items.map((row) => presentUom(row, actor)) };
  }

  /** @throws catalog.uom_not_found */
  async get(tx: Tx, actor: Actor, id: string): Promise<UomDto> {
    const row = await this.store.byPublicId(tx, id);
    if (!row) throw catalogErrors.uom_not_found();
    return presentUom(row, actor);
  }

  /** @throws catalog.code_taken */
  async create(tx: Tx, actor: Actor, input: CreateUomDto): Promise<UomDto> {
    const [made] = await this.store.insert(tx, [input]);
    if (!made) throw catalogErrors.code_taken({ code: input.code });
    announce(tx, actor, {
      action: 'settings.changed',
      event: 'uom.created.v1',
      subject: { type: 'uom', id: made.publicId, code: made.code },
      diff: diffOf(null, input),
    });
    return this.get(tx, actor, made.publicId);
  }

  /** The best matches in Recommendation 20: a list to pick from, since nobody wants 1756 units in every choice. */
  async reference(tx: Tx, actor: Actor, { limit = 50, ...query }: ReferenceUomQuery): Promise<Page<ReferenceUomDto>> {
    const found = searchReferenceUnits(query).slice(0, limit);
    const adopted = await this.store.byCodes(
      tx,
      found.map((unit) => unit.code),
    );
    return { items: found.map((unit) => presentReference(unit, actor, adopted.has(unit.code))), nextCursor: null };
  }

  /** Makes a unit of Recommendation 20 one of the factory's own. @throws catalog.uom_unknown | catalog.code_taken */
  async adopt(tx: Tx, actor: Actor, input: AdoptUomDto): Promise<UomDto> {
    const unit = findReferenceUnit(input.code);
    if (!unit) throw catalogErrors.uom_unknown({ code: input.code });
    const { code, category } = unit;
    const nameEn = unit.nameEn.slice(0, 60);
    return this.create(tx, actor, { code, nameZh: input.nameZh ?? unit.nameZh ?? nameEn, nameEn, category, decimals: input.decimals ?? unit.decimals });
  }

  /** @throws catalog.uom_not_found | http.precondition_failed */
  async update(tx: Tx, actor: Actor, { id, rowVersion, patch }: Edit<UpdateUomDto>): Promise<UomDto> {
    const before = await this.store.lock(tx, id);
    if (!before) throw catalogErrors.uom_not_found();
    requireVersion(rowVersion, presentUom(before, actor));
    await this.store.update(tx, before.id, patch);
    announce(tx, actor, { action: 'settings.changed', event: 'uom.updated.v1', subject: { type: 'uom', id, code: before.code }, diff: diffOf(before, patch) });
    return this.get(tx, actor, id);
  }

  /** Loads units; those whose code exists stay as they are. Answers code → internal id for all of them. */
  async createMany(tx: Tx, actor: Actor, rows: readonly CreateUomDto[], options: ImportOptions = {}): Promise<ReadonlyMap<string, Id>> {
    const made = await this.store.insert(tx, rows);
    announceMany(tx, actor, made, { type: 'uom', action: 'settings.changed', event: 'uom.created.v1', ...options });
    const all = await this.store.byCodes(
      tx,
      rows.map((r) => r.code),
    );
    return new Map([...all].map(([code, row]) => [code, row.id]));
  }
}

export function presentUom(row: UomRow, actor: Actor): UomDto {
  const { publicId, code, nameZh, nameEn, category, decimals, rowVersion } = row;
  return { id: publicId, code, name: actor.locale === 'en' ? nameEn : nameZh, nameZh, nameEn, category, decimals, rowVersion };
}

function presentReference({ factor: _factor, ...unit }: ReferenceUnit, actor: Actor, adopted: boolean): ReferenceUomDto {
  return { ...unit, name: actor.locale === 'en' ? unit.nameEn : (unit.nameZh ?? unit.nameEn), adopted };
}
