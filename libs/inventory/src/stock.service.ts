import { audit } from '@anwen/audit';
import { PremisesChanged, type Tx } from '@anwen/database';
import { isUuid, mayDo, scopeFor, uuidV7, type Actor } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Injectable } from '@nestjs/common';
import { inventoryErrors } from './inventory.errors';
import { inventoryEvents } from './inventory.events';
import type { ReversedDto } from './ledger.dto';
import type { LedgerLine, LedgerPosting, LineNames, PostedDocument, PostingOutcome } from './ledger-posting';
import { givenBackBy, outsideScope, planLines, type PlanOptions, type PlannedLine } from './line.rules';
import { isOfDocument } from './document-stock.rules';
import { LotChoice, type ReadyLine } from './lot-choice';
import { isBackdated, requireMoment } from './moment.rules';
import { alreadyDone, conflictingSerials, nameOf, refusalOf, refuseLines, reversedAlready } from './posting-refusals';
import { namedThings, namesOf, postedView, shortageList } from './posting-shape.rules';
import type { PostingFacts } from './posting-facts';
import type { PostStockDto, PostedDto, ReversePostingDto } from './stock.dto';
import { POSTING_RULES } from './posting-kinds.rules';
import { StockStore } from './stock.store';
import { exceedsLimit, type Change } from './value-limit.rules';

