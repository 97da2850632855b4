import { writeSync } from 'node:fs';
import { ExitCode } from '@anwen/kernel';

/** Ends a process whose start has failed: one readable line (several for a list) and the exit code that the error carries. */
export function exitOn(app: string): (error: unknown) => never {
  return (error) => {
    const { message, stack, exitCode } = error as Error & { exitCode?: number };
    // A refusal explains itself; for anything else the stack is the explanation. Written at once, since we are leaving.
    writeSync(2, `${app}: ${exitCode === undefined ? (stack ?? message) : message}\n`);
    process.exit(exitCode ?? ExitCode.unexpected);
  };
}
