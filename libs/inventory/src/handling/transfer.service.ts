import { audit, type AuditAction } from '@anwen/audit';
import { ensureTransitPlace, takeNumber } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { Quantity, scopeFor, systemActor, type Actor, type CursorCodec, type Page } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Inject, Injectable } from '@nestjs/common';
import { inventoryErrors } from '../inventory.errors';
import { reaches } from '../line.rules';
import { newestFirst } from '../listing';
import { StockService } from '../stock.service';
import { askWholeCompany } from '../whole-company';
import { AdjustmentService } from './adjustment.service';
import { operationOf, requireWarehouse, stepOf } from './document-step';
import { handlingErrors } from './handling.errors';
import { handlingEvents } from './handling.events';
import { legalTransferSteps, transferMachine, transferStage, type TransferState } from './handling.rules';
import { refuseKnown } from './named-things';
import { personOf } from './task-lease';
import type { CloseTransferDto, CreateTransferDto, ReceiveTransferDto, TransferDto, TransferLineDto, TransferQuery } from './transfer.dto';
import { TransferIntake, type ArrivingLine } from './transfer-intake';
import { TransferStore, type SourcePlace, type TransferLineRow, type TransferRow } from './transfer.store';

/** What has arrived; only the server's own callers (the offline queue) say when it did. */
export interface ReceiveTransfer extends ReceiveTransferDto {
  readonly occurredAt?: string;
}

type Verb = keyof typeof transferMachine.transitions;
const SYSTEM = systemActor('transfer');

/**
 * Goods between two warehouses: they leave the one, stand under way in a place of the other, and arrive in parts.
 * The scope is asked where the hands are: at the source when they leave, at the target when they arrive.
 */
