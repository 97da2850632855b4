import type { CreateUomDto } from '@anwen/catalog';
import type { Row } from './tables';

/** What each unit of the data measures, and how many digits a quantity in it may have. */
const KINDS: readonly (readonly [category: string, decimals: number, codes: string])[] = [
  ['count', 0, 'EA PC DZ'],
  ['package', 0, 'BOX BTL CAN CAR CR CS CTN PAK PAL'],
  ['mass', 3, 'G KG KT LB MG OZ'],
  ['length', 3, 'CM DM IN KM M MM'],
  ['area', 3, 'CM2 M2'],
  ['volume', 3, 'CBM CCM CDM FT3 GAL L M3 ML PT'],
];

export function presentUnit({ UnitMeasureCode: code, Name: name }: Row<'units'>): CreateUomDto {
  const [category, decimals] = KINDS.find(([, , codes]) => codes.split(' ').includes(code)) ?? ['other', 0];
  return { code, nameZh: name, nameEn: name, category, decimals };
}
