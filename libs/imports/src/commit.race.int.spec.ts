import { aLocation, anItem, catalog } from '@anwen/catalog/testing';
import { onHand } from '@anwen/inventory/testing';
import { ALL_SCOPE, NO_SCOPE, systemActor } from '@anwen/kernel';
import { ImportService } from './import.service';
import { ImportSessionService } from './session.service';
import { ImportBed } from './testing';

const system = systemActor('test');
let bed: ImportBed;

beforeAll(async () => {
  bed = await ImportBed.open();
  await bed.tx((tx) => anItem(tx, { code: 'SEED' }), system);
});
afterAll(() => bed.close());

const items = (prefix: string, count: number): string =>
  `code,name,kind,baseUom\n${Array.from({ length: count }, (_, i) => `${prefix}-${String(i).padStart(4, '0')},品項,fg,PCE`).join('\n')}\n`;
const count = async (prefix: string): Promise<number> =>
  (await bed.bed.asOwner<{ n: number }>('SELECT count(*)::int AS n FROM items WHERE code LIKE $1', [`${prefix}-%`]))[0]!.n;
const events = async (prefix: string): Promise<number> =>
  (
    await bed.bed.asOwner<{ n: number }>(`SELECT count(*)::int AS n FROM sys_outbox WHERE event_type = 'item.created.v1' AND payload->>'code' LIKE $1`, [
      `${prefix}-%`,
    ])
  )[0]!.n;

it('two commits of one session at once: one is taken, the other is told so', async () => {
  const session = await bed.dryRun('items', items('TWO', 5));
  const asked = await Promise.allSettled(Array.from({ length: 6 }, () => bed.tx((tx) => bed.get(ImportService).commit(tx, bed.actor, session.id))));
  expect(asked.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  for (const one of asked) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'imports.invalid_transition' });
  await bed.runJob('commit', session.id);
  expect([await count('TWO'), await events('TWO')]).toEqual([5, 5]);
});

it('the same job run by two workers writes once', async () => {
  const session = await bed.dryRun('items', items('TWIN', 300), { onError: 'skip_errors' });
  await bed.tx((tx) => bed.get(ImportService).commit(tx, bed.actor, session.id));
  const reports = await Promise.all([bed.runJob('commit', session.id), bed.runJob('commit', session.id)]);
  expect(reports.map((report) => report.outcome).sort()).toEqual(expect.arrayContaining(['done']));
  expect([await count('TWIN'), await events('TWIN')]).toEqual([300, 300]);
});

it('a job that the session no longer waits for changes nothing', async () => {
  const session = await bed.dryRun('items', items('STALE', 3));
  await bed.tx((tx) => bed.get(ImportService).commit(tx, bed.actor, session.id));
  await bed.bed.asOwner('UPDATE import_sessions SET job_id = 999999 WHERE public_id = $1', [session.id]);
  await bed.bed.asOwner(`UPDATE import_sessions s SET state = 'uploaded' WHERE public_id = $1`, [session.id]);
  const [job] = await bed.bed.asOwner<{ id: string }>(`SELECT id FROM sys_jobs WHERE name = 'import.commit' ORDER BY id DESC LIMIT 1`);
  await bed.bed.asOwner('UPDATE import_sessions SET job_id = $2 WHERE public_id = $1', [session.id, job!.id]);
  expect(await bed.runJob('commit', session.id)).toMatchObject({ outcome: 'failed', problem: { code: 'imports.invalid_transition' } });
  expect(await count('STALE')).toBe(0);
});

