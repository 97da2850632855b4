import { api, bodyOf, type MovementQuery } from '@anwen/client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { PAGE_SIZE_DEFAULT } from '../lists';
import type { BalanceSearch, LedgerSearch } from '../../search';

/** Everything that a posting changes; invalidated after each. */
export const STOCK_KEY = ['stock'] as const;

const asked = <T extends object>(search: T): T => Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T;

export const balancesQuery = ({ limit, includeZero, ...search }: BalanceSearch) =>
  queryOptions({
    queryKey: [...STOCK_KEY, 'balances', { limit, includeZero, ...search }],
    queryFn: async ({ signal }) => {
      const query = {
        ...asked(search),
        limit: Number(limit ?? PAGE_SIZE_DEFAULT),
        withTotal: true,
        ...(includeZero === undefined ? {} : { includeZero: true }),
      };
      return bodyOf(await api.GET('/api/v1/inventory/balances', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
  });

/** The total is counted for the first page alone, and not at all for who shows none: the ledger only grows. */
export const movementsQuery = ({ limit, type, ...search }: LedgerSearch, withTotal = search.cursor === undefined) =>
  queryOptions({
    queryKey: [...STOCK_KEY, 'movements', { limit, type, withTotal, ...search }],
    queryFn: async ({ signal }) => {
      // Addresses have small letters, the ledger's event types capital ones.
      const event = type === undefined ? {} : { type: type.toUpperCase() as NonNullable<MovementQuery['type']> };
      const query = { ...asked(search), ...event, limit: Number(limit ?? PAGE_SIZE_DEFAULT), ...(withTotal ? { withTotal } : {}) };
      return bodyOf(await api.GET('/api/v1/inventory/movements', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
  });

export const postingQuery = (id: string) =>
  queryOptions({
    queryKey: [...STOCK_KEY, 'posting', id],
    queryFn: async ({ signal }) => bodyOf(await api.GET('/api/v1/inventory/postings/{id}', { params: { path: { id } }, signal })),
  });

/** Suggestions while somebody types; a minute old is fresh enough. */
const SUGGESTIONS = 20;

export const locationSuggestions = (q: string) =>
  queryOptions({
    queryKey: ['locations', q],
    queryFn: async ({ signal }) =>
      bodyOf(await api.GET('/api/v1/locations', { params: { query: { ...(q === '' ? {} : { q }), limit: SUGGESTIONS } }, signal })).items.filter(
        ({ kind }) => kind !== 'virtual',
      ),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

export const warehousesQuery = queryOptions({
  queryKey: ['warehouses'],
  queryFn: async ({ signal }) => bodyOf(await api.GET('/api/v1/warehouses', { params: { query: { limit: 200 } }, signal })).items,
  staleTime: 300_000,
});
