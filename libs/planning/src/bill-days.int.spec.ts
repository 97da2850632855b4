import { catalog, type Made } from '@anwen/catalog/testing';
import { clerk } from '@anwen/inventory/testing';
import { Logger } from '@nestjs/common';
import type { PlanSuggestionDto } from './planning.dto';
import { PlanningBed } from './testing-plan';

/** More days than anybody changes bills on. */
const DAYS = 40;

let t: PlanningBed;
beforeAll(async () => {
  Logger.overrideLogger(false);
  t = await PlanningBed.create();
});
beforeEach(() => t.lookAtCalendar());
afterAll(() => t.bed.drop());

interface Head {
  readonly kind?: string;
  readonly validTo?: string;
}

async function bill(product: Made, lines: readonly { of: Made; qty: string; validFrom?: string; validTo?: string }[], head: Head = {}): Promise<void> {
  await t.bed.transaction(async (tx) => {
    const given = lines.map(({ of, validFrom = '2000-01-01', ...line }) => ({ component: of.code, uom: 'PCE', validFrom, ...line }));
    const made = await catalog.boms.create(tx, clerk, { item: product.code, ...head, lines: given });
    await catalog.boms.activate(tx, clerk, made.id);
  });
}

/** On the n-th day from today it takes n. */
const growing = (of: Made) => Array.from({ length: DAYS }, (_, n) => ({ of, qty: `${n + 1}`, validFrom: t.day(n), validTo: t.day(n) }));

describe('bills that change within the horizon', () => {
  it('count from the day on which they change, however many such days there are, also through phantoms', async () => {
    const { warehouse, items } = await t.things(6);
    const [direct, part, through, kit, ending, rest] = items as [Made, Made, Made, Made, Made, Made];
    await bill(direct, growing(part));
    await bill(kit, growing(rest), { kind: 'phantom' });
    await bill(through, [{ of: kit, qty: '1' }]);
    await bill(ending, [{ of: rest, qty: '1' }], { validTo: t.day(DAYS - 10) });
    for (const item of [direct, through, ending]) await t.demand(item, warehouse, { qty: '1', dueOn: t.day(DAYS - 1) });
    const { rows } = await t.plan({ warehouses: [warehouse.code] });
    const of = (item: Made): PlanSuggestionDto => rows.find((row) => row.item.code === item.code)!;
    const taken = (product: Made): string => {
      const n = Array.from({ length: DAYS }, (_, i) => t.day(i)).indexOf(of(product).releaseOn!);
      expect(n).toBeGreaterThan(30);
      return `${n + 1}`;
    };
    expect([of(part).qty, of(rest).qty]).toEqual([taken(direct), taken(through)]);
    expect(of(ending).trace.map(({ code }) => code)).toContain('no_bill');
  });
});