@Injectable()
export class TransferService {
  constructor(
    private readonly store: TransferStore,
    private readonly intake: TransferIntake,
    private readonly stock: StockService,
    private readonly adjustments: AdjustmentService,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  /** Newest first. @throws inventory.sort_unknown, page.cursor_invalid. */
  list(tx: Tx, query: TransferQuery): Promise<Page<TransferDto>> {
    return newestFirst(query, {
      name: 'transfers',
      cursors: this.cursors,
      rows: (before) => this.store.list(tx, query, before),
      count: () => this.store.count(tx, query),
      view: (row) => transferView(row),
    });
  }

  /** @throws inventory.document_not_found. */
  async get(tx: Tx, id: string): Promise<TransferDto> {
    const row = await this.store.find(tx, id);
    if (!row) throw handlingErrors.document_not_found();
    return transferView(row, await this.store.lines(tx, row.no));
  }

  /**
   * A draft moves no goods: who writes it for another reason than to send them names the permission whose scope counts.
   * @throws inventory.warehouse_not_found | same_warehouse | transfer_lines_refused.
   */
  async create(tx: Tx, actor: Actor, input: CreateTransferDto, { permission = 'transfer.dispatch' }: { permission?: string } = {}): Promise<TransferDto> {
    if (input.fromWarehouse === input.toWarehouse) throw handlingErrors.same_warehouse();
    const warehouses = await this.store.warehouses(tx, [input.fromWarehouse, input.toWarehouse]);
    const [from, to] = [warehouses.get(input.fromWarehouse), warehouses.get(input.toWarehouse)];
    if (!from || !to) throw inventoryErrors.warehouse_not_found();
    const lines = await this.intake.read(tx, actor, input, { sides: { from: from.id, to: to.id }, scope: scopeFor(actor, permission) });
    const number = await takeNumber(tx, 'TR');
    const id = await this.store.create(tx, { number, from, to, note: input.note ?? null, by: personOf(actor), lines });
    audit.record(tx, actor, 'transfer.created', { type: 'transfer', id: number }, { diff: { lines: lines.length } });
    return this.get(tx, id);
  }

  /** The goods leave. @throws inventory.document_not_found | invalid_transition | transit_taken, and what StockService.post throws. */
  async dispatch(tx: Tx, actor: Actor, id: string): Promise<TransferDto> {
    const transfer = await this.step(tx, id, 'dispatch');
    const lines = await this.store.lines(tx, transfer.no);
    const sources = await this.sources(tx, actor, transfer);
    const transit = await this.transitOf(tx, transfer);
    await this.stock.post(
      tx,
      actor,
      {
        type: 'dispatch',
        docType: 'transfer',
        docRef: transfer.number,
        lines: lines.map((l) => ({
          itemId: l.item.id,
          qty: l.qty,
          fromLocation: sources.get(l.no)!.code,
          toLocation: transit.ref.code,
          ...tracked(l.lot, l.serials),
        })),
      },
      { permission: 'transfer.dispatch', scopeChecked: true },
    );
    await this.store.sent(tx, transfer.no, transit);
    return this.enter(tx, actor, transfer, { state: 'in_transit', action: 'transfer.dispatched', event: handlingEvents.dispatched });
  }

  /** What has arrived, in parts as it comes. @throws inventory.document_not_found | invalid_transition | transfer_lines_refused, operation.duplicate, and what StockService.post throws. */
  async receive(tx: Tx, actor: Actor, id: string, input: ReceiveTransfer): Promise<TransferDto> {
    const transfer = await this.hold(tx, id);
    const clientOpId = operationOf(actor, input.clientOpId);
    await refuseKnown(tx, clientOpId, `/api/v1/transfers/${transfer.id}`);
    const stage = transferStage(transfer);
    stepOf(transferMachine, stage, 'receive');
    const lines = await this.store.lines(tx, transfer.no);
    const scope = scopeFor(actor, 'transfer.receive');
    const arriving = await this.intake.arriving(tx, actor, input, { lines, warehouseId: transfer.toWarehouseId, scope });
    await this.stock.post(
      tx,
      actor,
      {
        type: 'arrival',
        docType: 'transfer',
        docRef: transfer.number,
        clientOpId,
        ...(input.occurredAt === undefined ? {} : { occurredAt: input.occurredAt }),
        lines: arriving.map(({ line, qty, serials, place }) => ({
          itemId: line.item.id,
          qty: qty.toString(),
          fromLocation: transfer.transit!.code,
          toLocation: place.code,
          ...tracked(line.lot, serials),
        })),
      },
      { permission: 'transfer.receive', scopeChecked: true },
    );
    await this.store.receive(tx, byLine(arriving));
    const isWhole = (await this.store.lines(tx, transfer.no)).every((l) => l.receivedQty === l.qty);
    const state = stepOf(transferMachine, stage, isWhole ? 'complete' : 'receive');
    return this.enter(tx, actor, transfer, { state, action: 'transfer.received', event: handlingEvents.received });
  }

  /** Ends it; what did not arrive becomes an adjustment that somebody has to approve. @throws inventory.document_not_found | whole_warehouse_needed | invalid_transition | reason_required and what AdjustmentService.request throws. */
  async close(tx: Tx, actor: Actor, id: string, input: CloseTransferDto): Promise<TransferDto> {
    const transfer = await this.step(tx, id, 'close');
    requireWarehouse(scopeFor(actor, 'transfer.receive'), transfer.toWarehouseId);
    const open = (await this.store.lines(tx, transfer.no)).filter((l) => l.receivedQty !== l.qty);
    if (open.length === 0) return this.enter(tx, actor, transfer, { state: 'closed', action: 'transfer.closed' });
    if (input.reasonCode === undefined) throw inventoryErrors.reason_required();
    const adjustment = await this.adjustments.request(tx, actor, {
      reasonCode: input.reasonCode,
      note: input.note ?? `${transfer.number}`,
      origin: { docType: 'transfer', docRef: transfer.number },
      lines: open.map((l) => ({
        itemCode: l.item.code,
        location: transfer.transit!.code,
        qtyChange: Quantity.of(l.receivedQty).minus(Quantity.of(l.qty)).toString(),
        ...tracked(
          l.lot,
          l.serials.filter((s) => !l.receivedSerials.includes(s)),
        ),
      })),
    });
    await this.store.linkAdjustment(tx, transfer.no, adjustment);
    return this.enter(tx, actor, transfer, { state: 'closed', action: 'transfer.discrepancy', facts: { adjustment } });
  }

  /** Nothing has left yet. @throws inventory.document_not_found | invalid_transition. */
  async cancel(tx: Tx, actor: Actor, id: string): Promise<TransferDto> {
    const transfer = await this.step(tx, id, 'cancel');
    await this.sources(tx, actor, transfer);
    return this.enter(tx, actor, transfer, { state: 'cancelled', action: 'transfer.cancelled' });
  }

  private async hold(tx: Tx, id: string): Promise<TransferRow> {
    const transfer = await this.store.lock(tx, id);
    if (!transfer) throw handlingErrors.document_not_found();
    return transfer;
  }

  private async step(tx: Tx, id: string, verb: Verb): Promise<TransferRow> {
    const transfer = await this.hold(tx, id);
    stepOf(transferMachine, transferStage(transfer), verb);
    return transfer;
  }

  /** Whoever lets goods go must reach the places that they leave; people of the target see the document only. */
  private async sources(tx: Tx, actor: Actor, { no, lineCount }: TransferRow): Promise<ReadonlyMap<string, SourcePlace>> {
    const places = await this.store.sources(tx, no);
    const scope = scopeFor(actor, 'transfer.dispatch');
    if (places.size !== lineCount || [...places.values()].some((place) => !reaches(scope, place))) throw handlingErrors.document_not_found();
    return places;
  }

  private async transitOf(tx: Tx, { toWarehouseId, toWarehouse }: TransferRow): Promise<{ id: string; ref: { id: string; code: string; name: string } }> {
    const place = await ensureTransitPlace((sql, values) => askWholeCompany(tx, sql, values), { id: toWarehouseId, code: toWarehouse.code });
    if (!place) throw handlingErrors.transit_taken({ code: `TRANSIT-${toWarehouse.code}` });
    const { id, publicId, code, name, isNew } = place;
    if (isNew) {
      audit.record(tx, SYSTEM, 'location.created', { type: 'location', id: publicId }, { diff: { code, kind: 'transit' } });
      outbox.append(tx, { type: 'location.created.v1', aggregate: { type: 'location', id: publicId }, payload: { id: publicId, code } });
    }
    return { id, ref: { id: publicId, code, name } };
  }

  private async enter(
    tx: Tx,
    actor: Actor,
    transfer: TransferRow,
    to: { state: TransferState; action: AuditAction; event?: `${string}.v${number}`; facts?: object },
  ): Promise<TransferDto> {
    await this.store.setState(tx, transfer.no, to.state);
    audit.record(tx, actor, to.action, { type: 'transfer', id: transfer.number }, { diff: { state: [transfer.state, to.state], ...to.facts } });
    if (to.event) {
      const payload = { id: transfer.id, number: transfer.number, state: to.state };
      outbox.append(tx, { type: to.event, aggregate: { type: 'transfer', id: transfer.id }, payload });
    }
    return this.get(tx, transfer.id);
  }
}

/** What arrived of each line, one row a line. */
function byLine(arriving: readonly ArrivingLine[]): { no: string; qty: string; serials: string[] }[] {
  const sums = new Map<string, { qty: Quantity; serials: string[] }>();
  for (const { line, qty, serials } of arriving) {
    const sum = sums.get(line.no) ?? { qty: Quantity.zero, serials: [] };
    sums.set(line.no, { qty: sum.qty.plus(qty), serials: [...sum.serials, ...serials] });
  }
  return [...sums].map(([no, { qty, serials }]) => ({ no, qty: qty.toString(), serials }));
}

const tracked = (lot: string | null, serials: readonly string[]): { lot?: string; serials?: string[] } => ({
  ...(lot === null ? {} : { lot }),
  ...(serials.length === 0 ? {} : { serials: [...serials] }),
});

function transferView(
  { no: _no, fromWarehouseId: _from, toWarehouseId: _to, adjustmentState, ...shown }: TransferRow,
  lines?: readonly TransferLineRow[],
): TransferDto {
  return { ...shown, legal: legalTransferSteps(transferStage({ state: shown.state, adjustmentState })), ...(lines ? { lines: lines.map(lineView) } : {}) };
}

const lineView = ({ no: _no, itemId: _item, receivedSerials: _received, ...shown }: TransferLineRow): TransferLineDto => shown;
