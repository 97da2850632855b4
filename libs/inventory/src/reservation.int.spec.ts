import { aLocation, aWarehouse, anItem } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { NO_SCOPE, type AppError } from '@anwen/kernel';
import { verifyLedger } from './proof.service';
import { ReservationExpiry } from './reservation-expiry.service';
import type { ReserveDto } from './reservation.dto';
import { ReservationStore } from './reservation.store';
import { aSmallStore, clerk, inventory, receive } from './testing';

const { reservations, stock, ledger } = inventory;
let bed: TestDatabase;
let store: Awaited<ReturnType<typeof aSmallStore>>;
let orders = 0;

beforeAll(async () => {
  bed = await TestDatabase.create();
});
afterAll(() => bed.drop());
beforeEach(async () => {
  store = await bed.transaction(aSmallStore);
  await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '10', toLocation: store.binA.code }));
});
afterEach(async () => {
  expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
});

const wish = (more: Partial<ReserveDto> = {}): ReserveDto => ({ ownerType: 'so', ownerRef: `SO-${++orders}/1`, itemCode: store.plain.code, qty: '4', ...more });
const reserve = (input: ReserveDto) => bed.transaction((tx) => reservations.reserve(tx, clerk, input));
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'was not refused',
    (e: AppError) => e.code,
  );
const available = async () => (await bed.transaction((tx) => ledger.availability(tx, { itemCode: store.plain.code }))).available;

describe('reserve', () => {
  it('refuses what is not exact for the item, and places that do not exist', async () => {
    const serial = await bed.transaction((tx) => anItem(tx, { tracking: 'serial' }));
    const codes = [
      await refusal(reserve(wish({ qty: '1.5' }))),
      await refusal(reserve(wish({ itemCode: serial.code, qty: '0.5' }))),
      await refusal(reserve(wish({ warehouse: 'NO-SUCH' }))),
      await refusal(reserve(wish({ location: 'NO-SUCH' }))),
      await refusal(reserve(wish({ location: 'SUPPLIER' }))),
      await refusal(reserve(wish({ itemCode: 'NO-SUCH' }))),
      await refusal(reserve(wish({ expiresAt: '2020-01-01T00:00:00Z' }))),
    ];
    expect(codes).toEqual([
      'inventory.quantity_refused',
      'inventory.quantity_refused',
      'inventory.warehouse_not_found',
      'inventory.location_not_found',
      'inventory.location_not_found',
      'inventory.item_not_found',
      'inventory.expiry_refused',
    ]);
    expect(await available()).toBe('10');
  });

  it('takes one open set for an owner and an item, wherever it was reserved and however many ask at once', async () => {
    const first = wish();
    const done = await Promise.allSettled(Array.from({ length: 5 }, () => reserve({ ...first, qty: '2' })));
    expect(done.filter((d) => d.status === 'fulfilled')).toHaveLength(1);
    expect(new Set(done.flatMap((d) => (d.status === 'rejected' ? [(d.reason as AppError).code] : [])))).toEqual(new Set(['inventory.already_reserved']));
    expect(await available()).toBe('8');
    const elsewhere = await bed.transaction((tx) => aWarehouse(tx));
    const away = { ...NO_SCOPE, warehouses: [elsewhere.id] };
    expect(await refusal(bed.transaction((tx) => reservations.reserve(tx, clerk, first), clerk, away))).toBe('inventory.already_reserved');
    const [held] = (await bed.transaction((tx) => reservations.list(tx, { ...page, ownerRef: first.ownerRef }))).items;
    await bed.transaction((tx) => reservations.release(tx, clerk, held!.id));
    expect(await reserve(first)).toHaveLength(1);
  });

  it('offers only balances that it has locked', async () => {
    const rows = new ReservationStore();
    const late = await bed.transaction((tx) => aLocation(tx, { warehouse: store.warehouse.code }));
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resume) => (letGo = resume));
    let holder: Promise<void> = Promise.resolve();
    await new Promise<void>((locked, failed) => {
      holder = bed.transaction(async (tx) => {
        await tx.query('SELECT 1 FROM inventory_balance WHERE item_id = $1 FOR UPDATE', [store.plain.id]);
        locked();
        await held;
      });
      holder.catch(failed);
    });
    const looking = bed.transaction((tx) => rows.lockAvailable(tx, store.plain.id, { warehouse: null, location: null }));
    while ((await bed.asOwner(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).length === 0)
      await new Promise((resume) => setTimeout(resume, 10));
    await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '5', toLocation: late.code }));
    letGo();
    await holder;
    expect((await looking).map((c) => c.locationId)).toEqual([store.binA.id]);
  });
});

