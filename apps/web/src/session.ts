import { api, ApiProblem, bodyOf, keepToken } from '@anwen/client';
import { LOCALES, storedLocale, switchLocale } from '@anwen/ui';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { ME_KEY, queryClient } from './query-client';

export const meQuery = queryOptions({
  queryKey: ME_KEY,
  queryFn: async () => bodyOf(await api.GET('/api/v1/me')),
  staleTime: 60_000,
  gcTime: Number.POSITIVE_INFINITY,
});

/** Opens a session and learns who it belongs to. */
export async function signIn(username: string, password: string): Promise<void> {
  const { token, user } = bodyOf(await api.POST('/api/v1/auth/login', { body: { username, password } }));
  keepToken(token);
  queryClient.clear();
  const preferred = LOCALES.find((locale) => locale === user.locale);
  if (preferred !== undefined && storedLocale() === undefined) await switchLocale(preferred);
  await queryClient.fetchQuery({ ...meQuery, meta: { quiet: true } });
}

/** Ends the session; one that the server no longer knows is over as well. */
export async function signOut(): Promise<void> {
  try {
    await api.POST('/api/v1/auth/logout', {});
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
  }
  keepToken(null);
  queryClient.clear();
}

/** Whether the signed-in person holds a permission. Screens use it for what they offer; the server decides. */
export function useCan(): (permission: string) => boolean {
  const permissions = useQuery(meQuery).data?.permissions ?? [];
  return (permission) => permissions.includes(permission);
}

export function useMe() {
  return useQuery(meQuery).data;
}

export function useTimeZone(): string {
  return useMe()?.tenant?.timeZone ?? 'Asia/Taipei';
}
