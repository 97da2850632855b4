import { readResource, type PageOf } from '@anwen/client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { PAGE_SIZE_DEFAULT } from '../lists';

/** Every document of the warehouse; one step on one document may change several others. */
export const DOCUMENTS_KEY = ['documents'] as const;

type Search = Readonly<Record<string, string | undefined>>;

const given = (search: Search) => Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));

/** One page of a list; its total is counted for the first page alone. */
export const listQuery = <T>(path: string, { limit, ...search }: Search) =>
  queryOptions({
    queryKey: [...DOCUMENTS_KEY, path, { limit, ...search }],
    queryFn: ({ signal }) => {
      const query = { ...given(search), limit: Number(limit ?? PAGE_SIZE_DEFAULT), ...(search['cursor'] === undefined ? { withTotal: true } : {}) };
      return readResource<PageOf<T>>(path, query, signal);
    },
    placeholderData: keepPreviousData,
  });

/** One document by its id or its number. */
export const documentQuery = <T>(path: string, id: string) =>
  queryOptions({
    queryKey: [...DOCUMENTS_KEY, path, 'one', id],
    queryFn: ({ signal }) => readResource<T>(`${path}/${encodeURIComponent(id)}`, {}, signal),
  });

/** Something else that a page reads about its document. */
export const partQuery = <T>(path: string, query: Search = {}) =>
  queryOptions({
    queryKey: [...DOCUMENTS_KEY, path, 'part', query],
    queryFn: ({ signal }) => readResource<T>(path, given(query), signal),
  });

/** Suggestions while somebody types; a minute old is fresh enough. */
export const suggestionsQuery = <T>(path: string, search: Search) =>
  queryOptions({
    queryKey: ['suggestions', path, search],
    queryFn: async ({ signal }) => (await readResource<PageOf<T>>(path, { ...given(search), limit: 20 }, signal)).items,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
