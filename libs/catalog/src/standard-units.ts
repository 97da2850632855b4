import type { Tx } from '@anwen/database';
import type { Actor, Id } from '@anwen/kernel';
import { announceMany } from './catalog.events';
import type { CreateUomDto } from './uom.dto';
import { UomStore } from './uom.store';

const unit = (code: string, names: readonly [zh: string, en: string], category: string, decimals = 0): CreateUomDto => ({
  code,
  nameZh: names[0],
  nameEn: names[1],
  category,
  decimals,
});

/** What a small factory counts, weighs and measures in: codes of UN/CEFACT Recommendations 20 and 21; PCE and ROL are the trade's habit. */
export const STANDARD_UNITS: readonly CreateUomDto[] = [
  unit('PCE', ['個', 'Piece'], 'count'),
  unit('EA', ['件', 'Each'], 'count'),
  unit('PR', ['雙', 'Pair'], 'count'),
  unit('SET', ['組', 'Set'], 'count'),
  unit('DZN', ['打', 'Dozen'], 'count'),
  unit('BX', ['箱', 'Box'], 'package'),
  unit('CT', ['紙箱', 'Carton'], 'package'),
  unit('PK', ['包', 'Pack'], 'package'),
  unit('BG', ['袋', 'Bag'], 'package'),
  unit('PX', ['棧板', 'Pallet'], 'package'),
  unit('DR', ['桶', 'Drum'], 'package'),
  unit('BO', ['瓶', 'Bottle'], 'package'),
  unit('ROL', ['捲', 'Roll'], 'package', 3),
  unit('ST', ['張', 'Sheet'], 'count'),
  unit('KGM', ['公斤', 'Kilogram'], 'mass', 6),
  unit('GRM', ['公克', 'Gram'], 'mass', 3),
  unit('TNE', ['公噸', 'Metric ton'], 'mass', 6),
  unit('MTR', ['公尺', 'Meter'], 'length', 6),
  unit('CMT', ['公分', 'Centimeter'], 'length', 4),
  unit('MMT', ['公釐', 'Millimeter'], 'length', 3),
  unit('MTK', ['平方公尺', 'Square meter'], 'area', 6),
  unit('LTR', ['公升', 'Liter'], 'volume', 6),
  unit('MLT', ['毫升', 'Milliliter'], 'volume', 3),
  unit('HUR', ['小時', 'Hour'], 'time', 4),
];

/** Puts the standard units in; those whose code exists stay as they are. Answers code → internal id. */
export async function seedStandardUnits(tx: Tx, actor: Actor): Promise<ReadonlyMap<string, Id>> {
  const store = new UomStore();
  const made = await store.insert(tx, STANDARD_UNITS);
  announceMany(tx, actor, made, { type: 'uom', action: 'settings.changed', event: 'uom.created.v1', batch: 'standard-units' });
  const all = await store.byCodes(
    tx,
    STANDARD_UNITS.map((u) => u.code),
  );
  return new Map([...all].map(([code, row]) => [code, row.id]));
}
