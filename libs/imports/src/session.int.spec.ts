import { anItem } from '@anwen/catalog/testing';
import { systemActor } from '@anwen/kernel';
import { ImportRowService } from './import-row.service';
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

/** As retention does after its days. */
async function fileGone(id: string): Promise<void> {
  const [row] = await bed.bed.asOwner<{ key: string }>('SELECT storage_key AS key FROM import_sessions WHERE public_id = $1', [id]);
  await bed.storage.delete(row!.key);
}
const one = (code: string): string => `code,name,kind,baseUom\n${code},品項,fg,PCE\n`;

describe('a session older than its file', () => {
  it('says so before it drops the dry run, and is written without the file', async () => {
    const session = await bed.dryRun('items', one('OLD-1'));
    await fileGone(session.id);
    await expect(bed.step('validate', session.id)).rejects.toMatchObject({ code: 'imports.file_expired', status: 410 });
    const change = bed.tx((tx) =>
      bed.get(ImportSessionService).change(tx, bed.actor, { id: session.id, rowVersion: session.rowVersion, patch: { delimiter: ';' } }),
    );
    await expect(change).rejects.toMatchObject({ code: 'imports.file_expired' });
    expect(await bed.session(session.id)).toMatchObject({ state: 'validated', counts: { new: 1 } });
    expect(await bed.step('commit', session.id)).toMatchObject({ outcome: 'done', result: { written: 1 } });
    expect(await bed.step('rollback', session.id)).toMatchObject({ outcome: 'done' });
  });

  it('fails with a problem of its own when the file goes between the request and the run', async () => {
    const session = await bed.upload('items', one('OLD-2'));
    const reply = bed.step('validate', session.id, { beforeRun: () => fileGone(session.id) });
    expect(await reply).toMatchObject({ outcome: 'failed', problem: { code: 'imports.file_expired' } });
    expect(await bed.session(session.id)).toMatchObject({ state: 'failed', problem: { code: 'imports.file_expired', status: 410 } });
  });
});

describe('a session that a job is writing', () => {
  it('answers at once that it is busy, whoever asks: the commit may hold it for minutes', async () => {
    const session = await bed.dryRun('items', one('BUSY'));
    await bed.tx((tx) => bed.get(ImportService).commit(tx, bed.actor, session.id));
    await bed.bed.transaction(async (held) => {
      // As the all-or-nothing commit does, until its end.
      await held.query('SELECT 1 FROM import_sessions WHERE public_id = $1 FOR NO KEY UPDATE', [session.id]);
      const asked = performance.now();
      for (const step of ['validate', 'commit', 'rollback'] as const) {
        await expect(bed.tx((tx) => bed.get(ImportService)[step](tx, bed.actor, session.id))).rejects.toMatchObject({ code: 'imports.invalid_transition' });
      }
      const { rowVersion } = await bed.session(session.id);
      const change = bed.tx((tx) => bed.get(ImportSessionService).change(tx, bed.actor, { id: session.id, rowVersion, patch: { blank: 'clear' } }));
      await expect(change).rejects.toMatchObject({ code: 'imports.invalid_transition' });
      const fix = bed.tx((tx) => bed.get(ImportRowService).fix(tx, bed.actor, { id: session.id, line: 2, values: { name: 'x' } }));
      await expect(fix).rejects.toMatchObject({ code: 'imports.invalid_transition' });
      expect(performance.now() - asked).toBeLessThan(2_500);
    }, system);
    expect(await bed.runJob('commit', session.id)).toMatchObject({ outcome: 'done' });
  });

  it('that was cancelled says so, holds nothing, and can be asked for again', async () => {
    const session = await bed.dryRun('items', one('CANCELLED'));
    await bed.tx((tx) => bed.get(ImportService).commit(tx, bed.actor, session.id));
    await bed.bed.asOwner(`UPDATE sys_jobs j SET cancel_requested_at = now() FROM import_sessions s WHERE s.job_id = j.id AND s.public_id = $1`, [session.id]);
    expect(await bed.runJob('commit', session.id)).toMatchObject({ outcome: 'cancelled' });
    expect(await bed.session(session.id)).toMatchObject({ state: 'failed', problem: { code: 'queue.cancelled' }, counts: { new: 1 } });
    expect(await bed.step('commit', session.id)).toMatchObject({ outcome: 'done', result: { written: 1 } });
    expect(await bed.session(session.id)).toMatchObject({ state: 'committed', problem: null });
  });
});

it.each(['nonsense', '0', ''])('what is no id is no session (%j)', async (id) => {
  await expect(bed.session(id)).rejects.toMatchObject({ code: 'imports.not_found' });
  await expect(bed.step('commit', id)).rejects.toMatchObject({ code: 'imports.not_found' });
});

it('of a file with thousands of columns the first 300 are kept', async () => {
  const header = ['code', 'name', 'kind', 'baseUom', ...Array.from({ length: 1_996 }, (_, i) => `c${i}`)];
  const session = await bed.dryRun('items', `${header.join(',')}\n${['WIDE', 'n', 'fg', 'PCE', ...header.slice(4)].join(',')}\n`);
  expect([session.header.length, session.counts]).toEqual([300, { new: 1, changed: 0, unchanged: 0, error: 0 }]);
});

describe('a file that went in before', () => {
  it('is named at the upload, for every type, until it is taken back', async () => {
    const first = await bed.dryRun('items', one('TWICE'));
    expect(first.alreadyImported).toBeNull();
    // Uploaded twice, written never: nothing to warn of.
    expect((await bed.upload('items', one('TWICE'))).alreadyImported).toBeNull();
    await bed.step('commit', first.id);
    const { committedAt } = await bed.session(first.id);
    const second = await bed.upload('items', one('TWICE'), {}, 'other-name.csv');
    expect(second.alreadyImported).toEqual({ id: first.id, committedAt });
    expect((await bed.session(first.id)).alreadyImported).toBeNull();
    expect((await bed.upload('partners', one('TWICE'))).alreadyImported).toBeNull();
    await bed.step('rollback', first.id);
    expect((await bed.session(second.id)).alreadyImported).toBeNull();
  });
});
