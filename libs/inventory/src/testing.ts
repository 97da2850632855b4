import { aLocation, aLotItem, aSerialItem, aWarehouse, anItem } from '@anwen/catalog/testing';
import type { Tx } from '@anwen/database';
import { ALL_SCOPE, CursorCodec, systemActor, uuidV7, type Actor, type Scope } from '@anwen/kernel';
import { AllocationService } from './allocation.service';
import { AllocationStore } from './allocation.store';
import { LedgerService } from './ledger.service';
import { LedgerStore } from './ledger.store';
import { LotChoice } from './lot-choice';
import { LotService } from './lot.service';
import { LotStore } from './lot.store';
import { ReservationService } from './reservation.service';
import { ReservationStore } from './reservation.store';
import type { PostStockDto, PostedDto } from './stock.dto';
import { StockService } from './stock.service';
import { StockStore } from './stock.store';

export { handling } from './handling/testing';
export { tracing } from './tracing/testing';

const codec = new CursorCodec(Buffer.alloc(32, 7));
const stockStore = new StockStore();

/** The services as the module wires them, for tests, benchmarks and importers without a container. */
export const inventory = {
  stock: new StockService(stockStore, new LotChoice(stockStore)),
  ledger: new LedgerService(new LedgerStore(), codec),
  lots: new LotService(new LotStore(), codec),
  allocation: new AllocationService(new AllocationStore()),
  reservations: new ReservationService(new ReservationStore(), codec),
} as const;

export const clerk: Actor = systemActor('test clerk', '1');

/** A person with these permissions and this scope for each of them. */
export function personWith(permissions: readonly string[], scope: Scope = ALL_SCOPE): Actor {
  return { ...clerk, type: 'user', id: '7', publicId: uuidV7(), userId: '7', grants: new Map(permissions.map((p) => [p, scope])) };
}

/** One warehouse with two bins, and one item of each kind of tracking. */
export async function aSmallStore(tx: Tx): Promise<{
  warehouse: { id: string; code: string };
  binA: { id: string; code: string };
  binB: { id: string; code: string };
  plain: { id: string; code: string; baseUomId: string };
  lot: { id: string; code: string };
  serial: { id: string; code: string };
}> {
  const warehouse = await aWarehouse(tx);
  const binA = await aLocation(tx, { warehouse: warehouse.code });
  const binB = await aLocation(tx, { warehouse: warehouse.code });
  const items = { plain: await anItem(tx), lot: await aLotItem(tx), serial: await aSerialItem(tx) };
  // What nobody knows the cost of is adjusted with an approval only.
  await tx.query('UPDATE items SET standard_cost = 1 WHERE id = ANY ($1::bigint[])', [Object.values(items).map((i) => i.id)]);
  return { warehouse, binA, binB, ...items };
}

/** Puts stock of an item into a bin. */
export function receive(tx: Tx, line: PostStockDto['lines'][number], actor: Actor = clerk): Promise<PostedDto> {
  return inventory.stock.post(tx, actor, { type: 'receipt', lines: [line] });
}

/** On hand of an item in a bin, as the API shows it. */
export async function onHand(tx: Tx, itemCode: string, location: string): Promise<string> {
  const [row] = await tx.query<{ qty: string }>(
    `SELECT coalesce(trim_scale(sum(b.on_hand)), 0)::text AS qty FROM inventory_balance b JOIN items i ON i.id = b.item_id JOIN locations l ON l.id = b.location_id WHERE i.code = $1 AND l.code = $2`,
    [itemCode, location],
  );
  return row?.qty ?? '0';
}
