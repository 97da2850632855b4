// Knowing, finding and ending exactly the processes that we started: a pid counts only together with its start time.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** `{pid, started}` of a living process; undefined when there is none (a zombie is none). */
export function identify(pid) {
  const [state, , started] = statusOf(pid);
  return !state || state === 'Z' ? undefined : { pid: Number(pid), started };
}

export const parentOf = (pid) => Number(statusOf(pid)[1]);

function statusOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before may hold blanks
    return [fields[0], fields[1], fields[19]];
  } catch {
    return []; // no such process
  }
}

/** True while that very process lives; a reused pid has another start time. */
export const isAlive = ({ pid, started }) => identify(pid)?.started === started;

/** Living processes that have `argument` as one whole argument of their command line. */
export const findByArgument = (argument) => findProcesses((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(argument));

/** Living processes whose working directory it is. */
export const findByDirectory = (directory) => findProcesses((pid) => readlinkSync(`/proc/${pid}/cwd`) === directory);

function findProcesses(matches) {
  return readdirSync('/proc').flatMap((name) => {
    try {
      return /^\d+$/.test(name) && matches(name) ? (identify(name) ?? []) : [];
    } catch {
      return []; // ended meanwhile, or somebody else's
    }
  });
}

/** Asks politely, then insists. Does nothing when the process is gone or the pid belongs to another by now. */
export async function endProcess(target, signal = 'SIGTERM', graceMs = 10_000) {
  if (!sendSignal(target, signal)) return;
  if (await waitUntil(() => !isAlive(target), graceMs)) return;
  sendSignal(target, 'SIGKILL');
  await waitUntil(() => !isAlive(target), 5_000);
}

function sendSignal(target, signal) {
  if (!isAlive(target)) return false;
  try {
    process.kill(target.pid, signal);
    return true;
  } catch {
    return false; // ended in between
  }
}

/** Polls until the condition holds; false after `limitMs`. */
export async function waitUntil(condition, limitMs, stepMs = 50) {
  for (const end = Date.now() + limitMs; ;) {
    if (await condition()) return true;
    if (Date.now() >= end) return false;
    await pause(stepMs);
  }
}

export function portIsFree(port) {
  return new Promise((answer) => {
    const server = createServer();
    server.once('error', () => answer(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => answer(true)));
  });
}

export function portAnswers(port) {
  return new Promise((answer) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => answer(socket.destroy() && true));
    socket.once('error', () => answer(false));
  });
}

/** The remembered port when it is free, else another below the range that outgoing connections take theirs from. */
export async function choosePort(remembered) {
  if (remembered && (await portIsFree(remembered))) return remembered;
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await portIsFree(port)) return port;
  }
}
