import { api } from './connect';

/** What a list answers. */
export interface PageOf<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
  readonly total?: number;
  readonly totalIsEstimate?: boolean;
}

/** Another resource where a document mentions it. */
export interface NamedRef {
  readonly id: string;
  readonly code: string;
  readonly name?: string;
}

export interface ItemRef extends NamedRef {
  readonly uom: string;
}

export interface DocumentRef {
  readonly id: string;
  readonly number: string;
}

export interface Sending {
  readonly method?: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** One key an intent: the same key for the same content until the server has answered. */
  readonly key: string;
  /** The version that the person saw; demanded where a document is edited. */
  readonly rowVersion?: number;
}

/** Reads a resource of the documents' routes, which all look alike; the caller names what it answers. */
export async function readResource<T>(path: string, query: Record<string, unknown> = {}, signal?: AbortSignal): Promise<T> {
  const answer: unknown = await api.GET(`/api/v1${path}` as never, { params: { query }, ...(signal === undefined ? {} : { signal }) } as never);
  return (answer as { data: T }).data;
}

/** Sends one write of a document; refusals are thrown as by the typed connection. */
export async function sendResource<T>({ method = 'POST', path, body, key, rowVersion }: Sending): Promise<T> {
  const headers = { 'Idempotency-Key': key, ...(rowVersion === undefined ? {} : { 'If-Match': `"${rowVersion}"` }) };
  const request = { headers, ...(body === undefined ? {} : { body }) };
  const answer: unknown = await api.request(method.toLowerCase() as never, `/api/v1${path}` as never, request as never);
  return (answer as { data: T }).data;
}
