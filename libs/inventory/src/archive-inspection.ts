import type { Database } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { ArchiveDamaged, readLines, type ObjectStorage, type StoredObject } from '@anwen/storage';
import type { ArchiveChain, KeyPosition } from './archive-chain.rules';
import { ledgerArchiveStore, type ArchivedLine, type LedgerMonth, type MonthFacts } from './ledger-archive.store';

/** Lines that go to the server at once to be compared with the hashes there: some 800 kB. */
const BATCH_LINES = 2_000;

export interface InspectedFile {
  readonly facts: MonthFacts;
  readonly checkpoints: Map<string, KeyPosition>;
}

/**
 * Reads a month's file from where it lies and proves it: size and hash, every posting against its hash in the ledger, every
 * key link by link. @throws ArchiveDamaged naming the first posting or key that is wrong.
 */
export async function inspectFile(
  source: { database: Database; storage: ObjectStorage },
  file: StoredObject & LedgerMonth,
  chain: ArchiveChain,
): Promise<InspectedFile> {
  const tally = new Tally(source.database, file);
  for await (const text of readLines(source.storage, file)) {
    const line = JSON.parse(text) as ArchivedLine;
    const key = chain.follow(line);
    if (key) throw new ArchiveDamaged(file.key, `the chain of ${key} breaks at posting ${line.posting_id}`);
    await tally.add(line);
  }
  return { facts: await tally.finish(), checkpoints: chain.takeCheckpoints() };
}

/** Counts lines and hands whole postings to the server in batches. */
class Tally {
  private batch: ArchivedLine[] = [];
  private postings = 0;
  private movements = 0;
  private sum = 0n;
  private first: bigint | undefined;
  private last = 0n;

  constructor(
    private readonly database: Database,
    private readonly file: StoredObject & LedgerMonth,
  ) {}

  async add(line: ArchivedLine): Promise<void> {
    const isNewPosting = this.batch.at(-1)?.posting_id !== line.posting_id;
    if (isNewPosting && this.batch.length >= BATCH_LINES) await this.compare();
    this.batch.push(line);
    this.movements++;
    const id = BigInt(line.id!);
    this.first = this.first === undefined || id < this.first ? id : this.first;
    this.last = id > this.last ? id : this.last;
  }

  async finish(): Promise<MonthFacts> {
    if (this.batch.length > 0) await this.compare();
    return { postings: this.postings, movements: this.movements, movementsSum: String(this.sum), firstId: String(this.first ?? 0), lastId: String(this.last) };
  }

  private async compare(): Promise<void> {
    const lines = this.batch;
    this.batch = [];
    const options = { actor: systemActor('ledger archive'), scope: ALL_SCOPE, statementTimeoutMs: 60_000 };
    const found = await this.database.read(options, (tx) => ledgerArchiveStore.compare(tx, this.file, lines));
    if (found.wrong !== null) throw new ArchiveDamaged(this.file.key, `posting ${found.wrong} is not what the ledger knows`);
    this.postings += found.postings;
    this.sum += BigInt(found.sum);
  }
}
