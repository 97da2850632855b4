export interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  /** What to do; present whenever the state is not ok. */
  readonly advice?: string;
}

export const ok = (check: string, detail: string): Finding => ({ check, state: 'ok', detail });
export const warn = (check: string, detail: string, advice: string): Finding => ({ check, state: 'warn', detail, advice });
export const fail = (check: string, detail: string, advice: string): Finding => ({ check, state: 'fail', detail, advice });

/** A driver error in one line, without its stack. */
export function firstLine(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return (message || code || String(error)).split('\n')[0] ?? '';
}
