import type { Tx } from '@anwen/database';
import { Injectable } from '@nestjs/common';
import type { BoardKey } from './board-key.rules';
import { COLUMNS, type BoardData, type CenterHead, type ColumnKey, type OrderBoard, type OrderCard, type RunningOperation } from './board-shapes';
import type { BoardEntryDto } from './board.dto';
import { boardErrors } from './boards.errors';
import { centerStateOf } from './center-state.rules';
import { DockStore } from './dock.store';
import { FloorStore } from './floor.store';
import { CARDS_MAX, OrderCardsStore, type CardRow } from './order-cards.store';
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
        titleZh: `倉庫 ${ref.name}`,
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
    const rows = await this.orders.cards(tx, warehouse?.no ?? null);
    const short = await this.orders.shortCounts(
      tx,
      rows.filter((r) => IS_OPEN.has(r.state)).map((r) => r.no),
    );
    const columns = COLUMNS.map((key) => ({ key, titleZh: TITLES[key][0], titleEn: TITLES[key][1], ...columnOf(key, rows, short) }));
    return { warehouse: warehouse?.ref ?? null, columns };
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

function columnOf(key: ColumnKey, rows: readonly CardRow[], short: ReadonlyMap<string, number>): { count: number; cards: OrderCard[] } {
  const isShort = (row: CardRow): boolean => (short.get(row.no) ?? 0) > 0;
  const all = rows.filter((row) => STATES[key].includes(row.state));
  const mine = key === 'ready' ? all.filter((row) => !isShort(row)) : key === 'waiting_material' ? all.filter(isShort) : all;
  // Of the released ones only those that were read can be told apart; of the others the database has counted all.
  const states = [...new Set(mine.map((row) => row.state))];
  const counted = states.reduce((sum, state) => sum + mine.find((row) => row.state === state)!.all, 0);
  const cards = mine.slice(0, CARDS_MAX).map(({ no, all: _all, ...card }) => ({ ...card, shortCount: IS_OPEN.has(card.state) ? (short.get(no) ?? 0) : null }));
  return { count: STATES[key][0] === 'released' ? mine.length : counted, cards };
}
