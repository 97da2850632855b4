import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Actor, Id } from '@anwen/kernel';
import { catalogErrors } from './catalog.errors';
import { CategoryStore } from './category.store';
import type { ItemRowInput, ItemUomInput, UpdateItemDto } from './item.dto';
import { itemComplaints, unitComplaints } from './item.rules';
import { ItemStore, type ItemRow, type ItemValues } from './item.store';
import { refuse, unknownReference, type Complaint } from './refusals';
import { ratioOf, type Ratio } from './uom.rules';
import { UomStore, type UomRow } from './uom.store';

type Unit = Ratio & { readonly uomId: Id };

export interface PreparedItem {
  readonly values: ItemValues;
  readonly units: readonly Unit[];
}

interface Known {
  readonly uoms: ReadonlyMap<string, UomRow>;
  readonly categories: ReadonlyMap<string, Id>;
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
    const known = await this.resolve(
      tx,
      inputs.flatMap((i) => [i.baseUom, ...unitCodes(i.uoms)]),
      inputs.map((i) => i.category),
    );
    const complaints = rows.flatMap(({ input, at }) => complaintsAbout(input, known, at));
    refuse(actor, complaints);
    return inputs.map((input) => prepared(input, known));
  }

  /** The whole new state of an item: what the patch leaves out stays. */
  async prepareChange(tx: Tx, actor: Actor, before: ItemRow, patch: UpdateItemDto): Promise<PreparedItem> {
    const category = patch.category === undefined ? (before.category?.code ?? null) : patch.category;
    const input: ItemRowInput = { ...before, ...defined(patch), code: before.code, category, baseUom: before.baseUom.code, uoms: patch.uoms ?? [] };
    const [change] = await this.prepare(tx, actor, [{ input, at: '' }]);
    return change!;
  }

  async insert(tx: Tx, items: readonly PreparedItem[]): Promise<{ id: Id; publicId: string; code: string }[]> {
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
    return made;
  }

  /** Internal id of a unit that the item can be counted in. @throws catalog.unit_not_for_item */
  async unitIdOf(tx: Tx, item: ItemRow, code: string | null): Promise<Id | null> {
    if (code === null) return null;
    const mine = code === item.baseUom.code || item.uoms.some((u) => u.uom.code === code);
    const uom = mine ? (await this.uoms.byCodes(tx, [code])).get(code) : undefined;
    if (!uom) throw catalogErrors.unit_not_for_item({ item: item.code, uom: code });
    return uom.id;
  }

  private async resolve(tx: Tx, uomCodes: readonly string[], categoryCodes: readonly (string | null | undefined)[]): Promise<Known> {
    const wanted = categoryCodes.filter((code) => typeof code === 'string');
    return {
      uoms: await this.uoms.byCodes(tx, uomCodes),
      categories: wanted.length === 0 ? new Map<string, Id>() : await this.categories.idsByCode(tx, wanted),
    };
  }
}

const unitCodes = (units: readonly ItemUomInput[] | undefined): string[] => (units ?? []).map((unit) => unit.uom);

function complaintsAbout(input: ItemRowInput, known: Known, at: string): Complaint[] {
  const found = unitComplaints(input.baseUom, input.uoms ?? [], at);
  unitCodes(input.uoms).forEach((code, i) => {
    if (!known.uoms.has(code)) found.push(unknownReference(`${at}/uoms/${i}/uom`, code));
  });
  if (typeof input.category === 'string' && !known.categories.has(input.category)) found.push(unknownReference(`${at}/category`, input.category));
  const baseUom = known.uoms.get(input.baseUom);
  if (!baseUom) return [unknownReference(`${at}/baseUom`, input.baseUom), ...found];
  const shape = {
    kind: input.kind,
    tracking: input.tracking ?? 'none',
    qtyScale: input.qtyScale ?? defaultScale(input, baseUom),
    shelfLifeDays: input.shelfLifeDays ?? null,
    baseUom,
  };
  return [...itemComplaints(shape, at), ...found];
}

function prepared(input: ItemRowInput, known: Known): PreparedItem {
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
    externalRef: input.externalRef ?? null,
  };
  const units = (input.uoms ?? []).map((unit) => ({ ...ratioOf(unit.num, unit.den), uomId: known.uoms.get(unit.uom)!.id }));
  return { values, units };
}

/** Serial numbers count whole pieces, whatever the unit could hold. */
function defaultScale(input: ItemRowInput, baseUom: UomRow): number {
  return input.tracking === 'serial' ? 0 : baseUom.decimals;
}

function defined<T extends object>(patch: T): Partial<T> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<T>;
}