describe('killed in the middle', () => {
  /** Ends the run as soon as the database holds this many of the rows. */
  function killAfter(prefix: string, rows: number): { signal: AbortSignal; stop: () => void } {
    const controller = new AbortController();
    const timer = setInterval(() => void count(prefix).then((n) => n >= rows && controller.abort()), 5);
    return { signal: controller.signal, stop: () => clearInterval(timer) };
  }

  it('a commit that skips errors continues where it was and doubles nothing', async () => {
    const session = await bed.dryRun('items', items('KILL', 2_000), { onError: 'skip_errors' });
    await bed.tx((tx) => bed.get(ImportService).commit(tx, bed.actor, session.id));
    const { signal, stop } = killAfter('KILL', 200);
    const first = await bed.runJob('commit', session.id, { signal });
    stop();
    const written = await count('KILL');
    expect(first.outcome).not.toBe('done');
    expect(written).toBeGreaterThanOrEqual(200);
    expect(written).toBeLessThan(2_000);
    expect(written % 200).toBe(0);
    expect(await bed.session(session.id)).toMatchObject({ state: 'committing' });
    expect(await bed.runJob('commit', session.id)).toMatchObject({ outcome: 'done', result: { written: 2_000, refused: 0 } });
    expect([await count('KILL'), await events('KILL')]).toEqual([2_000, 2_000]);
  });

  it('an all-or-nothing commit has written nothing, and its repeat writes everything', async () => {
    const session = await bed.dryRun('items', items('NONE', 5_000));
    await bed.tx((tx) => bed.get(ImportService).commit(tx, bed.actor, session.id));
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), 150);
    const first = await bed.runJob('commit', session.id, { signal: controller.signal });
    clearTimeout(timer);
    expect(first.outcome).not.toBe('done');
    expect(await count('NONE')).toBe(0);
    expect(await bed.runJob('commit', session.id)).toMatchObject({ outcome: 'done' });
    expect([await count('NONE'), await events('NONE')]).toEqual([5_000, 5_000]);
  });

  it('opening stock is posted once, whatever becomes of the notes about it', async () => {
    const [place, item] = await bed.tx(async (tx) => [await aLocation(tx), await anItem(tx)] as const, system);
    const session = await bed.dryRun('opening_stock', `item,location,qty\n${item.code},${place.code},7\n`, { onError: 'skip_errors' });
    await bed.step('commit', session.id);
    // As if the worker had died between the posting and its note, and somebody had repaired by hand.
    await bed.bed.asOwner(`UPDATE import_rows SET applied_at = NULL, result = NULL FROM import_sessions s WHERE s.id = session_id AND s.public_id = $1`, [
      session.id,
    ]);
    await bed.bed.asOwner(`UPDATE import_sessions SET state = 'validated' WHERE public_id = $1`, [session.id]);
    expect(await bed.step('commit', session.id)).toMatchObject({ outcome: 'done', result: { written: 1 } });
    expect(await bed.tx((tx) => onHand(tx, item.code, place.code))).toBe('7');
  });

  it('a dry run that died half way is no dry run: nothing can be committed from it', async () => {
    const session = await bed.dryRun('items', items('HALF', 2_500));
    await bed.tx((tx) => bed.get(ImportService).validate(tx, bed.actor, session.id));
    await bed.bed.asOwner(
      `UPDATE sys_jobs SET state = 'failed', finished_at = now(), problem = '{"code":"queue.timed_out","status":504,"zh":"逾時","en":"late"}'
      FROM import_sessions s WHERE s.job_id = sys_jobs.id AND s.public_id = $1`,
      [session.id],
    );
    expect(await bed.session(session.id)).toMatchObject({ state: 'failed', counts: null, problem: { code: 'queue.timed_out', detail: '逾時' } });
    await expect(bed.step('commit', session.id)).rejects.toMatchObject({ code: 'imports.invalid_transition' });
    expect(await bed.step('validate', session.id)).toMatchObject({ outcome: 'done' });
    expect(await bed.session(session.id)).toMatchObject({ state: 'validated', counts: { new: 2_500 } });
  });
});

