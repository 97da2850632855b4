import { ExitCode } from '@anwen/kernel';
import type { Command } from 'commander';
import { examine } from './doctor/checks';
import type { Finding } from './doctor/finding';
import { leaf } from './program';
import type { Session } from './session';
import { columns } from './terminal';

/** `anwen doctor`: what is wrong with this installation, and what to do about it. Exit 0 unless something fails. */
export function addDoctor(program: Command): void {
  leaf(program, 'doctor', { about: 'check configuration, database, Redis, storage and the machine (exit 3 when something fails)', run: doctor });
}

async function doctor(session: Session): Promise<number> {
  const findings = await examine(session);
  const failed = findings.some((f) => f.state === 'fail');
  session.terminal.data({ ok: !failed, checks: findings }, columns(findings.map(lineOf)));
  return failed ? ExitCode.precondition : ExitCode.ok;
}

function lineOf({ state, check, detail, advice }: Finding): string[] {
  return [state, check, advice ? `${detail} → ${advice}` : detail];
}