export { requireOccurredAt } from './moment.rules';

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
   * @throws inventory.lines_refused (all complaints at once), belongs_to_document, approval_required, insufficient_stock, serial_conflict, reservation_conflict, operation.duplicate.
   */
  async post(tx: Tx, actor: Actor, input: PostStockDto, options: PostOptions = {}): Promise<PostedDto> {
    return (await this.postAll(tx, actor, [{ input, options }]))[0]!;
  }

  /**
   * Several postings that belong together (what a production report uses up and what it makes, what a correction undoes and
   * makes anew), under one set of locks: one after the other would take its locks in no order. They take effect, and are
   * answered, in the order given. @throws what post and reverse throw.
   */
  async postAll(tx: Tx, actor: Actor, parts: readonly PostPart[]): Promise<PostedDto[]> {
    const ready: ReadyPosting[] = [];
    for (const part of parts)
      ready.push(
        'reverses' in part
          ? await this.prepareReversal(tx, actor, part)
          : await this.prepare(tx, actor, part.input, { ...part.options, givenBack: givenBackBy(ready) }),
      );
    const wide = parts.some((part) => 'options' in part && part.options?.scopeChecked);
    const asked = { wide, names: ready.flatMap((r) => r.names), chosen: ready.flatMap((r) => r.chosen) };
    const outcome = await this.write(
      tx,
      actor,
      ready.map((r) => r.posting),
      asked,
    );
    return ready.map(({ posting, lines, isAudited, reverses }, i) => {
      const done = outcome.postings[i]!;
      if (reverses === undefined) this.announce(tx, actor, posting, { done, isAudited });
      else this.announceReversal(tx, actor, posting, { done, isAudited, reverses });
      return postedView(done, posting, outcome.postedAt!, lines);
    });
  }

  /** Everything that is decided before the locks. */
  private async prepare(tx: Tx, actor: Actor, input: PostStockDto, options: PostOptions & Pick<PlanOptions, 'givenBack'>): Promise<ReadyPosting> {
    const rule = POSTING_RULES[input.type];
    const permission = options.permission ?? rule.permission;
    if (!mayDo(actor, permission)) throw inventoryErrors.type_not_permitted({ type: input.type });
    const clientOpId = operationId(actor, input.clientOpId);
    const wide = options.scopeChecked ?? false;
    await this.requireOwnAffair(tx, input, options);
    const weighs = options.limitChecked !== true && isByHand(input) && (await this.store.takeLimitTurn(tx, actor));
    const facts = await this.store.facts(tx, namedThings(clientOpId, input), wide);
    // Before any look at the world: an operation that happened has happened, whatever became of the stock since.
    if (facts.known) throw alreadyDone(facts.known);
    requireMoment(facts, input);
    const reasonCodeId = requireReason(input, facts.reason, options);
    const { lines, complaints } = planLines(input, facts, options.reusesGivenBack ? options : { ...options, givenBack: undefined });
    if (!wide) complaints.push(...outsideScope(scopeFor(actor, permission), lines));
    if (complaints.length > 0) throw refuseLines(actor, complaints);
    if (isBackdated(facts, input) && (!mayDo(actor, 'stock.backdate') || outsideScope(scopeFor(actor, 'stock.backdate'), lines).length > 0)) {
      throw inventoryErrors.effective_date_refused({ today: facts.today });
    }
    if (weighs && (await this.exceedsLimit(tx, actor, byHand(input, lines)))) throw inventoryErrors.approval_required({ at: '/api/v1/adjustments' });
    const ready = await this.lots.settle(tx, actor, lines, facts);
    if ('complaints' in ready) throw refuseLines(actor, ready.complaints);
    const posting: LedgerPosting = {
      clientOpId,
      eventType: rule.event,
      docType: input.docType ?? null,
      docRef: input.docRef ?? null,
      reasonCodeId,
      note: input.note ?? null,
      occurredAt: input.occurredAt ?? null,
      effectiveOn: input.effectiveOn ?? facts.today,
      lines: valued(
        ready.lines.map((l) => l.ledger),
        options.values,
      ),
    };
    const told = { names: ready.lines.map(namesOf), chosen: ready.lines.map((l) => l.chosen) };
    return { posting, lines: ready.lines, ...told, isAudited: rule.hasDocument || options.hasDocument === true };
  }

  /** Whether somebody else has to agree to these changes: with what the person has changed within a day, or `alone`. */
  async exceedsLimit(tx: Tx, actor: Actor, changes: readonly Change[], options: { alone?: true } = {}): Promise<boolean> {
    await this.store.takeLimitTurn(tx, actor);
    const weights = await this.store.weights(tx, actor, [...new Set(changes.map((c) => c.itemId))]);
    return exceedsLimit(changes, options.alone ? { ...weights, recent: '0' } : weights);
  }

  /** Posts the exact opposite of a posting, once; that of a document is undone by the document alone. @throws inventory.posting_not_found | posting_archived | belongs_to_document | already_reversed | reversal_final | location_closed, and what post throws. */
  async reverse(tx: Tx, actor: Actor, publicId: string, input: ReversalInput): Promise<ReversedDto> {
    const [done] = await this.postAll(tx, actor, [{ reverses: publicId, input }]);
    return { id: done!.id, type: 'REVERSAL', postedAt: done!.postedAt, reverses: { id: publicId } };
  }

  private async prepareReversal(tx: Tx, actor: Actor, { reverses, input }: ReversePart): Promise<ReadyPosting> {
    const clientOpId = operationId(actor, input.clientOpId);
    const source = isUuid(reverses) ? await this.store.forReversal(tx, reverses, clientOpId) : null;
    if (!source) throw inventoryErrors.posting_not_found();
    if (!source.isArchived && !source.isWhole) throw inventoryErrors.posting_not_found();
    // An operation that happened has happened, wherever its posting is kept by now.
    if (source.known) throw alreadyDone(source.known);
    if (source.isArchived) throw inventoryErrors.posting_archived();
    if (isOfDocument(source.docType) && !input.hasDocument && !input.ofDocument) throw inventoryErrors.belongs_to_document(nameOf(source));
    if (source.eventType === 'REVERSAL') throw inventoryErrors.reversal_final();
    if (source.reversedBy) throw reversedAlready(source.reversedBy);
    const closed = source.names.find((n) => n.closed !== null)?.closed;
    if (closed) throw inventoryErrors.location_closed({ location: closed });
    const reasonCodeId = input.reasonCode === undefined ? null : await this.store.reasonId(tx, input.reasonCode);
    if (input.reasonCode !== undefined && reasonCodeId === null) throw inventoryErrors.reason_unknown();
    const { docType, docRef, lines, names } = source;
    const posting: LedgerPosting = { clientOpId, eventType: 'REVERSAL', docType, docRef, reasonCodeId, note: input.note ?? null, reversesId: source.id, lines };
    return { posting, lines: [], names, chosen: names.map(() => false), isAudited: input.hasDocument === true, reverses };
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

  /** A posting of nobody's document carries no document's name and uses up no promise of one. */
  private async requireOwnAffair(tx: Tx, { type, docType, docRef, lines }: PostStockDto, options: PostOptions): Promise<void> {
    if (POSTING_RULES[type].hasDocument) return;
    if (isOfDocument(docType) && !options.hasDocument && !options.ofDocument) throw inventoryErrors.belongs_to_document(nameOf({ docType, docRef }));
    const promises = lines.flatMap((l) => l.reservationId ?? []);
    const foreign = promises.length === 0 ? null : await this.store.documentOf(tx, promises);
    if (foreign) throw inventoryErrors.belongs_to_document(nameOf(foreign));
  }

  /** The one door to the posting function: turns its refusals into errors. */
  private async write(tx: Tx, actor: Actor, postings: readonly LedgerPosting[], options: WriteOptions = {}): Promise<PostingOutcome> {
    const { names = [], duplicatesAllowed = false, chosen = [], wide = false } = options;
    const outcome = await this.store.post(tx, actor, postings, wide).catch((error: unknown) => {
      throw refusalOf(error);
    });
    // Only lots that FEFO had chosen before the locks are short: somebody took from them, so choose again in a fresh transaction.
    if (outcome.shortages?.every((s) => chosen[s.line - 1])) throw new PremisesChanged('a chosen lot was used up meanwhile');
    if (outcome.shortages) throw inventoryErrors.insufficient_stock({ shortages: shortageList(outcome.shortages, names) });
    if (outcome.conflicts) throw inventoryErrors.serial_conflict({ serials: conflictingSerials(outcome.conflicts, postings, names) });
    if (outcome.reservations) throw inventoryErrors.reservation_conflict();
    const [known] = outcome.duplicates;
    if (known && !duplicatesAllowed) throw alreadyDone(known.id);
    return outcome;
  }

  private announceReversal(tx: Tx, actor: Actor, { note }: LedgerPosting, { done, isAudited, reverses }: Announced & { reverses: string }): void {
    const why = note ? { reason: note } : {};
    if (!isAudited) audit.record(tx, actor, 'stock.reversed', { type: 'posting', id: done.id }, { diff: { reverses }, ...why });
    outbox.append(tx, { type: inventoryEvents.reversed, aggregate: { type: 'posting', id: done.id }, payload: { id: done.id, reverses } });
  }

  private announce(tx: Tx, actor: Actor, posting: LedgerPosting, { done, isAudited }: Announced): void {
    const action = posting.eventType === 'ADJUST' ? 'stock.adjusted' : posting.eventType === 'STATUS' ? 'stock.status.changed' : 'stock.posted';
    const facts = { id: done.id, type: posting.eventType, docType: posting.docType, docRef: posting.docRef, lines: posting.lines.length };
    if (!isAudited) audit.record(tx, actor, action, { type: 'posting', id: done.id }, { diff: facts, ...(posting.note ? { reason: posting.note } : {}) });
    outbox.append(tx, { type: inventoryEvents.posted, aggregate: { type: 'posting', id: done.id }, payload: facts });
  }
}

