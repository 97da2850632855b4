import { AddBarcodeDto, unitComplaints } from '@anwen/catalog';
import { fieldProblems, problemOf } from './refusal.rules';
import type { ImportColumn, RowProblem, Value, Values } from './target';

/** How a new item is bought and what stands on its packages. Later changes are made on the item itself, where all its units are seen together. */
export const PACKAGING_COLUMNS: readonly ImportColumn[] = [
  {
    key: 'purchaseUom',
    zh: '採購單位',
    en: 'Purchase unit',
    kind: 'code',
    fixed: true,
    aliases: ['進貨單位', 'purchase uom'],
    example: 'BX',
    helpZh: '與基本單位不同時填寫',
    helpEn: 'when it is not the base unit',
  },
  {
    key: 'purchaseQty',
    zh: '採購單位換算',
    en: 'Base units in a purchase unit',
    kind: 'decimal',
    fixed: true,
    aliases: ['換算數量', '包裝數'],
    example: '24',
    helpZh: '一個採購單位等於幾個基本單位；公斤與公克等同類單位可不填',
    helpEn: 'may be left out between units of one quantity, as kg and g',
  },
  {
    key: 'barcodes',
    zh: '其他條碼',
    en: 'More barcodes',
    kind: 'codes',
    fixed: true,
    aliases: ['廠內條碼', 'barcodes'],
    example: 'A0001,A0002',
    helpZh: '可填多個，以逗號分開',
    helpEn: 'several with commas',
  },
];

const KEYS = new Set(PACKAGING_COLUMNS.map(({ key }) => key));

export const withoutPackaging = (values: Values): Values => Object.fromEntries(Object.entries(values).filter(([key]) => !KEYS.has(key)));

export const barcodesOf = (value: Value | undefined): string[] => (value == null ? [] : value.split(','));

/** `0.25` is 25/100. */
function ratioOf(qty: string): { num: string; den: string } {
  const [whole = '', fraction = ''] = qty.split('.');
  return { num: `${whole}${fraction}`.replace(/^0+(?=\d)/, ''), den: `1${'0'.repeat(fraction.length)}` };
}

function unitOf({ purchaseUom, purchaseQty }: Values): { uom: string; num?: string; den?: string; isPurchase: true } | undefined {
  if (purchaseUom == null) return undefined;
  return { uom: purchaseUom, isPurchase: true, ...(purchaseQty == null ? {} : ratioOf(purchaseQty)) };
}

/** The part of a new item that the service keeps as lists. */
export function packagingOf(values: Values): object {
  const unit = unitOf(values);
  return { ...(unit ? { uoms: [unit] } : {}), barcodes: barcodesOf(values.barcodes).map((code) => ({ code })) };
}

/** What is wrong with the packaging of a new item; `taken` are barcodes of other items. */
export function packagingProblems(after: Values, known: { readonly units: ReadonlyMap<string, unknown>; readonly taken: ReadonlySet<string> }): RowProblem[] {
  const unit = unitOf(after);
  const codes = barcodesOf(after.barcodes);
  const found: RowProblem[] = codes.flatMap((code) => fieldProblems(AddBarcodeDto, { code }).map((problem) => ({ ...problem, column: 'barcodes' })));
  found.push(...codes.filter((code) => known.taken.has(code)).map((code) => ({ column: 'barcodes', code: 'catalog.barcode_taken', params: { code } })));
  if (!unit) return found;
  if (!known.units.has(unit.uom)) return [...found, { column: 'purchaseUom', code: 'imports_row.reference_unknown', params: { value: unit.uom } }];
  const wrong = unitComplaints(after.baseUom ?? '', [unit]).map((complaint) => {
    const { pointer, ...params } = complaint.data;
    return { ...problemOf(complaint), column: pointer.endsWith('/uom') ? 'purchaseUom' : 'purchaseQty', params };
  });
  return [...found, ...wrong];
}
