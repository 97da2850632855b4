import { audit } from '@anwen/audit';
import { verifyLedger, type LedgerProof } from '@anwen/inventory';
import { ExitCode } from '@anwen/kernel';
import type { Command } from 'commander';
import { grouped } from './adventureworks/progress';
import { leaf } from './program';
import type { Session } from './session';
import { columns } from './terminal';

/** `anwen verify-ledger`: proves the whole stock ledger in one snapshot while work goes on. Exit 5 when a proof fails. */
export function addVerifyLedger(program: Command): void {
  leaf(program, 'verify-ledger', { about: 'prove the whole stock ledger (exit 5 when it does not hold)', run: verify });
}

async function verify(session: Session): Promise<number> {
  const { terminal } = session;
  const proof = await verifyLedger(await session.database(), {
    onProgress: ({ name, checked, ms }) => terminal.progress(`${name}: ${grouped(checked)} checked in ${(ms / 1000).toFixed(1)} s`),
  });
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