describe('expiry', () => {
  const expiry = () => new ReservationExpiry(bed.database, new ReservationStore()).expireDue();
  const runOut = (id: string) =>
    bed.transaction((tx) => tx.query(`UPDATE inventory_reservations SET expires_at = now() - interval '1 second' WHERE public_id = $1`, [id]));

  it('gives back what is open of a reservation whose time is over, once, and tells', async () => {
    const [mine] = await reserve(wish({ qty: '6', expiresAt: '2099-01-01T00:00:00Z' }));
    const [other] = await reserve(wish({ qty: '1', expiresAt: '2099-01-01T00:00:00Z' }));
    await bed.transaction((tx) =>
      stock.post(tx, clerk, { type: 'issue', lines: [{ itemCode: store.plain.code, qty: '2', fromLocation: store.binA.code, reservationId: mine!.id }] }),
    );
    expect(await expiry()).toBe(0);
    await runOut(mine!.id);
    expect(await expiry()).toBe(1);
    expect(await expiry()).toBe(0);
    expect(await available()).toBe('7');
    const states = await bed.transaction((tx) => reservations.list(tx, { ...page, itemCode: store.plain.code }));
    expect(states.items.map((r) => [r.id, r.state, r.consumed])).toEqual([
      [other!.id, 'open', '0'],
      [mine!.id, 'expired', '2'],
    ]);
    expect(await refusal(bed.transaction((tx) => reservations.release(tx, clerk, mine!.id)))).toBe('inventory.reservation_closed');
    const [told] = await bed.database.query<{ audits: string; events: string }>(
      `SELECT (SELECT count(*) FROM sys_audit_logs WHERE action = 'stock.reservation.expired' AND subject_id = $1) AS audits,
              (SELECT count(*) FROM sys_outbox WHERE event_type = 'stock.reservation_expired.v1' AND payload->>'id' = $1) AS events`,
      [mine!.id],
    );
    expect(told).toEqual({ audits: '1', events: '1' });
  });

  it('happens while others reserve, use and release the same stock', async () => {
    const made = (await Promise.all(Array.from({ length: 10 }, () => reserve(wish({ qty: '1', expiresAt: '2099-01-01T00:00:00Z' }))))).flat();
    await Promise.all(made.slice(0, 6).map((r) => runOut(r.id)));
    const work = [
      expiry(),
      expiry(),
      ...made.slice(4, 8).map((r) => bed.transaction((tx) => reservations.release(tx, clerk, r.id))),
      ...made
        .slice(8)
        .map((r) =>
          bed.transaction((tx) =>
            stock.post(tx, clerk, { type: 'issue', lines: [{ itemCode: store.plain.code, qty: '1', fromLocation: store.binA.code, reservationId: r.id }] }),
          ),
        ),
    ];
    for (const done of await Promise.allSettled(work))
      if (done.status === 'rejected') expect((done.reason as AppError).code).toBe('inventory.reservation_closed');
    await expiry();
    expect(await available()).toBe('8');
  });
});

describe('the list of reservations', () => {
  it('counts when asked to, on any page, and knows one order', async () => {
    for (let i = 0; i < 3; i++) await reserve(wish({ qty: '1' }));
    const read = (more: object) => bed.transaction((tx) => reservations.list(tx, { ...page, itemCode: store.plain.code, ...more }));
    const first = await read({ limit: 2, withTotal: true });
    expect([first.items.length, first.total]).toEqual([2, 3]);
    expect(await read({ limit: 2, cursor: first.nextCursor! })).toMatchObject({ items: [{ qty: '1' }], nextCursor: null });
    expect((await read({ sort: '-createdAt' })).items).toHaveLength(3);
    await expect(read({ sort: 'qty' })).rejects.toMatchObject({ code: 'inventory.sort_unknown', data: { allowed: '-createdAt' } });
  });
});

const page = { limit: 50 };
