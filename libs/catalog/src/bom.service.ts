import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, type Actor, type Id, type Page } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { lockBills } from './bill-lock';
import { BomIntake } from './bom-intake';
import { differenceOf } from './bom-diff.rules';
import type { BomDiffDto, BomDiffQuery, BomDto, BomListQuery, BomRowInput, BomSummaryDto, CreateBomDto, UpdateBomDto } from './bom.dto';
import { beginningToday, daysOfCopy, isOutdated, requireVerb, shareADay, succession, validityTaken, type GivingWay, type Owned } from './bom.rules';
import { BomStore, type BomRow } from './bom.store';
import { asInput, factsOf, presentLine, summary } from './bom-view';
import { catalogErrors } from './catalog.errors';
import { announce, announceMany, diffOf, type Change, type ImportOptions } from './catalog.events';
import { requireVersion, type Edit } from './refusals';

interface Succession {
  readonly entering: readonly Owned[];
  /** Active bills that gave way, and what became of them. */
  readonly replaced: readonly { readonly old: Owned; readonly now: GivingWay }[];
}

/** What an item is made of. At most one bill of an item is active on a day; a draft changes, an active or obsolete bill does not. */
@Injectable()
export class BomService {
  constructor(
    private readonly store: BomStore,
    private readonly intake: BomIntake,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  async list(tx: Tx, _actor: Actor, input: BomListQuery): Promise<Page<BomSummaryDto>> {
    const page = await this.store.list(tx, this.codec, input);
    return { ...page, items: page.items.map(summary) };
  }

  /** @throws catalog.bom_not_found */
  async get(tx: Tx, actor: Actor, id: string): Promise<BomDto> {
    return this.present(tx, actor, await this.find(tx, id));
  }

  /** How two versions of one item's bill differ. @throws catalog.bom_not_found | catalog.diff_of_two_items */
  async diff(tx: Tx, actor: Actor, { a, b }: BomDiffQuery): Promise<BomDiffDto> {
    const [first, second] = [await this.get(tx, actor, a), await this.get(tx, actor, b)];
    if (first.item.id !== second.item.id) throw catalogErrors.diff_of_two_items();
    const { lines: _before, ...before } = first;
    const { lines: _after, ...after } = second;
    return { a: before, b: after, ...differenceOf(first, second) };
  }

  /** A new draft, one version on. @throws catalog.reference_unknown | catalog.unit_not_for_item | catalog.bom_overlap | catalog.period_reversed | catalog.bom_cycle */
  async create(tx: Tx, actor: Actor, input: CreateBomDto): Promise<BomDto> {
    await lockBills(tx);
    return this.draft(tx, actor, input);
  }

  /** A new draft that says what this version says, but of no day that is over. @throws catalog.bom_not_found | what create throws */
  async copy(tx: Tx, actor: Actor, id: string): Promise<BomDto> {
    await lockBills(tx);
    const row = await this.find(tx, id);
    const { baseQty, yieldPct, kind, changeNote } = row;
    const days = daysOfCopy(row, await this.store.today(tx));
    return this.draft(tx, actor, { item: row.item.code, baseQty, yieldPct, kind, ...days, changeNote, lines: await this.inputOf(tx, row) });
  }

  /**
   * Changes a draft, or the last day of an active bill and nothing else.
   * @throws catalog.bom_not_found | http.precondition_failed | catalog.bom_not_draft | catalog.bom_validity_taken | what create throws
   */
  async update(tx: Tx, actor: Actor, { id, rowVersion, patch }: Edit<UpdateBomDto>): Promise<BomDto> {
    await lockBills(tx);
    const before = await this.find(tx, id);
    const shown = await this.present(tx, actor, before);
    requireVersion(rowVersion, shown);
    if (before.state === 'active' && isEndAlone(patch)) await this.requireFreeDays(tx, before, patch);
    else if (before.state !== 'draft') throw catalogErrors.bom_not_draft();
    const facts = factsOf(patch, before);
    if (patch.lines) await this.replaceLines(tx, actor, before, { ...facts, item: before.item.code, lines: patch.lines });
    // Lines that nobody touched are judged when the draft becomes active: their items may have changed meanwhile.
    else this.intake.requireHead(actor, facts);
    await this.store.update(tx, before.id, facts);
    announce(tx, actor, { action: 'bom.updated', event: 'bom.updated.v1', subject: subject(id, before.item.code), diff: diffOf(shown, patch) });
    return this.get(tx, actor, id);
  }

  /**
   * The draft becomes the bill of its item on its days; one that holds on them ends the day before, or steps back.
   * @throws catalog.bom_not_found | catalog.bom_transition | catalog.bom_cycle | catalog.bom_validity_taken
   */
  async activate(tx: Tx, actor: Actor, id: string): Promise<BomDto> {
    await lockBills(tx);
    const before = await this.find(tx, id);
    requireVerb(before.state, 'activate');
    const bill = { item: before.item.code, lines: await this.inputOf(tx, before) };
    const items = await this.intake.resolve(tx, actor, [{ bill, at: '' }]);
    await this.intake.requireNoCycle(tx, [bill], items);
    const { entering, replaced } = await this.succeed(tx, actor, [before]);
    announce(tx, actor, {
      action: 'bom.activated',
      event: 'bom.activated.v1',
      subject: subject(id, before.item.code),
      diff: { ...diffOf(before, { state: 'active', validFrom: entering[0]!.validFrom }), ...replacing(replaced) },
    });
    return this.get(tx, actor, id);
  }

  /** @throws catalog.bom_not_found | catalog.bom_transition */
  async obsolete(tx: Tx, actor: Actor, id: string): Promise<BomDto> {
    await lockBills(tx);
    const before = await this.find(tx, id);
    requireVerb(before.state, 'obsolete');
    await this.store.obsolete(tx, before.id);
    announce(tx, actor, {
      action: 'bom.obsoleted',
      event: 'bom.obsoleted.v1',
      subject: subject(id, before.item.code),
      diff: diffOf(before, { state: 'obsolete' }),
    });
    return this.get(tx, actor, id);
  }

  /**
   * Loads bills, active unless told otherwise; an (item, version) that exists stays as it is. Answers
   * `item code/version` → internal id. @throws what create and activate throw
   */
  async createMany(tx: Tx, actor: Actor, rows: readonly BomRowInput[], options: ImportOptions = {}): Promise<ReadonlyMap<string, Id>> {
    await lockBills(tx);
    const items = await this.intake.resolve(
      tx,
      actor,
      rows.map((bill, i) => ({ bill, at: `/${i}` })),
    );
    const byKey = new Map(rows.map((row) => [`${items.get(row.item)!.id}/${row.version ?? 1}`, row]));
    const wanted = [...byKey.values()].map((row) => ({
      itemId: items.get(row.item)!.id,
      version: row.version ?? 1,
      ...factsOf(row),
      state: waitingState(row),
    }));
    const made = await this.store.insert(tx, wanted);
    const fresh = made.map((bom) => ({ ...bom, row: byKey.get(`${bom.itemId}/${bom.version}`)! }));
    await this.store.insertLines(
      tx,
      fresh.flatMap(({ id, row }) => this.intake.linesFor(id, row.lines, items)),
    );
    const active = fresh.filter(({ row }) => (row.state ?? 'active') === 'active');
    // In the order of their versions: that of a file is chance.
    const drafts = active.map((bom) => ({ ...bom, ...factsOf(bom.row) })).sort((a, b) => a.version - b.version);
    const { entering } = await this.succeed(tx, actor, drafts, true);
    await this.intake.requireNoCycle(
      tx,
      active.filter(({ id }) => entering.some((bom) => bom.id === id)).map(({ row }) => row),
      items,
    );
    const imported = fresh.map(({ publicId, row }) => ({ publicId, code: row.item }));
    announceMany(tx, actor, imported, { type: 'bom', action: 'bom.created', event: 'bom.created.v1', ...options });
    const codes = new Map([...items.values()].map((item) => [item.id, item.code]));
    const all = await this.store.idsByItem(
      tx,
      rows.map((row) => items.get(row.item)!.id),
    );
    return new Map(all.map((bom) => [`${codes.get(bom.itemId)}/${bom.version}`, bom.id]));
  }

  private async draft(tx: Tx, actor: Actor, input: CreateBomDto | BomRowInput): Promise<BomDto> {
    const items = await this.intake.resolve(tx, actor, [{ bill: input, at: '' }]);
    await this.intake.requireNoCycle(tx, [input], items);
    const itemId = items.get(input.item)!.id;
    const version = await this.store.nextVersion(tx, itemId);
    const [made] = await this.store.insert(tx, [{ itemId, version, state: 'draft', ...factsOf(input) }]);
    await this.store.insertLines(tx, this.intake.linesFor(made!.id, input.lines, items));
    announce(tx, actor, { action: 'bom.created', event: 'bom.created.v1', subject: subject(made!.publicId, input.item), diff: diffOf(null, input) });
    return this.get(tx, actor, made!.publicId);
  }

  /** An active bill may end later only as long as no other one holds on those days. @throws catalog.bom_validity_taken */
  private async requireFreeDays(tx: Tx, before: BomRow, patch: UpdateBomDto): Promise<void> {
    const next = factsOf(patch, before);
    const taken = (await this.store.activeOf(tx, [before.itemId])).find((other) => other.id !== before.id && shareADay(next, other));
    if (taken) throw validityTaken(taken);
  }

  private async replaceLines(tx: Tx, actor: Actor, before: BomRow, bill: BomRowInput): Promise<void> {
    const items = await this.intake.resolve(tx, actor, [{ bill, at: '' }]);
    await this.intake.requireNoCycle(tx, [bill], items);
    await this.store.removeLines(tx, before.id);
    await this.store.insertLines(tx, this.intake.linesFor(before.id, bill.lines, items));
  }

  /** Makes drafts active, one after another; what held on their days before gives way, and everybody is told of it. */
  private async succeed(tx: Tx, actor: Actor, drafts: readonly Owned[], isLoad = false): Promise<Succession> {
    const actives = await this.store.activeOf(
      tx,
      drafts.map((bom) => bom.itemId),
    );
    const outdated = isLoad ? drafts.filter((bom) => isOutdated(bom, actives)) : [];
    const entering = beginningToday(
      drafts.filter((bom) => !outdated.includes(bom)),
      actives,
      await this.store.today(tx),
    );
    const { givingWay, staying } = succession(actives, entering);
    const changes = [...givingWay, ...outdated.map(({ id, validTo }) => ({ id, validTo, state: 'obsolete' as const }))];
    if (changes.length > 0) await this.store.makeRoom(tx, changes);
    await this.store.activate(
      tx,
      entering.filter(({ id }) => staying.includes(id)),
      actor.name,
    );
    const replaced = actives.flatMap((old) => givingWay.filter(({ id }) => id === old.id).map((now) => ({ old, now })));
    for (const { old, now } of replaced) {
      const type = now.state === 'obsolete' ? 'bom.obsoleted.v1' : 'bom.updated.v1';
      outbox.append(tx, { type, aggregate: { type: 'bom', id: old.publicId }, payload: { id: old.publicId, code: old.itemCode } });
    }
    return { entering, replaced };
  }

  private async inputOf(tx: Tx, bom: BomRow): Promise<BomRowInput['lines']> {
    return (await this.store.linesOf(tx, bom.id)).map(asInput);
  }

  private async find(tx: Tx, id: string): Promise<BomRow> {
    const row = await this.store.byPublicId(tx, id);
    if (!row) throw catalogErrors.bom_not_found();
    return row;
  }

  private async present(tx: Tx, actor: Actor, row: BomRow): Promise<BomDto> {
    const lines = await this.store.linesOf(tx, row.id);
    return { ...summary(row), lines: lines.map((line) => presentLine(line, actor)) };
  }
}

const subject = (id: string, code: string): Change['subject'] => ({ type: 'bom', id, code });

/** What the audit tells of bills that gave way: one write, one event. */
function replacing(replaced: Succession['replaced']): object {
  if (replaced.length === 0) return {};
  const before = replaced.map(({ old }) => ({ version: old.version, validTo: old.validTo, state: 'active' }));
  const after = replaced.map(({ old, now }) => ({ version: old.version, validTo: now.validTo, state: now.state }));
  return { replaces: { before, after } };
}

function isEndAlone(patch: UpdateBomDto): boolean {
  const said = Object.entries(patch).filter(([, value]) => value !== undefined);
  return said.length === 1 && said[0]![0] === 'validTo';
}

/** Bills that are to be active wait as drafts until those before them have given way. */
const waitingState = ({ state = 'active' }: BomRowInput): string => (state === 'active' ? 'draft' : state);
