import { mayDo, plainDecimal, type Actor } from '@anwen/kernel';
import { COST_PERMISSION } from './catalog.permissions';
import type { ItemDto } from './item.dto';
import type { ItemRow } from './item.store';
import type { UomRefDto } from './uom.dto';

interface NamedUnit {
  readonly publicId: string;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

/** A unit as other resources mention it, named in the caller's language. */
export function presentUomRef(uom: NamedUnit, actor: Actor): UomRefDto {
  return { id: uom.publicId, code: uom.code, name: actor.locale === 'en' ? uom.nameEn : uom.nameZh };
}

/** The item as the API shows it: costs only for those who may see them. */
export function presentItem(row: ItemRow, actor: Actor): ItemDto {
  const cost = mayDo(actor, COST_PERMISSION) ? { standardCost: row.standardCost === null ? null : plainDecimal(row.standardCost) } : {};
  return {
    id: row.publicId,
    code: row.code,
    name: row.name,
    nameEn: row.nameEn,
    kind: row.kind,
    category: row.category,
    baseUom: presentUomRef(row.baseUom, actor),
    qtyScale: row.qtyScale,
    tracking: row.tracking,
    shelfLifeDays: row.shelfLifeDays,
    fefo: row.fefo,
    safetyStock: plainDecimal(row.safetyStock),
    ...cost,
    status: row.status,
    gtin: row.gtin,
    overReceiptPct: plainDecimal(row.overReceiptPct),
    qcOnReceipt: row.qcOnReceipt,
    minRemainingDaysIn: row.minRemainingDaysIn,
    minRemainingDaysOut: row.minRemainingDaysOut,
    issueMethod: row.issueMethod,
    defaultLocation: row.defaultLocation,
    externalRef: row.externalRef,
    uoms: row.uoms.map(({ uom, ...rest }) => ({
      uom: presentUomRef(uom, actor),
      num: rest.num,
      den: rest.den,
      isPurchase: rest.isPurchase,
      isSales: rest.isSales,
    })),
    barcodes: row.barcodes.map(({ code, symbology, uom, qty }) => ({ code, symbology, uom: uom && presentUomRef(uom, actor), qty: plainDecimal(qty) })),
    updatedAt: row.updatedAt.toISOString(),
    rowVersion: row.rowVersion,
  };
}
