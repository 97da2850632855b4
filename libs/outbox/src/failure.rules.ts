import { AppError } from '@anwen/kernel';
import { queueErrors } from './queue.errors';

/** Why a run did not succeed; plain JSON, because a child process hands it to its parent. */
export interface RunFailure {
  readonly code: string;
  readonly status: number;
  /** In both languages: whoever reads the job later may not know the error's table. */
  readonly zh: string;
  readonly en: string;
  /** Trying again cannot help. */
  readonly permanent: boolean;
  /** A refusal that the requester understands and nobody needs to repair. */
  readonly expected: boolean;
  /** For the dead letter and the log, never for the requester. */
  readonly trace: string | null;
}

/** What the API shows of a failure, as it is stored on the job. */
export type StoredProblem = Pick<RunFailure, 'code' | 'status' | 'zh' | 'en'>;

/** Bugs of ours that another attempt cannot mend: this version does not know the job (SPEC-3.11). */
const HOPELESS = new Set(['queue.unknown_job']);
/** A trace is for a person's eyes; what is longer than 4 KB nobody reads. */
const TRACE_CHARS = 4_096;

export function failureOf(thrown: unknown): RunFailure {
  const error = thrown instanceof AppError ? thrown : causedBy(queueErrors.failed(), thrown);
  const { definition } = error;
  const refused = HOPELESS.has(error.code) || (error.status < 500 && error.status !== 429 && !definition.retryable);
  return {
    code: error.code,
    status: error.status,
    zh: error.text('zh-Hant'),
    en: error.text('en'),
    permanent: refused,
    expected: refused && definition.level === 'info',
    trace: traceOf(error),
  };
}

export const problemOf = ({ code, status, zh, en }: RunFailure): StoredProblem => ({ code, status, zh, en });

/**
 * JSON that PostgreSQL keeps: without NUL and without halves of characters. A file's name may hold them, and a job whose end
 * cannot be written would run for ever. JSON.stringify writes both as escapes, and everything else of that kind as itself.
 */
export function storableJson(value: unknown): string {
  return JSON.stringify(value).replace(/\\u([0-9a-f]{4})|\\[^u]/g, (escape, code?: string) => {
    if (code === '0000') return '';
    return code && /^d[89a-f]/.test(code) ? '\ufffd' : escape;
  });
}

/** 5 s, 10 s, 20 s, 40 s … at most 10 min: five attempts outlast a restart of the database and a short fault of the network. */
const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 600_000;
/** Jobs that failed together must not come back together. */
const JITTER = 0.2;

/** @param attempt the run that has failed, 1 for the first */
export function backoffMs(attempt: number, random: number = Math.random()): number {
  const delay = Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), LONGEST_DELAY_MS);
  return Math.round(delay * (1 + JITTER * random));
}

function causedBy(error: AppError, cause: unknown): AppError {
  error.cause = cause;
  return error;
}

function traceOf(error: AppError): string | null {
  const lines: string[] = [];
  for (let at: unknown = error; at instanceof Error && lines.length < 4; at = at.cause) lines.push(at.stack ?? at.message);
  // PostgreSQL text holds no NUL.
  return lines.join('\ncaused by: ').replaceAll('\0', '').slice(0, TRACE_CHARS) || null;
}
