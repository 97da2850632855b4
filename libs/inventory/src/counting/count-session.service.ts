import { audit, type AuditAction } from '@anwen/audit';
import { takeNumber } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { mayDo, scopeFor, type Actor, type CursorCodec, type Page } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Inject, Injectable } from '@nestjs/common';
import { coversWarehouse, requireWarehouse, stepOf } from '../handling/document-step';
import { handlingErrors } from '../handling/handling.errors';
import { personOf } from '../handling/task-lease';
import { newestFirst } from '../listing';
import { CountLineStore } from './count-line.store';
import { CountPlanService, limitsOf } from './count-plan.service';
import type { ApproveCountDto, CountSessionDto, CountSessionQuery, CreateCountSessionDto, RecountDto } from './count-session.dto';
import { CountSessionStore, type CountSessionRow } from './count-session.store';
import { countingErrors } from './counting.errors';
import { countingEvents } from './counting.events';
import { isUndecided, legalSteps, sessionMachine, type SessionState } from './counting.rules';

/** More places than this are more than a shift's work, and one transaction makes their tasks. */
const PLACES_MAX = 5_000;

type Verb = keyof typeof sessionMachine.transitions;

/** The life of a count from the plan to the approval; entries are CountTaskService's, the posting is CountPostingService's. */
@Injectable()
export class CountSessionService {
  constructor(
    private readonly store: CountSessionStore,
    private readonly lines: CountLineStore,
    private readonly plans: CountPlanService,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  /** Newest first. @throws inventory.sort_unknown, page.cursor_invalid. */
  list(tx: Tx, actor: Actor, query: CountSessionQuery): Promise<Page<CountSessionDto>> {
    return newestFirst(query, {
      name: 'count-sessions',
      cursors: this.cursors,
      rows: async (before) => this.marked(tx, actor, await this.store.list(tx, query, before)),
      count: () => this.store.count(tx, query),
      view: (row) => sessionView(row, actor, row.isCounter),
    });
  }

  /** @throws inventory.document_not_found. */
  async get(tx: Tx, actor: Actor, id: string): Promise<CountSessionDto> {
    const row = await this.store.find(tx, id);
    if (!row) throw handlingErrors.document_not_found();
    const [marked] = await this.marked(tx, actor, [row]);
    return sessionView(row, actor, marked!.isCounter);
  }

  private async marked(tx: Tx, actor: Actor, rows: readonly CountSessionRow[]): Promise<(CountSessionRow & { isCounter: boolean })[]> {
    const going = rows.filter((r) => isUndecided(r.state)).map((r) => r.no);
    const mine = going.length === 0 ? new Set() : await this.store.countedBy(tx, going, personOf(actor).id);
    return rows.map((r) => ({ ...r, isCounter: mine.has(r.no) }));
  }

  /** @throws inventory.warehouse_not_found | whole_warehouse_needed | document_not_found (plan) | count_scope_required | count_scope_refused. */
  async create(tx: Tx, actor: Actor, input: CreateCountSessionDto): Promise<CountSessionDto> {
    const warehouseId = await this.plans.warehouse(tx, actor, input.warehouse);
    const plan = input.planId === undefined ? null : await this.plans.find(tx, input.planId);
    if (plan && plan.warehouseId !== warehouseId) throw handlingErrors.document_not_found();
    const scope = input.scope ?? plan?.scope;
    if (!scope) throw countingErrors.count_scope_required();
    await this.plans.requireScope(tx, warehouseId, scope);
    const limits = { ...limitsOf(plan ?? {}), ...withoutHoles(limitsOf(input)) };
    const blind = input.blind ?? plan?.blind ?? true;
    const number = await takeNumber(tx, 'CC');
    const id = await this.store.create(tx, { number, warehouseId, planId: plan?.no ?? null, scope, blind, ...limits, by: personOf(actor) });
    audit.record(tx, actor, 'count.created', { type: 'count_session', id: number }, { diff: { scope } });
    return this.get(tx, actor, id);
  }

  /** Makes one task a place and holds the places. @throws inventory.count_scope_empty | count_too_large | count_overlap | invalid_transition. */
  async open(tx: Tx, actor: Actor, id: string): Promise<CountSessionDto> {
    const session = await this.step(tx, actor, id, 'open');
    const { no, warehouseId, scope } = session;
    const itemIds = await this.store.itemsInScope(tx, warehouseId, scope);
    const places = (await this.store.placesInScope(tx, session, itemIds, PLACES_MAX + 1)).map((p) => p.id);
    if (places.length === 0) throw countingErrors.count_scope_empty();
    if (places.length > PLACES_MAX) throw countingErrors.count_too_large({ max: PLACES_MAX });
    const held = await this.store.holdPlaces(tx, session, places);
    if (held.length > 0) throw countingErrors.count_overlap({ locations: held.join(', ') });
    await this.store.setItems(tx, no, itemIds);
    await this.store.addTasks(tx, no, places);
    return this.enter(tx, actor, session, { verb: 'open', action: 'count.opened', diff: { places: places.length } });
  }

  /** @throws inventory.count_nothing_to_recount | count_scope_refused (no such task) | invalid_transition. */
  async requestRecount(tx: Tx, actor: Actor, id: string, input: RecountDto = {}): Promise<CountSessionDto> {
    const session = await this.step(tx, actor, id, 'request-recount');
    await this.lines.markLate(tx, session.no);
    const places = await this.store.placesToRecount(tx, session.no, input.taskIds ?? null);
    const unknown = input.taskIds === undefined ? [] : await this.store.unknownTasks(tx, session.no, input.taskIds);
    if (unknown.length > 0) throw countingErrors.count_scope_refused({ unknown: unknown.slice(0, 10).join(', ') });
    if (places.length === 0) throw countingErrors.count_nothing_to_recount();
    await this.store.addTasks(
      tx,
      session.no,
      places.map((p) => p.id),
    );
    return this.enter(tx, actor, session, { verb: 'request-recount', action: 'count.recount.requested', diff: { places: places.length } });
  }

  /** By somebody who counted none of it. @throws inventory.four_eyes | count_recount_needed | invalid_transition. */
  async approve(tx: Tx, actor: Actor, id: string, input: ApproveCountDto = {}): Promise<CountSessionDto> {
    const session = await this.step(tx, actor, id, 'approve');
    const person = personOf(actor);
    if (await this.store.hasCounted(tx, session.no, person.id)) throw handlingErrors.four_eyes();
    await this.lines.markLate(tx, session.no);
    const again = await this.lines.toRepeat(tx, session.no, input.acceptMoved ?? false);
    if (again.length > 0) throw countingErrors.count_recount_needed({ lines: again });
    await this.store.approve(tx, session.no, person);
    return this.enter(tx, actor, session, {
      verb: 'approve',
      action: 'count.approved',
      diff: { differing: session.differing, moved: input.acceptMoved ?? false },
    });
  }

  /** @throws inventory.count_posted_in_part | invalid_transition. */
  async cancel(tx: Tx, actor: Actor, id: string): Promise<CountSessionDto> {
    const session = await this.step(tx, actor, id, 'cancel');
    if (await this.lines.hasPosted(tx, session.no)) throw countingErrors.count_posted_in_part();
    await this.store.letGo(tx, session.no);
    return this.enter(tx, actor, session, { verb: 'cancel', action: 'count.cancelled' });
  }

  /** Holds the header for a step of a person. @throws inventory.document_not_found | whole_warehouse_needed | invalid_transition. */
  private async step(tx: Tx, actor: Actor, id: string, verb: Verb): Promise<CountSessionRow> {
    const session = await this.store.lock(tx, id, 'UPDATE');
    if (!session) throw handlingErrors.document_not_found();
    const permission = verb === 'approve' ? 'count.approve' : 'count.manage';
    requireWarehouse(scopeFor(actor, permission), session.warehouseId);
    if (!legalSteps(session.state).includes(verb)) stepOf(sessionMachine, session.state, verb);
    return session;
  }

  private async enter(tx: Tx, actor: Actor, session: CountSessionRow, told: { verb: Verb; action: AuditAction; diff?: object }): Promise<CountSessionDto> {
    const { verb } = told;
    const state: SessionState = stepOf(sessionMachine, session.state, verb);
    await this.store.setState(tx, session.no, state);
    audit.record(tx, actor, told.action, { type: 'count_session', id: session.number }, { diff: { state: [session.state, state], ...told.diff } });
    const type = countingEvents[verb as keyof typeof countingEvents];
    if (type) outbox.append(tx, { type, aggregate: { type: 'count_session', id: session.id }, payload: { id: session.id, number: session.number } });
    return this.get(tx, actor, session.id);
  }
}

/** What only those see who decide on counts: never a counter (I-24). */
export function seesResults(actor: Actor, warehouseId: string): boolean {
  return ['count.approve', 'count.manage'].some((p) => mayDo(actor, p) && coversWarehouse(scopeFor(actor, p), warehouseId));
}

export function sessionView(row: CountSessionRow, actor: Actor, isCounter = false): CountSessionDto {
  const { no: _no, warehouseId, itemIds: _items, counted, differing, open: waiting, conflicts, varianceValue, openedAt: _opened, ...rest } = row;
  const { toleranceAbs: _a, tolerancePct: _p, toleranceValue: _v, recountOverPct: _r, ...shown } = rest;
  const open = !isCounter && seesResults(actor, warehouseId);
  const priced = open && mayDo(actor, 'stock.cost.read') && coversWarehouse(scopeFor(actor, 'stock.cost.read'), warehouseId);
  return {
    ...shown,
    legal: legalSteps(row.state),
    lines: open ? { counted, differing, open: waiting, conflicts } : null,
    varianceValue: priced ? varianceValue : null,
  };
}

const withoutHoles = <T extends object>(given: T): Partial<T> => Object.fromEntries(Object.entries(given).filter(([, v]) => v !== null)) as Partial<T>;
