import { api, bodyOf } from '@anwen/client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ItemSearch } from '../../search';
import { PAGE_SIZE_DEFAULT } from '../lists';

export const itemsQuery = ({ limit, q, cursor }: ItemSearch) =>
  queryOptions({
    queryKey: ['items', { limit, q, cursor }],
    queryFn: async ({ signal }) => {
      const query = {
        ...(q === undefined ? {} : { q }),
        ...(cursor === undefined ? {} : { cursor }),
        limit: Number(limit ?? PAGE_SIZE_DEFAULT),
        withTotal: true,
      };
      return bodyOf(await api.GET('/api/v1/items', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
  });

export const itemQuery = (id: string) =>
  queryOptions({
    queryKey: ['items', 'one', id],
    queryFn: async ({ signal }) => bodyOf(await api.GET('/api/v1/items/{id}', { params: { path: { id } }, signal })),
  });

export const itemSuggestions = (q: string) =>
  queryOptions({
    queryKey: ['items', 'suggestions', q],
    queryFn: async ({ signal }) =>
      bodyOf(await api.GET('/api/v1/items', { params: { query: { ...(q === '' ? {} : { q }), status: 'active', limit: 20 } }, signal })).items,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
