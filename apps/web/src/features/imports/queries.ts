import {
  api,
  bodyOf,
  fetchPatiently,
  type ImportChoices,
  type ImportRow,
  type ImportSession,
  type ImportType,
  type RowStatus,
  type SavedMapping,
} from '@anwen/client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { isWorking } from './wizard';

export const IMPORTS_KEY = ['imports'] as const;
export const MAPPINGS_KEY = ['import-mappings'] as const;
/** The tray follows the job itself; the session only has to notice that it has ended. */
const WORKING_MS = 1_500;
const HISTORY = 50;
const ROWS = 50;

const keyed = (key: string) => ({ 'Idempotency-Key': key });
const sessionsOf = (answer: { data?: { items: object[]; nextCursor: string | null } }) => {
  const { items, nextCursor } = bodyOf(answer);
  return { items: items as ImportSession[], nextCursor };
};
/** What the contract cannot say about a session is said by the client's type. */
const sessionOf = (answer: { data?: object }): ImportSession => bodyOf(answer) as ImportSession;

export const typesQuery = (language: string) =>
  queryOptions({
    queryKey: ['import-types', language],
    queryFn: async ({ signal }) => bodyOf(await api.GET('/api/v1/imports/types', { signal })).items as ImportType[],
    staleTime: 300_000,
  });

export const sessionsQuery = (cursor: string | undefined) =>
  queryOptions({
    queryKey: [...IMPORTS_KEY, 'list', cursor],
    queryFn: async ({ signal }) =>
      sessionsOf(await api.GET('/api/v1/imports', { params: { query: { limit: HISTORY, ...(cursor === undefined ? {} : { cursor }) } }, signal })),
    placeholderData: keepPreviousData,
  });

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: [...IMPORTS_KEY, 'one', id],
    queryFn: async ({ signal }) => sessionOf(await api.GET('/api/v1/imports/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data !== undefined && isWorking(state.data) ? WORKING_MS : false),
  });

export interface RowsAsked {
  readonly status: RowStatus | undefined;
  readonly cursor: string | undefined;
  /** Another dry run has other rows. */
  readonly version: number;
}

export const rowsQuery = (id: string, { status, cursor, version }: RowsAsked) =>
  queryOptions({
    queryKey: [...IMPORTS_KEY, 'rows', id, version, status, cursor],
    queryFn: async ({ signal }) => {
      const query = { limit: ROWS, ...(status === undefined ? {} : { status }), ...(cursor === undefined ? {} : { cursor }) };
      return bodyOf(await api.GET('/api/v1/imports/{id}/rows', { params: { path: { id }, query }, signal }));
    },
    placeholderData: keepPreviousData,
  });

/** Sends the file as it is; the name and the kind of data stand in the address. */
export async function upload(type: string, file: File, key: string): Promise<ImportSession> {
  const answer = await api.POST('/api/v1/imports', {
    params: { query: { type, fileName: file.name }, header: keyed(key) },
    // The contract leaves the body of bytes open.
    body: file as never,
    bodySerializer: () => file,
    headers: { 'Content-Type': 'application/octet-stream' },
    fetch: fetchPatiently,
  });
  return sessionOf(answer);
}

export interface Choice {
  readonly session: Pick<ImportSession, 'id' | 'rowVersion'>;
  readonly change: Partial<ImportChoices>;
}

export async function choose({ session, change }: Choice, key: string): Promise<ImportSession> {
  const header = { ...keyed(key), 'If-Match': `"${session.rowVersion}"` };
  return sessionOf(await api.PATCH('/api/v1/imports/{id}', { params: { path: { id: session.id }, header }, body: change }));
}

export type Action = 'validate' | 'commit' | 'rollback';

export async function act({ id, action }: { id: string; action: Action }, key: string): Promise<ImportSession> {
  const request = { params: { path: { id }, header: keyed(key) } };
  if (action === 'validate') return sessionOf(await api.POST('/api/v1/imports/{id}/validate', request));
  return sessionOf(await (action === 'commit' ? api.POST('/api/v1/imports/{id}/commit', request) : api.POST('/api/v1/imports/{id}/rollback', request)));
}

export interface Fix {
  readonly id: string;
  readonly line: number;
  readonly values: Record<string, string>;
}

export const fixRow = async ({ id, line, values }: Fix, key: string): Promise<ImportRow> =>
  bodyOf(await api.PATCH('/api/v1/imports/{id}/rows/{line}', { params: { path: { id, line: String(line) }, header: keyed(key) }, body: { values } }));

export const mappingsQuery = (type: string) =>
  queryOptions({
    queryKey: [...MAPPINGS_KEY, type],
    queryFn: async ({ signal }) => bodyOf(await api.GET('/api/v1/import-mappings', { params: { query: { type } }, signal })).items,
  });

export const saveMapping = async (body: { type: string; name: string; headers: Record<string, string> }, key: string): Promise<SavedMapping> =>
  bodyOf(await api.POST('/api/v1/import-mappings', { params: { header: keyed(key) }, body }));

export const deleteMapping = async (id: string, key: string): Promise<void> =>
  void (await api.DELETE('/api/v1/import-mappings/{id}', { params: { path: { id }, header: keyed(key) } }));
