import { defineErrors } from '@anwen/kernel';

export const databaseErrors = defineErrors('database', {
  busy: { status: 503, level: 'warn', zh: '系統忙碌，請稍後再試一次。', en: 'The system is busy; please try again.', retryable: true },
  disk_full: {
    status: 503,
    level: 'error',
    zh: '資料庫的磁碟空間已滿，未做任何變更。',
    en: 'The disk of the database is full; nothing was changed.',
    retryable: true,
  },
  timeout: { status: 504, level: 'error', zh: '處理逾時，未做任何變更。', en: 'The work took too long; nothing was changed.', retryable: true },
  unavailable: { status: 503, level: 'error', zh: '資料庫暫時無法使用。', en: 'The database is not available at the moment.', retryable: true },
});

/** SQLSTATE of a driver error; undefined when the failure did not come from the server. */
export function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** The constraint that a driver error names, e.g. `items_code_key`. */
export function violatedConstraint(error: unknown): string | undefined {
  return (error as { constraint?: string } | null)?.constraint;
}

/** Thrown by work that found its premises overtaken by a concurrent transaction: it is run again from the start, like a serialisation failure. */
export class PremisesChanged extends Error {
  readonly code = '40001';
}
