import { audit } from '@anwen/audit';
import { sqlState, violatedConstraint, type Tx } from '@anwen/database';
import { isUuid, mayDo, scopeFor, uuidV7, type Actor, type FieldError } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Injectable } from '@nestjs/common';
import { LINE_TEXTS, inventoryErrors, operationErrors } from './inventory.errors';
import { inventoryEvents } from './inventory.events';
import type { LedgerPosting, PostedDocument, PostingOutcome } from './ledger-posting';
import { planLines, type Complaint, type PlannedLine } from './line.rules';
import { LotChoice, type ReadyLine } from './lot-choice';
import { namedThings, postedView, shortageList } from './posting-shape.rules';
import type { PostingFacts } from './posting-facts';
import type { PostStockDto, PostedDto, ReversePostingDto } from './stock.dto';
import { POSTING_RULES } from './stock.rules';
import { StockStore } from './stock.store';

/**
 * The posting core: the only way to change stock. Scope → plan → post (locks, ledger, balances in one statement) →
 * audit → outbox; the caller's transaction makes it all or nothing.
 */
@Injectable()
export class StockService {
  constructor(
    private readonly store: StockStore,
    private readonly lots: LotChoice,
  ) {}

  /**
   * Posts a receipt, issue, transfer, adjustment or status change.
   * @throws inventory.lines_refused (all complaints at once), insufficient_stock, serial_conflict, reservation_conflict, operation.duplicate.
   */
  async post(tx: Tx, actor: Actor, input: PostStockDto): Promise<PostedDto> {
    const rule = POSTING_RULES[input.type];
    if (!mayDo(actor, rule.permission)) throw inventoryErrors.type_not_permitted({ type: input.type });
    const facts = await this.store.facts(tx, namedThings(input));
    this.requireDay(actor, facts, input.effectiveOn);
    const reasonCodeId = this.requireReason(input, facts);
    const { lines, complaints } = planLines(input, facts);
    complaints.push(...outsideScope(actor, rule.permission, lines));
    if (complaints.length > 0) throw refuseLines(actor, complaints);
    const ready = await this.lots.settle(tx, actor, lines, facts);
    if ('complaints' in ready) throw refuseLines(actor, ready.complaints);
    const posting: LedgerPosting = {
      clientOpId: operationId(actor, input.clientOpId),
      eventType: rule.event,
      docType: input.docType ?? null,
      docRef: input.docRef ?? null,
      reasonCodeId,
      note: input.note ?? null,
      occurredAt: input.occurredAt ?? null,
      effectiveOn: input.effectiveOn ?? facts.today,
      lines: ready.lines.map((l) => l.ledger),
    };
    const outcome = await this.write(tx, actor, [posting], { lines: ready.lines });
    const done = outcome.postings[0]!;
    this.announce(tx, actor, posting, done);
    return postedView(done, posting, outcome.postedAt!, ready.lines);
  }

  /** Posts the exact opposite of a posting, once. @throws inventory.posting_not_found | already_reversed | reversal_final, and what post throws. */
  async reverse(
    tx: Tx,
    actor: Actor,
    publicId: string,
    input: ReversePostingDto,
  ): Promise<{ id: string; type: string; postedAt: string; reverses: { id: string } }> {
    const source = isUuid(publicId) ? await this.store.forReversal(tx, publicId) : null;
    if (!source || Number(source.hiddenLines) > 0) throw inventoryErrors.posting_not_found();
    if (source.eventType === 'REVERSAL') throw inventoryErrors.reversal_final();
    if (source.reversedBy)
      throw inventoryErrors.already_reversed({ headers: { Location: `/api/v1/inventory/postings/${source.reversedBy}` }, reversedBy: source.reversedBy });
    const reasonCodeId = input.reasonCode === undefined ? null : await this.store.reasonId(tx, input.reasonCode);
    if (input.reasonCode !== undefined && reasonCodeId === null) throw inventoryErrors.reason_unknown();
    const posting: LedgerPosting = {
      clientOpId: operationId(actor, input.clientOpId),
      eventType: 'REVERSAL',
      docType: source.docType,
      docRef: source.docRef,
      reasonCodeId,
      note: input.note ?? null,
      reversesId: source.id,
      lines: source.lines,
    };
    const outcome = await this.write(tx, actor, [posting]);
    const done = outcome.postings[0]!;
    audit.record(
      tx,
      actor,
      'stock.reversed',
      { type: 'posting', id: done.id },
      { diff: { reverses: publicId }, ...(input.note ? { reason: input.note } : {}) },
    );
    outbox.append(tx, { type: inventoryEvents.reversed, aggregate: { type: 'posting', id: done.id }, payload: { id: done.id, reverses: publicId } });
    return { id: done.id, type: 'REVERSAL', postedAt: outcome.postedAt!, reverses: { id: publicId } };
  }

