// TEMPORARY: written by hand until docs/openapi/v1.json exists; `node tools/generate-client.mjs` replaces this file.
type Answer<T> = { headers: Record<string, unknown>; content: { 'application/json': T } };
type Parameters<Q, P> = { query?: Q; path: P; header?: never; cookie?: never };
interface Read<Q, R, P = never> {
  parameters: [P] extends [never] ? { query?: Q; path?: never; header?: never; cookie?: never } : Parameters<Q, P>;
  requestBody?: never;
  responses: { 200: Answer<R> };
}
interface Write<B, R, P = never, S extends number = 201> {
  parameters: [P] extends [never] ? { query?: never; path?: never; header?: never; cookie?: never } : Parameters<never, P>;
  requestBody: { content: { 'application/json': B } };
  responses: { [K in S]: Answer<R> };
}
interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total?: number;
  totalIsEstimate?: boolean;
}
interface ListParameters {
  limit?: number;
  cursor?: string;
  sort?: string;
  withTotal?: boolean;
}
interface Named {
  id: string;
  code: string;
  name: string;
}
type StockStatus = 'available' | 'qc' | 'hold' | 'damaged';
interface Item extends Named {
  nameEn: string | null;
  kind: 'raw' | 'wip' | 'fg' | 'consumable' | 'service' | 'tool';
  baseUom: Named;
  qtyScale: number;
  tracking: 'none' | 'lot' | 'serial';
  shelfLifeDays: number | null;
  status: string;
  uoms: { uom: Named; num: string; den: string }[];
}
interface Location extends Named {
  kind: string;
  warehouse: Named | null;
}
interface Side {
  location: Named;
  status: StockStatus;
  after: string | null;
}
interface Movement {
  id: string;
  postedAt: string;
  occurredAt: string;
  effectiveOn: string;
  posting: { id: string; type: string; docType: string | null; docRef: string | null };
  item: Named;
  lot: { id: string; code: string; expiresOn: string | null } | null;
  serial: { id: string; code: string } | null;
  from: Side;
  to: Side;
  qty: string;
  uom: string;
  enteredQty: string;
  enteredUom: string;
}
interface Balance {
  item: Named & { uom: string };
  location: Named;
  warehouse: Named;
  lot: { id: string; code: string; expiresOn: string | null } | null;
  serial: { id: string; code: string } | null;
  status: StockStatus;
  onHand: string;
  reserved: string;
  available: string;
  lastMovementAt: string | null;
}
interface Posting {
  id: string;
  type: string;
  reasonCode: string | null;
  docType: string | null;
  docRef: string | null;
  note: string | null;
  occurredAt: string;
  postedAt: string;
  effectiveOn: string;
  actor: { name: string };
  reverses: { id: string } | null;
  reversedBy: { id: string } | null;
  lines: Movement[];
}
interface PostingLineInput {
  itemCode?: string;
  itemId?: string;
  qty: string;
  uom?: string;
  fromLocation?: string;
  toLocation?: string;
  lot?: string;
  expiresOn?: string;
  serials?: string[];
  status?: StockStatus;
  toStatus?: StockStatus;
}
interface PostingInput {
  type: 'receipt' | 'issue' | 'transfer' | 'adjust' | 'status';
  reasonCode?: string;
  note?: string;
  clientOpId?: string;
  docType?: string;
  docRef?: string;
  lines: PostingLineInput[];
}
interface User {
  id: string;
  username: string;
  displayName: string;
  locale: string | null;
  mustChangePassword: boolean;
}
interface Me {
  user: User;
  permissions: string[];
  tenant: { id: string; code: string; name: string; timeZone: string };
}

export interface paths {
  '/api/v1/auth/login': { post: Write<{ username: string; password: string }, { token: string; expiresAt: string; user: User }, never, 200> };
  '/api/v1/auth/logout': { post: Write<Record<string, never> | undefined, undefined, never, 204> };
  '/api/v1/auth/change-password': { post: Write<{ currentPassword: string; newPassword: string }, undefined, never, 204> };
  '/api/v1/me': { get: Read<never, Me> };
  '/api/v1/items': { get: Read<ListParameters & { q?: string; status?: string }, Page<Item>> };
  '/api/v1/items/{id}': { get: Read<never, Item, { id: string }> };
  '/api/v1/locations': { get: Read<ListParameters & { q?: string; warehouse?: string; kind?: string }, Page<Location>> };
  '/api/v1/warehouses': { get: Read<ListParameters, Page<Named>> };
  '/api/v1/reason-codes': { get: Read<ListParameters & { domain?: string }, Page<Named>> };
  '/api/v1/inventory/balances': {
    get: Read<ListParameters & { q?: string; itemCode?: string; warehouse?: string; location?: string; lot?: string; status?: StockStatus; includeZero?: boolean }, Page<Balance>>;
  };
  '/api/v1/inventory/movements': {
    get: Read<ListParameters & { itemCode?: string; location?: string; lot?: string; type?: string; from?: string; to?: string }, Page<Movement>>;
  };
  '/api/v1/inventory/postings': { post: Write<PostingInput, Posting> };
  '/api/v1/inventory/postings/{id}': { get: Read<never, Posting, { id: string }> };
  '/api/v1/inventory/postings/{id}/reverse': { post: Write<{ reasonCode?: string; note?: string }, Posting, { id: string }> };
}
