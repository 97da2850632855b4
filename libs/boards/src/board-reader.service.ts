import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { BoardKey } from './board-key.rules';
import { COLUMNS, type BoardData, type CenterHead, type ColumnKey, type OrderBoard, type OrderCard, type RunningOperation } from './board-shapes';
import type { BoardEntryDto } from './board.dto';
import { boardErrors } from './boards.errors';
import { centerStateOf } from './center-state.rules';
import { DockStore } from './dock.store';
import { FloorStore } from './floor.store';
import { CARDS_MAX, OrderCardsStore, type Candidate } from './order-cards.store';
import { PlacesStore, type Center } from './places.store';

/** The next ones; who wants all looks into the list of operations. */
const QUEUE_SHOWN = 5;

const TITLES: Readonly<Record<ColumnKey, readonly [string, string]>> = {
  to_release: ['待放行', 'To release'],
  waiting_material: ['待料', 'Waiting for material'],
  ready: ['可開工', 'Ready to start'],
  in_progress: ['進行中', 'In progress'],
  on_hold: ['暫停', 'On hold'],
  completed: ['完成', 'Completed'],
};

/** Puts a board together within one transaction. */
@Injectable()
export class BoardReader {
  constructor(
    private readonly places: PlacesStore,
    private readonly floor: FloorStore,
    private readonly docks: DockStore,
    private readonly orders: OrderCardsStore,
  ) {}

  async list(tx: Tx): Promise<BoardEntryDto[]> {
    const centers = await this.places.centers(tx);
    const warehouses = await this.places.warehouses(tx);
    const groups = [...new Set(centers.flatMap((c) => c.boardGroup ?? []))].sort();
    return [
      { key: 'work-orders', kind: 'work-orders', titleZh: '工單看板', titleEn: 'Work orders' },
      ...groups.map((group) => ({ key: `line:${group}`, kind: 'line' as const, titleZh: `產線 ${group}`, titleEn: `Line ${group}` })),
      ...centers.map(({ ref }) => ({
        key: `work-center:${ref.code}`,
        kind: 'work-center' as const,
        titleZh: `工作中心 ${ref.name}`,
        titleEn: `Work centre ${ref.code}`,
      })),
      ...warehouses.map(({ ref }) => ({
        key: `warehouse:${ref.code}`,
        kind: 'warehouse' as const,
        titleZh: `倉別 ${ref.name}`,
        titleEn: `Warehouse ${ref.code}`,
      })),
      ...warehouses.map(({ ref }) => ({
        key: `work-orders:${ref.code}`,
        kind: 'work-orders' as const,
        titleZh: `工單看板 ${ref.name}`,
        titleEn: `Work orders of ${ref.code}`,
      })),
    ];
  }

  /** @throws boards.not_found for what does not exist or lies outside the scope */
  read(tx: Tx, { kind, name, text }: BoardKey): Promise<BoardData> {
    const missing = (): never => {
      throw boardErrors.not_found({ key: text });
    };
    if (kind === 'work-center') return this.workCenter(tx, name!, missing);
    if (kind === 'line') return this.line(tx, name!, missing);
    return kind === 'warehouse' ? this.warehouse(tx, name!, missing) : this.workOrders(tx, name, missing);
  }

  private async workCenter(tx: Tx, code: string, missing: () => never): Promise<BoardData> {
    const center = (await this.places.center(tx, code)) ?? missing();
    const [heads, queue] = await Promise.all([this.heads(tx, [center]), this.floor.queue(tx, center.no, QUEUE_SHOWN)]);
    const [{ head, others }] = heads as [{ head: CenterHead; others: RunningOperation[] }];
    return { ...head, alsoRunning: others, queue: queue.rows, queueCount: queue.count };
  }

  private async line(tx: Tx, group: string, missing: () => never): Promise<BoardData> {
    const centers = await this.places.centersOfGroup(tx, group);
    if (centers.length === 0) missing();
    const ids = centers.map((c) => c.no);
    const [heads, kpi] = await Promise.all([this.heads(tx, centers), this.floor.kpi(tx, ids)]);
    return { group, workCenters: heads.map(({ head }) => head), kpi };
  }

