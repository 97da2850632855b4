import { Inject, Injectable } from '@nestjs/common';
import type { AuditAction } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, mayDo, plainDecimal, type Actor, type Id, type Page } from '@anwen/kernel';
import { lockBills } from './bill-lock';
import { catalogErrors } from './catalog.errors';
import { announce, announceMany, diffOf, type ImportOptions } from './catalog.events';
import { COST_PERMISSION } from './catalog.permissions';
import { ItemIntake } from './item-intake';
import { presentItem } from './item-view';
import type { AddBarcodeDto, CreateItemDto, ItemDto, ItemListQuery, ItemRowInput, UpdateItemDto } from './item.dto';
import { basisComplaints } from './item.rules';
import { ItemStore, type ItemRow } from './item.store';
import { refuse, requireVersion, type Edit } from './refusals';
import type { StockPresence } from './stock-presence';
import { conversionFor, type Ratio, type UnitOfItem } from './uom.rules';

/** Items with their units and barcodes. */
@Injectable()
export class ItemService {
  constructor(
    private readonly store: ItemStore,
    private readonly intake: ItemIntake,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  async list(tx: Tx, actor: Actor, input: ItemListQuery): Promise<Page<ItemDto>> {
    const page = await this.store.list(tx, this.codec, input);
    return { ...page, items: page.items.map((row) => presentItem(row, actor)) };
  }

  /** @throws catalog.item_not_found */
  async get(tx: Tx, actor: Actor, id: string): Promise<ItemDto> {
    const row = await this.store.byPublicId(tx, id);
    if (!row) throw catalogErrors.item_not_found();
    return presentItem(row, actor);
  }

  /** @throws catalog.code_taken | catalog.reference_unknown | the 422 rules of item.rules */
  async create(tx: Tx, actor: Actor, input: CreateItemDto): Promise<ItemDto> {
    requireCostPermission(actor, input);
    const prepared = await this.intake.prepare(tx, actor, [{ input, at: '' }]);
    const [made] = await this.intake.insert(tx, actor, prepared);
    if (!made) throw catalogErrors.code_taken({ code: input.code });
    announce(tx, actor, { action: 'item.created', event: 'item.created.v1', subject: subject(made), diff: diffOf(null, input) });
    return this.get(tx, actor, made.publicId);
  }

  /** @throws catalog.item_not_found | http.precondition_failed | catalog.archived | catalog.item_basis_fixed | catalog.unit_in_use | the 422 rules */
  async update(tx: Tx, actor: Actor, { id, rowVersion, patch }: Edit<UpdateItemDto>): Promise<ItemDto> {
    requireCostPermission(actor, patch);
    const before = await this.lock(tx, id);
    requireVersion(rowVersion, presentItem(before, actor));
    if (before.status === 'archived') throw catalogErrors.archived();
    refuse(actor, basisComplaints(before, patch));
    const { values, units } = await this.intake.prepareChange(tx, actor, before, patch);
    await this.store.update(tx, before.id, { ...values, status: patch.status ?? before.status });
    if (patch.uoms) {
      await this.requireUnused(tx, before, new Map(units.map((unit, i) => [patch.uoms![i]!.uom, unit])));
      await this.store.removeUnits(tx, before.id);
      await this.store.insertUnits(
        tx,
        units.map((unit) => ({ ...unit, itemId: before.id })),
      );
    }
    const diff = diffOf(comparable(before), patch);
    announce(tx, actor, { action: actionOf(diff), event: 'item.updated.v1', subject: subject(before), diff });
    return this.get(tx, actor, id);
  }

  /** @throws catalog.item_not_found | catalog.item_in_use while stock or an active bill needs it | catalog.outside_scope */
  async archive(tx: Tx, actor: Actor, id: string, stock: StockPresence): Promise<ItemDto> {
    const before = await this.lock(tx, id);
    // Whoever sees only some warehouses cannot know that no other one holds the item.
    if (!tx.scope.all) throw catalogErrors.outside_scope();
    if (before.status === 'archived') throw catalogErrors.archived();
    await lockBills(tx);
    const bills = await this.store.activeBillsUsing(tx, before.id);
    if (bills.length > 0) throw catalogErrors.item_in_use({ used: `BOM ${bills.join(', ')}` });
    if (await stock.holdsStockOf(tx, before.code)) throw catalogErrors.item_in_use({ used: actor.locale === 'en' ? 'stock' : '庫存' });
    await this.store.archive(tx, before.id);
    announce(tx, actor, { action: 'item.archived', event: 'item.archived.v1', subject: subject(before) });
    return this.get(tx, actor, id);
  }

  /** @throws catalog.item_not_found | catalog.barcode_taken | catalog.unit_not_for_item */
  async addBarcode(tx: Tx, actor: Actor, id: string, input: AddBarcodeDto): Promise<ItemDto> {
    const item = await this.lock(tx, id);
    const uomId = await this.intake.unitIdOf(tx, item, input.uom ?? null);
    const barcode = { itemId: item.id, code: input.code, symbology: input.symbology ?? null, uomId, qty: input.qty ?? '1' };
    const added = await this.store.addBarcode(tx, barcode);
    if (!added) throw catalogErrors.barcode_taken({ code: input.code });
    announce(tx, actor, { action: 'barcode.assigned', event: 'item.updated.v1', subject: subject(item), diff: { barcodes: { before: null, after: input } } });
    return this.get(tx, actor, id);
  }

  /** @throws catalog.item_not_found | catalog.barcode_not_found */
  async removeBarcode(tx: Tx, actor: Actor, id: string, code: string): Promise<ItemDto> {
    const item = await this.lock(tx, id);
    if (!(await this.store.removeBarcode(tx, item.id, code))) throw catalogErrors.barcode_not_found();
    announce(tx, actor, { action: 'item.updated', event: 'item.updated.v1', subject: subject(item), diff: { barcodes: { before: code, after: null } } });
    return this.get(tx, actor, id);
  }

  /** Loads items; those whose code or external reference exists stay as they are. Answers code → internal id. */
  async createMany(tx: Tx, actor: Actor, rows: readonly ItemRowInput[], options: ImportOptions = {}): Promise<ReadonlyMap<string, Id>> {
    const prepared = await this.intake.prepare(
      tx,
      actor,
      rows.map((input, i) => ({ input, at: `/${i}` })),
    );
    const made = await this.intake.insert(tx, actor, prepared);
    announceMany(tx, actor, made, { type: 'item', action: 'item.created', event: 'item.created.v1', ...options });
    return this.store.idsByCode(
      tx,
      rows.map((row) => row.code),
    );
  }

  /** The item's conversion for a unit; a unit without one is refused, 1 is never assumed. @throws catalog.unit_not_for_item */
  async requireFactor(tx: Tx, item: { readonly id: Id; readonly code: string }, uom: string): Promise<UnitOfItem> {
    return conversionFor({ code: item.code, units: await this.store.unitsOf(tx, item.id) }, uom);
  }

  /** What a bill says in a unit must not mean another amount tomorrow. @throws catalog.unit_in_use */
  private async requireUnused(tx: Tx, before: ItemRow, after: ReadonlyMap<string, Ratio>): Promise<void> {
    const differs = before.uoms.filter(({ uom, num, den }) => after.get(uom.code)?.num !== num || after.get(uom.code)?.den !== den);
    if (differs.length === 0) return;
    await lockBills(tx);
    const [used] = await this.store.billsInUnits(
      tx,
      before.id,
      differs.map(({ uom }) => uom.code),
    );
    if (used) throw catalogErrors.unit_in_use({ uom: used.uom, bills: used.bills.join(', ') });
  }

  private async lock(tx: Tx, id: string): Promise<ItemRow> {
    const row = await this.store.lock(tx, id);
    if (!row) throw catalogErrors.item_not_found();
    return row;
  }
}

const subject = (item: { publicId: string; code: string }): { type: string; id: string; code: string } => ({
  type: 'item',
  id: item.publicId,
  code: item.code,
});

/** One write leaves one audit row; the gravest change names it. */
function actionOf(diff: Record<string, { after: unknown }>): AuditAction {
  if (diff.status?.after === 'blocked') return 'item.blocked';
  return 'uoms' in diff ? 'item.uom.changed' : 'item.updated';
}

/** The row in the words of a patch, so that the audit shows like beside like. */
function comparable(row: ItemRow): object {
  return {
    ...row,
    category: row.category?.code ?? null,
    baseUom: row.baseUom.code,
    safetyStock: plainDecimal(row.safetyStock),
    standardCost: row.standardCost && plainDecimal(row.standardCost),
    overReceiptPct: plainDecimal(row.overReceiptPct),
    defaultLocation: row.defaultLocation?.code ?? null,
    uoms: row.uoms.map(({ uom, ...unit }) => ({ uom: uom.code, ...unit })),
  };
}

function requireCostPermission(actor: Actor, input: { readonly standardCost?: string | null }): void {
  if (input.standardCost !== undefined && !mayDo(actor, COST_PERMISSION)) throw catalogErrors.cost_not_permitted();
}
