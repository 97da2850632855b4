import { audit, type AuditAction } from '@anwen/audit';
import { takeNumber } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { StockService } from '@anwen/inventory';
import { CursorCodec, type Actor, type Page } from '@anwen/kernel';
import { outbox, type OutboxEvent } from '@anwen/outbox';
import { Inject, Injectable } from '@nestjs/common';
import { stepOf } from '../document-step';
import { refusalOf, refuse, type Complaint } from '../line-complaints';
import { tradeErrors } from '../trade.errors';
import { lineErrorsOf } from './core-refusals';
import { inboundEvents } from './inbound.events';
import { IntakeStore } from './intake.store';
import { OperationStore } from './operation.store';
import type { CreateSupplierReturnDto, ShipReturnDto, SupplierReturnDto, SupplierReturnQuery, SupplierReturnSummaryDto } from './supplier-return.dto';
import { GOODS_REASONS, reasonComplaints } from './reason-use.rules';
import { readReturnLines, returnMachine, type ReturnFacts } from './supplier-return.rules';
import { SupplierReturnStore, type NewReturn, type ReturnRow } from './supplier-return.store';

/** Goods that go back to who sent them. */
@Injectable()
export class SupplierReturnService {
  constructor(
    private readonly store: SupplierReturnStore,
    private readonly intake: IntakeStore,
    private readonly stock: StockService,
    private readonly operations: OperationStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  /** @throws trade.sort_unknown, page.cursor_invalid. */
  async list(tx: Tx, query: SupplierReturnQuery): Promise<Page<SupplierReturnSummaryDto>> {
    const page = await this.store.list(tx, this.codec, query);
    return { ...page, items: page.items.map(summaryOf) };
  }

  /** By id or number. @throws trade.document_not_found. */
  async get(tx: Tx, key: string): Promise<SupplierReturnDto> {
    const row = await this.store.find(tx, key);
    if (!row) throw tradeErrors.document_not_found();
    const { note, createdBy, postingId, rowVersion } = row;
    return { ...summaryOf(row), note, createdBy, postingId, rowVersion, legal: returnMachine.legal(row.state), lines: await this.store.lines(tx, row.no) };
  }

  /** @throws trade.lines_refused with all complaints. */
  async create(tx: Tx, actor: Actor, input: CreateSupplierReturnDto): Promise<SupplierReturnDto> {
    const made = await this.read(tx, actor, input);
    const number = await takeNumber(tx, 'RS');
    const id = await this.store.insert(tx, { ...made, number });
    announce(tx, actor, { id, number, action: 'supplier_return.created', event: inboundEvents.returnCreated, diff: { lines: made.lines.length } });
    return this.get(tx, id);
  }

  /** The goods leave. @throws trade.document_not_found | invalid_transition | lines_refused, inventory.insufficient_stock, operation.duplicate. */
  async ship(tx: Tx, actor: Actor, key: string, input: ShipReturnDto): Promise<SupplierReturnDto> {
    const held = await this.hold(tx, key);
    const clientOpId = await this.operations.claim(tx, actor, input.clientOpId, `/api/v1/supplier-returns/${held.id}`);
    const state = stepOf(returnMachine, held.state, 'ship');
    const lines = await this.store.lines(tx, held.no);
    const note = input.note ?? held.note;
    await this.requireReasons(tx, actor, lines, note);
    const reasons = new Set(lines.map((line) => line.reasonCode));
    const document = {
      type: 'supplier_return' as const,
      clientOpId,
      docType: 'supplier_return',
      docRef: held.number,
      // The ledger has one reason for a posting; where the lines differ, they alone tell theirs.
      ...(reasons.size === 1 ? { reasonCode: lines[0]!.reasonCode } : {}),
      note: note ?? held.number,
      lines: lines.map(({ item, qty, uom, location, lot, serials, status }) => ({
        itemCode: item.code,
        qty,
        uom,
        ...(location ? { fromLocation: location.code } : {}),
        ...(lot === null ? {} : { lot }),
        ...(serials.length > 0 ? { serials } : {}),
        status,
      })),
    };
    const posted = await this.stock.post(tx, actor, document, { permission: 'supplier_return.write', approved: true }).catch((error: unknown) => {
      const errors = lineErrorsOf(error, (line, field) => `/lines/${line}/${field}`);
      throw errors ? refusalOf(actor, [], errors) : error;
    });
    await this.store.setState(tx, held.no, state, posted.id);
    announce(tx, actor, { ...held, action: 'supplier_return.shipped', event: inboundEvents.returnShipped, diff: { lines: lines.length, posting: posted.id } });
    return this.get(tx, held.id);
  }

  /** @throws trade.document_not_found | invalid_transition. */
  async cancel(tx: Tx, actor: Actor, key: string): Promise<SupplierReturnDto> {
    const held = await this.hold(tx, key);
    await this.store.setState(tx, held.no, stepOf(returnMachine, held.state, 'cancel'));
    announce(tx, actor, { ...held, action: 'supplier_return.cancelled', event: inboundEvents.returnCancelled });
    return this.get(tx, held.id);
  }

  /** They may have changed since the draft was written. One note, on the document, speaks for all lines. */
  private async requireReasons(tx: Tx, actor: Actor, lines: readonly { reasonCode: string }[], note: string | null): Promise<void> {
    const reasons = await this.intake.reasons(
      tx,
      lines.map((line) => line.reasonCode),
    );
    const uses = lines.map((line, i) => ({ at: `/lines/${i}`, reasonCode: line.reasonCode, note, domains: GOODS_REASONS }));
    const complaints = reasonComplaints(uses, reasons);
    const unknown = complaints.filter((one) => one.code === 'reason_unknown');
    refuse(actor, unknown.length < complaints.length ? [...unknown, { pointer: '/note', code: 'note_required' }] : unknown);
  }

  private async hold(tx: Tx, key: string): ReturnType<SupplierReturnStore['lock']> extends Promise<infer T> ? Promise<NonNullable<T>> : never {
    const held = await this.store.lock(tx, key);
    if (!held) throw tradeErrors.document_not_found();
    return held;
  }

  private async read(tx: Tx, actor: Actor, input: CreateSupplierReturnDto): Promise<Omit<NewReturn, 'number'>> {
    const complaints: Complaint[] = [];
    const unknown = (field: string, value: string): number => complaints.push({ pointer: `/${field}`, code: 'reference_unknown', params: { value } });
    const [supplier] = await this.intake.partners(tx, [input.supplier]);
    const [warehouse] = await this.intake.warehouses(tx, [input.warehouse]);
    const receipt = input.receipt === undefined ? undefined : await this.store.receiptNo(tx, input.receipt);
    if (!supplier) unknown('supplier', input.supplier);
    else if (!supplier.roles.includes('supplier'))
      complaints.push({ pointer: '/supplier', code: 'partner_unfit', params: { value: input.supplier, role: 'supplier' } });
    if (!warehouse?.isVisible) unknown('warehouse', input.warehouse);
    if (input.receipt !== undefined && (!receipt || (receipt.supplierId !== null && receipt.supplierId !== supplier?.id))) unknown('receipt', input.receipt);
    const read = readReturnLines(input.lines, await this.lineFacts(tx, input, warehouse?.id));
    refuse(actor, [...complaints, ...read.complaints]);
    return {
      supplierId: supplier!.id,
      warehouseId: warehouse!.id,
      receiptId: receipt?.no ?? null,
      note: input.note ?? null,
      createdBy: actor.name,
      lines: read.lines,
    };
  }

  private async lineFacts(tx: Tx, { lines }: CreateSupplierReturnDto, warehouseId: string | undefined): Promise<ReturnFacts> {
    const all = (pick: (line: CreateSupplierReturnDto['lines'][number]) => string): string[] => lines.map(pick);
    const items = await this.intake.items(
      tx,
      all((line) => line.itemCode),
    );
    const places = await this.intake.places(
      tx,
      all((line) => line.location),
    );
    const reasons = await this.intake.reasons(
      tx,
      all((line) => line.reasonCode),
    );
    return {
      warehouseId,
      items: new Map(items.map((item) => [item.code, item])),
      places: new Map(places.map((place) => [place.code, place])),
      reasons: new Set(reasons.filter((reason) => (GOODS_REASONS as readonly string[]).includes(reason.domain)).map((reason) => reason.code)),
    };
  }
}

interface Announcement {
  readonly id: string;
  readonly number: string;
  readonly action: AuditAction;
  readonly event: OutboxEvent['type'];
  readonly diff?: object;
}

function announce(tx: Tx, actor: Actor, { id, number, action, event, diff = {} }: Announcement): void {
  audit.record(tx, actor, action, { type: 'supplier_return', id }, { diff: { number, ...diff } });
  outbox.append(tx, { type: event, aggregate: { type: 'supplier_return', id }, payload: { id, number } });
}

function summaryOf({ no: _no, note: _n, createdBy: _c, postingId: _p, rowVersion: _r, ...row }: ReturnRow): SupplierReturnSummaryDto {
  return { ...row, shippedAt: row.shippedAt?.toISOString() ?? null, createdAt: row.createdAt.toISOString() };
}
