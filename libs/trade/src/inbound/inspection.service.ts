import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, type Actor, type Page } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Inject, Injectable } from '@nestjs/common';
import { stepOf } from '../document-step';
import { refuse } from '../line-complaints';
import { tradeErrors } from '../trade.errors';
import { inboundEvents } from './inbound.events';
import { Disposing, type DisposeGoods } from './disposing';
import type { CancelWorkDto, InspectionDto, InspectionQuery, InspectionSummaryDto, ResultsDto } from './inspection.dto';
import { inspectionMachine, resultComplaints } from './inspection.rules';
import { InspectionStore, type InspectionRow } from './inspection.store';
import { settleReceipt } from './receipt-hold';
import { ReceiptStore, type LockedReceipt } from './receipt.store';

/** Verbs of the inspector. */
const VERBS: ReadonlySet<string> = new Set(['record', 'dispose', 'cancel']);

/** Goods that wait for the inspector: what was found, and what becomes of them. */
@Injectable()
export class InspectionService {
  constructor(
    private readonly store: InspectionStore,
    private readonly disposing: Disposing,
    private readonly receipts: ReceiptStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  /** @throws trade.sort_unknown, page.cursor_invalid. */
  async list(tx: Tx, query: InspectionQuery): Promise<Page<InspectionSummaryDto>> {
    const page = await this.store.list(tx, this.codec, query);
    return { ...page, items: page.items.map(({ no: _no, ...row }) => ({ ...row, createdAt: row.createdAt.toISOString() })) };
  }

  /** By id or number. @throws trade.document_not_found. */
  async get(tx: Tx, key: string): Promise<InspectionDto> {
    const row = await this.store.find(tx, key);
    if (!row) throw tradeErrors.document_not_found();
    const legal = inspectionMachine.legal(row.state).filter((verb) => VERBS.has(verb));
    return { ...shown(row), legal, dispositions: await this.store.dispositions(tx, row.no) };
  }

  /** What was found: passed and failed make up all of it. @throws trade.document_not_found | invalid_transition | lines_refused. */
  async record(tx: Tx, actor: Actor, key: string, input: ResultsDto): Promise<InspectionDto> {
    const { row, receipt } = await this.hold(tx, key);
    stepOf(inspectionMachine, row.state, 'record');
    refuse(actor, resultComplaints(row, input));
    await this.store.record(tx, row.no, actor.name, input);
    await settleReceipt(tx, this.receipts, receipt);
    const { result, passedQty, failedQty } = input;
    const facts = { number: row.number, result, passedQty, failedQty };
    audit.record(tx, actor, result === 'passed' ? 'inspection.passed' : 'inspection.failed', { type: 'inspection', id: row.id }, { diff: facts });
    outbox.append(tx, { type: inboundEvents.inspectionRecorded, aggregate: { type: 'inspection', id: row.id }, payload: { id: row.id, ...facts } });
    return this.get(tx, row.id);
  }

  /** What becomes of the goods, in parts if need be. @throws trade.document_not_found | invalid_transition | lines_refused, and what a posting throws. */
  async dispose(tx: Tx, actor: Actor, key: string, input: DisposeGoods): Promise<InspectionDto> {
    return this.get(tx, await this.disposing.dispose(tx, actor, key, input));
  }

  /** Goods that have left the dock by another way need no decision any more; what is left in stock stays as it is. @throws trade.document_not_found | invalid_transition. */
  async cancel(tx: Tx, actor: Actor, key: string, { reason }: CancelWorkDto): Promise<InspectionDto> {
    const { row, receipt } = await this.hold(tx, key);
    stepOf(inspectionMachine, row.state, 'cancel');
    await this.store.cancel(tx, row.no);
    await settleReceipt(tx, this.receipts, receipt);
    const facts = { number: row.number, receipt: receipt.number, qty: row.qty, disposedQty: row.disposedQty };
    audit.record(tx, actor, 'inspection.cancelled', { type: 'inspection', id: row.id }, { diff: facts, reason });
    outbox.append(tx, { type: inboundEvents.inspectionCancelled, aggregate: { type: 'inspection', id: row.id }, payload: { id: row.id, ...facts } });
    return this.get(tx, row.id);
  }

  /** Its receipt first, which shows how far its inspections are. */
  private async hold(tx: Tx, key: string): Promise<{ row: InspectionRow; receipt: LockedReceipt }> {
    const found = await this.store.find(tx, key);
    const receipt = found && (await this.receipts.lock(tx, found.receipt.id));
    if (!receipt) throw tradeErrors.document_not_found();
    return { row: await this.store.lock(tx, found.id), receipt };
  }
}

function shown(row: InspectionRow): Omit<InspectionDto, 'legal' | 'dispositions'> {
  const { no: _no, lineNo: _l, poLineId: _p, itemId: _i, scale: _d, lotId: _o, locationId: _k, serialIds: _s, releasedQty: _r, serials, ...rest } = row;
  return { ...rest, createdAt: row.createdAt.toISOString(), serialsLeft: [...serials] };
}
