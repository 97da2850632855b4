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
import type { InspectionDto, InspectionQuery, InspectionSummaryDto, ResultsDto } from './inspection.dto';
import { inspectionMachine, resultComplaints } from './inspection.rules';
import { InspectionStore, type InspectionRow } from './inspection.store';

/** Verbs of the inspector; a cancellation comes from the receipt. */
const VERBS: ReadonlySet<string> = new Set(['record', 'dispose']);

/** Goods that wait for the inspector: what was found, and what becomes of them. */
@Injectable()
export class InspectionService {
  constructor(
    private readonly store: InspectionStore,
    private readonly disposing: Disposing,
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
    const found = await this.store.find(tx, key);
    if (!found) throw tradeErrors.document_not_found();
    const row = await this.store.lock(tx, found.id);
    stepOf(inspectionMachine, row.state, 'record');
    refuse(actor, resultComplaints(row, input));
    await this.store.record(tx, row.no, actor.name, input);
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
}

function shown(row: InspectionRow): Omit<InspectionDto, 'legal' | 'dispositions'> {
  const { no: _no, lineNo: _l, poLineId: _p, itemId: _i, scale: _d, lotId: _o, locationId: _k, serialIds: _s, releasedQty: _r, serials, ...rest } = row;
  return { ...rest, createdAt: row.createdAt.toISOString(), serialsLeft: [...serials] };
}
