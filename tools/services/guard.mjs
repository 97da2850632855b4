// The parent's side of guardian.mjs.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { identify } from './processes.mjs';

export class Guard {
  #entrusted = new Map();
  #closed = false;

  constructor() {
    this.#open();
  }

  /** Ends the process with `signal` should we die before it. */
  entrust(pid, signal = 'SIGTERM') {
    const entry = { add: identify(pid), signal };
    if (!entry.add) return;
    this.#entrusted.set(pid, entry);
    this.#tell(entry);
  }

  release(pid) {
    if (this.#entrusted.delete(pid)) this.#tell({ remove: pid });
  }

  /** Everything entrusted has ended in order; the guardian may go. */
  close() {
    this.#closed = true;
    this.guardian.stdin.end();
  }

  #open() {
    const program = fileURLToPath(new URL('guardian.mjs', import.meta.url));
    this.guardian = spawn(process.execPath, [program], { detached: true, stdio: ['pipe', 'ignore', 'ignore'], cwd: '/' });
    this.guardian.stdin.on('error', () => undefined); // its exit says the same
    this.guardian.once('exit', () => {
      if (this.#closed) return;
      this.#open(); // somebody killed it: a new one takes over
      for (const entry of this.#entrusted.values()) this.#tell(entry);
    });
    this.guardian.unref();
    this.guardian.stdin.unref?.();
  }

  #tell(message) {
    this.guardian.stdin.write(`${JSON.stringify(message)}\n`);
  }
}
