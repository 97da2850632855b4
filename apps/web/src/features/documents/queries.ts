import { readResource, type DocumentAt, type DocumentPath, type ListPath, type PageOf, type ReadPath, type RowAt } from '@anwen/client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { PAGE_SIZE_DEFAULT } from '../lists';

/** Every document of the warehouse; one step on one document may change several others. */
export const DOCUMENTS_KEY = ['documents'] as const;

type Search = Readonly<Record<string, string | undefined>>;

const given = (search: Search) => Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));

/** Every list answers a page; only that of a known address says of what. */
const pageOf = <P extends ListPath>(answer: unknown) => answer as PageOf<RowAt<P>>;

/** One page of a list; its total is counted for the first page alone. */
export const listQuery = <P extends ListPath>(path: P, { limit, ...search }: Search) =>
  queryOptions({
    queryKey: [...DOCUMENTS_KEY, path, { limit, ...search }],
    queryFn: async ({ signal }): Promise<PageOf<RowAt<P>>> => {
      const query = { ...given(search), limit: Number(limit ?? PAGE_SIZE_DEFAULT), ...(search['cursor'] === undefined ? { withTotal: true } : {}) };
      return pageOf<P>(await readResource(path, { query, signal }));
    },
    placeholderData: keepPreviousData,
  });

/** One document by its id or its number. */
export const documentQuery = <P extends DocumentPath>(path: P, id: string) =>
  queryOptions({
    queryKey: [...DOCUMENTS_KEY, path, 'one', id],
    queryFn: async ({ signal }) => (await readResource(`${path}/{id}` as ReadPath, { id, signal })) as DocumentAt<P>,
  });

/** Something else that a page reads about its document. */
export const partQuery = <P extends ReadPath>(path: P, { id, ...query }: Search = {}) =>
  queryOptions({
    queryKey: [...DOCUMENTS_KEY, path, 'part', { id, ...query }],
    queryFn: ({ signal }) => readResource(path, { query: given(query), signal, ...(id === undefined ? {} : { id }) }),
  });

export const SUGGESTIONS_KEY = ['suggestions'] as const;

/** Suggestions while somebody types; a minute old is fresh enough, unless this person has written something meanwhile. */
export const suggestionsQuery = <P extends ListPath>(path: P, search: Search) =>
  queryOptions({
    queryKey: [...SUGGESTIONS_KEY, path, search],
    queryFn: async ({ signal }) => pageOf<P>(await readResource(path, { query: { ...given(search), limit: 20 }, signal })).items,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

/** One of the pages of a part; its total is counted for the first page alone. */
export const partPageQuery = <P extends ReadPath>(path: P, { cursor, ...search }: Search) =>
  queryOptions({ ...partQuery(path, { ...search, ...(cursor === undefined ? { withTotal: 'true' } : { cursor }) }), placeholderData: keepPreviousData });
