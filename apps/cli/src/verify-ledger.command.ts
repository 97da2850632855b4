import { verifyLedger } from '@anwen/inventory';
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
