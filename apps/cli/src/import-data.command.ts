import { InvalidArgumentError, type Command } from 'commander';
import { importAdventureWorks, type ImportReport } from './adventureworks/import';
import type { MadeReport } from './adventureworks/making-totals';
import { grouped } from './adventureworks/progress';
import { importTrade } from './adventureworks/trade-history';
import { leaf } from './program';
import { ExitCode } from '@anwen/kernel';
import type { Session } from './session';

/** 200 postings are some 750 movements: a commit then costs little, and Ctrl-C waits less than a second. */
const BATCH = 200;

/** `anwen import-data adventureworks --from DIR` */
export function addImportData(program: Command): void {
  const noun = program.command('import-data').description('data of other systems');
  leaf<{ from: string; batch: number; withOrders?: boolean; dryRun?: boolean }>(noun, 'adventureworks', {
    about: 'load the AdventureWorks factory and replay its history (exit 5 when a row is broken; safe to interrupt and repeat)',
    dryRun: true,
    prepare: (c) =>
      c
        .requiredOption('--from <folder>', 'folder with the CSV files; it is only read')
        .option(
          '--with-orders',
          'bring purchases, sales and production as orders with their receipts, inspections, shipments and reports, and compare all sums with the files',
        )
        .option('--batch <n>', 'postings a transaction, 1 to 1000', readBatch, BATCH),
    run: importData,
  });
}

async function importData(
  session: Session,
  { from, batch, dryRun, withOrders }: { from: string; batch: number; dryRun?: boolean; withOrders?: boolean },
): Promise<number | void> {
  if (withOrders && dryRun !== true) return importOrders(session, from);
  const report = await importAdventureWorks(session, { from, batch, dryRun: dryRun === true });
  session.terminal.data(report, summary(report));
}

/** Sums that are not those of the files end with 5, like every verification that fails. */
async function importOrders(session: Session, from: string): Promise<number | void> {
  const report = await importTrade(session, { from });
  const { interrupted, bought, sold, made, totals, seconds } = report;
  session.terminal.data(report, [
    `${interrupted ? 'interrupted' : 'done'}: ${grouped(bought.orders)} purchase orders with ${grouped(bought.lines)} lines, ${grouped(sold.orders)} sales orders with ${grouped(sold.lines)} lines, ${grouped(made.orders)} work orders with ${grouped(made.operations)} operations, ${seconds} s`,
    `production took ${made.seconds} s of it, ${grouped(made.ordersPerSecond)} work orders/s`,
    ...(totals
      ? [
          `ordered ${grouped(totals.bought.ordered)}, received ${grouped(totals.bought.received)}, rejected ${grouped(totals.bought.rejected)}, stocked ${grouped(totals.bought.stocked)}, worth ${totals.bought.amount}; sold ${grouped(totals.sold.qty)}`,
          madeOf(totals.made),
          totals.differences.length === 0
            ? 'every vendor, product, scrap reason, work centre and component as in the files'
            : `${totals.differences.length} sums differ`,
          ...totals.differences.slice(0, 20),
        ]
      : ['run the same command again to go on']),
  ]);
  if (totals && totals.differences.length > 0) return ExitCode.verificationFailed;
}

function madeOf(made: MadeReport): string {
  const { ordered, stocked, scrapped, withScrap, reasons, operations, hours, plannedCost, issues, issued, late } = made;
  return [
    `made: ordered ${grouped(ordered)} = stocked ${grouped(stocked)} + scrapped ${grouped(scrapped)} (${grouped(withScrap)} orders, ${reasons} reasons), ${grouped(late)} late`,
    `${grouped(operations)} operations, ${hours} h, worth ${plannedCost}; ${grouped(issues)} component lines with ${grouped(issued)} units`,
  ].join('; ');
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
