import { ExitCode } from '@anwen/kernel';
import { Command, CommanderError } from 'commander';
import { Session } from './session';
import { Terminal } from './terminal';

/** Adds one leaf (`anwen <noun> <verb>`) with the options that every command has. */
export interface Leaf<O> {
  readonly about: string;
  /** It changes something, so it must be able to say what it would do. */
  readonly dryRun?: boolean;
  readonly prepare?: (command: Command) => Command;
  readonly run: (session: Session, options: O, args: string[]) => Promise<number | void>;
}

export function leaf<O>(parent: Command, usage: string, definition: Leaf<O>): void {
  let command = parent.command(usage).description(definition.about).option('--json', 'one JSON document on standard output');
  if (definition.dryRun) command = command.option('--dry-run', 'say what would change, change nothing');
  (definition.prepare?.(command) ?? command).action(async (...received: unknown[]) => {
    const options = received.at(-2) as O & { json?: boolean };
    const session = new Session(new Terminal(options.json === true));
    const stop = (): void => session.interrupt();
    process.on('SIGINT', stop).on('SIGTERM', stop);
    try {
      process.exitCode = await session.run((open) => definition.run(open, options, received.slice(0, -2) as string[]));
    } finally {
      process.off('SIGINT', stop).off('SIGTERM', stop);
    }
  });
}

/** Parses the command line and runs it. Usage errors exit with 2, help with 0. */
export async function runProgram(commands: readonly ((program: Command) => void)[], argv: readonly string[], version: string): Promise<void> {
  const program = new Command('anwen').description('ERP/MES/WMS for small factories: the operator’s commands').version(version);
  for (const add of commands) add(program);
  overrideExit(program);
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
  }
}

/** Commander hands this setting down only to commands added after it, so it is set on each. */
function overrideExit(command: Command): void {
  command.exitOverride();
  command.commands.forEach(overrideExit);
}
