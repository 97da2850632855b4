import { Worker } from 'node:worker_threads';

/** A kill -9 of the parent is noticed within a second. */
const LOOK_EVERY_MS = 500;
export const PARENT_VARIABLE = 'ANWEN_PARENT_PID';

/**
 * Ends this process when its parent is gone. From a thread of its own: a main thread inside a long computation would not
 * hear that the channel to the parent has closed, and an orphan would go on eating the machine.
 */
export function dieWithParent(): void {
  // Said by the parent: it may be gone before we come to ask.
  const parent = Number(process.env[PARENT_VARIABLE] ?? process.ppid);
  const code = `setInterval(() => process.ppid !== ${parent} && process.kill(process.pid, 'SIGKILL'), ${LOOK_EVERY_MS})`;
  new Worker(code, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2 } }).unref();
}
