import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { StockService, type PostStockDto } from '@anwen/inventory';
import { Quantity, uuidV5, type Actor } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Injectable } from '@nestjs/common';
import { stepOf } from '../document-step';
import { refusalOf, refuse } from '../line-complaints';
import { tradeErrors } from '../trade.errors';
import { ArrivalWork } from './arrival-work';
import { lineErrorsOf } from './core-refusals';
import { inboundErrors } from './inbound.errors';
import { inboundEvents } from './inbound.events';
import { IntakeStore, type PlaceFacts } from './intake.store';
import type { DispositionDto } from './inspection.dto';
import { ACTIONS, inspectionMachine, readDecisions, type Decision, type DispositionAction } from './inspection.rules';
import { InspectionStore, type InspectionRow } from './inspection.store';
import { OperationStore } from './operation.store';
import { CORRECTION_REASONS, GOODS_REASONS, reasonComplaints } from './reason-use.rules';
import { ReceiptHeads, holdReceipt, settleOrder, settleReceipt, type HeldReceipt } from './receipt-hold';

/** How an action is posted. */
const POSTINGS: Readonly<Record<DispositionAction, { readonly type: PostStockDto['type']; readonly toStatus?: 'available' | 'hold' }>> = {
  release: { type: 'status', toStatus: 'available' },
  rework: { type: 'status', toStatus: 'hold' },
  return: { type: 'supplier_return' },
  scrap: { type: 'scrap' },
};

/** Sample pieces and pieces that were found broken are scrapped for reasons of an adjustment, too. */
const reasonsOf = (action: string): readonly string[] => (action === 'scrap' ? CORRECTION_REASONS : GOODS_REASONS);

/** The bucket that an action fills, by its number in the ledger; the other actions take goods out of the company. */
const FILLED: Readonly<Partial<Record<DispositionAction, number>>> = { release: 0, rework: 2 };

/** Only the server's own callers (importers) say when it happened. */
export interface DisposeGoods extends DispositionDto {
  readonly occurredAt?: string;
  readonly effectiveOn?: string;
}

interface Case {
  readonly moment: Pick<PostStockDto, 'occurredAt' | 'effectiveOn'>;
  readonly held: HeldReceipt;
  readonly inspection: InspectionRow;
  readonly place: PlaceFacts;
  readonly op: string;
}

/** Carries out what was decided about inspected goods: status changes, returns and scrap through the posting core. */
@Injectable()
export class Disposing {
  constructor(
    private readonly stock: StockService,
    private readonly intake: IntakeStore,
    private readonly heads: ReceiptHeads,
    private readonly inspections: InspectionStore,
    private readonly operations: OperationStore,
    private readonly work: ArrivalWork,
  ) {}

  /** Public id of the inspection. */
  async dispose(tx: Tx, actor: Actor, key: string, input: DisposeGoods): Promise<string> {
    const found = await this.inspections.find(tx, key);
    if (!found) throw tradeErrors.document_not_found();
    const held = await holdReceipt(tx, this.heads, found.receipt.id);
    const op = await this.operations.claim(tx, actor, input.clientOpId, `/api/v1/inspections/${found.id}`);
    const inspection = await this.inspections.lock(tx, found.id);
    stepOf(inspectionMachine, inspection.state, 'dispose');
    const { decisions, complaints } = readDecisions(input.lines, { ...inspection, isSerial: inspection.serialIds.length > 0 });
    const uses = input.lines.map((line, i) => ({ at: `/lines/${i}`, reasonCode: line.reasonCode, note: line.note, domains: reasonsOf(line.action) }));
    const reasons = await this.intake.reasons(
      tx,
      uses.map((use) => use.reasonCode),
    );
    refuse(actor, [...complaints, ...reasonComplaints(uses, reasons)]);
    const [place] = await this.intake.places(tx, [], [inspection.locationId]);
    if (!place) throw inboundErrors.dock_out_of_reach();
    const actions = new Set(decisions.map((one) => one.action));
    if (actions.size > 1)
      await this.inspections.lockStock(
        tx,
        inspection,
        [...actions].flatMap((action) => FILLED[action] ?? []),
      );
    const { occurredAt, effectiveOn } = input;
    const moment = { ...(occurredAt === undefined ? {} : { occurredAt }), ...(effectiveOn === undefined ? {} : { effectiveOn }) };
    const made = await this.post(tx, actor, { held, inspection, place, op, moment }, decisions);
    await this.inspections.dispose(tx, inspection, held.receipt, made);
    await this.follow(tx, { held, inspection, place, op, moment }, made);
    const facts = { number: inspection.number, lines: made.map(({ action, qty, reasonCode }) => ({ action, qty, reasonCode })) };
    const postings = [...new Set(made.map((one) => one.postingId))];
    audit.record(tx, actor, 'inspection.dispositioned', { type: 'inspection', id: inspection.id }, { diff: { ...facts, postings } });
    outbox.append(tx, {
      type: inboundEvents.inspectionDisposed,
      aggregate: { type: 'inspection', id: inspection.id },
      payload: { id: inspection.id, ...facts },
    });
    return inspection.id;
  }

