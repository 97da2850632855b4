import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { Quantity, isUuid, plainDecimal, type Actor, type CursorCodec, type Id, type Page } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Inject, Injectable } from '@nestjs/common';
import { isOwnedByDocument } from './document-stock.rules';
import { inventoryErrors } from './inventory.errors';
import { inventoryEvents } from './inventory.events';
import { newestFirst } from './listing';
import type { ReservationDto, ReservationQuery, ReserveDto } from './reservation.dto';
import { ReservationStore, type ReservationRow } from './reservation.store';
import { allocateFefo } from './stock.rules';

/** Promises stock to a document, first expired first, under the locks of the balances: never more than is free. */
@Injectable()
export class ReservationService {
  constructor(
    private readonly store: ReservationStore,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  /**
   * All of it or nothing; several reservations when it comes from several lots or places. An owner has one set of open
   * reservations of an item: who needs more releases it and reserves again.
   * @throws inventory.item_not_found | warehouse_not_found | location_not_found | quantity_refused | expiry_refused |
   *   already_reserved | belongs_to_document | insufficient_stock.
   */
  async reserve(tx: Tx, actor: Actor, input: ReserveDto): Promise<ReservationDto[]> {
    if (isOwnedByDocument(input.ownerType)) throw inventoryErrors.belongs_to_document({ docType: input.ownerType, docRef: input.ownerRef });
    const { itemId, wanted } = await this.understand(tx, input);
    if (!(await this.store.claim(tx, input, itemId))) throw inventoryErrors.already_reserved();
    const candidates = await this.store.lockAvailable(tx, itemId, { warehouse: input.warehouse ?? null, location: input.location ?? null });
    const { taken, missing } = allocateFefo(candidates, wanted);
    if (missing.isPositive) {
      throw inventoryErrors.insufficient_stock({
        shortages: [{ itemCode: input.itemCode, required: wanted.toString(), available: wanted.minus(missing).toString() }],
      });
    }
    const owner = { type: input.ownerType, ref: input.ownerRef, userId: actor.userId ?? actor.id, expiresAt: input.expiresAt ?? null };
    const rows = await this.store.reserve(tx, owner, itemId, taken);
    if (rows.length !== taken.length) throw new Error('a locked balance could not give what it had'); // the locks make this impossible
    const parts = rows.map(({ id, qty }) => ({ id, qty: plainDecimal(qty) }));
    const facts = { owner: `${input.ownerType} ${input.ownerRef}`, item: input.itemCode, qty: wanted.toString(), parts };
    audit.record(tx, actor, 'stock.reserved', { type: 'reservation', id: rows[0]!.id }, { diff: facts });
    outbox.append(tx, {
      type: inventoryEvents.reserved,
      aggregate: { type: input.ownerType, id: input.ownerRef },
      payload: { item: input.itemCode, qty: wanted.toString(), reservations: rows.map((r) => r.id) },
    });
    return rows.map(view);
  }

  /** Gives back what is not used yet; a document that does so records its own audit event. @throws inventory.reservation_not_found | belongs_to_document | reservation_closed. */
  async release(tx: Tx, actor: Actor, id: string, { hasDocument = false }: { readonly hasDocument?: boolean } = {}): Promise<ReservationDto> {
    const locked = isUuid(id) ? await this.store.lock(tx, id) : null;
    if (!locked) throw inventoryErrors.reservation_not_found();
    if (!hasDocument && isOwnedByDocument(locked.ownerType)) {
      throw inventoryErrors.belongs_to_document({ docType: locked.ownerType, docRef: locked.ownerRef });
    }
    if (locked.state !== 'open') throw inventoryErrors.reservation_closed({ state: locked.state });
    await this.store.close(tx, [locked], 'released');
    if (!hasDocument) audit.record(tx, actor, 'stock.reservation.released', { type: 'reservation', id }, { diff: { qty: plainDecimal(locked.open) } });
    outbox.append(tx, { type: inventoryEvents.reservationReleased, aggregate: { type: 'reservation', id }, payload: { id, qty: plainDecimal(locked.open) } });
    return view((await this.store.find(tx, id))!);
  }

  /** Newest first. @throws inventory.sort_unknown, page.cursor_invalid. */
  list(tx: Tx, query: ReservationQuery): Promise<Page<ReservationDto>> {
    return newestFirst(query, {
      name: 'reservations',
      cursors: this.cursors,
      rows: (before) => this.store.list(tx, query, before),
      count: () => this.store.count(tx, query),
      view,
    });
  }

  private async understand(tx: Tx, input: ReserveDto): Promise<{ itemId: Id; wanted: Quantity }> {
    const facts = await this.store.facts(tx, input);
    if (!facts) throw inventoryErrors.item_not_found();
    if (!facts.warehouseKnown) throw inventoryErrors.warehouse_not_found();
    if (!facts.locationKnown) throw inventoryErrors.location_not_found();
    if (facts.expired) throw inventoryErrors.expiry_refused();
    return { itemId: facts.itemId, wanted: readQuantity(input.qty, facts.scale) };
  }
}

function readQuantity(qty: string, scale: number): Quantity {
  try {
    return Quantity.of(qty, scale);
  } catch (error) {
    if (error instanceof RangeError) throw inventoryErrors.quantity_refused({ scale });
    throw error;
  }
}

function view({ no: _no, ...row }: ReservationRow): ReservationDto {
  return { ...row, qty: plainDecimal(row.qty), consumed: plainDecimal(row.consumed), expiresAt: row.expiresAt?.toISOString() ?? null } as ReservationDto;
}
