// Keeps the parts of the product alive: a part that ends unasked is started again with growing pauses; one that keeps ending,
// or that says its configuration is wrong, ends them all.
import { setTimeout as pause } from 'node:timers/promises';
import { say } from '../services/home.mjs';

/** EX_CONFIG: starting again changes nothing. */
const CONFIGURATION = 78;
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 16_000];
/** A part that lived a minute was well; its next end is a new incident. */
const WELL_AFTER_MS = 60_000;

export class Supervisor {
  #giveUp;
  #stopping = false;
  #parts = [];

  /** Resolves with `{name, reason}` when the supervisor gives up. */
  gaveUp = new Promise((resolve) => {
    this.#giveUp = resolve;
  });

  constructor({ pauses = PAUSES_MS, wellAfterMs = WELL_AFTER_MS } = {}) {
    Object.assign(this, { pauses, wellAfterMs });
  }

  /** Watches a part that runs as `child`; `start` makes a new child. */
  watch(name, child, start) {
    const part = { name, start, failures: 0 };
    this.#parts.push(part);
    this.#follow(part, child);
  }

  /** From now on an end is expected. */
  expectEnds() {
    this.#stopping = true;
  }

  #follow(part, child) {
    const since = Date.now();
    const ended = (code, signal) => {
      if (this.#stopping) return;
      if (Date.now() - since > this.wellAfterMs) part.failures = 0;
      void this.#restart(part, signal ?? `exit code ${code}`, code);
    };
    if (child.exitCode !== null || child.signalCode !== null) ended(child.exitCode, child.signalCode);
    else child.once('exit', ended);
  }

  async #restart(part, reason, code) {
    const wait = this.pauses[part.failures++];
    if (code === CONFIGURATION || wait === undefined) {
      this.#giveUp({ name: part.name, reason: code === CONFIGURATION ? reason : `${reason}, again and again` });
      return;
    }
    say(`${part.name} ended unexpectedly (${reason}); starting it again in ${wait / 1000} s`);
    await pause(wait);
    if (this.#stopping) return;
    try {
      this.#follow(part, await part.start());
    } catch (error) {
      if (!this.#stopping) await this.#restart(part, error.message);
    }
  }
}
