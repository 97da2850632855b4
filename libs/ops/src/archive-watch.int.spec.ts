import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabase } from '@anwen/database/testing';
import { LocalStorage } from '@anwen/storage';
import { ArchiveWatch } from './archive-watch.service';
import { RetentionService } from './retention.service';
import { RetentionStore } from './retention.store';
import { platformTargets } from './targets';

let bed: TestDatabase;
let folder: string;
let watch: ArchiveWatch;
beforeEach(async () => {
  bed = await TestDatabase.create();
  folder = mkdtempSync(join(tmpdir(), 'anwen-watch-'));
  const storage = new LocalStorage(folder);
  watch = new ArchiveWatch(bed.database, storage);
  await bed.asOwner(
    `INSERT INTO sys_audit_logs (action, severity, actor_type, actor_name, subject_type, occurred_at) SELECT 'a', 'I', 's', 's', 't', now() - interval '800 days' FROM generate_series(1, 4)`,
  );
  await new RetentionService(bed.database, new RetentionStore(), storage, platformTargets(bed.database, storage)).run({ only: 'audit.logs' });
});
afterEach(async () => {
  await bed.drop();
  rmSync(folder, { recursive: true });
});

const file = (ending: string): string =>
  join(
    folder,
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith(ending))!,
  );
const open = async (): Promise<string[]> =>
  (await bed.asOwner<{ subject: string }>(`SELECT subject FROM sys_alerts WHERE code = 'invariant.broken' AND resolved_at IS NULL`)).map((a) => a.subject);

describe('the watch over archives', () => {
  it('rings for a file that is missing or has another length, and stops when it is back', async () => {
    expect(await watch.check()).toEqual({ checked: 1, problems: 0 });
    const whole = readFileSync(file('.gz'));
    appendFileSync(file('.gz'), 'x');
    expect(await watch.check()).toMatchObject({ problems: 1 });
    expect(await open()).toEqual(['archives']);
    const [path, manifest] = [file('.gz'), file('.json')];
    unlinkSync(path);
    unlinkSync(manifest);
    expect(await watch.check()).toMatchObject({ problems: 2 });
    writeFileSync(path, whole);
    writeFileSync(manifest, '{}');
    expect(await watch.check()).toMatchObject({ problems: 0 });
    expect(await open()).toEqual([]);
  });

  it('rings for a file that has the same length and other bytes, and for what the ledger has found', async () => {
    expect(await watch.verify([])).toEqual({ checked: 1, problems: 0 });
    expect(await watch.verify([{ file: 'ledger', problem: 'broken' }])).toMatchObject({ problems: 1 });
    const bytes = readFileSync(file('.gz'));
    bytes[bytes.length - 6]! ^= 0xff;
    writeFileSync(file('.gz'), bytes);
    expect(await watch.check()).toMatchObject({ problems: 0 });
    expect(await watch.verify([])).toMatchObject({ problems: 1 });
    expect(await open()).toEqual(['archive_contents']);
  });
});
