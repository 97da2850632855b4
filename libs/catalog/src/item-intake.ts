import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Actor, Id } from '@anwen/kernel';
import { catalogErrors } from './catalog.errors';
import { CategoryStore } from './category.store';
import type { ItemRowInput, ItemUomInput, UpdateItemDto } from './item.dto';
import { barcodeComplaints, itemComplaints, ratioOfUnit, unitComplaints } from './item.rules';
import { ItemStore, type BarcodeValues, type ItemRow, type ItemUnitValues, type ItemValues } from './item.store';
import { complaint, refuse, unknownReference, type Complaint } from './refusals';
import { UomStore, type UomRow } from './uom.store';

type Unit = Omit<ItemUnitValues, 'itemId'>;
type Barcode = Omit<BarcodeValues, 'itemId'>;

export interface PreparedItem {
  readonly values: ItemValues;
  readonly units: readonly Unit[];
  readonly barcodes: readonly Barcode[];
  /** The JSON pointer of the item in the input. */
  readonly at: string;
}

interface Known {
  readonly uoms: ReadonlyMap<string, UomRow>;
  readonly categories: ReadonlyMap<string, Id>;
  readonly places: ReadonlyMap<string, Id>;
}

/** Turns what people write (codes) into what the store keeps (ids), refusing whatever breaks a rule, all at once. */
@Injectable()
export class ItemIntake {
  constructor(
    private readonly store: ItemStore,
    private readonly uoms: UomStore,
    private readonly categories: CategoryStore,
  ) {}

  async prepare(tx: Tx, actor: Actor, rows: readonly { readonly input: ItemRowInput; readonly at: string }[]): Promise<PreparedItem[]> {
    const inputs = rows.map((row) => row.input);
    const known = await this.resolve(tx, inputs);
    const complaints = rows.flatMap(({ input, at }) => complaintsAbout(input, known, at));
    refuse(actor, complaints);
    return rows.map(({ input, at }) => prepared(input, known, at));
  }

  /** The whole new state of an item: what the patch leaves out stays. */
  async prepareChange(tx: Tx, actor: Actor, before: ItemRow, patch: UpdateItemDto): Promise<PreparedItem> {
    const category = patch.category === undefined ? (before.category?.code ?? null) : patch.category;
    const defaultLocation = patch.defaultLocation === undefined ? (before.defaultLocation?.code ?? null) : patch.defaultLocation;
    const basis = { code: before.code, baseUom: before.baseUom.code, uoms: patch.uoms ?? [], barcodes: [] };
    const input: ItemRowInput = { ...before, ...defined(patch), ...basis, category, defaultLocation };
    const [change] = await this.prepare(tx, actor, [{ input, at: '' }]);
    return change!;
  }

  /** @throws catalog.barcode_taken */
  async insert(tx: Tx, actor: Actor, items: readonly PreparedItem[]): Promise<{ id: Id; publicId: string; code: string }[]> {
    const made = await this.store.insert(
      tx,
      items.map((item) => item.values),
    );
    const ids = new Map(made.map((row) => [row.code, row.id]));
    const first = new Map<string, PreparedItem>();
    for (const item of items) if (!first.has(item.values.code)) first.set(item.values.code, item);
    await this.store.insertUnits(
      tx,
      [...ids].flatMap(([code, itemId]) => first.get(code)!.units.map((unit) => ({ ...unit, itemId }))),
    );
    await this.insertBarcodes(
      tx,
      actor,
      [...ids].map(([code, itemId]) => ({ itemId, item: first.get(code)! })),
    );
    return made;
  }

  private async insertBarcodes(tx: Tx, actor: Actor, items: readonly { readonly itemId: Id; readonly item: PreparedItem }[]): Promise<void> {
    const wanted = items.flatMap(({ itemId, item }) => item.barcodes.map((barcode, i) => ({ ...barcode, itemId, at: `${item.at}/barcodes/${i}/code` })));
    const added = await this.store.insertBarcodes(tx, wanted);
    // Two items of one load may claim the same code; one of them would have got it without a word.
    const seen = new Set<string>();
    const taken = wanted.filter(({ code }) => !added.has(code) || seen.size === seen.add(code).size);
    refuse(
      actor,
      taken.map(({ code, at }) => complaint(catalogErrors.barcode_taken, at, { code })),
    );
  }

  /** Internal id of a unit that the item can be counted in. @throws catalog.unit_not_for_item */
  async unitIdOf(tx: Tx, item: ItemRow, code: string | null): Promise<Id | null> {
    if (code === null) return null;
    const mine = code === item.baseUom.code || item.uoms.some((u) => u.uom.code === code);
    const uom = mine ? (await this.uoms.byCodes(tx, [code])).get(code) : undefined;
    if (!uom) throw catalogErrors.unit_not_for_item({ item: item.code, uom: code });
    return uom.id;
  }