/** Values for other lines than these are no values for any. */
function valued(lines: readonly LedgerLine[], values: readonly string[] = []): LedgerLine[] {
  return values.length === lines.length ? lines.map((line, i) => ({ ...line, value: values[i]! })) : [...lines];
}

function requireReason(input: PostStockDto, reason: PostingFacts['reason'], { approved }: PostOptions): string | null {
  const rule = POSTING_RULES[input.type];
  if (input.reasonCode === undefined) {
    if (rule.needsReason) throw inventoryErrors.reason_required();
    return null;
  }
  if (!reason?.active || !rule.reasons.includes(reason.domain)) throw inventoryErrors.reason_unknown();
  if (reason.needsApproval && !approved) throw inventoryErrors.approval_required({ at: '/api/v1/adjustments' });
  if (reason.needsNote && !input.note?.trim()) throw inventoryErrors.note_required();
  return reason.id;
}

/** What a document may tell the core about a posting that it has thought through itself. */
export interface PostOptions {
  /** The actor needs it, and its scope must cover the places; that of the kind when absent. */
  readonly permission?: string;
  /** Somebody else has approved: reasons that need an approval are accepted. */
  readonly approved?: true;
  /** The caller has checked the scope; places may lie outside it (a transfer's other warehouse, a stage in another zone). */
  readonly scopeChecked?: true;
  /** The caller records the one audit event of this write, and names the posting in it. */
  readonly hasDocument?: true;
  /** The document has weighed the change against the limit, somebody else has approved it, or it is history that is loaded. */
  readonly limitChecked?: true;
  /** The goods are under way and the document is about their transfer: its place may take part. */
  readonly underWay?: true;
  /** Exact values of the ledger's lines in their order, for goods that go back as they came. */
  readonly values?: readonly string[];
  /** The posting belongs to the caller's document and carries its name; for kinds that anybody may post as well. */
  readonly ofDocument?: true;
  /** A correction: lots that reversals before it in the same `postAll` give back may be named although they are held or have expired since. */
  readonly reusesGivenBack?: true;
}

