import { Quantity, mayDo, plainDecimal, type Actor, type Scope } from '@anwen/kernel';
import { physicalRatio } from '@anwen/catalog/codes';
import { documentKind } from './document-kinds';
import { gtinForms, type Meaning } from './gs1/meanings';
import type { CandidateKind, ScanCandidateDto } from './scan.dto';
import type { FoundRow } from './scan.store';

/** What a kind of find may be seen with; a person is known to whoever may scan a badge. */
const PERMISSIONS: Readonly<Record<Exclude<CandidateKind, 'document' | 'person'>, string>> = {
  item: 'item.read',
  lot: 'lot.read',
  serial: 'lot.read',
  location: 'location.read',
  package: 'shipment.read',
};

/** The scan's transaction has the scope of scanning; what the thing itself may be seen with can reach less far. */
export function isVisible(actor: Actor, row: FoundRow): boolean {
  const permission = row.kind === 'document' ? documentKind(row.code.slice(0, 2)).permission : PERMISSIONS[row.kind];
  if (!mayDo(actor, permission)) return false;
  const scope = actor.grants.get(permission);
  return row.warehouses === null || scope === undefined || covers(scope, row);
}

function covers(scope: Scope, { warehouses, zones, partner, centers }: FoundRow): boolean {
  if (scope.all) return true;
  const any = (ids: readonly (string | null)[] | null, own: readonly string[]): boolean => ids?.some((id) => id !== null && own.includes(id)) ?? false;
  return any(warehouses, scope.warehouses) || any(zones, scope.zones) || any([partner], scope.partners) || any(centers, scope.workCenters);
}

/** A find as a candidate, without anything that GS1 data adds. */
export function candidateOf(row: FoundRow): ScanCandidateDto {
  const { kind, id, code, item, lot } = row;
  const isDocument = kind === 'document';
  return {
    kind,
    id,
    code,
    name: isDocument ? null : row.name,
    via: row.via,
    uom: row.qty === null ? null : row.uom,
    qty: row.qty === null ? null : plainDecimal(row.qty),
    lot: lot?.code ?? null,
    serial: kind === 'serial' ? code : null,
    expiresOn: lot?.expiresOn ?? null,
    documentType: isDocument ? row.name : null,
    opNo: null,
    item: kind === 'lot' || kind === 'serial' ? item && { id: item.id, code: item.code, name: item.name } : null,
    lotId: lot?.id ?? null,
    serialId: kind === 'serial' ? id : null,
  };
}

/** Item, lot, serial number, expiry and quantity of one scan in one candidate. */
export function itemWith(row: FoundRow, meaning: Meaning): ScanCandidateDto {
  const lot = row.lots?.find(({ code }) => code === meaning.lot);
  const serial = row.serials?.find(({ code }) => code === meaning.serial);
  return {
    ...candidateOf(row),
    via: 'gs1',
    ...quantityOf(row, meaning),
    lot: meaning.lot,
    serial: meaning.serial,
    expiresOn: meaning.expiresOn ?? lot?.expiresOn ?? null,
    lotId: lot?.id ?? null,
    serialId: serial?.id ?? null,
  };
}

/** Measured goods count by their measure, the contents of a pallet by their number, anything else as its barcode says. */
function quantityOf({ item, uom, qty }: FoundRow, { measure, contained }: Meaning): { uom: string | null; qty: string | null } {
  if (measure) return measure.uom === null ? { uom: item!.baseUom, qty: measure.qty } : inUnitOf(item!, measure.uom, measure.qty);
  const one = qty === null ? null : plainDecimal(qty);
  if (contained === null || one === null) return { uom: one === null ? null : uom, qty: one };
  return { uom, qty: Quantity.of(one).timesRatio(contained, '1').toString() };
}

/** A unit that the item has stays; otherwise the base unit when physics knows the way there and the quantity arrives whole. */
function inUnitOf(item: NonNullable<FoundRow['item']>, uom: string, qty: string): { uom: string; qty: string } {
  if (item.baseUom === uom || item.units.includes(uom)) return { uom, qty };
  const ratio = physicalRatio(uom, item.baseUom);
  if (!ratio) return { uom, qty };
  const [scanned, base] = [Quantity.of(qty), Quantity.of(qty).timesRatio(ratio.num, ratio.den)];
  // Rounded is another quantity: the screen then shows what was scanned, and a person says what it means.
  const decimals = base.toString().split('.')[1]?.length ?? 0;
  const isExact = decimals <= item.scale && base.timesRatio(ratio.den, ratio.num).toString() === scanned.toString();
  return isExact ? { uom: item.baseUom, qty: base.toString() } : { uom, qty };
}

const isOf = (row: FoundRow, kind: FoundRow['kind'], texts: readonly string[]): boolean => row.kind === kind && texts.includes(row.scanned);

/** What one reading of GS1 data may mean among what was found: the item before anything else that it names. */
export function gs1Candidates(rows: readonly FoundRow[], meaning: Meaning): ScanCandidateDto[] {
  const packages = meaning.sscc === null ? [] : rows.filter((row) => isOf(row, 'package', [meaning.sscc!]));
  if (packages.length > 0) return packages.map((row) => ({ ...candidateOf(row), via: 'gs1' }));
  const names = meaning.gtin === null ? meaning.itemRefs : gtinForms(meaning.gtin);
  if (names.length > 0) return distinct(rows.filter((row) => isOf(row, 'item', names))).map((row) => itemWith(row, meaning));
  const lone = rows.filter(
    (row) =>
      isOf(row, 'serial', given(meaning.serial)) ||
      (meaning.serial === null && isOf(row, 'lot', given(meaning.lot))) ||
      (row.kind === 'document' && row.code === meaning.order?.toUpperCase()),
  );
  return lone.map((row) => ({ ...candidateOf(row), via: 'gs1' }));
}

const given = (text: string | null): string[] => (text === null ? [] : [text]);
/** A barcode says more than a number, and a number more than the item's code. */
const TELLING = ['barcode', 'gtin', 'code', 'number', 'sscc'];

/** The same thing once, by what tells most about it. */
export function distinct(rows: readonly FoundRow[]): FoundRow[] {
  const sorted = [...rows].sort((a, b) => TELLING.indexOf(a.via) - TELLING.indexOf(b.via));
  return sorted.filter((row, i) => sorted.findIndex((other) => other.kind === row.kind && other.id === row.id) === i);
}