  private async heads(tx: Tx, centers: readonly Center[]): Promise<{ head: CenterHead; others: RunningOperation[] }[]> {
    const ids = centers.map((c) => c.no);
    // One after the other on the wire, without waiting in between.
    const [facts, downtimes, running] = await Promise.all([this.floor.facts(tx, ids), this.floor.downtimes(tx, ids), this.floor.running(tx, ids)]);
    return centers.map(({ no, ref }) => {
      const downtime = downtimes.get(no) ?? null;
      const { state, band, since } = centerStateOf(facts.get(no), downtime ?? undefined);
      const [current = null, ...others] = running.filter((o) => o.centerNo === no).map(({ centerNo: _center, ...operation }) => operation);
      return { head: { workCenter: ref, state, band, stateSince: since, downtime, current }, others };
    });
  }

  private async warehouse(tx: Tx, code: string, missing: () => never): Promise<BoardData> {
    const { no, ref } = (await this.places.warehouse(tx, code)) ?? missing();
    const [receive, putaway, pick] = await Promise.all([
      this.docks.section(tx, 'receive', no),
      this.docks.section(tx, 'putaway', no),
      this.docks.section(tx, 'pick', no),
    ]);
    return { warehouse: ref, receive, putaway, pick };
  }

  private async workOrders(tx: Tx, code: string | null, missing: () => never): Promise<OrderBoard> {
    const warehouse = code === null ? null : ((await this.places.warehouse(tx, code)) ?? missing());
    const candidates = await this.orders.candidates(tx, warehouse?.no ?? null);
    const open = candidates.filter((one) => IS_OPEN.has(one.state)).map((one) => one.no);
    const short = await this.orders.shortCounts(tx, open);
    const columns = COLUMNS.map((key) => columnOf(key, candidates, short));
    const cards = await this.orders.cards(
      tx,
      columns.flatMap((column) => column.shown),
    );
    const cardOf = (no: Id): OrderCard => {
      const { no: _no, ...card } = cards.get(no)!;
      return { ...card, shortCount: IS_OPEN.has(card.state) ? (short.get(no) ?? 0) : null };
    };
    const shown = columns.map(({ key, count, atLeast, shown: ids }) => ({
      key,
      titleZh: TITLES[key][0],
      titleEn: TITLES[key][1],
      count,
      atLeast,
      cards: ids.map(cardOf),
    }));
    return { warehouse: warehouse?.ref ?? null, columns: shown };
  }
}

const IS_OPEN: ReadonlySet<string> = new Set(['released', 'in_progress', 'on_hold']);
const STATES: Readonly<Record<ColumnKey, readonly string[]>> = {
  to_release: ['draft', 'planned'],
  waiting_material: ['released'],
  ready: ['released'],
  in_progress: ['in_progress'],
  on_hold: ['on_hold'],
  completed: ['completed'],
};

interface Column {
  readonly key: ColumnKey;
  readonly count: number;
  readonly atLeast: boolean;
  readonly shown: Id[];
}

function columnOf(key: ColumnKey, candidates: readonly Candidate[], short: ReadonlyMap<Id, number>): Column {
  const all = candidates.filter(({ state }) => STATES[key].includes(state));
  const isMine = (one: Candidate): boolean => (key === 'ready' ? !short.has(one.no) : key === 'waiting_material' ? short.has(one.no) : true);
  const mine = all.filter(isMine);
  // Of the released ones only those that were looked at can be told apart; of the others the database has counted all.
  const counted = STATES[key].reduce((sum, state) => sum + (mine.find((one) => one.state === state)?.all ?? 0), 0);
  const isDivided = STATES[key][0] === 'released';
  const atLeast = isDivided && (all[0]?.all ?? 0) > all.length;
  return { key, count: isDivided ? mine.length : counted, atLeast, shown: mine.slice(0, CARDS_MAX).map((one) => one.no) };
}