  /**
   * Many documents with internal ids in one round trip, for importers: what is in the ledger already is skipped and
   * counted. One audit event covers the batch; nothing goes to the outbox, because history is no news.
   */
  async replay(tx: Tx, actor: Actor, postings: readonly LedgerPosting[]): Promise<{ posted: number; duplicates: number }> {
    const outcome = await this.write(tx, actor, postings, { duplicatesAllowed: true });
    const posted = outcome.postings.length;
    if (posted > 0) {
      audit.record(
        tx,
        actor,
        'stock.posted',
        { type: 'posting_batch', id: outcome.postings[0]!.id },
        { diff: { postings: posted, last: outcome.postings.at(-1)!.id } },
      );
    }
    return { posted, duplicates: outcome.duplicates.length };
  }

  /** The one door to the posting function: turns its refusals into errors. */
  private async write(
    tx: Tx,
    actor: Actor,
    postings: readonly LedgerPosting[],
    { lines = [], duplicatesAllowed = false }: WriteOptions = {},
  ): Promise<PostingOutcome> {
    const outcome = await this.store.post(tx, actor, postings).catch((error: unknown) => {
      // An operation that this actor may not see, or a reversal that won the race: the unique keys of the ledger decide.
      if (sqlState(error) === '23505' && violatedConstraint(error) === 'inventory_postings_client_op_id_key') throw operationErrors.duplicate();
      if (sqlState(error) === '23505' && violatedConstraint(error) === 'inventory_postings_reverses_id_key') throw inventoryErrors.already_reversed();
      throw error;
    });
    if (outcome.shortages) throw inventoryErrors.insufficient_stock({ shortages: shortageList(outcome.shortages, lines) });
    if (outcome.conflicts)
      throw inventoryErrors.serial_conflict({
        serials: outcome.conflicts.map((c) => lines.find((l) => l.ledger.serialId === String(c.serialId))?.serial ?? String(c.serialId)),
      });
    if (outcome.reservations) throw inventoryErrors.reservation_conflict();
    const [known] = outcome.duplicates;
    if (known && !duplicatesAllowed) {
      throw operationErrors.duplicate({ headers: { Location: `/api/v1/inventory/postings/${known.id}` }, posting: known.id });
    }
    return outcome;
  }

  private announce(tx: Tx, actor: Actor, posting: LedgerPosting, done: PostedDocument): void {
    const action = posting.eventType === 'ADJUST' ? 'stock.adjusted' : posting.eventType === 'STATUS' ? 'stock.status.changed' : 'stock.posted';
    const facts = { id: done.id, type: posting.eventType, docType: posting.docType, docRef: posting.docRef, lines: posting.lines.length };
    audit.record(tx, actor, action, { type: 'posting', id: done.id }, { diff: facts, ...(posting.note ? { reason: posting.note } : {}) });
    outbox.append(tx, { type: inventoryEvents.posted, aggregate: { type: 'posting', id: done.id }, payload: facts });
  }

  private requireDay(actor: Actor, facts: PostingFacts, day: string | undefined): void {
    if (day === undefined || day === facts.today) return;
    if (day > facts.today || !mayDo(actor, 'stock.backdate')) throw inventoryErrors.effective_date_refused({ today: facts.today });
  }

  private requireReason(input: PostStockDto, facts: PostingFacts): string | null {
    if (input.reasonCode === undefined) {
      if (POSTING_RULES[input.type].needsReason) throw inventoryErrors.reason_required();
      return null;
    }
    if (!facts.reason?.active) throw inventoryErrors.reason_unknown();
    return facts.reason.id;
  }
}

interface WriteOptions {
  /** The names behind the ledger's lines, for refusals in words. */
  readonly lines?: readonly ReadyLine[];
  readonly duplicatesAllowed?: boolean;
}

/** The id that stays unique for ever: the caller's, or the Idempotency-Key when that is a UUID. */
function operationId(actor: Actor, given: string | undefined): string {
  if (given !== undefined) return given;
  const key = actor.idempotencyKey;
  return key !== null && isUuid(key) ? key.toLowerCase() : uuidV7();
}

/** The route's permission may reach further than the one for this type of posting: the smaller scope counts. */
function outsideScope(actor: Actor, permission: string, lines: readonly PlannedLine[]): Complaint[] {
  const scope = scopeFor(actor, permission);
  if (scope.all) return [];
  return lines.flatMap((line) =>
    (['from', 'to'] as const).flatMap((side) => {
      const { warehouseId, zoneId } = line[side];
      if (warehouseId === null || scope.warehouses.includes(warehouseId) || (zoneId !== null && scope.zones.includes(zoneId))) return [];
      return [{ pointer: `/lines/${line.index}/${side}Location`, code: 'location_unknown' as const }];
    }),
  );
}

function refuseLines(actor: Actor, complaints: readonly Complaint[]): Error {
  const errors: FieldError[] = complaints.map(({ pointer, code, params }) => ({
    pointer,
    code: `inventory.${code}`,
    ...(params ? { params } : {}),
    message: (actor.locale === 'en' ? LINE_TEXTS[code].en : LINE_TEXTS[code].zh).replace(/\{(\w+)\}/g, (_, name: string) => String(params?.[name] ?? '')),
  }));
  return inventoryErrors.lines_refused({ errors });
}
