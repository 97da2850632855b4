import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, type Actor, type Id, type Page } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { catalogErrors } from '../catalog.errors';
import { announce, announceMany, diffOf, type Change, type ImportOptions } from '../catalog.events';
import { complaint, refuse, requireVersion, unknownReference, type Complaint, type Edit } from '../refusals';
import { legalVerbs, versionMachine, type VersionState } from '../version-states.rules';
import type {
  CreateRoutingDto,
  RoutingDto,
  RoutingListQuery,
  RoutingOperationInput,
  RoutingRowInput,
  RoutingSummaryDto,
  UpdateRoutingDto,
} from './routing.dto';
import { RoutingStore, type OperationValues, type RoutingOperations, type RoutingRow } from './routing.store';

type Ids = Awaited<ReturnType<RoutingStore['idsOf']>>;

/** How an item is made: operations at work centers with their times. One routing of an item is active; a draft changes, the others do not. */
@Injectable()
export class RoutingService {
  constructor(
    private readonly store: RoutingStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  async list(tx: Tx, _actor: Actor, input: RoutingListQuery): Promise<Page<RoutingSummaryDto>> {
    const page = await this.store.list(tx, this.codec, input);
    return { ...page, items: page.items.map(summary) };
  }

  /** @throws catalog.routing_not_found */
  async get(tx: Tx, _actor: Actor, id: string): Promise<RoutingDto> {
    return this.present(tx, await this.find(tx, id));
  }

  /** Of the active routing, for callers inside the server; null: the item has none. */
  async operationsOf(tx: Tx, itemId: Id): Promise<RoutingOperations | null> {
    return (await this.store.activeOf(tx, [itemId])).get(itemId) ?? null;
  }

  /** The same for many items in one statement; items without one are absent. */
  operationsFor(tx: Tx, itemIds: readonly Id[]): Promise<ReadonlyMap<Id, RoutingOperations>> {
    return this.store.activeOf(tx, itemIds);
  }

  /** A new draft, one version on. @throws catalog.reference_unknown | catalog.operation_twice */
  async create(tx: Tx, actor: Actor, input: CreateRoutingDto): Promise<RoutingDto> {
    await this.store.lockAll(tx);
    const ids = await this.resolve(tx, actor, [{ routing: input, at: '' }]);
    const itemId = ids.items.get(input.item)!;
    const version = await this.store.nextVersion(tx, itemId);
    const [made] = await this.store.insert(tx, [{ itemId, version, state: 'draft', note: input.note ?? null }]);
    await this.store.insertOperations(tx, valuesOf(made!.id, input.operations, ids));
    announce(tx, actor, { action: 'routing.created', event: 'routing.created.v1', subject: subject(made!.publicId, input.item), diff: diffOf(null, input) });
    return this.get(tx, actor, made!.publicId);
  }

  /** A new draft that says what this version says. @throws catalog.routing_not_found | what create throws */
  async copy(tx: Tx, actor: Actor, id: string): Promise<RoutingDto> {
    const { item, note, operations } = await this.get(tx, actor, id);
    return this.create(tx, actor, { item: item.code, note, operations: operations.map((o) => ({ ...o, workCenter: o.workCenter.code })) });
  }

  /** @throws catalog.routing_not_found | http.precondition_failed | catalog.routing_not_draft | what create throws */
  async update(tx: Tx, actor: Actor, { id, rowVersion, patch }: Edit<UpdateRoutingDto>): Promise<RoutingDto> {
    await this.store.lockAll(tx);
    const before = await this.find(tx, id);
    const shown = await this.present(tx, before);
    requireVersion(rowVersion, shown);
    if (before.state !== 'draft') throw catalogErrors.routing_not_draft();
    if (patch.operations) {
      const ids = await this.resolve(tx, actor, [{ routing: { item: before.item.code, operations: patch.operations }, at: '' }]);
      await this.store.removeOperations(tx, before.id);
      await this.store.insertOperations(tx, valuesOf(before.id, patch.operations, ids));
    }
    await this.store.update(tx, before.id, patch.note === undefined ? before.note : patch.note);
    announce(tx, actor, { action: 'routing.updated', event: 'routing.updated.v1', subject: subject(id, before.item.code), diff: diffOf(shown, patch) });
    return this.get(tx, actor, id);
  }

  /** The draft becomes the routing of its item; the one before steps back. @throws catalog.routing_not_found | catalog.invalid_transition */
  async activate(tx: Tx, actor: Actor, id: string): Promise<RoutingDto> {
    await this.store.lockAll(tx);
    const before = await this.find(tx, id);
    requireVerb(before.state, 'activate');
    const replaced = await this.store.obsoleteActive(tx, before.itemId);
    for (const { publicId } of replaced)
      outbox.append(tx, { type: 'routing.obsoleted.v1', aggregate: { type: 'routing', id: publicId }, payload: { id: publicId, code: before.item.code } });
    return this.step(tx, actor, before, { state: 'active', action: 'routing.activated', event: 'routing.activated.v1', diff: replacing(replaced) });
  }

  /** @throws catalog.routing_not_found | catalog.invalid_transition */
  async obsolete(tx: Tx, actor: Actor, id: string): Promise<RoutingDto> {
    await this.store.lockAll(tx);
    const before = await this.find(tx, id);
    requireVerb(before.state, 'obsolete');
    return this.step(tx, actor, before, { state: 'obsolete', action: 'routing.obsoleted', event: 'routing.obsoleted.v1' });
  }

  /** Loads routings as version 1, active; an item that has one keeps it. @throws what create throws */
  async createMany(tx: Tx, actor: Actor, rows: readonly RoutingRowInput[], options: ImportOptions = {}): Promise<void> {
    await this.store.lockAll(tx);
    const ids = await this.resolve(
      tx,
      actor,
      rows.map((routing, i) => ({ routing, at: `/${i}` })),
    );
    const byItem = new Map(rows.map((row) => [ids.items.get(row.item)!, row]));
    const wanted = [...byItem].map(([itemId, row]) => ({ itemId, version: 1, state: 'active', note: row.note ?? null }));
    const made = await this.store.insert(tx, wanted);
    const operations = made.flatMap(({ id, itemId }) => valuesOf(id, byItem.get(itemId)!.operations, ids));
    await this.store.insertOperations(tx, operations);
    const imported = made.map(({ publicId, itemId }) => ({ publicId, code: byItem.get(itemId)!.item }));
    announceMany(tx, actor, imported, { type: 'routing', action: 'routing.created', event: 'routing.created.v1', ...options });
  }

  private async step(
    tx: Tx,
    actor: Actor,
    before: RoutingRow,
    to: Pick<Change, 'action' | 'event' | 'diff'> & { readonly state: VersionState },
  ): Promise<RoutingDto> {
    const { state, action, event } = to;
    await this.store.setState(tx, before.id, state);
    announce(tx, actor, { action, event, subject: subject(before.publicId, before.item.code), diff: { ...diffOf(before, { state }), ...to.diff } });
    return this.get(tx, actor, before.publicId);
  }

  private async resolve(
    tx: Tx,
    actor: Actor,
    given: readonly { readonly routing: Pick<CreateRoutingDto, 'item' | 'operations'>; readonly at: string }[],
  ): Promise<Ids> {
    const centers = given.flatMap(({ routing }) => routing.operations.map((o) => o.workCenter));
    const ids = await this.store.idsOf(
      tx,
      given.map(({ routing }) => routing.item),
      centers,
    );
    refuse(
      actor,
      given.flatMap(({ routing, at }) => [
        ...(ids.items.has(routing.item) ? [] : [unknownReference(`${at}/item`, routing.item)]),
        ...operationComplaints(routing.operations, ids, at),
      ]),
    );
    return ids;
  }

  private async find(tx: Tx, id: string): Promise<RoutingRow> {
    const row = await this.store.byPublicId(tx, id);
    if (!row) throw catalogErrors.routing_not_found();
    return row;
  }

  private async present(tx: Tx, row: RoutingRow): Promise<RoutingDto> {
    return { ...summary(row), operations: await this.store.operationsOf(tx, row.id) };
  }
}

function operationComplaints(operations: readonly RoutingOperationInput[], ids: Ids, at: string): Complaint[] {
  const seen = new Set<number>();
  const last = Math.max(...operations.map(({ opNo }) => opNo));
  return operations.flatMap(({ opNo, workCenter, reportPoint }, i) => {
    const twice = seen.has(opNo) ? [complaint(catalogErrors.operation_twice, `${at}/operations/${i}/opNo`, { opNo })] : [];
    seen.add(opNo);
    // What the last operation reports is what the order has made.
    const unreported = opNo === last && reportPoint === false ? [complaint(catalogErrors.last_not_reported, `${at}/operations/${i}/reportPoint`)] : [];
    return [...twice, ...unreported, ...(ids.centers.has(workCenter) ? [] : [unknownReference(`${at}/operations/${i}/workCenter`, workCenter)])];
  });
}

function valuesOf(routingId: Id, operations: readonly RoutingOperationInput[], ids: Ids): OperationValues[] {
  return operations.map(({ opNo, name, workCenter, setupS = '0', runS = '0', queueS = '0', reportPoint = true, instructions = null }) => ({
    routingId,
    opNo,
    name,
    workCenterId: ids.centers.get(workCenter)!,
    setupS,
    runS,
    queueS,
    reportPoint,
    instructions,
  }));
}

/** What the audit tells of the routing that gave way: one write, one event. */
function replacing(replaced: readonly { readonly version: number }[]): object {
  if (replaced.length === 0) return {};
  const inState = (state: VersionState): object[] => replaced.map(({ version }) => ({ version, state }));
  return { replaces: { before: inState('active'), after: inState('obsolete') } };
}

function summary({ publicId, item, version, state, note, operationCount, rowVersion }: RoutingRow): RoutingSummaryDto {
  return { id: publicId, item, version, state, note, operationCount, legal: legalVerbs(state), rowVersion };
}

function requireVerb(state: string, verb: 'activate' | 'obsolete'): void {
  if (versionMachine.next(state as VersionState, verb) === undefined) throw catalogErrors.invalid_transition({ state, legal: legalVerbs(state) });
}

const subject = (id: string, code: string): Change['subject'] => ({ type: 'routing', id, code });
