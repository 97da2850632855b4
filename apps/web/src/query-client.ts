import { ApiProblem, Unreachable } from '@anwen/client';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

export const ME_KEY = ['me'] as const;
/** Reads are repeated when the server says that it may help; a refusal stays a refusal. */
const RETRIES = 2;

const expiryListeners = new Set<() => void>();

/** Called when an answer says that the session has ended. */
export function onSessionEnd(listener: () => void): void {
  expiryListeners.add(listener);
}

function noticeExpiry(error: unknown, quiet: boolean): void {
  if (quiet || !(error instanceof ApiProblem) || error.status !== 401) return;
  for (const listener of expiryListeners) listener();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => noticeExpiry(error, query.meta?.['quiet'] === true) }),
  mutationCache: new MutationCache({ onError: (error, _input, _result, mutation) => noticeExpiry(error, mutation.meta?.['quiet'] === true) }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < RETRIES && ((error instanceof ApiProblem && error.retryable) || (error instanceof Unreachable && navigator.onLine)),
      retryDelay: (attempt, error) => (error instanceof ApiProblem && error.retryAfter !== null ? error.retryAfter * 1000 : 500 * 2 ** attempt),
      refetchOnWindowFocus: true,
      // Ask even when the browser believes it is offline: a factory's server is reachable without the internet.
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
