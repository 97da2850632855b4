import { TestDatabase } from '@anwen/database/testing';
import { standardReasons } from '@anwen/catalog/testing';
import { AppError } from '@anwen/kernel';
import fc from 'fast-check';
import { aSmallStore, clerk, inventory, onHand } from './testing';
import { verifyLedger } from './proof.service';

/** Operations in all; I-1 … I-13 are proved over them at the end. */
const RUNS = 40;
const OPERATIONS = 50;

type Step = { kind: 'receive' | 'issue' | 'adjustIn' | 'adjustOut' | 'move' | 'hold'; bin: 0 | 1; qty: number } | { kind: 'reverse'; which: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('receive', 'issue', 'adjustIn', 'adjustOut', 'move', 'hold'),
      bin: fc.constantFrom(0, 1),
      qty: fc.integer({ min: 1, max: 9 }),
    }) as fc.Arbitrary<Step>,
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('reverse'), which: fc.nat(20) }) as fc.Arbitrary<Step> },
);

let bed: TestDatabase;
let reason: string;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
  reason = (await bed.database.query<{ code: string }>(`SELECT code FROM reason_codes WHERE domain = 'adjust' LIMIT 1`))[0]!.code;
});
afterAll(() => bed.drop());

it('agrees with a plain model after any sequence of postings, and the ledger proves itself', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: OPERATIONS, maxLength: OPERATIONS }), async (steps) => {
      const store = await bed.transaction(aSmallStore);
      const bins = [store.binA.code, store.binB.code];
      const model = { available: [0, 0], held: [0, 0] };
      const done: { id: string; undo: () => void; reversed: boolean; fits: () => boolean }[] = [];
      for (const one of steps) {
        if (one.kind === 'reverse') {
          const target = done[one.which];
          if (!target) continue;
          const allowed = !target.reversed && target.fits();
          const error = await bed
            .transaction((tx) => inventory.stock.reverse(tx, clerk, target.id, {}))
            .then(
              () => null,
              (e: AppError) => e,
            );
          expect(error?.code ?? null).toBe(target.reversed ? 'inventory.already_reversed' : allowed ? null : 'inventory.insufficient_stock');
          if (!error) {
            target.reversed = true;
            target.undo();
          }
          continue;
        }
        const { bin, qty } = one;
        const other = (1 - bin) as 0 | 1;
        const line = { itemCode: store.plain.code, qty: String(qty) };
        const [type, lines, fits, change] = (
          {
            receive: [
              'receipt',
              { ...line, toLocation: bins[bin] },
              () => true,
              (s: number) => {
                model.available[bin]! += s * qty;
              },
            ],
            issue: [
              'issue',
              { ...line, fromLocation: bins[bin] },
              () => model.available[bin]! >= qty,
              (s: number) => {
                model.available[bin]! -= s * qty;
              },
            ],
            adjustIn: [
              'adjust',
              { ...line, toLocation: bins[bin] },
              () => true,
              (s: number) => {
                model.available[bin]! += s * qty;
              },
            ],
            adjustOut: [
              'adjust',
              { ...line, fromLocation: bins[bin] },
              () => model.available[bin]! >= qty,
              (s: number) => {
                model.available[bin]! -= s * qty;
              },
            ],
            move: [
              'transfer',
              { ...line, fromLocation: bins[bin], toLocation: bins[other] },
              () => model.available[bin]! >= qty,
              (s: number) => {
                model.available[bin]! -= s * qty;
                model.available[other]! += s * qty;
              },
            ],
            hold: [
              'status',
              { ...line, fromLocation: bins[bin], toStatus: 'hold' },
              () => model.available[bin]! >= qty,
              (s: number) => {
                model.available[bin]! -= s * qty;
                model.held[bin]! += s * qty;
              },
            ],
          } as const
        )[one.kind];
        const possible = fits();
        const result = await bed
          .transaction((tx) => inventory.stock.post(tx, clerk, { type, lines: [lines], ...(type === 'adjust' ? { reasonCode: reason } : {}) }))
          .then(
            (p) => p,
            (e: AppError) => e,
          );
        expect(result instanceof AppError ? result.code : 'posted').toBe(possible ? 'posted' : 'inventory.insufficient_stock');
        if (result instanceof AppError) continue;
        change(1);
        done.push({ id: result.id, reversed: false, undo: () => change(-1), fits: reversible(one.kind, model, { bin, other, qty }) });
      }
      for (const at of [0, 1] as const)
        expect(await bed.transaction((tx) => onHand(tx, store.plain.code, bins[at]!))).toBe(String(model.available[at]! + model.held[at]!));
    }),
    // A gate may not depend on luck: always the same walks. Change the seed by hand to look further.
    { numRuns: RUNS, seed: 20_261_122 },
  );
  const proof = await verifyLedger(bed.database);
  expect(proof.results.filter((r) => r.problems.length > 0)).toEqual([]);
  expect(proof.results.find((r) => r.name === 'contents')!.checked).toBeGreaterThan(RUNS * OPERATIONS * 0.4);
}, 240_000);

/** Whether the stock that the opposite posting needs is still there. */
function reversible(kind: string, model: { available: number[]; held: number[] }, at: { bin: 0 | 1; other: 0 | 1; qty: number }): () => boolean {
  if (kind === 'receive' || kind === 'adjustIn') return () => model.available[at.bin]! >= at.qty;
  if (kind === 'move') return () => model.available[at.other]! >= at.qty;
  return kind === 'hold' ? () => model.held[at.bin]! >= at.qty : () => true;
}
