import type { Database, Tx } from '@anwen/database';
import { ALL_SCOPE, AppError, systemActor } from '@anwen/kernel';
import { ArchiveDamaged, type ObjectStorage } from '@anwen/storage';
import { ArchiveChain, millionths, type KeyPosition } from './archive-chain.rules';
import { inspectFile } from './archive-inspection';
import { ledgerArchiveStore, type KnownArchive } from './ledger-archive.store';
import type { ProofResult } from './proof.service';

/**
 * Reads every file of the ledger's archive from the first month on and follows each key through all of them up to the
 * checkpoints that `verifyLedger` starts from: together they prove the ledger from its first movement. A month whose file is no
 * longer kept is taken by its checkpoints.
 */
export async function verifyArchives(
  source: { database: Database; storage: ObjectStorage },
  options: { onProgress?: (result: ProofResult) => void } = {},
): Promise<readonly ProofResult[]> {
  const read = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    source.database.read({ actor: systemActor('verify-ledger'), scope: ALL_SCOPE, statementTimeoutMs: 120_000 }, work);
  const chain = new ArchiveChain();
  const results = [];
  for (const archive of await read((tx) => ledgerArchiveStore.archives(tx))) {
    const began = Date.now();
    const recorded = await read((tx) => ledgerArchiveStore.checkpoints(tx, archive.id));
    const problems = archive.isExpired ? skip(chain, recorded) : await prove(source, archive, { chain, recorded });
    const says = archive.isExpired ? 'its file is no longer kept; its checkpoints stand for it' : 'its file proves every posting and every link';
    const result = {
      name: `archive ${archive.partition.slice(-7).replace('_', '-')}`,
      says,
      checked: archive.facts.movements,
      ms: Date.now() - began,
      problems,
    };
    options.onProgress?.(result);
    results.push(result);
  }
  return results;
}

interface Expected {
  readonly chain: ArchiveChain;
  readonly recorded: readonly { key: string; seq: string; after: string }[];
}

async function prove(
  source: { database: Database; storage: ObjectStorage },
  archive: KnownArchive,
  { chain, recorded }: Expected,
): Promise<readonly Record<string, unknown>[]> {
  try {
    const { facts, checkpoints } = await inspectFile(source, { ...archive, key: archive.fileKey }, chain);
    const differing = Object.entries(archive.facts).filter(([fact, value]) => String(facts[fact as keyof typeof facts]) !== String(value));
    const wrongFacts = differing.map(([fact, value]) => ({ archive: archive.partition, fact, recorded: value, file: facts[fact as keyof typeof facts] }));
    return [...wrongFacts, ...wrongCheckpoints(archive, recorded, checkpoints)].slice(0, 20);
  } catch (error) {
    skip(chain, recorded); // so that one bad file does not put all later ones in the wrong
    if (error instanceof ArchiveDamaged || error instanceof AppError) return [{ archive: archive.partition, file: archive.fileKey, problem: error.message }];
    throw error;
  }
}

function wrongCheckpoints(archive: KnownArchive, recorded: Expected['recorded'], found: ReadonlyMap<string, KeyPosition>): Record<string, unknown>[] {
  const wrong = recorded.filter(({ key, seq, after }) => found.get(key)?.seq !== BigInt(seq) || found.get(key)?.after !== millionths(after));
  const problems = wrong.map(({ key, seq }) => ({ archive: archive.partition, key, seq, problem: 'the checkpoint is not where the file ends' }));
  return recorded.length === found.size
    ? problems
    : [...problems, { archive: archive.partition, problem: 'checkpoints are missing or too many', recorded: recorded.length, file: found.size }];
}

function skip(chain: ArchiveChain, recorded: Expected['recorded']): [] {
  for (const { key, seq, after } of recorded) chain.startAt(key, { seq: BigInt(seq), after: millionths(after) });
  chain.takeCheckpoints();
  return [];
}
