import { userInfo } from 'node:os';
import { Database, requireSchemaVersion } from '@anwen/database';
import { ALL_SCOPE, ExitCode, systemActor, type Actor, type Scope } from '@anwen/kernel';
import { explain } from './failures';
import { Settings } from './settings';
import { Terminal } from './terminal';

/** What every command gets: its terminal, the settings, who acts, and a database that is closed for it. */
export class Session {
  private readonly interruption = new AbortController();
  private stopsItself = false;
  private opened: Promise<Database> | undefined;
  private loaded: Settings | undefined;

  constructor(
    readonly terminal: Terminal,
    private readonly env: NodeJS.ProcessEnv = process.env,
  ) {}

  get settings(): Settings {
    return (this.loaded ??= Settings.read(this.env));
  }

  /** The command line acts as the system; the audit names the login of the person at the keyboard. */
  get actor(): Actor {
    return systemActor(`cli:${userInfo().username}`);
  }

  /** Options of a transaction by the person at the keyboard, who sees everything. */
  get everything(): { actor: Actor; scope: Scope } {
    return { actor: this.actor, scope: ALL_SCOPE };
  }

  /** The database, once its schema is the one that this program was written for. */
  database(): Promise<Database> {
    return (this.opened ??= this.connect());
  }

  /** Aborted by Ctrl-C. Who asks for it promises to stop at the next good place; everybody else is ended at once. */
  get interrupted(): AbortSignal {
    this.stopsItself = true;
    return this.interruption.signal;
  }

  /** First Ctrl-C: stop at a good place. Second one, or nothing to wait for: end now; the server rolls back what was open. */
  interrupt(): void {
    const again = this.interruption.signal.aborted;
    this.interruption.abort();
    if (this.stopsItself && !again) this.terminal.note('stopping after the transaction that is running … (Ctrl-C again: at once)');
    else process.exit(ExitCode.interrupted);
  }

  /** Runs the work of a command and returns the exit code; nothing is thrown to the outside. */
  async run(work: (session: Session) => Promise<number | void>): Promise<number> {
    try {
      const code = await work(this);
      return this.interruption.signal.aborted ? ExitCode.interrupted : (code ?? ExitCode.ok);
    } catch (error) {
      const failure = explain(error);
      this.terminal.error(failure.message, failure.code);
      return failure.exitCode;
    } finally {
      await (await this.opened?.catch(() => undefined))?.close();
    }
  }

  private async connect(): Promise<Database> {
    const database = await Database.connect({ url: this.settings.databaseUrl, applicationName: 'anwen-cli', poolSize: 4 });
    try {
      await requireSchemaVersion(database);
      return database;
    } catch (error) {
      await database.close();
      throw error;
    }
  }
}