  private async resolve(tx: Tx, inputs: readonly ItemRowInput[]): Promise<Known> {
    const categories = given(inputs.map((i) => i.category));
    return {
      uoms: await this.uoms.byCodes(
        tx,
        inputs.flatMap((i) => [i.baseUom, ...unitCodes(i.uoms)]),
      ),
      categories: categories.length === 0 ? new Map<string, Id>() : await this.categories.idsByCode(tx, categories),
      places: await this.store.placesByCode(tx, given(inputs.map((i) => i.defaultLocation))),
    };
  }
}

const given = (codes: readonly (string | null | undefined)[]): string[] => codes.filter((code) => typeof code === 'string');
const unitCodes = (units: readonly ItemUomInput[] | undefined): string[] => (units ?? []).map((unit) => unit.uom);

function complaintsAbout(input: ItemRowInput, known: Known, at: string): Complaint[] {
  const found = [...unitComplaints(input.baseUom, input.uoms ?? [], at), ...barcodeComplaints(input, at)];
  unitCodes(input.uoms).forEach((code, i) => {
    if (!known.uoms.has(code)) found.push(unknownReference(`${at}/uoms/${i}/uom`, code));
  });
  if (typeof input.category === 'string' && !known.categories.has(input.category)) found.push(unknownReference(`${at}/category`, input.category));
  if (typeof input.defaultLocation === 'string' && !known.places.has(input.defaultLocation)) {
    found.push(unknownReference(`${at}/defaultLocation`, input.defaultLocation));
  }
  const baseUom = known.uoms.get(input.baseUom);
  if (!baseUom) return [unknownReference(`${at}/baseUom`, input.baseUom), ...found];
  const shape = {
    kind: input.kind,
    tracking: input.tracking ?? 'none',
    qtyScale: input.qtyScale ?? defaultScale(input, baseUom),
    shelfLifeDays: input.shelfLifeDays ?? null,
    overReceiptPct: input.overReceiptPct,
    baseUom,
  };
  return [...itemComplaints(shape, at), ...found];
}

function prepared(input: ItemRowInput, known: Known, at: string): PreparedItem {
  const baseUom = known.uoms.get(input.baseUom)!;
  const values: ItemValues = {
    code: input.code,
    name: input.name,
    nameEn: input.nameEn || null,
    kind: input.kind,
    categoryId: input.category ? known.categories.get(input.category)! : null,
    baseUomId: baseUom.id,
    qtyScale: input.qtyScale ?? defaultScale(input, baseUom),
    tracking: input.tracking ?? 'none',
    shelfLifeDays: input.shelfLifeDays ?? null,
    fefo: input.fefo ?? true,
    safetyStock: input.safetyStock ?? '0',
    standardCost: input.standardCost ?? null,
    gtin: input.gtin ?? null,
    overReceiptPct: input.overReceiptPct ?? '0',
    qcOnReceipt: input.qcOnReceipt ?? false,
    minRemainingDaysIn: input.minRemainingDaysIn ?? 0,
    minRemainingDaysOut: input.minRemainingDaysOut ?? 0,
    issueMethod: input.issueMethod ?? 'backflush',
    defaultLocationId: input.defaultLocation ? known.places.get(input.defaultLocation)! : null,
    externalRef: input.externalRef ?? null,
  };
  return { values, units: unitsOf(input, known), barcodes: barcodesOf(input, known), at };
}

function unitsOf(input: ItemRowInput, known: Known): Unit[] {
  return (input.uoms ?? []).map((unit) => ({
    ...ratioOfUnit(input.baseUom, unit),
    uomId: known.uoms.get(unit.uom)!.id,
    isPurchase: unit.isPurchase ?? false,
    isSales: unit.isSales ?? false,
  }));
}

function barcodesOf(input: ItemRowInput, known: Known): Barcode[] {
  return (input.barcodes ?? []).map(({ code, symbology, uom, qty }) => ({
    code,
    symbology: symbology ?? null,
    uomId: uom ? known.uoms.get(uom)!.id : null,
    qty: qty ?? '1',
  }));
}

/** Serial numbers count whole pieces, whatever the unit could hold. */
function defaultScale(input: ItemRowInput, baseUom: UomRow): number {
  return input.tracking === 'serial' ? 0 : baseUom.decimals;
}

function defined<T extends object>(patch: T): Partial<T> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<T>;
}
