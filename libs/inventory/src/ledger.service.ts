import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { isUuid, pageOf, plainDecimal, Quantity, scopeFor, type Actor, type CursorCodec, type Id, type Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { inventoryErrors } from './inventory.errors';
import type {
  AsOfDto,
  AsOfQuery,
  AvailabilityDto,
  AvailabilityQuery,
  BalanceDto,
  BalanceQuery,
  MovementDto,
  MovementQuery,
  PostingDto,
  StockCardLineDto,
  StockCardQuery,
} from './ledger.dto';
import { BALANCE_SORTS, LedgerStore, type AsOfRow, type BalanceRow, type MovementIds, type MovementRow } from './ledger.store';
import { requireSort, totalOf } from './listing';
import { statusName } from './stock.rules';

/** A page of what is online. */
export type LedgerPage<T> = Page<T> & {
  /** Movements that count for days up to this one have left the database; absent while all are online. */
  readonly archivedThrough?: string;
};

/** Everything that can be read of the ledger. What the actor may not see is not there. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly store: LedgerStore,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  /** @throws inventory.sort_unknown, page.cursor_invalid. */
  async balances(tx: Tx, query: BalanceQuery): Promise<Page<BalanceDto>> {
    const sort = readSort(query.sort ?? 'itemCode');
    const { limit, cursor, withTotal, ...filters } = query;
    const binding = ['balances', filters];
    const position = cursor === undefined ? null : this.cursors.decode(cursor, binding);
    const rows = await this.store.balances(tx, query, sort, position);
    const page = pageOf(rows, limit, (last) => this.cursors.encode(last.position, binding), balanceView);
    return withTotal ? { ...page, ...totalOf(await this.store.countBalances(tx, query)) } : page;
  }

  /** Newest first, of what is online; a first day that is archived is refused. @throws inventory.sort_unknown, date_archived, page.cursor_invalid. */
  async movements(tx: Tx, actor: Actor, query: MovementQuery): Promise<LedgerPage<MovementDto>> {
    const { limit, cursor, withTotal, sort, ...filters } = query;
    requireSort(sort, '-postedAt');
    const binding = ['movements', filters];
    const [beforeId = null] = cursor === undefined ? [] : this.cursors.decode(cursor, binding);
    const ids = await this.movementIds(tx, query);
    if (ids === null) return { items: [], nextCursor: null, ...(withTotal ? { total: 0 } : {}) };
    const rows = await this.store.movements(tx, query, ids, beforeId);
    const archived = await this.archivedBefore(tx, query.from);
    const page = pageOf(
      rows,
      limit,
      (last) => this.cursors.encode([last.id], binding),
      (row) => movementView(actor, row),
    );
    return { ...page, ...(withTotal ? totalOf(await this.store.countMovements(tx, query, ids)) : {}), ...archived };
  }

  /** @throws inventory.posting_not_found, also for postings outside the scope. */
  async posting(tx: Tx, actor: Actor, publicId: string): Promise<PostingDto> {
    const header = isUuid(publicId) ? await this.store.posting(tx, publicId) : null;
    if (!header) throw inventoryErrors.posting_not_found();
    const lines = await this.store.postingLines(tx, header.ledgerId as Id);
    const isArchived = lines.length === 0 && (await this.store.isArchived(tx, header.ledgerId as Id));
    const { ledgerId: _ledgerId, actorType, actorName, reversesId, reversedById, ...rest } = header;
    return {
      ...rest,
      actor: { type: actorType, name: actorName },
      reverses: reversesId ? { id: reversesId } : null,
      reversedBy: reversedById ? { id: reversedById } : null,
      lines: lines.map((line) => movementView(actor, line)),
      ...(isArchived ? { archived: true } : {}),
    } as unknown as PostingDto;
  }

  /** The card of an item (or of an item in one place): newest first, each line with the balance after it. @throws inventory.item_not_found | location_not_found | sort_unknown. */
  async stockCard(tx: Tx, actor: Actor, query: StockCardQuery): Promise<LedgerPage<StockCardLineDto>> {
    requireSort(query.sort, '-postedAt');
    const item = await this.requireItem(tx, query.itemCode);
    const locationId = query.location === undefined ? null : await this.requireLocation(tx, query.location);
    const binding = ['card', query.itemCode, query.location ?? null];
    const [beforeId = null, start = null] = query.cursor === undefined ? [] : this.cursors.decode(query.cursor, binding);
    const key = { itemId: item.id, locationId };
    const rows = await this.store.card(tx, key, { limit: query.limit, beforeId, start });
    const page = pageOf(
      rows,
      query.limit,
      (last) => this.cursors.encode([last.id, balanceBefore(last)], binding),
      (row) => ({
        ...movementView(actor, row),
        change: plainDecimal(row.change!),
        balance: plainDecimal(row.balance!),
      }),
    );
    const archived = await this.archivedBefore(tx);
    return { ...page, ...(query.withTotal ? totalOf(await this.store.countCard(tx, key)) : {}), ...archived };
  }

  /** @throws inventory.item_not_found | warehouse_not_found: nothing and "no such place" must not look the same. */
  async availability(tx: Tx, query: AvailabilityQuery): Promise<AvailabilityDto> {
    const item = await this.requireItem(tx, query.itemCode);
    if (query.warehouse !== undefined && !(await this.store.hasWarehouse(tx, query.warehouse))) throw inventoryErrors.warehouse_not_found();
    const sums = await this.store.availability(tx, item.id, query.warehouse);
    const plain = Object.fromEntries(Object.entries(sums).map(([name, value]) => [name, plainDecimal(value)]));
    return { item: item.ref, ...plain } as unknown as AvailabilityDto;
  }

  /** Balances at the end of a day, by the day that postings count for. @throws inventory.sort_unknown, date_archived, page.cursor_invalid. */
  async asOf(tx: Tx, query: AsOfQuery): Promise<LedgerPage<AsOfDto>> {
    const { limit, cursor, withTotal, sort, ...filters } = query;
    requireSort(sort, 'itemCode');
    const binding = ['as-of', filters];
    const rows = await this.store.asOf(tx, query, cursor === undefined ? null : this.cursors.decode(cursor, binding));
    const page = pageOf(rows, limit, (last) => this.cursors.encode(last.position, binding), asOfView);
    const total = withTotal ? totalOf(await this.store.countAsOf(tx, query)) : {};
    // What came later is taken back from what is there now; a movement that has left the database cannot be. Asked last: what
    // left before the figures were read is known by now.
    const through = await this.store.archivedThrough(tx);
    if (through !== null && query.date < through) throw inventoryErrors.date_archived({ through });
    return { ...page, ...total, ...(through === null ? {} : { archivedThrough: through }) };
  }

  /** Asked after the rows, so that nothing leaves unnoticed in between. @throws inventory.date_archived when the first day is archived. */
  private async archivedBefore(tx: Tx, from?: string): Promise<{ archivedThrough?: string }> {
    const through = await this.store.archivedThrough(tx);
    if (through !== null && from !== undefined && from <= through) throw inventoryErrors.date_archived({ through });
    return through === null ? {} : { archivedThrough: through };
  }

  /** null when a filter names something that does not exist: the list is then empty, not an error. */
  private async movementIds(tx: Tx, query: MovementQuery): Promise<MovementIds | null> {
    const item = query.itemCode === undefined ? undefined : await this.store.itemByCode(tx, query.itemCode);
    const place = query.location === undefined ? undefined : await this.store.place(tx, query.location);
    const lotIds = query.lot === undefined ? undefined : await this.store.lotIds(tx, query.lot);
    if (item === null || place === null || lotIds?.length === 0) return null;
    return { ...(item ? { itemId: item.id } : {}), ...(place ? { place } : {}), ...(lotIds ? { lotIds } : {}) };
  }

  private async requireItem(tx: Tx, code: string): Promise<{ id: Id; ref: unknown }> {
    const item = await this.store.itemByCode(tx, code);
    if (!item) throw inventoryErrors.item_not_found();
    return item;
  }

  private async requireLocation(tx: Tx, code: string): Promise<Id> {
    const place = await this.store.place(tx, code);
    if (!place || place.isVirtual) throw inventoryErrors.location_not_found();
    return place.id;
  }
}