describe('what changed between dry run and commit', () => {
  const meddle = (code: string): Promise<unknown> =>
    bed.tx(async (tx) => {
      const page = await catalog.items.list(tx, system, { limit: 1, q: code });
      const { id, rowVersion } = page.items[0]!;
      return catalog.items.update(tx, system, { id, rowVersion, patch: { safetyStock: '5' } });
    }, system);

  it('is reported and not overwritten: all or nothing writes nothing', async () => {
    for (const code of ['MED-1', 'MED-2']) await bed.tx((tx) => anItem(tx, { code, name: '舊' }), system);
    const session = await bed.dryRun('items', 'code,name,kind,baseUom\nMED-1,新,fg,PCE\nMED-2,新,fg,PCE\nMED-3,新,fg,PCE\n');
    await meddle('MED-2');
    await bed.tx((tx) => anItem(tx, { code: 'MED-3', name: '搶先' }), system);
    expect(await bed.step('commit', session.id)).toMatchObject({ outcome: 'failed', problem: { code: 'imports.commit_refused' } });
    const names = await bed.bed.asOwner<{ name: string }>(`SELECT name FROM items WHERE code LIKE 'MED-_' ORDER BY code`);
    expect(names.map((row) => row.name)).toEqual(['舊', '舊', '搶先']);
    const wrong = await bed.rows(session.id, 'error');
    expect(wrong.map((row) => [row.key, row.errors[0]!.code])).toEqual([
      ['MED-2', 'imports_row.changed_since'],
      ['MED-3', 'imports_row.changed_since'],
    ]);
    expect(await bed.session(session.id)).toMatchObject({
      state: 'failed',
      problem: { code: 'imports.commit_refused', count: 2, line: 3 },
      counts: { error: 2 },
    });
  });

  it('is reported and not overwritten: skipping errors writes the others', async () => {
    for (const code of ['SKI-1', 'SKI-2']) await bed.tx((tx) => anItem(tx, { code, name: '舊' }), system);
    const session = await bed.dryRun('items', 'code,name,kind,baseUom\nSKI-1,新,fg,PCE\nSKI-2,新,fg,PCE\nSKI-3,新,fg,PCE\nSKI-4,,fg,PCE\n', {
      onError: 'skip_errors',
    });
    await meddle('SKI-2');
    expect(await bed.step('commit', session.id)).toMatchObject({ outcome: 'done', result: { written: 2, refused: 2 } });
    const names = await bed.bed.asOwner<{ name: string }>(`SELECT name FROM items WHERE code LIKE 'SKI-_' ORDER BY code`);
    expect(names.map((row) => row.name)).toEqual(['新', '舊', '新']);
    expect(await bed.session(session.id)).toMatchObject({ state: 'committed', counts: { changed: 1, new: 1, error: 2 } });
  });
});

describe('whose rights count', () => {
  it('those at the time of the commit, not those at the upload', async () => {
    const session = await bed.dryRun('items', items('RIGHT', 1));
    const actor = { ...bed.actor, grants: new Map([['import.run', ALL_SCOPE]]) };
    expect(await bed.step('commit', session.id, { actor })).toMatchObject({ outcome: 'failed', problem: { code: 'imports.target_not_permitted' } });
    expect(await count('RIGHT')).toBe(0);
    expect(await bed.session(session.id)).toMatchObject({ state: 'failed' });
  });

  it.each([
    ['without the permission to write items', new Map([['import.run', ALL_SCOPE]]), 'imports.target_not_permitted'],
    ['without the permission to import', new Map([['item.write', ALL_SCOPE]]), 'imports.target_not_permitted'],
    [
      'with a scope that is not the company',
      new Map([
        ['import.run', ALL_SCOPE],
        ['item.write', { ...NO_SCOPE, warehouses: ['1'] }],
      ]),
      'imports.scope_too_narrow',
    ],
  ])('%s nothing is taken', async (_name, grants, code) => {
    const actor = { ...bed.actor, grants };
    const upload = bed.tx((tx) => bed.get(ImportSessionService).upload(tx, actor, { type: 'items', fileName: 'a.csv', bytes: Buffer.from('code\nA') }), actor);
    await expect(upload).rejects.toMatchObject({ code });
  });

  it('a session is its owner’s alone', async () => {
    const session = await bed.upload('items', items('OWN', 1));
    const [other] = await bed.bed.asOwner<{ id: string }>(
      `INSERT INTO sys_users (username, display_name, password_hash) VALUES ('other', '別人', 'x') RETURNING id`,
    );
    const stranger = { ...bed.actor, id: other!.id, userId: other!.id };
    for (const step of ['validate', 'commit', 'rollback'] as const)
      await expect(bed.tx((tx) => bed.get(ImportService)[step](tx, stranger, session.id), stranger)).rejects.toMatchObject({ code: 'imports.not_found' });
  });

  it('costs are neither shown nor set without their permission', async () => {
    const actor = { ...bed.actor, grants: new Map([...bed.actor.grants].filter(([name]) => name !== 'stock.cost.read')) };
    const [items] = bed.get(ImportSessionService).types(actor);
    expect(items!.columns.map((column) => column.key)).not.toContain('standardCost');
    const session = await bed.upload('items', 'code,name,kind,baseUom,standardCost\nCOST-1,x,fg,PCE,99\n');
    expect(session.mapping.standardCost).toBe(4);
    await bed.step('validate', session.id, { actor });
    expect((await bed.rows(session.id))[0]!.changes.map((change) => change.column)).not.toContain('standardCost');
  });
});
