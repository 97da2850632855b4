import { aLocation, aLotItem, aWarehouse, anItem, catalog } from '@anwen/catalog/testing';
import type { Tx } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { clerk, inventory, receive, tracing } from '@anwen/inventory/testing';
import { ALL_SCOPE, NO_SCOPE, uuidV7, type Actor, type Scope } from '@anwen/kernel';
import { accessTo, columnsOf } from './access.rules';
import { archiveNote } from './archive-note.rules';
import { readParams } from './params.rules';
import { REPORTS, findReport } from './report-catalogue';
import type { ReportRow } from './report-definition';
import { queryOf, requireAccess } from './report.service';
import { SurroundingsStore } from './surroundings.store';
import { aReader, beforehand, REPORT_RIGHTS } from './testing';

/** Reports of documents and machines, not of stock in places: production-and-delivery.int.spec.ts asks them the same. */
const DOCUMENTS = ['production.orders', 'oee', 'delivery.on_time'];

describe('the reports', () => {
  let bed: TestDatabase;
  let reader: Actor;
  let cost: Actor;
  const store = new SurroundingsStore();

  beforeAll(async () => {
    bed = await TestDatabase.create();
    reader = await aReader(bed);
    cost = await aReader(bed, [...REPORT_RIGHTS, 'stock.cost.read', 'report.production', 'oee.read', 'sales.read']);
  });
  afterAll(() => bed.drop());

  const run = (key: string, actor: Actor, params: Record<string, unknown> = {}): Promise<ReportRow[]> => {
    const access = requireAccess(key, actor);
    const values = readParams(access.definition.params, params);
    return bed.database.read({ actor, scope: access.scope, snapshot: true }, async (tx) =>
      store.first(tx, queryOf(access, values, { ...(await store.read(tx)), ...(await beforehand.rows(tx, access.definition, values)) }), 1_000),
    );
  };
  /**
   * As the owner of the tables: the ledger lets nobody post in the past, so the past is made by hand, of all that was
   * posted just now (yesterday, when the factory's midnight has come in between).
   */
  const ago = (days: number, item: string): Promise<unknown> =>
    bed.asOwner(
      `BEGIN; SET LOCAL anwen.scope = 'all'; ALTER TABLE inventory_movements DISABLE TRIGGER USER;
       UPDATE inventory_movements SET effective_on = business_date() - ${days} WHERE item_id = (SELECT id FROM items WHERE code = '${item}') AND effective_on >= business_date() - 1;
       ALTER TABLE inventory_movements ENABLE TRIGGER USER; COMMIT`,
    );
  const register = async (itemCode: string, ...codes: string[]): Promise<void> => {
    for (const code of codes) await bed.transaction((tx) => inventory.lots.create(tx, clerk, { itemCode, code } as never));
  };
  const inStore = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => bed.transaction(work, clerk);
  /** `parent` went into `child` with that posting, as production will say. */
  const goesInto = (parent: string, child: string, posting: string): Promise<void> =>
    inStore(async (tx) => {
      const id = async (code: string): Promise<string> => (await tx.query<{ id: string }>('SELECT id::text AS id FROM lots WHERE code = $1', [code]))[0]!.id;
      const [lotId, childId] = [await id(parent), await id(child)];
      await tracing.genealogy.link(tx, clerk, [{ parent: { lotId }, child: { lotId: childId }, qty: '5', kind: 'production', posting }]);
    });

  it('all run, empty or not, for every choice of their parameters', async () => {
    for (const { key, params } of REPORTS) {
      const needed = Object.fromEntries(params.filter((p) => p.required).map((p) => [p.key, 'X']));
      const whole = Object.fromEntries(
        params.map((p) => [p.key, p.type === 'date' ? '2026-01-31' : p.type === 'int' ? 5 : p.type === 'select' ? p.options!.at(-1)!.value : 'X']),
      );
      await run(key, cost, needed);
      expect(await run(key, cost, whole)).toEqual([]);
      for (const select of params.filter((p) => p.type === 'select'))
        for (const { value } of select.options!) await run(key, cost, { ...needed, [select.key]: value });
    }
  });

  it('name in their rows exactly the columns that they promise, with and without cost', async () => {
    const { warehouse, item } = await inStore(async (tx) => {
      const place = await aWarehouse(tx);
      const bin = await aLocation(tx, { warehouse: place.code });
      const made = await aLotItem(tx);
      await inventory.lots.create(tx, clerk, { itemCode: made.code, code: 'L-1' } as never);
      await receive(tx, { itemCode: made.code, qty: '5', toLocation: bin.code, lot: 'L-1', unitCost: '2.5' } as never);
      return { warehouse: place.code, item: made.code };
    });
    await ago(200, item);
    const seen: string[] = [];
    for (const actor of [reader, cost]) {
      for (const key of ['stock.on_hand', 'stock.ageing', 'stock.dead', 'stock.movements', 'stock.valuation', 'lot.trace']) {
        const access = accessTo(findReport(key)!, actor);
        if (!access) continue;
        const params = key === 'lot.trace' ? { item, lot: 'L-1' } : key === 'stock.dead' ? { item } : { item, warehouse };
        const [row] = await run(key, actor, params);
        seen.push(key);
        const promised = access.definition.columns.filter((c) => access.withCost || !c.isCost).map((c) => c.key);
        expect([key, Object.keys(row ?? {}).sort()]).toEqual([key, [...promised].sort()]);
      }
    }
    // All but the valuation for one, all six for the other.
    expect(seen).toHaveLength(11);
  });

  it('group the stock by item, by place and by lot to the same totals', async () => {
    const { a, b, item } = await inStore(async (tx) => {
      const place = await aWarehouse(tx);
      const [a, b] = [await aLocation(tx, { warehouse: place.code }), await aLocation(tx, { warehouse: place.code })];
      const item = await aLotItem(tx);
      for (const code of ['L-1', 'L-2']) await inventory.lots.create(tx, clerk, { itemCode: item.code, code } as never);
      for (const [qty, bin, lot] of [
        ['5', a, 'L-1'],
        ['7', b, 'L-1'],
        ['1', b, 'L-2'],
      ] as const)
        await receive(tx, { itemCode: item.code, qty, toLocation: bin.code, lot } as never);
      return { a, b, item };
    });
    expect((await run('stock.on_hand', reader, { by: 'item', item: item.code })).map((r) => r.onHand)).toEqual(['13']);
    const byPlace = await run('stock.on_hand', reader, { by: 'location', item: item.code });
    expect(byPlace.map((r) => [r.location, r.onHand]).sort()).toEqual(
      [
        [a.code, '5'],
        [b.code, '8'],
      ].sort(),
    );
    expect((await run('stock.on_hand', reader, { by: 'lot', item: item.code })).map((r) => [r.location, r.lot, r.onHand]).sort()).toEqual(
      [
        [a.code, 'L-1', '5'],
        [b.code, 'L-1', '7'],
        [b.code, 'L-2', '1'],
      ].sort(),
    );
    expect(columnsOf(requireAccess('stock.on_hand', reader), { by: 'item' }).map((c) => c.key)).not.toContain('location');
  });

  it('age stock first in, first out, in classes that add up to what is there', async () => {
    const item = await inStore((tx) => anItem(tx));
    const bin = await inStore(async (tx) => aLocation(tx, { warehouse: (await aWarehouse(tx)).code }));
    for (const [qty, days] of [
      ['10', 400],
      ['20', 100],
      ['30', 45],
    ] as const) {
      await inStore((tx) => receive(tx, { itemCode: item.code, qty, toLocation: bin.code }));
      await ago(days, item.code);
    }
    await inStore((tx) => inventory.stock.post(tx, clerk, { type: 'issue', lines: [{ itemCode: item.code, qty: '15', fromLocation: bin.code }] }));
    const [row] = await run('stock.ageing', reader, { item: item.code });
    // 60 came, 15 went: of the oldest 10 nothing is left, of the next 20 fifteen.
    expect(row).toMatchObject({ onHand: '45', to30: '0', to60: '30', to90: '0', to180: '15', to365: '0', older: '0' });
  });

  it('say up to when movements are archived, refuse a first day before that, and still call stock dead whose last use is among them', async () => {
    const { bin, item, fresh } = await inStore(async (tx) => {
      const place = await aLocation(tx, { warehouse: (await aWarehouse(tx)).code });
      const [used, never] = [await anItem(tx), await anItem(tx)];
      for (const { code } of [used, never]) await receive(tx, { itemCode: code, qty: '9', toLocation: place.code });
      return { bin: place.code, item: used.code, fresh: never.code };
    });
    await ago(100, item);
    await ago(100, fresh);
    expect(await run('stock.dead', reader, { days: 180, item })).toEqual([]);
    const through = '2023-02-03';
    // What is left online of an item whose earlier movements went with a month: a checkpoint at its place.
    await bed.asOwner(
      `BEGIN; SET LOCAL anwen.scope = 'all'; WITH file AS (INSERT INTO sys_archives (policy_key, source, period_start, period_end, file_key, manifest_key, manifest, rows, bytes, sha256, first_id, last_id)
           VALUES ('inventory.movements', 'm', '2023-02-01', '2023-03-01', 'f', 'm', '{}', 1, 1, '', 1, 1) RETURNING id),
         month AS (INSERT INTO inventory_archives (archive_id, partition, posted_from, posted_to, postings, movements, movements_sum, contents_root, headers_root, last_effective_on, detached_at)
           SELECT id, 'm', '2023-02-01', '2023-03-01', 1, 1, 0, '', '', '${through}', now() FROM file RETURNING archive_id)
       INSERT INTO inventory_checkpoints SELECT archive_id, i.id, l.id, 0, 0, 0, 1, 1 FROM month, items i, locations l WHERE i.code = '${item}' AND l.code = '${bin}'; COMMIT`,
    );
    try {
      expect(await run('stock.dead', reader, { days: 180, item })).toMatchObject([{ itemCode: item, lastOutOn: null }]);
      expect(await run('stock.dead', reader, { days: 180, item: fresh })).toEqual([]);
      const { definition } = requireAccess('stock.movements', reader);
      const archived = await bed.database.read({ actor: reader, scope: NO_SCOPE }, (tx) => store.archivedThrough(tx));
      expect(archived).toBe(through);
      expect(archiveNote(definition, { from: '2023-02-04' }, archived, 'en')).toBe('Movements up to 2023-02-03 are archived and not in this report.');
      expect(() => archiveNote(definition, { from: through }, archived, 'en')).toThrow(expect.objectContaining({ code: 'inventory.date_archived' }) as Error);
      expect(archiveNote(definition, { from: '2020-01-01' }, null, 'en')).toBeUndefined();
      expect(archiveNote(findReport('stock.on_hand')!, {}, archived, 'en')).toBeUndefined();
    } finally {
      await bed.asOwner('DELETE FROM inventory_checkpoints; DELETE FROM inventory_archives; DELETE FROM sys_archives');
    }
  });

  it('call stock dead by its last use and not by being moved about', async () => {
    const [used, idle] = await inStore(async (tx) => [await anItem(tx), await anItem(tx)]);
    const [a, b] = await inStore(async (tx) => {
      const { code } = await aWarehouse(tx);
      return [await aLocation(tx, { warehouse: code }), await aLocation(tx, { warehouse: code })];
    });
    for (const item of [used!, idle!]) {
      await inStore((tx) => receive(tx, { itemCode: item.code, qty: '10', toLocation: a!.code }));
      await ago(200, item.code);
      await inStore((tx) =>
        inventory.stock.post(tx, clerk, { type: 'transfer', lines: [{ itemCode: item.code, qty: '4', fromLocation: a!.code, toLocation: b!.code }] }),
      );
    }
    await inStore((tx) => inventory.stock.post(tx, clerk, { type: 'issue', lines: [{ itemCode: used!.code, qty: '1', fromLocation: a!.code }] }));
    expect(await run('stock.dead', reader, { days: 180, item: used!.code })).toEqual([]);
    expect(await run('stock.dead', reader, { days: 180, item: idle!.code })).toMatchObject([{ onHand: '10', lastOutOn: null, idleDays: 200 }]);
    expect(await run('stock.dead', reader, { days: 201, item: idle!.code })).toEqual([]);
  });

  it('value the whole stock as the books do, to the last digit, and a part of it at average cost', async () => {
    const item = await inStore((tx) => anItem(tx));
    const [north, south] = await inStore(async (tx) => [await aWarehouse(tx), await aWarehouse(tx)]);
    const [a, b] = await inStore(async (tx) => [await aLocation(tx, { warehouse: north!.code }), await aLocation(tx, { warehouse: south!.code })]);
    await inStore((tx) => receive(tx, { itemCode: item.code, qty: '2', toLocation: a!.code, unitCost: '10' } as never, costed));
    await inStore((tx) => receive(tx, { itemCode: item.code, qty: '1', toLocation: b!.code, unitCost: '0.01' } as never, costed));
    const [books] = await bed.asOwner<{ value: string }>(
      `SELECT trim_scale(value)::text AS value FROM inventory_value WHERE item_id = (SELECT id FROM items WHERE code = '${item.code}')`,
    );
    expect(await run('stock.valuation', cost, { item: item.code })).toMatchObject([{ onHand: '3', value: books!.value }]);
    const part = await run('stock.valuation', cost, { item: item.code, warehouse: south!.code });
    expect(part).toMatchObject([{ onHand: '1' }]);
    expect(Number(part[0]!.value)).toBeCloseTo(Number(books!.value) / 3, 3);
  });

  it('find the lots that expire, with the days they have left', async () => {
    const item = await inStore((tx) => aLotItem(tx));
    const bin = await inStore(async (tx) => aLocation(tx, { warehouse: (await aWarehouse(tx)).code }));
    const [days] = await bed.asOwner<{ near: string; far: string }>(`SELECT (business_date() + 10)::text AS near, (business_date() + 300)::text AS far`);
    for (const [lot, expiresOn] of [
      ['NEAR', days!.near],
      ['FAR', days!.far],
    ] as const) {
      await inStore((tx) => inventory.lots.create(tx, clerk, { itemCode: item.code, code: lot, expiresOn } as never));
      await inStore((tx) => receive(tx, { itemCode: item.code, qty: '3', toLocation: bin.code, lot } as never));
    }
    expect(await run('lot.expiry', reader, { item: item.code, days: 30 })).toMatchObject([{ lot: 'NEAR', daysLeft: 10, onHand: '3' }]);
    expect((await run('lot.expiry', reader, { item: item.code, days: 400 })).map((r) => r.lot)).toEqual(['NEAR', 'FAR']);
  });

  it('trace a lot to what went into it and what came of it', async () => {
    const [flour, dough, bread] = await inStore(async (tx) => [await aLotItem(tx), await aLotItem(tx), await aLotItem(tx)]);
    const bin = await inStore(async (tx) => aLocation(tx, { warehouse: (await aWarehouse(tx)).code }));
    const move = (type: 'receipt' | 'issue', code: string, lot: string, docRef: string | undefined): Promise<{ id: string }> =>
      inStore((tx) =>
        inventory.stock.post(
          tx,
          clerk,
          {
            type,
            ...(docRef && { docType: 'work_order', docRef }),
            lines: [
              {
                itemCode: code,
                qty: '5',
                lot,
                ...(type === 'receipt'
                  ? { toLocation: bin.code, ...(docRef && { fromLocation: 'PRODUCTION' }) }
                  : { fromLocation: bin.code, toLocation: 'PRODUCTION' }),
              },
            ],
          } as never,
          { ofDocument: true },
        ),
      );
    await register(flour!.code, 'F1');
    await register(dough!.code, 'D1');
    await register(bread!.code, 'B1');
    await move('receipt', flour!.code, 'F1', undefined);
    const flourUsed = await move('issue', flour!.code, 'F1', 'WO-A');
    await move('receipt', dough!.code, 'D1', 'WO-A');
    await goesInto('F1', 'D1', flourUsed.id);
    const doughUsed = await move('issue', dough!.code, 'D1', 'WO-B');
    await move('receipt', bread!.code, 'B1', 'WO-B');
    await goesInto('D1', 'B1', doughUsed.id);
    const levels = async (item: string, lot: string, direction: string): Promise<unknown[]> => [
      ...new Set((await run('lot.trace', reader, { item, lot, direction })).map((r) => `${r.relation}:${r.level}:${r.lot}`)),
    ];
    expect(await levels(bread!.code, 'B1', 'back')).toEqual(['self:0:B1', 'source:1:D1', 'source:2:F1']);
    expect(await levels(flour!.code, 'F1', 'forward')).toEqual(['self:0:F1', 'use:1:D1', 'use:2:B1']);
    expect(await levels(dough!.code, 'D1', 'both')).toEqual(['self:0:D1', 'source:1:F1', 'use:1:B1']);
    // Lots and their stock are one thing to read, where they came from and went another.
    expect(accessTo(findReport('lot.trace')!, await aReader(bed, ['report.read', 'lot.read', 'stock.read']))).toBeUndefined();
  });

  it('rank scrap by cases, without what was reversed', async () => {
    const item = await inStore((tx) => anItem(tx));
    const bin = await inStore(async (tx) => aLocation(tx, { warehouse: (await aWarehouse(tx)).code }));
    const reasons = await inStore(async (tx) =>
      Promise.all(
        ['SCRAP-A', 'SCRAP-B'].map((code) => catalog.reasons.create(tx, clerk, { domain: 'scrap', code, labelZh: `報廢${code}`, labelEn: code } as never)),
      ),
    );
    expect(reasons).toHaveLength(2);
    await inStore((tx) => receive(tx, { itemCode: item.code, qty: '100', toLocation: bin.code }));
    const scrap = (qty: string, reasonCode: string): Promise<{ id: string }> =>
      inStore((tx) =>
        inventory.stock.post(
          tx,
          clerk,
          { type: 'issue', reasonCode, lines: [{ itemCode: item.code, qty, fromLocation: bin.code, toLocation: 'SCRAP' }] } as never,
          { limitChecked: true },
        ),
      ) as never;
    await scrap('1', 'SCRAP-A');
    await scrap('2', 'SCRAP-A');
    await scrap('9', 'SCRAP-B');
    const mistake = await scrap('50', 'SCRAP-B');
    await inStore((tx) => inventory.stock.reverse(tx, clerk, mistake.id, {} as never));
    const rows = await run('scrap.pareto', reader, { item: item.code });
    expect(rows.map((r) => [r.reasonCode, r.times, r.qty, r.running])).toEqual([
      ['SCRAP-A', '2', '3', '0.666667'],
      ['SCRAP-B', '1', '9', '1'],
    ]);
  });

  describe('take a reversal and what it reverses as never been', () => {
    let bin: { code: string };
    beforeAll(async () => void (bin = await inStore(async (tx) => aLocation(tx, { warehouse: (await aWarehouse(tx)).code }))));
    const post = (posting: object): Promise<{ id: string }> =>
      inStore((tx) => inventory.stock.post(tx, clerk, posting as never, { limitChecked: true, ofDocument: true })) as never;
    const reverse = (id: string, more: object = {}): Promise<unknown> =>
      inStore((tx) => inventory.stock.reverse(tx, clerk, id, { ofDocument: true, ...more } as never));
    const come = (itemCode: string, qty: string): Promise<{ id: string }> => inStore((tx) => receive(tx, { itemCode, qty, toLocation: bin.code })) as never;
    const old = async (): Promise<string> => {
      const { code } = await inStore((tx) => anItem(tx));
      await come(code, '100');
      await ago(400, code);
      return code;
    };

    it.each(['receipt', 'issue'])('when a %s was a mistake: the stock is as old, and as dead, as before', async (mistake) => {
      const item = await old();
      const { id } =
        mistake === 'receipt' ? await come(item, '100') : await post({ type: 'issue', lines: [{ itemCode: item, qty: '60', fromLocation: bin.code }] });
      await reverse(id);
      const [days] = await bed.asOwner<{ then: string }>('SELECT (business_date() - 400)::text AS then');
      expect(await run('stock.ageing', reader, { item })).toMatchObject([{ onHand: '100', to30: '0', older: '100', oldestOn: days!.then }]);
      expect(await run('stock.dead', reader, { item })).toMatchObject([{ lastOutOn: null, lastInOn: days!.then, idleDays: 400 }]);
    });

    it('and a count that finds less is no use of the stock', async () => {
      const item = await old();
      await inStore((tx) => catalog.reasons.create(tx, clerk, { domain: 'adjust', code: 'ADJ-1', labelZh: '調', labelEn: 'a' } as never));
      await post({ type: 'adjust', reasonCode: 'ADJ-1', lines: [{ itemCode: item, qty: '1', fromLocation: bin.code }] });
      expect(await run('stock.dead', reader, { item })).toMatchObject([{ onHand: '99', lastOutOn: null, idleDays: 400 }]);
    });

    it('and the oldest day is unknown where arrivals do not explain what is there', async () => {
      const item = await old();
      await come(item, '5');
      // As after an archive: the books of then are gone, the stock is not.
      await bed.asOwner(
        `BEGIN; SET LOCAL anwen.scope = 'all'; ALTER TABLE inventory_movements DISABLE TRIGGER USER;
         DELETE FROM inventory_movements WHERE item_id = (SELECT id FROM items WHERE code = '${item}') AND effective_on < business_date() - 300;
         ALTER TABLE inventory_movements ENABLE TRIGGER USER; COMMIT`,
      );
      expect(await run('stock.ageing', reader, { item })).toMatchObject([{ onHand: '105', to30: '5', older: '100', oldestOn: null }]);
    });

    it('for scrap, whatever reason the reversal gives and whatever the day it is of', async () => {
      for (const code of ['SR-A', 'SR-B', 'SR-R'])
        await inStore((tx) => catalog.reasons.create(tx, clerk, { domain: 'scrap', code, labelZh: code, labelEn: code } as never));
      const { code: item } = await inStore((tx) => anItem(tx));
      await come(item, '100');
      const scrap = (qty: string, reasonCode: string): Promise<{ id: string }> =>
        post({ type: 'issue', reasonCode, lines: [{ itemCode: item, qty, fromLocation: bin.code, toLocation: 'SCRAP' }] });
      const lastMonth = await scrap('40', 'SR-B');
      await ago(40, item);
      await reverse(lastMonth.id);
      await scrap('1', 'SR-A');
      await reverse((await scrap('50', 'SR-B')).id, { reasonCode: 'SR-R' });
      const [since] = await bed.asOwner<{ day: string }>('SELECT (business_date() - 10)::text AS day');
      for (const from of [undefined, since!.day])
        expect((await run('scrap.pareto', reader, { item, from })).map((r) => [r.reasonCode, r.times, r.qty, r.share])).toEqual([['SR-A', '1', '1', '1']]);
    });

    it('for the lots of a document: what went back into the store went into nothing', async () => {
      const [flour, salt, bread] = await inStore(async (tx) => [await aLotItem(tx), await aLotItem(tx), await aLotItem(tx)]);
      const lots = { F9: flour!.code, S9: salt!.code, B9: bread!.code };
      for (const [lot, itemCode] of Object.entries(lots)) await register(itemCode, lot);
      for (const lot of ['F9', 'S9'] as const) await inStore((tx) => receive(tx, { itemCode: lots[lot], qty: '5', lot, toLocation: bin.code } as never));
      const order = { docType: 'work_order', docRef: 'WO-R' };
      const issue = (lot: 'F9' | 'S9'): Promise<{ id: string }> =>
        post({ type: 'issue', ...order, lines: [{ itemCode: lots[lot], qty: '5', lot, fromLocation: bin.code, toLocation: 'PRODUCTION' }] });
      const [flourUsed, saltUsed] = [await issue('F9'), await issue('S9')];
      await post({ type: 'receipt', ...order, lines: [{ itemCode: lots.B9, qty: '5', lot: 'B9', fromLocation: 'PRODUCTION', toLocation: bin.code }] });
      await goesInto('F9', 'B9', flourUsed.id);
      await goesInto('S9', 'B9', saltUsed.id);
      await reverse(saltUsed.id);
      const family = async (lot: keyof typeof lots): Promise<unknown[]> => [
        ...new Set((await run('lot.trace', reader, { item: lots[lot], lot })).map((r) => `${r.relation}:${r.lot}`)),
      ];
      expect(await family('B9')).toEqual(['self:B9', 'source:F9']);
      expect(await family('S9')).toEqual(['self:S9']);
      expect(await family('F9')).toEqual(['self:F9', 'use:B9']);
    });
  });

  it('show no row from outside the scope, for no report', async () => {
    const item = await inStore((tx) => aLotItem(tx));
    const [mine, other] = await inStore(async (tx) => [await aWarehouse(tx), await aWarehouse(tx)]);
    const [here, there] = await inStore(async (tx) => [await aLocation(tx, { warehouse: mine!.code }), await aLocation(tx, { warehouse: other!.code })]);
    const [soon] = await bed.asOwner<{ day: string }>('SELECT (business_date() + 10)::text AS day');
    await inStore((tx) => inventory.lots.create(tx, clerk, { itemCode: item.code, code: 'S-1', expiresOn: soon!.day } as never));
    for (const [bin, qty] of [
      [here!, '3'],
      [there!, '45'],
    ] as const)
      await inStore((tx) => receive(tx, { itemCode: item.code, qty, toLocation: bin.code, lot: 'S-1' } as never));
    await inStore((tx) => catalog.reasons.create(tx, clerk, { domain: 'scrap', code: 'SCOPE-S', labelZh: '廢', labelEn: 's' } as never));
    const lines = [{ itemCode: item.code, qty: '5', lot: 'S-1', fromLocation: there!.code, toLocation: 'SCRAP' }];
    await inStore((tx) => inventory.stock.post(tx, clerk, { type: 'issue', reasonCode: 'SCOPE-S', lines } as never, { limitChecked: true }));
    await ago(200, item.code);
    const [lot] = await bed.asOwner<{ id: string }>(`SELECT public_id AS id FROM lots WHERE item_id = ${item.id}`);
    const recall = (await inStore((tx) => tracing.recalls.open(tx, clerk, { lots: [lot!.id], reason: '演練', mock: true }))).number;
    const scope: Scope = { ...NO_SCOPE, warehouses: [mine!.id] };
    const local = await aReader(bed, [...REPORT_RIGHTS, 'stock.cost.read'], scope);
    for (const { key, params } of REPORTS.filter((r) => !DOCUMENTS.includes(r.key))) {
      const given =
        key === 'recall.evidence'
          ? { recall }
          : { item: item.code, ...(params.some((p) => p.key === 'lot' && p.required) && { lot: 'S-1' }), ...(key === 'lot.expiry' && { days: 3650 }) };
      const tells = async (actor: Actor): Promise<boolean> => {
        const text = JSON.stringify(await run(key, actor, given));
        return text.includes(there!.code) || text.includes(other!.code) || /"(onHand|qty)":"(4[035]|5)"/.test(text);
      };
      // Whoever sees everything is told: so there was something to hide.
      if (accessTo(findReport(key)!, local)) expect([key, await tells(local)]).toEqual([key, false]);
      expect([key, await tells(cost)]).toEqual([key, true]);
    }
    expect(await run('stock.on_hand', local, { by: 'item', item: item.code })).toMatchObject([{ onHand: '3' }]);
  });

  it('show cost only where its permission reaches as far as the report', async () => {
    const scope: Scope = { ...NO_SCOPE, warehouses: ['1'] };
    const seesAll = await aReader(bed);
    const narrow = {
      ...seesAll,
      grants: new Map([
        ['stock.read', ALL_SCOPE],
        ['stock.cost.read', scope],
      ]),
    };
    const wide = {
      ...seesAll,
      grants: new Map([
        ['stock.read', scope],
        ['stock.cost.read', ALL_SCOPE],
      ]),
    };
    expect(accessTo(findReport('stock.on_hand')!, narrow)).toMatchObject({ withCost: false });
    expect(accessTo(findReport('stock.on_hand')!, wide)).toMatchObject({ withCost: true });
    expect(accessTo(findReport('stock.valuation')!, reader)).toBeUndefined();
    const [row] = await run('stock.on_hand', narrow);
    expect(row).not.toHaveProperty('value');
  });

  it('refuse parameters with everything that is wrong about them', () => {
    const { params } = findReport('stock.dead')!;
    const errorsOf = (given: Record<string, unknown>): unknown => {
      try {
        return readParams(params, given);
      } catch (error) {
        return (error as { data: { errors: { pointer: string; code: string }[] } }).data.errors.map((e) => `${e.pointer} ${e.code}`);
      }
    };
    expect(errorsOf({ days: '0', item: 'a\nb', nonsense: 1, warehouse: 7 })).toEqual([
      '/params/nonsense unknown_property',
      '/params/days below_minimum',
      '/params/item bad_characters',
      '/params/warehouse wrong_type',
    ]);
    expect(errorsOf({ days: '90' })).toEqual({ days: 90 });
    expect(errorsOf({})).toEqual({ days: 180 });
  });

  const costed: Actor = { ...clerk, grants: new Map([['stock.cost.read', ALL_SCOPE]]), id: '0', publicId: uuidV7() };
});
