import { audit } from '@anwen/audit';
import { takeNumber } from '@anwen/catalog';
import { sqlState, type Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { Quantity, mayDo, scopeFor, uuidV7, type Actor, type CursorCodec, type FieldError, type Id, type Page } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Inject, Injectable } from '@nestjs/common';
import { LINE_TEXTS, inventoryErrors, operationErrors, type LineComplaint } from '../inventory.errors';
import { newestFirst } from '../listing';
import type { PostLineDto } from '../stock.dto';
import { statusName, statusNumber } from '../stock.rules';
import { StockService } from '../stock.service';
import type {
  AdjustmentDto,
  AdjustmentLineDto,
  AdjustmentLineInput,
  AdjustmentQuery,
  CreateAdjustmentDto,
  DecideAdjustmentDto,
  ReverseAdjustmentDto,
} from './adjustment.dto';
import { AdjustmentStore, type AdjustmentLineRow, type AdjustmentRow, type NewAdjustmentLine } from './adjustment.store';
import { coversWarehouse, operationOf, stepOf } from './document-step';
import { handlingErrors } from './handling.errors';
import { handlingEvents } from './handling.events';
import { adjustmentMachine, inBaseUnits } from './handling.rules';
import { valueOf } from '../value-limit.rules';
import { itemsByCode, placesByCode } from './named-things';
import { personOf } from './task-lease';

const REASON_DOMAINS = new Set(['adjust', 'scrap', 'count']);

type Request = CreateAdjustmentDto & { readonly origin?: { readonly docType: string; readonly docRef: string } };
interface ReadRequest {
  readonly warehouseId: Id;
  readonly lines: readonly (NewAdjustmentLine & { readonly post: PostLineDto })[];
  readonly unitCosts: ReadonlyMap<Id, string>;
}

