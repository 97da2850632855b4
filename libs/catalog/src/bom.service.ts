import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, plainDecimal, type Actor, type Id, type Page } from '@anwen/kernel';
import { BomIntake } from './bom-intake';
import type { BomDto, BomListQuery, BomRowInput, BomSummaryDto, CreateBomDto, UpdateBomDto } from './bom.dto';
import { requireTransition } from './bom.rules';
import { BomStore, type BomLineRow, type BomRow, type ValidLine } from './bom.store';
import { catalogErrors } from './catalog.errors';
import { announce, announceMany, diffOf, type Change, type ImportOptions } from './catalog.events';
import { presentUomRef } from './item-view';
import { requireVersion, type Edit } from './refusals';

/** What an item is made of. At most one bill of an item is active; a draft changes, an active or obsolete bill does not. */
@Injectable()
export class BomService {
  constructor(
    private readonly store: BomStore,
    private readonly intake: BomIntake,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  async list(tx: Tx, _actor: Actor, input: BomListQuery): Promise<Page<BomSummaryDto>> {
    const page = await this.store.list(tx, this.codec, input);
    return { ...page, items: page.items.map(summary) };
  }

  /** @throws catalog.bom_not_found */
  async get(tx: Tx, actor: Actor, id: string): Promise<BomDto> {
    return this.present(tx, actor, await this.find(tx, id));
  }

  /** Lines of the item's active bill on a day (its last valid day included), for callers inside the server. */
  linesValidOn(tx: Tx, itemId: Id, day: string): Promise<ValidLine[]> {
    return this.store.validOn(tx, itemId, day);
  }

  /** A new draft, one version on. @throws catalog.reference_unknown | catalog.unit_not_for_item | catalog.bom_overlap | catalog.period_reversed | catalog.bom_cycle */
  async create(tx: Tx, actor: Actor, input: CreateBomDto): Promise<BomDto> {
    await this.store.lockAll(tx);
    const items = await this.intake.resolve(tx, actor, [{ bill: input, at: '' }]);
    await this.intake.requireNoCycle(tx, [input], items);
    const itemId = items.get(input.item)!.id;
    const version = await this.store.nextVersion(tx, itemId);
    const [made] = await this.store.insert(tx, [{ itemId, version, state: 'draft', baseQty: input.baseQty ?? '1' }]);
    await this.store.insertLines(tx, this.intake.linesFor(made!.id, input.lines, items));
    announce(tx, actor, { action: 'bom.created', event: 'bom.created.v1', subject: subject(made!.publicId, input.item), diff: diffOf(null, input) });
    return this.get(tx, actor, made!.publicId);
  }

  /** @throws catalog.bom_not_found | http.precondition_failed | catalog.bom_not_draft | what create throws */
  async update(tx: Tx, actor: Actor, { id, rowVersion, patch }: Edit<UpdateBomDto>): Promise<BomDto> {
    await this.store.lockAll(tx);
    const before = await this.find(tx, id);
    const shown = await this.present(tx, actor, before);
    requireVersion(rowVersion, shown);
    if (before.state !== 'draft') throw catalogErrors.bom_not_draft();
    if (patch.lines) {
      const bill = { item: before.item.code, lines: patch.lines };
      const items = await this.intake.resolve(tx, actor, [{ bill, at: '' }]);
      await this.intake.requireNoCycle(tx, [bill], items);
      await this.store.removeLines(tx, before.id);
      await this.store.insertLines(tx, this.intake.linesFor(before.id, patch.lines, items));
    }
    await this.store.update(tx, before.id, { state: before.state, baseQty: patch.baseQty ?? before.baseQty });
    announce(tx, actor, { action: 'settings.changed', event: 'bom.updated.v1', subject: subject(id, before.item.code), diff: diffOf(shown, patch) });
    return this.get(tx, actor, id);
  }

  /** The draft becomes the bill of its item; the one before steps back. @throws catalog.bom_not_found | catalog.bom_transition | catalog.bom_cycle */
  async activate(tx: Tx, actor: Actor, id: string): Promise<BomDto> {
    await this.store.lockAll(tx);
    const before = await this.find(tx, id);
    requireTransition(before.state, 'active');
    const lines = (await this.store.linesOf(tx, before.id)).map(asInput);
    const bill = { item: before.item.code, lines };
    const items = await this.intake.resolve(tx, actor, [{ bill, at: '' }]);
    await this.intake.requireNoCycle(tx, [bill], items);
    await this.store.obsoleteOthers(tx, [before.itemId], [before.id]);
    await this.store.update(tx, before.id, { state: 'active', baseQty: before.baseQty });
    announce(tx, actor, {
      action: 'bom.activated',
      event: 'bom.activated.v1',
      subject: subject(id, before.item.code),
      diff: diffOf(before, { state: 'active' }),
    });
    return this.get(tx, actor, id);
  }

  /** @throws catalog.bom_not_found | catalog.bom_transition */
  async obsolete(tx: Tx, actor: Actor, id: string): Promise<BomDto> {
    await this.store.lockAll(tx);
    const before = await this.find(tx, id);
    requireTransition(before.state, 'obsolete');
    await this.store.update(tx, before.id, { state: 'obsolete', baseQty: before.baseQty });
    announce(tx, actor, {
      action: 'bom.obsoleted',
      event: 'bom.obsoleted.v1',
      subject: subject(id, before.item.code),
      diff: diffOf(before, { state: 'obsolete' }),
    });
    return this.get(tx, actor, id);
  }

  /**
   * Loads bills, active unless told otherwise; an (item, version) that exists stays as it is. Answers
   * `item code/version` → internal id. @throws what create throws
   */
  async createMany(tx: Tx, actor: Actor, rows: readonly BomRowInput[], options: ImportOptions = {}): Promise<ReadonlyMap<string, Id>> {
    await this.store.lockAll(tx);
    const items = await this.intake.resolve(
      tx,
      actor,
      rows.map((bill, i) => ({ bill, at: `/${i}` })),
    );
    const byKey = new Map(rows.map((row) => [`${items.get(row.item)!.id}/${row.version ?? 1}`, row]));
    const made = await this.store.insert(
      tx,
      [...byKey.values()].map(({ item, version = 1, state = 'active', baseQty = '1' }) => ({ itemId: items.get(item)!.id, version, state, baseQty })),
    );
    const fresh = made.map((bom) => ({ ...bom, row: byKey.get(`${bom.itemId}/${bom.version}`)! }));
    await this.store.insertLines(
      tx,
      fresh.flatMap(({ id, row }) => this.intake.linesFor(id, row.lines, items)),
    );
    const active = fresh.filter(({ row }) => (row.state ?? 'active') === 'active');
    await this.intake.requireNoCycle(
      tx,
      active.map(({ row }) => row),
      items,
    );
    await this.store.obsoleteOthers(
      tx,
      active.map((bom) => bom.itemId),
      active.map((bom) => bom.id),
    );
    const imported = fresh.map(({ publicId, row }) => ({ publicId, code: row.item }));
    announceMany(tx, actor, imported, { type: 'bom', action: 'bom.created', event: 'bom.created.v1', ...options });
    const codes = new Map([...items.values()].map((item) => [item.id, item.code]));
    const all = await this.store.idsByItem(
      tx,
      rows.map((row) => items.get(row.item)!.id),
    );
    return new Map(all.map((bom) => [`${codes.get(bom.itemId)}/${bom.version}`, bom.id]));
  }

  private async find(tx: Tx, id: string): Promise<BomRow> {
    const row = await this.store.byPublicId(tx, id);
    if (!row) throw catalogErrors.bom_not_found();
    return row;
  }

  private async present(tx: Tx, actor: Actor, row: BomRow): Promise<BomDto> {
    const lines = await this.store.linesOf(tx, row.id);
    return { ...summary(row), lines: lines.map((line) => ({ ...line, qty: plainDecimal(line.qty), uom: presentUomRef(line.uom, actor) })) };
  }
}

function summary({ publicId, item, version, state, baseQty, rowVersion }: BomRow): BomSummaryDto {
  return { id: publicId, item, version, state, baseQty: plainDecimal(baseQty), rowVersion };
}

function asInput({ component, qty, uom, validFrom, validTo }: BomLineRow): BomRowInput['lines'][number] {
  return { component: component.code, qty, uom: uom.code, validFrom, validTo };
}

const subject = (id: string, code: string): Change['subject'] => ({ type: 'bom', id, code });