  /** One posting for each action, in the order that the locks ask for. */
  private async post(tx: Tx, actor: Actor, one: Case, decisions: readonly Decision[]): Promise<(Decision & { postingId: string; by: string })[]> {
    const made: (Decision & { postingId: string; by: string })[] = [];
    for (const action of ACTIONS) {
      const chosen = decisions.flatMap((decision, i) => (decision.action === action ? [{ decision, i }] : []));
      if (chosen.length === 0) continue;
      const document = postingOf(
        one,
        action,
        chosen.map(({ decision }) => decision),
      );
      const posted = await this.stock
        .post(tx, actor, document, { permission: 'inspection.dispose', approved: true, hasDocument: true })
        .catch((error: unknown) => {
          const errors = lineErrorsOf(error, (line, field) => `/lines/${chosen[line]?.i ?? 0}${field ? `/${field}` : ''}`);
          throw errors ? refusalOf(actor, [], errors) : error;
        });
      made.push(...chosen.map(({ decision }) => ({ ...decision, postingId: posted.id, by: actor.name })));
    }
    return made;
  }

  /** The order hears what went back, released goods get their way into a bin, and a receipt without open work is closed. */
  private async follow(tx: Tx, { held, inspection, place }: Case, made: readonly Decision[]): Promise<void> {
    const { lineNo, poLineId, itemId, lotId } = inspection;
    const returned = sumOf(made.filter((one) => one.action === 'return'));
    if (poLineId !== null && returned.isPositive) {
      await this.heads.orders.addReceived(tx, [{ lineId: poLineId, received: '0', rejected: returned.toString() }]);
      if (held.order) await settleOrder(tx, this.heads.orders, held.order);
    }
    const released = made.filter((one) => one.action === 'release');
    if (released.length > 0) {
      const serialIds = released.flatMap((one) => one.serials.map((code) => inspection.serialIds[inspection.serials.indexOf(code)]!));
      const line = { no: lineNo, lineNo: 0, lotId, serialIds, itemId, qty: sumOf(released).toString(), place, inspect: false };
      await this.work.putAway(tx, held.receipt, [line]);
    }
    await settleReceipt(tx, this.heads.receipts, held.receipt);
  }
}

const sumOf = (decisions: readonly Decision[]): Quantity => decisions.reduce((sum, one) => sum.plus(Quantity.of(one.qty)), Quantity.zero);

/** One action's posting; each has an operation id of its own, made from the decision's. */
function postingOf({ inspection, place, op, held, moment }: Case, action: DispositionAction, decisions: readonly Decision[]): PostStockDto {
  const { type, toStatus } = POSTINGS[action];
  const reasons = new Set(decisions.map((one) => one.reasonCode));
  const [reason] = reasons;
  const notes = [...new Set(decisions.flatMap((one) => one.note ?? []))];
  return {
    type,
    ...moment,
    clientOpId: uuidV5(op, action),
    docType: 'inspection',
    docRef: inspection.number,
    note: [held.receipt.number, ...notes].join('; ').slice(0, 500),
    ...(reasons.size === 1 && reason !== undefined ? { reasonCode: reason } : {}),
    lines: decisions.map(({ qty, serials }) => ({
      itemCode: inspection.item.code,
      qty,
      fromLocation: place.code,
      status: 'qc' as const,
      ...(toStatus ? { toStatus } : {}),
      ...(inspection.lot ? { lot: inspection.lot.code } : {}),
      ...(serials.length > 0 ? { serials: [...serials] } : {}),
    })),
  };
}
