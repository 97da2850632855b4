import { AppError } from '@anwen/kernel';
import { catalogErrors } from './catalog.errors';
import { physicalRatio } from './codes/rec20.rules';
import type { AddBarcodeDto, ItemUomInput } from './item.dto';
import { complaint, type Complaint } from './refusals';
import { ratioOf, type Ratio } from './uom.rules';

/** The parts of an item that its rules look at, after defaults. */
export interface ItemShape {
  readonly kind: string;
  readonly tracking: string;
  readonly qtyScale: number;
  readonly shelfLifeDays: number | null;
  readonly baseUom: { readonly code: string; readonly decimals: number };
  /** Decimal text; what the DTO cannot bound. */
  readonly overReceiptPct?: string;
}

/** What is wrong with the item as a whole; `at` is the JSON pointer of the item in the input. */
export function itemComplaints(item: ItemShape, at = ''): Complaint[] {
  const found: Complaint[] = [];
  if (item.shelfLifeDays !== null && item.tracking !== 'lot') found.push(complaint(catalogErrors.shelf_life_needs_lot, `${at}/shelfLifeDays`));
  if (item.tracking === 'serial' && item.qtyScale !== 0) found.push(complaint(catalogErrors.serial_needs_whole, `${at}/qtyScale`));
  if (item.kind === 'service' && item.tracking !== 'none') found.push(complaint(catalogErrors.service_not_tracked, `${at}/tracking`));
  if (Number(item.overReceiptPct ?? 0) > 1000) found.push(complaint(catalogErrors.over_receipt_range, `${at}/overReceiptPct`));
  if (item.qtyScale > item.baseUom.decimals) {
    found.push(
      complaint(catalogErrors.scale_exceeds_unit, `${at}/qtyScale`, { scale: item.qtyScale, uom: item.baseUom.code, decimals: item.baseUom.decimals }),
    );
  }
  return found;
}

/** Complaints about an item's conversions: ratio, the base unit itself, a unit named twice. */
export function unitComplaints(baseUom: string, units: readonly ItemUomInput[], at = ''): Complaint[] {
  const seen = new Set<string>();
  return units.flatMap((unit, i) => {
    const here = `${at}/uoms/${i}`;
    const found: Complaint[] = [];
    if (unit.uom === baseUom) found.push(complaint(catalogErrors.unit_is_base, `${here}/uom`, { uom: unit.uom }));
    if (seen.has(unit.uom)) found.push(complaint(catalogErrors.unit_twice, `${here}/uom`, { uom: unit.uom }));
    seen.add(unit.uom);
    if (isBare(unit) && unit.uom !== baseUom && physicalRatio(unit.uom, baseUom) === null) {
      found.push(complaint(catalogErrors.ratio_missing, `${here}/num`, { uom: unit.uom, base: baseUom }));
    }
    if (!isBare(unit) && reduced(unit) === null) found.push(complaint(catalogErrors.ratio_invalid, `${here}/num`));
    return found;
  });
}

const isBare = (unit: ItemUomInput): boolean => unit.num === undefined && unit.den === undefined;

/**
 * The ratio as written or, for a unit without one, as Recommendation 20 has it between two units of one quantity (1 kg is
 * 1000 g). 1 is never assumed. The complaints above have been asked before.
 */
export function ratioOfUnit(baseUom: string, unit: ItemUomInput): Ratio {
  const ratio = isBare(unit) ? physicalRatio(unit.uom, baseUom) : reduced(unit);
  if (!ratio) throw catalogErrors.ratio_missing({ uom: unit.uom, base: baseUom });
  return ratio;
}

/** Complaints about the barcodes that a new item brings along: one listed twice, or for a unit that the item does not have. */
export function barcodeComplaints(
  item: { readonly code: string; readonly baseUom: string; readonly uoms?: readonly ItemUomInput[]; readonly barcodes?: readonly AddBarcodeDto[] },
  at = '',
): Complaint[] {
  const units = new Set([item.baseUom, ...(item.uoms ?? []).map((unit) => unit.uom)]);
  const seen = new Set<string>();
  return (item.barcodes ?? []).flatMap(({ code, uom }, i) => {
    const here = `${at}/barcodes/${i}`;
    const found: Complaint[] = [];
    if (seen.has(code)) found.push(complaint(catalogErrors.barcode_twice, `${here}/code`, { code }));
    seen.add(code);
    if (uom != null && !units.has(uom)) found.push(complaint(catalogErrors.unit_not_for_item, `${here}/uom`, { item: item.code, uom }));
    return found;
  });
}

function reduced({ num = '', den = '' }: Partial<Ratio>): Ratio | null {
  try {
    return ratioOf(num, den);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** Base unit, scale and tracking give stored quantities their meaning: once created, an item keeps them. */
export function basisComplaints(
  now: { readonly baseUom: { readonly code: string }; readonly qtyScale: number; readonly tracking: string },
  wanted: { readonly baseUom?: string; readonly qtyScale?: number; readonly tracking?: string },
): Complaint[] {
  const changed = [
    wanted.baseUom !== undefined && wanted.baseUom !== now.baseUom.code ? '/baseUom' : null,
    wanted.qtyScale !== undefined && wanted.qtyScale !== now.qtyScale ? '/qtyScale' : null,
    wanted.tracking !== undefined && wanted.tracking !== now.tracking ? '/tracking' : null,
  ];
  return changed.filter((pointer) => pointer !== null).map((pointer) => complaint(catalogErrors.item_basis_fixed, pointer));
}
