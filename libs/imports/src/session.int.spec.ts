import { anItem } from '@anwen/catalog/testing';
import { systemActor } from '@anwen/kernel';
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
