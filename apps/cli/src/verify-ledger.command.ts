import { audit } from '@anwen/audit';
import { verifyArchives, verifyLedger, type LedgerProof, type ProofResult } from '@anwen/inventory';
import { ExitCode } from '@anwen/kernel';
import { openStorage } from '@anwen/storage';
import type { Command } from 'commander';
import { grouped } from './adventureworks/progress';
import { leaf } from './program';
import type { Session } from './session';
import { columns } from './terminal';

/** `anwen verify-ledger`: proves the whole stock ledger in one snapshot while work goes on. Exit 5 when a proof fails. */
export function addVerifyLedger(program: Command): void {
  leaf<VerifyOptions>(program, 'verify-ledger', {
    about: 'prove the whole stock ledger (exit 5 when it does not hold)',
    prepare: (command) => command.option('--with-archive', 'read the files of archived months too and follow the chain through them'),
    run: verify,
  });
}

interface VerifyOptions {
  readonly withArchive?: boolean;
}

async function verify(session: Session, { withArchive }: VerifyOptions): Promise<number> {
  const { terminal } = session;
  const onProgress = ({ name, checked, ms }: ProofResult): void => terminal.progress(`${name}: ${grouped(checked)} checked in ${(ms / 1000).toFixed(1)} s`);
  const database = await session.database();
  const online = await verifyLedger(database, { onProgress });
  const proof = withArchive
    ? joined(online, await verifyArchives({ database, storage: openStorage(session.settings.storageOptions) }, { onProgress }))
    : online;
  await remember(session, proof);
  const lines = columns(proof.results.map((r) => [r.problems.length === 0 ? 'ok' : 'FAIL', r.name, grouped(r.checked), r.says]));
  const problems = proof.results.flatMap((r) => r.problems.map((problem) => `${r.name}: ${JSON.stringify(problem)}`));
  const seconds = `${(proof.ms / 1000).toFixed(1)} s`;
  terminal.data(proof, [
    ...lines,
    ...problems,
    proof.ok ? `the ledger holds (${seconds})` : `THE LEDGER DOES NOT HOLD: ${problems.length} problems shown (${seconds})`,
  ]);
  return proof.ok ? ExitCode.ok : ExitCode.verificationFailed;
}

function joined(online: LedgerProof, archives: readonly ProofResult[]): LedgerProof {
  const results = [...online.results, ...archives];
  return { ok: results.every((r) => r.problems.length === 0), ms: results.reduce((sum, r) => sum + r.ms, 0), results };
}

/** The audit tells who proved the ledger and what came out. A database that takes no writes keeps nobody from proving it. */
async function remember(session: Session, proof: LedgerProof): Promise<void> {
  const { actor } = session;
  const failed = proof.results.filter((r) => r.problems.length > 0).map((r) => r.name);
  try {
    await (
      await session.database()
    ).transaction(session.everything, async (tx) =>
      audit.record(tx, actor, proof.ok ? 'ledger.verified' : 'ledger.mismatch', { type: 'ledger', id: 'inventory' }, { diff: { ms: proof.ms, failed } }),
    );
  } catch (error) {
    session.terminal.note(`warning: the proof could not be recorded in the audit: ${(error as Error).message}`);
  }
}
