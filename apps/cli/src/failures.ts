import { AppError, ExitCode } from '@anwen/kernel';

const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'EAI_AGAIN', '57P03', '53300']);
const REFUSED_LOGIN = new Set(['28000', '28P01', '3D000']);

export interface Failure {
  readonly exitCode: number;
  readonly message: string;
  readonly code?: string;
}

/** What a failed command says and how it exits. Our own errors carry their exit code; the rest is translated here. */
export function explain(error: unknown): Failure {
  if (error instanceof AppError) return { exitCode: exitOf(error), message: error.text('en'), code: error.code };
  const { exitCode, code, message } = (error ?? {}) as { exitCode?: unknown; code?: unknown; message?: string };
  if (typeof exitCode === 'number') return { exitCode, message: message ?? String(error) };
  if (typeof code === 'string' && UNREACHABLE.has(code)) return { exitCode: ExitCode.unreachable, message: `cannot reach the server: ${message || code}` };
  if (typeof code === 'string' && REFUSED_LOGIN.has(code)) return { exitCode: ExitCode.configuration, message: `the database refused the login: ${message}` };
  if (code === 'ENOSPC' || code === '53100') return { exitCode: ExitCode.noSpace, message: 'no space left' };
  return { exitCode: ExitCode.unexpected, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

function exitOf(error: AppError): number {
  if (error.code === 'database.unavailable') return ExitCode.unreachable;
  if (error.definition.retryable) return ExitCode.tryAgain;
  return error.status >= 500 ? ExitCode.unexpected : ExitCode.precondition;
}
