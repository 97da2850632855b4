import { aLotItem, standardReasons } from '@anwen/catalog/testing';
import type { Tx } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { AppError, Quantity, type Id } from '@anwen/kernel';
import fc from 'fast-check';
import { verifyLedger } from '../proof.service';
import { aSmallStore, clerk, inventory } from '../testing';
import { tracing } from './testing';
import type { TraceDto } from './trace.dto';

/** I-17: every shipped unit of a lot has a source. Random receipts, finds, splits, merges, production, shipments and undoing. */
const RUNS = 15;
const STEPS = 40;
const SOURCES = new Set(['receipt', 'opening', 'production', 'adjustment']);
const REFUSALS = new Set([
  'inventory.insufficient_stock',
  'inventory.lines_refused',
  'inventory.lot_taken',
  'inventory.lot_not_found',
  'inventory.lots_differ',
  'inventory.nothing_to_merge',
  'inventory.genealogy_circle',
  'inventory.already_reversed',
  'inventory.lot_transition',
  'inventory.relabel_held',
]);

interface Step {
  readonly kind: 'receive' | 'open' | 'find' | 'split' | 'merge' | 'produce' | 'ship' | 'undo' | 'hold' | 'release';
  readonly from: number;
  readonly into: number;
  readonly qty: number;
}
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(
    'receive',
    'receive',
    'receive',
    'receive',
    'open',
    'find',
    'split',
    'split',
    'merge',
    'produce',
    'produce',
    'ship',
    'ship',
    'ship',
    'undo',
    'hold',
    'release',
  ),
  from: fc.nat(3),
  into: fc.nat(3),
  qty: fc.integer({ min: 1, max: 5 }),
});

const { stock, lots } = inventory;
const { changes, genealogy, traces } = tracing;
let bed: TestDatabase;
let reason: string;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
  [{ reason }] = (await bed.database.query<{ reason: string }>(
    `SELECT code AS reason FROM reason_codes WHERE domain = 'adjust' AND NOT needs_note AND NOT needs_approval LIMIT 1`,
  )) as [{ reason: string }];
});
afterAll(() => bed.drop());

class Floor {
  readonly posted: string[] = [];
  readonly produced = new Set<string>();
  shipped = 0;

  constructor(
    readonly item: { id: Id; code: string },
    readonly bin: string,
  ) {}

  async lot(tx: Tx, n: number): Promise<{ id: string; no: Id }> {
    const [row] = await tx.query<{ id: string; no: Id }>('SELECT public_id AS id, id::text AS no FROM lots WHERE item_id = $1 AND code = $2', [
      this.item.id,
      `L${n}`,
    ]);
    return row ?? { id: '00000000-0000-7000-8000-000000000000', no: '0' };
  }

  take(one: Step): Promise<void> {
    return bed.transaction(async (tx) => {
      const done = await this.act(tx, one);
      if (done) this.posted.push(done);
    });
  }

  private async act(tx: Tx, { kind, from, into, qty: n }: Step): Promise<string | void> {
    const line = { itemCode: this.item.code, qty: String(n), lot: `L${from}` };
    const coming = { ...line, toLocation: this.bin, expiresOn: '2099-01-01' };
    switch (kind) {
      case 'receive':
        return (await stock.post(tx, clerk, { type: 'receipt', docType: 'receipt', docRef: `GR-${n}`, lines: [coming] }, { ofDocument: true })).id;
      case 'open':
        return (await stock.post(tx, clerk, { type: 'opening', lines: [coming] })).id;
      case 'find':
        return (await stock.post(tx, clerk, { type: 'adjust', reasonCode: reason, lines: [coming] }, { limitChecked: true })).id;
      case 'split':
        return (await changes.split(tx, clerk, (await this.lot(tx, from)).id, { location: this.bin, qty: String(n), code: `L${into}` })).postingId;
      case 'merge':
        return (await changes.merge(tx, clerk, (await this.lot(tx, from)).id, { into: (await this.lot(tx, into)).id, confirmExpiry: true })).postingId;
      case 'produce':
        return this.produce(tx, { from, into, n });
      case 'ship':
        this.shipped += 1;
        return (await stock.post(tx, clerk, { type: 'ship', docType: 'shipment', docRef: `DN-${this.shipped}`, lines: [{ ...line, fromLocation: this.bin }] }))
          .id;
      case 'undo':
        return void (this.posted[from] && (await stock.reverse(tx, clerk, this.posted[from], { ofDocument: true })));
      default:
        return void (await lots[kind](tx, clerk, (await this.lot(tx, from)).id, { reason: '抽驗' }));
    }
  }