/** Found, lost or thrown away by a person's word alone; documents and counts have approvals of their own. */
const isByHand = (input: PostStockDto): boolean => input.type === 'adjust' || (input.type === 'issue' && input.lines.some((l) => l.toLocation === 'SCRAP'));
const byHand = ({ type }: PostStockDto, lines: readonly PlannedLine[]): Change[] =>
  lines
    .filter(({ to }) => type === 'adjust' || to.code === 'SCRAP')
    .map(({ item, qty, unitCost }) => ({ itemId: item.id, qtyChange: qty.toString(), unitCost }));

export type ReversalInput = ReversePostingDto & Pick<PostOptions, 'hasDocument' | 'ofDocument'>;
interface ReversePart {
  /** Public id of the posting whose exact opposite is made. */
  readonly reverses: string;
  readonly input: ReversalInput;
}

/** One posting of several that are made together: a new one, or the opposite of one that was made. */
export type PostPart = { readonly input: PostStockDto; readonly options?: PostOptions } | ReversePart;

interface Announced {
  readonly done: PostedDocument;
  readonly isAudited: boolean;
}

interface ReadyPosting {
  readonly posting: LedgerPosting;
  /** Empty for a reversal. */
  readonly lines: readonly ReadyLine[];
  /** By ledger line, as in WriteOptions. */
  readonly names: readonly LineNames[];
  readonly chosen: readonly boolean[];
  /** The document records the one audit event of this write. */
  readonly isAudited: boolean;
  /** Public id of the posting that it undoes. */
  readonly reverses?: string;
}

interface WriteOptions {
  /** Every place may take part, whatever the scope. */
  readonly wide?: boolean;
  /** What people call the ledger's lines, for refusals in words. */
  readonly names?: readonly LineNames[];
  readonly duplicatesAllowed?: boolean;
  /** By ledger line: its lot was chosen before the locks, so that its shortage means "choose again". */
  readonly chosen?: readonly boolean[];
}

/** The id that stays unique for ever: the caller's, or the Idempotency-Key when that is a UUID. */
function operationId(actor: Actor, given: string | undefined): string {
  if (given !== undefined) return given;
  const key = actor.idempotencyKey;
  return key !== null && isUuid(key) ? key.toLowerCase() : uuidV7();
}
