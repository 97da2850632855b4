import { Quantity, type Actor } from '@anwen/kernel';
import type { PostStockDto } from '@anwen/inventory';
import type { UsedKey } from './consumption.store';
import type { FloorLine, PlaceFacts } from './floor.store';
import type { ReturnLineDto, ReturnMaterialDto } from './material.dto';
import { backflushOf, type Progress } from './need.rules';
import { refusalOf, type Complaint } from './production.errors';

export interface ReturnedLine {
  readonly materialId: string;
  readonly qty: Quantity;
  /** What it was worth when it was used. */
  readonly value: string;
  readonly line: PostStockDto['lines'][number];
}

interface Known {
  readonly lines: readonly FloorLine[];
  readonly used: readonly UsedKey[];
  readonly places: readonly PlaceFacts[];
  readonly warehouseId: string;
}

/** Turns what comes back into lines of a posting: each key that was used, at the value it was used at. @throws production.lines_refused. */
export function readReturn(actor: Actor, { lines }: ReturnMaterialDto, known: Known): ReturnedLine[] {
  const complaints: Complaint[] = [];
  // Two lines about one key see what the one before has taken.
  const left = new Map(known.used.map((key) => [key, Quantity.of(key.qty)]));
  const returned = lines.flatMap((line, i) => {
    const complain = (field: string, code: Complaint['code'], params: Record<string, unknown> = {}): [] => {
      complaints.push({ pointer: `/lines/${i}/${field}`, code, params });
      return [];
    };
    const material = known.lines.find((l) => l.publicId === line.materialId);
    if (!material) return complain('materialId', 'material_unknown', { value: line.materialId });
    const place = line.location === undefined ? null : known.places.find((p) => p.code === line.location);
    if (place === undefined || (place && place.warehouseId !== known.warehouseId)) return complain('location', 'location_refused', { value: line.location });
    const parts = partsOf(line, material, left, complain);
    return parts.map(({ key, qty, value }) => ({ materialId: material.id, qty, value, line: postLine(line, material, { key, qty }) }));
  });
  if (complaints.length > 0) throw refusalOf(actor, complaints);
  return returned;
}

/**
 * Of material that reports use up by themselves only what is beyond the need of the reported pieces comes back: the next report
 * would use up the rest again. @throws production.lines_refused.
 */
export function requireSpare(
  actor: Actor,
  body: ReturnMaterialDto,
  { lines, returned, progress }: { lines: readonly FloorLine[]; returned: readonly ReturnedLine[]; progress: Progress },
): void {
  const back = new Map<string, Quantity>();
  for (const { materialId, qty } of returned) back.set(materialId, (back.get(materialId) ?? Quantity.zero).plus(qty));
  const without = lines.map((l) => ({
    ...l,
    consumed: Quantity.of(l.consumed)
      .minus(back.get(l.id) ?? Quantity.zero)
      .toString(),
  }));
  const [before, after] = [lines, without].map((some) => backflushOf(some, progress, Infinity));
  const risen = (id: string): Quantity => (after!.get(id) ?? Quantity.zero).minus(before!.get(id) ?? Quantity.zero);
  const complaints = lines.flatMap((line): Complaint[] => {
    const qty = back.get(line.id);
    const rise = risen(line.id);
    const isFamilyShort = lines.some((l) => l.substituteOf === line.id && risen(l.id).isPositive);
    if (!qty || (!rise.isPositive && !isFamilyShort)) return [];
    const most = isFamilyShort || rise.compare(qty) > 0 ? '0' : qty.minus(rise).toString();
    const at = body.lines.findIndex((given) => given.materialId === line.publicId);
    return [{ pointer: `/lines/${at}/qty`, code: 'return_used', params: { most, uom: line.uom } }];
  });
  if (complaints.length > 0) throw refusalOf(actor, complaints);
}

type Part = { readonly key: UsedKey; readonly qty: Quantity; readonly value: string };
type Complain = (field: string, code: Complaint['code'], params?: Record<string, unknown>) => [];

function partsOf(line: ReturnLineDto, material: FloorLine, left: Map<UsedKey, Quantity>, complain: Complain): Part[] {
  let qty: Quantity;
  try {
    qty = Quantity.of(line.qty, material.scale);
  } catch {
    return complain('qty', 'quantity_refused');
  }
  const keys = [...left.keys()].filter((k) => k.materialId === material.id && (line.lot === undefined || k.lot === line.lot));
  if (material.tracking === 'serial') return serialParts(line, qty, { keys, left, complain });
  const most = keys.reduce((sum, k) => sum.plus(left.get(k)!), Quantity.zero);
  if (most.compare(qty) < 0) return complain('qty', 'return_too_much', { most: most.toString(), uom: material.uom });
  // Nobody but whoever holds the goods knows which lot is left over.
  if (material.tracking === 'lot' && keys.filter((k) => left.get(k)!.isPositive).length > 1) return complain('lot', 'lot_required');
  return keys.flatMap((key) => {
    const part = Quantity.min(left.get(key)!, qty);
    qty = qty.minus(part);
    return part.isPositive ? [take(key, part, left)] : [];
  });
}

function serialParts(
  line: ReturnLineDto,
  qty: Quantity,
  { keys, left, complain }: { keys: UsedKey[]; left: Map<UsedKey, Quantity>; complain: Complain },
): Part[] {
  const serials = line.serials ?? [];
  if (Quantity.of(serials.length).compare(qty) !== 0) return complain('serials', 'serials_count', { given: serials.length, wanted: qty.toString() });
  return serials.flatMap((serial) => {
    const key = keys.find((k) => k.serial === serial && left.get(k)!.isPositive);
    return key ? [take(key, Quantity.of('1'), left)] : complain('serials', 'serial_unknown', { value: serial });
  });
}

/** The last of a key takes the rest of its value with it. */
function take(key: UsedKey, qty: Quantity, left: Map<UsedKey, Quantity>): Part {
  const before = left.get(key)!;
  left.set(key, before.minus(qty));
  const whole = Quantity.of(key.value);
  const share = (of: Quantity): Quantity => whole.timesRatio(of.toString(), key.qty, 4);
  return {
    key,
    qty,
    value: share(before)
      .minus(share(before.minus(qty)))
      .toString(),
  };
}

function postLine(line: ReturnLineDto, material: FloorLine, { key, qty }: { key: UsedKey; qty: Quantity }): PostStockDto['lines'][number] {
  const named = { ...(key.lot === null ? {} : { lot: key.lot }), ...(key.serial === null ? {} : { serials: [key.serial] }) };
  return { itemCode: material.itemCode, qty: qty.toString(), toLocation: line.location ?? key.location, status: line.status ?? 'available', ...named };
}
