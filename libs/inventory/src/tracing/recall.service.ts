import { audit } from '@anwen/audit';
import { takeNumber } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { isUuid, pageOf, type Actor, type CursorCodec, type Page } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Inject, Injectable } from '@nestjs/common';
import { inventoryErrors } from '../inventory.errors';
import { newestFirst } from '../listing';
import { GenealogyStore, type FamilyMember, type Node } from './genealogy.store';
import { RecallSpread } from './recall-spread.service';
import { RecallSpreadStore } from './recall-spread.store';
import type { AffectedDto, AffectedQuery, CloseRecallDto, OpenRecallDto, RecallDto, RecallQuery } from './recall.dto';
import { RECALL, RECALL_DEPTH, RECALL_NODES, recallView, requireWhole, statusAfter, type RecallRow } from './recall.rules';
import { RecallStore, type AffectedRow } from './recall.store';
import { tracingErrors } from './tracing.errors';
import { tracingEvents } from './tracing.events';
import { stateInWords } from '../state-words';

/** Calls lots back: finds everything that came of them, holds it, says where it is and who got it. */
@Injectable()
export class RecallService {
  constructor(
    private readonly store: RecallStore,
    private readonly spread: RecallSpread,
    private readonly lots: RecallSpreadStore,
    private readonly genealogy: GenealogyStore,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  /** Newest first. @throws inventory.sort_unknown, page.cursor_invalid. */
  list(tx: Tx, query: RecallQuery): Promise<Page<RecallDto>> {
    return newestFirst(query, {
      name: 'recalls',
      cursors: this.cursors,
      rows: (before) => this.store.list(tx, query, before),
      count: () => this.store.count(tx, query),
      view: recallView,
    });
  }

  /** By id or number. @throws inventory.recall_not_found. */
  async get(tx: Tx, id: string): Promise<RecallDto> {
    return recallView(await this.require(tx, id));
  }

  /**
   * Roots become `recalled`, everything that came of them `hold`, wherever it stands: in production, picked or packed.
   * Order of locks: the turn of the edges → lots by id → the number. From the commit on nothing of it is used, and what is
   * made of it is held at birth. @throws inventory.lot_not_found | recall_too_wide
   */
  async open(tx: Tx, actor: Actor, input: OpenRecallDto): Promise<RecallDto> {
    const began = performance.now();
    await this.genealogy.takeTurn(tx);
    const roots = await this.store.roots(tx, input);
    const asked = new Set([...input.lots, ...(input.serials ?? [])].map((id) => id.toLowerCase())).size;
    if (asked === 0 || roots.length !== asked) throw inventoryErrors.lot_not_found();
    const { direction = 'down', mock = false, reason } = input;
    const members = await this.reach(tx, roots, direction);
    if (!mock)
      await this.lots.lock(
        tx,
        members.map((m) => m.node),
      );
    const number = await takeNumber(tx, 'RL');
    const made = await this.store.insert(tx, { number, direction, mock, reason, by: actor.name });
    const added = await this.spread.cover(tx, { ...made, number, mock }, members);
    await this.store.noteTime(tx, made.no, performance.now() - began);
    const facts = { number, mock, direction, roots: roots.length, affected: added.length };
    audit.record(tx, actor, 'lot.recall.opened', { type: 'recall', id: made.id }, { diff: facts, reason });
    outbox.append(tx, { type: tracingEvents.recallOpened, aggregate: { type: 'recall', id: made.id }, payload: { id: made.id, ...facts } });
    return this.get(tx, made.id);
  }

  /** @throws inventory.recall_not_found | invalid_transition. */
  async close(tx: Tx, actor: Actor, id: string, input: CloseRecallDto): Promise<RecallDto> {
    await this.genealogy.takeTurn(tx);
    const recall = await this.require(tx, id, true);
    if (RECALL.next(recall.state, 'close') === undefined)
      throw inventoryErrors.invalid_transition({ state: recall.state, stateZh: stateInWords(recall.state), legal: RECALL.legal(recall.state) });
    await this.store.close(tx, recall.no, { by: actor.name, ...input });
    if (!recall.mock) {
      await this.lots.lock(tx, await this.lots.members(tx, recall.no));
      await this.lots.letGo(tx, recall, statusAfter(input.outcome));
    }
    const facts = { number: recall.number, mock: recall.mock, outcome: input.outcome };
    audit.record(tx, actor, 'lot.recall.closed', { type: 'recall', id: recall.id }, { diff: facts, reason: input.reason });
    outbox.append(tx, { type: tracingEvents.recallClosed, aggregate: { type: 'recall', id: recall.id }, payload: { id: recall.id, ...facts } });
    return this.get(tx, recall.id);
  }

  /** Sources, roots, then what came of them; only what was found within the scope. @throws inventory.recall_not_found, page.cursor_invalid. */
  async affected(tx: Tx, id: string, query: AffectedQuery): Promise<Page<AffectedDto>> {
    const recall = await this.require(tx, id);
    const binding = ['recall', recall.id];
    const after = query.cursor === undefined ? null : this.cursors.decode(query.cursor, binding);
    const rows = await this.store.affected(tx, recall.no, query, after);
    return pageOf(
      rows,
      query.limit,
      (last: AffectedRow) => this.cursors.encode([String(last.depth), last.node], binding),
      ({ node: _node, ...row }) => row,
    );
  }

  private async reach(tx: Tx, roots: readonly Node[], direction: 'down' | 'both'): Promise<FamilyMember[]> {
    const walk = (down: boolean): Promise<FamilyMember[]> => this.genealogy.family(tx, roots, { down, depth: RECALL_DEPTH, limit: RECALL_NODES });
    const sources = direction === 'both' ? (await walk(false)).filter((f) => f.depth > 0).map((f) => ({ node: f.node, depth: -f.depth })) : [];
    const uses = await walk(true);
    requireWhole([...sources, ...uses]);
    // A source of one root may have come of another: then it has come of a root.
    const known = new Set(uses.map((f) => f.node));
    return [...uses, ...sources.filter((f) => !known.has(f.node))];
  }

  private async require(tx: Tx, id: string, lock = false): Promise<RecallRow> {
    const row = await this.store.find(tx, { id: isUuid(id) ? id : null, number: id }, lock);
    if (!row) throw tracingErrors.recall_not_found();
    return row;
  }
}
