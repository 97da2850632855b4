import { AppError } from '@anwen/kernel';
import { catalogErrors } from './catalog.errors';
import type { ItemUomInput } from './item.dto';
import { complaint, type Complaint } from './refusals';
import { ratioOf, type Ratio } from './uom.rules';

/** The parts of an item that its rules look at, after defaults. */
export interface ItemShape {
  readonly kind: string;
  readonly tracking: string;
  readonly qtyScale: number;
  readonly shelfLifeDays: number | null;
  readonly baseUom: { readonly code: string; readonly decimals: number };
}

/** What is wrong with the item as a whole; `at` is the JSON pointer of the item in the input. */
export function itemComplaints(item: ItemShape, at = ''): Complaint[] {
  const found: Complaint[] = [];
  if (item.shelfLifeDays !== null && item.tracking !== 'lot') found.push(complaint(catalogErrors.shelf_life_needs_lot, `${at}/shelfLifeDays`));
  if (item.tracking === 'serial' && item.qtyScale !== 0) found.push(complaint(catalogErrors.serial_needs_whole, `${at}/qtyScale`));
  if (item.kind === 'service' && item.tracking !== 'none') found.push(complaint(catalogErrors.service_not_tracked, `${at}/tracking`));
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
    if (reduced(unit) === null) found.push(complaint(catalogErrors.ratio_invalid, `${here}/num`));
    return found;
  });
}

function reduced({ num, den }: Ratio): Ratio | null {
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