  private async produce(tx: Tx, { from, into, n }: { from: number; into: number; n: number }): Promise<string> {
    await genealogy.claim(tx);
    const line = { itemCode: this.item.code, qty: String(n) };
    await stock.post(tx, clerk, { type: 'issue', lines: [{ ...line, lot: `L${from}`, fromLocation: this.bin }] });
    const made = await stock.post(tx, clerk, {
      type: 'receipt',
      lines: [{ ...line, lot: `L${into}`, expiresOn: '2099-01-01', fromLocation: 'PRODUCTION', toLocation: this.bin }],
    });
    const [parent, child] = [await this.lot(tx, from), await this.lot(tx, into)];
    await genealogy.link(tx, clerk, [{ parent: { lotId: parent.no }, child: { lotId: child.no }, qty: line.qty, kind: 'production', posting: made.id }]);
    this.produced.add(made.id);
    return made.id;
  }

  /** Lots of which something is with a customer now. */
  async sold(): Promise<{ id: string; key: string; qty: string }[]> {
    return bed.transaction((tx) =>
      tx.query(
        `SELECT l.public_id AS id, 'lot:' || l.id AS key, trim_scale(sum(m.qty))::text AS qty FROM inventory_movements m JOIN lots l ON l.id = m.lot_id
           JOIN locations c ON c.id = m.to_location_id AND c.code = 'CUSTOMER' JOIN inventory_postings p ON p.id = m.posting_id
          WHERE m.item_id = $1 AND NOT EXISTS (SELECT FROM inventory_postings r WHERE r.reverses_id = p.id) GROUP BY l.id, l.public_id`,
        [this.item.id],
      ),
    );
  }
}

/** What flows into a node, by the edges of a trace. */
const inflow = (trace: TraceDto, key: string): Quantity =>
  trace.edges.filter((e) => e.to === key).reduce((sum, e) => sum.plus(Quantity.of(e.qty)), Quantity.zero);

/**
 * On hand, worked out from the edges alone: what came in, less what went out. Material that went into production has left by
 * its issue, so the edge that says what it became counts for nothing here.
 */
function explained(trace: TraceDto, key: string, produced: ReadonlySet<string>): string {
  const edges = trace.edges.filter((e) => !(e.from.startsWith('lot:') && e.to.startsWith('lot:') && produced.has(e.postingId!)));
  const sum = (side: 'from' | 'to'): Quantity => edges.filter((e) => e[side] === key).reduce((all, e) => all.plus(Quantity.of(e.qty)), Quantity.zero);
  return sum('to').minus(sum('from')).toString();
}

it('traces every shipped unit back to a receipt, an opening, production or a find, and explains every unit on hand', async () => {
  let checked = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: STEPS, maxLength: STEPS }), async (steps) => {
      const { item, bin } = await bed.transaction(async (tx) => ({ item: await aLotItem(tx), bin: (await aSmallStore(tx)).binA.code }));
      const floor = new Floor(item, bin);
      for (const one of steps) {
        const error = await floor.take(one).then(
          () => null,
          (e: unknown) => e,
        );
        if (error !== null && !(error instanceof AppError && REFUSALS.has(error.code))) throw error;
      }
      for (const { id, key, qty } of await floor.sold()) {
        const up = await bed.transaction((tx) => traces.lot(tx, id, { direction: 'up', depth: 50 }));
        expect([up.truncated, up.hidden]).toEqual([false, 0]);
        expect(up.nodes.filter((n) => SOURCES.has(n.kind)).length).toBeGreaterThan(0);
        // Every unit: what came into the lot, from outside or from other lots, is at least what left it for customers.
        expect(inflow(up, key).compare(Quantity.of(qty))).toBeGreaterThanOrEqual(0);
        // And no lot on the way comes from nowhere.
        for (const node of up.nodes.filter((n) => n.kind === 'lot')) expect([node.code, up.edges.some((e) => e.to === node.key)]).toEqual([node.code, true]);
        checked += 1;
      }
      for (const { id } of (await bed.transaction((tx) => lots.list(tx, { limit: 50, itemCode: item.code }))).items) {
        const around = await bed.transaction((tx) => traces.lot(tx, id, { depth: 1 }));
        const self = around.nodes.find((n) => n.key === around.root)!;
        expect([self.code, explained(around, around.root, floor.produced)]).toEqual([self.code, self.qty]);
      }
    }),
    // A gate may not depend on luck: always the same walks. Change the seed by hand to look further.
    { numRuns: RUNS, seed: 20_261_122 },
  );
  expect(checked).toBeGreaterThan(RUNS / 2);
  expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
}, 240_000);
