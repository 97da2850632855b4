import { api } from './connect';
import type { paths } from './generated/v1';
import type { GetAnswer, ItemOf } from './types';

/** What the route of an address under `/api/v1` answers to a reader. */
type Read<P extends string> = `/api/v1${P}` extends keyof paths ? GetAnswer<`/api/v1${P}`> : never;
/** Addresses of the contract that can be read, as the screens write them: without `/api/v1`. */
type Below<K> = K extends `/api/v1${infer P}` ? P : never;
export type ReadPath = Below<{ [K in keyof paths]: [GetAnswer<K>] extends [never] ? never : K }[keyof paths]>;
export type ListPath = { [P in ReadPath]: Read<P> extends { items: readonly unknown[]; nextCursor: string | null } ? P : never }[ReadPath];
/** Lists whose entries can be read one by one, by id or number. */
export type DocumentPath = { [P in ReadPath]: P extends `${infer L}/{id}` ? L : never }[ReadPath];

export type AnswerAt<P extends ReadPath> = Read<P>;
/** One entry of a list. */
export type RowAt<P extends ListPath> = ItemOf<Read<P>> & object;
/** One document, whole. */
export type DocumentAt<P extends DocumentPath> = Read<`${P}/{id}`>;

/** What a list answers. */
export interface PageOf<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
  readonly total?: number;
  readonly totalIsEstimate?: boolean;
}

/** Another resource where a document mentions it; its name stays away where it is out of sight. */
export type NamedRef = DocumentAt<'/count-sessions'>['warehouse'];
export type ItemRef = RowAt<'/lots'>['item'];
export type DocumentRef = RowAt<'/inspections'>['receipt'];

interface Reading {
  readonly id?: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal;
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

/** Reads a resource of the documents' routes; its address decides what it answers. */
export async function readResource<P extends ReadPath>(path: P, { id, query = {}, signal }: Reading = {}): Promise<AnswerAt<P>> {
  // What the address names besides the id belongs into it, everything else behind it.
  const named = Object.keys(query).filter((name) => path.includes(`{${name}}`));
  const pick = (wanted: boolean) => Object.fromEntries(Object.entries(query).filter(([name]) => named.includes(name) === wanted));
  const params = { query: pick(false), path: { id, ...pick(true) } };
  // The compiler cannot follow an address that is a parameter itself; the caller's own types are exact.
  const answer: unknown = await api.GET(`/api/v1${path}` as never, { params, ...(signal === undefined ? {} : { signal }) } as never);
  return (answer as { data: AnswerAt<P> }).data;
}

/** What became of a write. */
export interface Sent<T> {
  readonly answer: T;
  /** It was done when the key came the first time; this time nothing was done, and the answer is that of the first. */
  readonly repeated: boolean;
}

/** Sends one write of a document; refusals are thrown as by the typed connection. */
export async function sendResource<T>({ method = 'POST', path, body, key, rowVersion }: Sending): Promise<Sent<T>> {
  const headers = { 'Idempotency-Key': key, ...(rowVersion === undefined ? {} : { 'If-Match': `"${rowVersion}"` }) };
  const request = { headers, ...(body === undefined ? {} : { body }) };
  const sent: unknown = await api.request(method.toLowerCase() as never, `/api/v1${path}` as never, request as never);
  const { data, response } = sent as { data: T; response: Response };
  return { answer: data, repeated: response.headers.get('Idempotent-Replayed') === 'true' };
}