/** Stock that was found or is missing. Above the limit, or for a reason that says so, another person has to approve before anything changes. */
@Injectable()
export class AdjustmentService {
  constructor(
    private readonly store: AdjustmentStore,
    private readonly stock: StockService,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  /** Newest first. @throws inventory.sort_unknown, page.cursor_invalid. */
  list(tx: Tx, actor: Actor, query: AdjustmentQuery): Promise<Page<AdjustmentDto>> {
    return newestFirst(query, {
      name: 'adjustments',
      cursors: this.cursors,
      rows: (before) => this.store.list(tx, query, before),
      count: () => this.store.count(tx, query),
      view: (row) => adjustmentView(row, actor),
    });
  }

  /** @throws inventory.document_not_found. */
  async get(tx: Tx, actor: Actor, id: string): Promise<AdjustmentDto> {
    const row = await this.store.find(tx, id);
    if (!row) throw handlingErrors.document_not_found();
    return adjustmentView(row, actor, await this.store.lines(tx, row.no));
  }

  /**
   * Posts at once within the limit; otherwise it waits for an approval and stock stays as it is.
   * @throws inventory.lines_refused | one_warehouse | reason_unknown | note_required, operation.duplicate, and what StockService.post throws.
   */
  async create(tx: Tx, actor: Actor, input: CreateAdjustmentDto): Promise<AdjustmentDto> {
    const operation = operationOf(actor, input.clientOpId);
    await this.refuseKnown(tx, operation);
    const reasonNeedsIt = await this.requireReason(tx, input);
    const read = await this.read(tx, actor, input);
    if ((await this.stock.exceedsLimit(tx, actor, read.lines)) || reasonNeedsIt)
      return this.get(tx, actor, await this.keep(tx, actor, { ...input, operation }, read));
    const id = uuidV7();
    const told = input.note === undefined ? {} : { note: input.note };
    const posted = await this.stock.post(
      tx,
      actor,
      { type: 'adjust', reasonCode: input.reasonCode, ...told, docType: 'adjustment', docRef: id, clientOpId: operation, lines: read.lines.map((l) => l.post) },
      { permission: 'adjustment.create', ofDocument: true, limitChecked: true },
    );
    await this.keep(tx, actor, { ...input, operation, id, postingId: posted.id }, read);
    return this.get(tx, actor, id);
  }

  /** Asks for a change that always waits for somebody's approval (what a transfer lost); its id. @throws inventory.lines_refused | reason_unknown | note_required. */
  async request(tx: Tx, actor: Actor, input: Request): Promise<string> {
    await this.requireReason(tx, input);
    return this.keep(tx, actor, { ...input, operation: uuidV7() }, await this.read(tx, actor, input));
  }

  /** By another person; the change is posted now. @throws inventory.document_not_found | invalid_transition | four_eyes, and what StockService.post throws. */
  async approve(tx: Tx, actor: Actor, id: string, input: DecideAdjustmentDto = {}): Promise<AdjustmentDto> {
    const adjustment = await this.step(tx, actor, id, 'approve');
    const lines = await this.store.lines(tx, adjustment.no);
    const note = adjustment.note ?? undefined;
    const posted = await this.stock.post(
      tx,
      actor,
      {
        type: 'adjust',
        reasonCode: adjustment.reason.code,
        ...(note === undefined ? {} : { note }),
        docType: 'adjustment',
        docRef: adjustment.id,
        lines: lines.map((l) => postingLine({ ...l, itemId: l.item.id, location: l.location?.code ?? '', status: l.status })),
      },
      {
        permission: 'adjustment.approve',
        approved: true,
        limitChecked: true,
        hasDocument: true,
        ...(adjustment.docType === 'transfer' ? { underWay: true } : {}),
      },
    );
    await this.store.decide(tx, adjustment.no, { state: 'posted', by: personOf(actor), note: input.reason ?? null, postingId: posted.id });
    return this.tell(tx, actor, adjustment, {
      action: 'stock.adjustment.approved',
      event: handlingEvents.adjustmentPosted,
      reason: input.reason,
      posting: posted.id,
    });
  }

  /** By another person; stock stays as it is. @throws inventory.document_not_found | invalid_transition | four_eyes. */
  async reject(tx: Tx, actor: Actor, id: string, input: DecideAdjustmentDto = {}): Promise<AdjustmentDto> {
    const adjustment = await this.step(tx, actor, id, 'reject');
    await this.store.decide(tx, adjustment.no, { state: 'rejected', by: personOf(actor), note: input.reason ?? null, postingId: null });
    return this.tell(tx, actor, adjustment, { action: 'stock.adjustment.rejected', event: handlingEvents.adjustmentRejected, reason: input.reason });
  }

  /** Posts the exact opposite, once; of a large change not by its requester. @throws inventory.document_not_found | invalid_transition | four_eyes, and what StockService.reverse throws. */
  async reverse(tx: Tx, actor: Actor, id: string, input: ReverseAdjustmentDto = {}): Promise<AdjustmentDto> {
    const adjustment = await this.store.lock(tx, id);
    if (!adjustment) throw handlingErrors.document_not_found();
    stepOf(adjustmentMachine, adjustment.state, 'reverse');
    if (adjustment.requestedById === personOf(actor).id && (await this.isLarge(tx, actor, adjustment))) throw handlingErrors.four_eyes();
    const told = { ...(input.note === undefined ? {} : { note: input.note }), ...(input.clientOpId === undefined ? {} : { clientOpId: input.clientOpId }) };
    await this.stock.reverse(tx, actor, adjustment.postingId!, { ...told, ofDocument: true });
    await this.store.reverse(tx, adjustment.no, { by: personOf(actor), note: input.note ?? null });
    const { id: aggregate, number } = adjustment;
    outbox.append(tx, { type: handlingEvents.adjustmentReversed, aggregate: { type: 'adjustment', id: aggregate }, payload: { id: aggregate, number } });
    return this.get(tx, actor, aggregate);
  }

  /** It took two to make the change, so it takes two to undo it. */
  private async isLarge(tx: Tx, actor: Actor, { no, decidedBy }: AdjustmentRow): Promise<boolean> {
    const lines = await this.store.lines(tx, no);
    const changes = lines.map((l) => ({ itemId: l.itemNo, qtyChange: l.qtyChange }));
    return decidedBy !== null || this.stock.exceedsLimit(tx, actor, changes, { alone: true });
  }

  private async step(tx: Tx, actor: Actor, id: string, verb: 'approve' | 'reject'): Promise<AdjustmentRow> {
    const adjustment = await this.store.lock(tx, id);
    if (!adjustment) throw handlingErrors.document_not_found();
    stepOf(adjustmentMachine, adjustment.state, verb);
    if (adjustment.requestedById === personOf(actor).id) throw handlingErrors.four_eyes();
    return adjustment;
  }

  private async tell(
    tx: Tx,
    actor: Actor,
    adjustment: AdjustmentRow,
    told: { action: 'stock.adjustment.approved' | 'stock.adjustment.rejected'; event: `${string}.v${number}`; reason: string | undefined; posting?: string },
  ): Promise<AdjustmentDto> {
    const { id, number } = adjustment;
    const { reason, posting } = told;
    const why = reason === undefined ? {} : { reason };
    audit.record(tx, actor, told.action, { type: 'adjustment', id: number }, { ...(posting === undefined ? {} : { diff: { posting } }), ...why });
    outbox.append(tx, { type: told.event, aggregate: { type: 'adjustment', id }, payload: { id, number } });
    return this.get(tx, actor, id);
  }

  private async refuseKnown(tx: Tx, operation: string): Promise<void> {
    const known = await this.store.isKnown(tx, operation);
    if (known !== null) throw operationErrors.duplicate({ headers: { Location: `/api/v1/adjustments/${known}` } });
  }

  /** Whether the reason itself asks for an approval. @throws inventory.reason_unknown | note_required. */
  private async requireReason(tx: Tx, { reasonCode, note }: CreateAdjustmentDto): Promise<boolean> {
    const reason = await this.store.reason(tx, reasonCode);
    if (!reason?.active || !REASON_DOMAINS.has(reason.domain)) throw inventoryErrors.reason_unknown();
    if (reason.needsNote && !note?.trim()) throw inventoryErrors.note_required();
    return reason.needsApproval;
  }

  /** Writes the document; its number is the last lock of the transaction. */
  private async keep(tx: Tx, actor: Actor, input: Request & { operation: string; id?: string; postingId?: string }, read: ReadRequest): Promise<string> {
    const { id = uuidV7(), postingId = null, operation, reasonCode, note = null, origin } = input;
    const state = postingId === null ? 'pending_approval' : 'posted';
    const value = read.lines.reduce((sum, l) => sum.plus(Quantity.of(l.value)), Quantity.zero).toString();
    const number = await takeNumber(tx, 'AD');
    const lines = read.lines.map(({ post: _post, ...line }) => line);
    const whole = { id, number, warehouseId: read.warehouseId, state, reasonCode, note, value, operation, by: personOf(actor), postingId, lines } as const;
    await this.store.create(tx, { ...whole, docType: origin?.docType ?? null, docRef: origin?.docRef ?? null }).catch((error: unknown) => {
      throw sqlState(error) === '23505' ? operationErrors.duplicate() : error;
    });
    if (state === 'pending_approval' && !origin)
      audit.record(tx, actor, 'stock.adjustment.requested', { type: 'adjustment', id: number }, { diff: { state, lines: lines.length } });
    const type = state === 'posted' ? handlingEvents.adjustmentPosted : handlingEvents.adjustmentRequested;
    outbox.append(tx, { type, aggregate: { type: 'adjustment', id }, payload: { id, number } });
    return id;
  }

  /** Resolves what the lines name; the posting itself checks them again when it comes. @throws inventory.lines_refused | one_warehouse. */
  private async read(tx: Tx, actor: Actor, input: Request): Promise<ReadRequest> {
    const items = await itemsByCode(tx, [...new Set(input.lines.map((l) => l.itemCode))]);
    const places = await placesByCode(tx, [...new Set(input.lines.map((l) => l.location))]);
    const unitCosts = await this.store.costs(
      tx,
      [...items.values()].map((i) => i.id),
    );
    const errors: FieldError[] = [];
    const lines = input.lines.flatMap((line, i) => {
      const [item, place] = [items.get(line.itemCode), places.get(line.location)];
      const change = item ? inBaseUnits(item, line.qtyChange.replace('-', ''), undefined) : null;
      const serials = line.serials ?? [];
      const wrong: [string, LineComplaint][] = [];
      if (!item || item.kind === 'service') wrong.push(['itemCode', 'item_unknown']);
      else if (!change?.isPositive) wrong.push(['qtyChange', 'quantity_refused']);
      else if (item.tracking === 'lot' && line.lot === undefined) wrong.push(['lot', 'lot_required']);
      else if (item.tracking === 'serial' && change.compare(Quantity.of(serials.length)) !== 0) wrong.push(['serials', 'serials_required']);
      if (!place) wrong.push(['location', 'location_unknown']);
      // What is under way belongs to its transfer, which asks itself.
      else if (place.kind === 'transit' && input.origin?.docType !== 'transfer') wrong.push(['location', 'location_refused']);
      errors.push(...wrong.map(([field, code]) => complaint(actor, `/lines/${i}/${field}`, code)));
      if (wrong.length > 0) return [];
      const value = valueOf({ qtyChange: line.qtyChange, unitCost: unitCosts.get(item!.id) ?? '0' }).toString();
      const kept = {
        itemId: item!.id,
        locationId: place!.id,
        lotCode: line.lot ?? null,
        serials,
        status: statusNumber(line.status),
        qtyChange: line.qtyChange,
        value,
      };
      return { ...kept, warehouseId: place!.warehouseId!, post: postingLine({ ...line, lot: line.lot ?? null, serials, status: kept.status }) };
    });
    if (errors.length > 0) throw inventoryErrors.lines_refused({ errors });
    const [warehouseId, ...others] = [...new Set(lines.map((l) => l.warehouseId))];
    if (others.length > 0) throw handlingErrors.one_warehouse();
    return { warehouseId: warehouseId!, lines: lines.map(({ warehouseId: _w, ...l }) => l), unitCosts };
  }
}

type Change = Pick<AdjustmentLineInput, 'qtyChange'> & {
  readonly itemCode?: string;
  readonly itemId?: string;
  readonly location: string;
  readonly lot: string | null;
  readonly serials: readonly string[];
  readonly status: number;
};

function postingLine({ itemCode, itemId, location, lot, serials, status, qtyChange }: Change): PostLineDto {
  const change = Quantity.of(qtyChange);
  const side = change.isPositive ? { qty: change.toString(), toLocation: location } : { qty: change.negated().toString(), fromLocation: location };
  const item = itemCode === undefined ? { itemId: itemId! } : { itemCode };
  return { ...item, ...side, status: statusName(status), ...(lot === null ? {} : { lot }), ...(serials.length === 0 ? {} : { serials: [...serials] }) };
}

function complaint(actor: Actor, pointer: string, code: LineComplaint): FieldError {
  return { pointer, code: `inventory.${code}`, message: actor.locale === 'en' ? LINE_TEXTS[code].en : LINE_TEXTS[code].zh };
}

function adjustmentView(row: AdjustmentRow, actor: Actor, lines?: readonly AdjustmentLineRow[]): AdjustmentDto {
  const { no: _no, warehouseId, requestedById: _by, value, ...shown } = row;
  const priced = mayDo(actor, 'stock.cost.read') && coversWarehouse(scopeFor(actor, 'stock.cost.read'), warehouseId);
  const seen = ({ itemNo: _item, ...line }: AdjustmentLineRow): AdjustmentLineDto => ({
    ...line,
    status: statusName(line.status),
    value: priced ? line.value : null,
  });
  return { ...shown, value: priced ? value : null, legal: adjustmentMachine.legal(row.state), ...(lines ? { lines: lines.map(seen) } : {}) };
}
