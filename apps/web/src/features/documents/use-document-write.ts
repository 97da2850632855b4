import { sendResource } from '@anwen/client';
import { useQueryClient } from '@tanstack/react-query';
import { STOCK_KEY } from '../stock/queries';
import { useWrite } from '../use-write';
import { DOCUMENTS_KEY, SUGGESTIONS_KEY } from './queries';

export interface DocumentWrite {
  readonly method?: 'POST' | 'PATCH' | 'PUT';
  readonly path: string;
  readonly body?: unknown;
  readonly rowVersion?: number;
}

interface Reactions<T> {
  readonly onDone?: (answer: T) => unknown;
  readonly onFailed?: (failure: unknown) => unknown;
}

/** A write on a document: once in effect, and afterwards every list and page shows what became of it. */
export function useDocumentWrite<T>({ onDone, onFailed }: Reactions<T> = {}) {
  const cache = useQueryClient();
  const refresh = () => Promise.all([DOCUMENTS_KEY, STOCK_KEY, SUGGESTIONS_KEY].map((queryKey) => cache.invalidateQueries({ queryKey })));
  return useWrite<DocumentWrite, T>((write, key) => sendResource<T>({ ...write, key }), {
    onDone: async (answer) => {
      await onDone?.(answer);
      void refresh();
    },
    ...(onFailed === undefined ? {} : { onFailed }),
  });
}
