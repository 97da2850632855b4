import { InvalidArgumentError, type Command } from 'commander';
import { importAdventureWorks, type ImportReport } from './adventureworks/import';
import { grouped } from './adventureworks/progress';
import { leaf } from './program';
import type { Session } from './session';

/** 200 postings are some 750 movements: a commit then costs little, and Ctrl-C waits less than a second. */
const BATCH = 200;

/** `anwen import-data adventureworks --from DIR` */
export function addImportData(program: Command): void {
  const noun = program.command('import-data').description('data of other systems');
  leaf<{ from: string; batch: number; dryRun?: boolean }>(noun, 'adventureworks', {
    about: 'load the AdventureWorks factory and replay its history (exit 5 when a row is broken; safe to interrupt and repeat)',
    dryRun: true,
    prepare: (c) =>
      c
        .requiredOption('--from <folder>', 'folder with the CSV files; it is only read')
        .option('--batch <n>', 'postings a transaction, 1 to 1000', readBatch, BATCH),
    run: importData,
  });
}

async function importData(session: Session, { from, batch, dryRun }: { from: string; batch: number; dryRun?: boolean }): Promise<void> {
  const report = await importAdventureWorks(session, { from, batch, dryRun: dryRun === true });
  session.terminal.data(report, summary(report));
}

function summary({ dryRun, interrupted, planned, done, ...report }: ImportReport): string[] {
  const plan = `${grouped(planned.movements)} movements in ${grouped(planned.documents)} documents, ${grouped(planned.balances)} opening balances, ${grouped(planned.openings)} items with extra opening stock`;
  if (dryRun) return [`would import: ${plan}`];
  return [
    `planned: ${plan}`,
    `${interrupted ? 'interrupted' : 'done'}: ${grouped(done.posted)} postings with ${grouped(done.movements)} movements, ${grouped(done.duplicates)} postings were there already`,
    `${grouped(report.movementsPerSecond)} movements/s, ${report.seconds} s, at most ${report.peakMemoryMb} MB of memory`,
    interrupted ? 'run the same command again to go on' : 'prove it with: npx anwen verify-ledger',
  ];
}

function readBatch(text: string): number {
  const batch = Number(text);
  if (!Number.isInteger(batch) || batch < 1 || batch > 1000) throw new InvalidArgumentError('it must be a whole number from 1 to 1000');
  return batch;
}