function readSort(sort: string): { key: string; descending: boolean } {
  const key = sort.replace(/^-/, '');
  if (!Object.hasOwn(BALANCE_SORTS, key)) throw inventoryErrors.sort_unknown({ sort, allowed: Object.keys(BALANCE_SORTS).join(', ') });
  return { key, descending: sort.startsWith('-') };
}

function balanceView(row: BalanceRow): BalanceDto {
  return {
    item: row.item,
    location: row.location,
    warehouse: row.warehouse,
    lot: row.lot,
    serial: row.serial,
    status: statusName(row.stockStatus),
    onHand: plainDecimal(row.onHand),
    reserved: plainDecimal(row.reserved),
    available: plainDecimal(row.free),
    lastMovementAt: row.lastMovementAt?.toISOString() ?? null,
  } as BalanceDto;
}

function asOfView(row: AsOfRow): AsOfDto {
  const { item, location, lot, serial } = row;
  return { item, location, lot, serial, status: statusName(row.stockStatus), onHand: plainDecimal(row.onHand) } as AsOfDto;
}

/** The permission to see cost may reach less far than the one to see stock: one side of the movement must lie within it. */
function mayValue(actor: Actor, row: MovementRow): boolean {
  const { all, warehouses, zones } = scopeFor(actor, 'stock.cost.read');
  const within = (warehouse: Id | null, zone: Id | null): boolean =>
    (warehouse !== null && warehouses.includes(warehouse)) || (zone !== null && zones.includes(zone));
  return all || within(row.fromWarehouseId, row.fromZoneId) || within(row.toWarehouseId, row.toZoneId);
}

function movementView(actor: Actor, row: MovementRow): MovementDto {
  const side = (place: unknown, status: number, seq: Id | null, after: string | null): object => ({
    location: place,
    status: seq === null ? null : statusName(status),
    after: place === null || after === null ? null : plainDecimal(after),
  });
  return {
    id: row.id,
    lineNo: row.lineNo,
    postedAt: row.postedAt.toISOString(),
    occurredAt: row.occurredAt.toISOString(),
    effectiveOn: row.effectiveOn,
    posting: row.posting,
    item: row.item,
    lot: row.lot,
    serial: row.serial,
    from: side(row.fromPlace, row.fromStatus, row.fromSeq, row.fromAfter),
    to: side(row.toPlace, row.toStatus, row.toSeq, row.toAfter),
    qty: plainDecimal(row.qty),
    uom: row.uom,
    enteredQty: plainDecimal(row.enteredQty),
    enteredUom: row.enteredUom,
    ...(mayValue(actor, row) ? { value: plainDecimal(row.value) } : {}),
  } as MovementDto;
}

/** Balance before the last line of a page: where the next page starts. */
function balanceBefore(row: MovementRow): string {
  return Quantity.of(plainDecimal(row.balance!))
    .minus(Quantity.of(plainDecimal(row.change!)))
    .toString();
}
