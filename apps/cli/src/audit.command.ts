import { verifyAuditChain, type AuditHead } from '@anwen/audit';
import { ExitCode } from '@anwen/kernel';
import { InvalidArgumentError, type Command } from 'commander';
import { leaf } from './program';
import type { Session } from './session';

/** The whole chain is hashed again: a row costs microseconds, ten million of them a minute or two. */
const STATEMENT_TIMEOUT_MS = 300_000;

/** `anwen audit verify`: proves the hash chain of the audit log. Exit 5 when it does not hold. */
export function addAudit(program: Command): void {
  const noun = program.command('audit').description('the audit log');
  leaf<{ anchor?: AuditHead }>(noun, 'verify', {
    about: 'prove the hash chain of the audit log (exit 5 when it does not hold)',
    run: verify,
    prepare: (c) => c.option('--anchor <seq:hash>', 'a head that an earlier run printed and you kept elsewhere; shows a cut or rewritten chain', readAnchor),
  });
}

async function verify(session: Session, options: { anchor?: AuditHead }): Promise<number> {
  const database = await session.database();
  const report = await database.read({ ...session.everything, snapshot: true, statementTimeoutMs: STATEMENT_TIMEOUT_MS }, (tx) =>
    verifyAuditChain(tx, options.anchor),
  );
  const waiting = report.pending > 0 ? [`${report.pending} rows wait for the sealer, the oldest since ${Math.round(report.oldestPendingSeconds)} s`] : [];
  const verdict = report.ok
    ? `the audit log holds: ${report.checked} links checked`
    : `THE AUDIT LOG DOES NOT HOLD: ${report.problem} at link ${report.firstBadSeq ?? 'none (unsealed row)'}, log row ${report.logId ?? 'unknown'}`;
  session.terminal.data(report, [verdict, ...waiting, `head ${report.head.seq}:${report.head.hash}`]);
  return report.ok ? ExitCode.ok : ExitCode.verificationFailed;
}

function readAnchor(text: string): AuditHead {
  const [, seq, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined) throw new InvalidArgumentError('it must be <seq>:<hash> as "anwen audit verify" prints it');
  return { seq, hash };
}
