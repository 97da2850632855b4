import { sendResource, type Sent } from '@anwen/client';
import { useQueryClient } from '@tanstack/react-query';
import { STOCK_KEY } from '../stock/queries';
import { isUnknown, useWrite } from '../use-write';
import { DOCUMENTS_KEY, SUGGESTIONS_KEY } from './queries';

export interface DocumentWrite {
  readonly method?: 'POST' | 'PATCH' | 'PUT';
  readonly path: string;
  readonly body?: unknown;
  readonly rowVersion?: number;
}

interface Reactions<T> {
  /** `repeated`: it had been done before, and was not done again. */
  readonly onDone?: (answer: T, repeated: boolean) => unknown;
  readonly onFailed?: (failure: unknown) => unknown;
}

/** A write on a document: once in effect, and afterwards every list and page shows what became of it. */
export function useDocumentWrite<T>({ onDone, onFailed }: Reactions<T> = {}) {
  const cache = useQueryClient();
  const refresh = () => Promise.all([DOCUMENTS_KEY, STOCK_KEY, SUGGESTIONS_KEY].map((queryKey) => cache.invalidateQueries({ queryKey })));
  const writing = useWrite<DocumentWrite, Sent<T>>((write, key) => sendResource<T>({ ...write, key }), {
    onDone: async ({ answer, repeated }) => {
      await onDone?.(answer, repeated);
      void refresh();
    },
    ...(onFailed === undefined ? {} : { onFailed }),
  });
  const reset = () => {
    // Given up after a lost answer: what the page shows may be from before it, and the next step would be decided by that.
    if (isUnknown(writing.failure)) void refresh();
    writing.reset();
  };
  return { ...writing, reset };
}
