import type { Band, CenterState } from './center-state.rules';

// What the boards show. Moments, never ages: a board on which nothing happens keeps its version while the clock goes on, and
// the screen counts by itself. Quantities are decimals as text.

export interface NamedRef {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}
export interface ItemRef extends NamedRef {
  readonly baseUom: string;
}
export interface DocumentRef {
  readonly id: string;
  readonly number: string;
}

export interface DowntimeView {
  readonly startedAt: string;
  readonly planned: boolean;
  readonly reason: { readonly code: string; readonly zh: string; readonly en: string } | null;
  readonly note: string | null;
}

/** An operation that somebody works on, or has put aside. Elapsed = `elapsedS` + (now − `runningSince`). */
export interface RunningOperation {
  readonly workOrder: DocumentRef;
  readonly item: ItemRef;
  readonly opNo: number;
  readonly name: string;
  readonly state: 'running' | 'paused';
  readonly operators: readonly string[];
  readonly startedAt: string | null;
  readonly elapsedS: number;
  readonly runningSince: string | null;
  /** Set-up and run time of the whole quantity, and of what is made so far. */
  readonly standardS: number;
  readonly earnedS: number;
  readonly qtyPlanned: string;
  readonly good: string;
  readonly scrap: string;
  readonly rework: string;
  readonly progressPct: number;
  readonly priority: number;
  readonly dueOn: string | null;
  readonly isLate: boolean;
}

export interface QueuedOperation {
  readonly workOrder: DocumentRef;
  readonly item: ItemRef;
  readonly opNo: number;
  readonly name: string;
  readonly ready: boolean;
  readonly qtyPlanned: string;
  readonly good: string;
  readonly priority: number;
  readonly dueOn: string | null;
  readonly isLate: boolean;
}

export interface CenterHead {
  readonly workCenter: NamedRef;
  readonly state: CenterState;
  readonly band: Band;
  readonly stateSince: string | null;
  readonly downtime: DowntimeView | null;
  readonly current: RunningOperation | null;
}

export interface WorkCenterBoard extends CenterHead {
  /** More than one where the work centre takes several at a time. */
  readonly alsoRunning: readonly RunningOperation[];
  readonly queue: readonly QueuedOperation[];
  readonly queueCount: number;
}

export interface LineBoard {
  readonly group: string;
  readonly workCenters: readonly CenterHead[];
  readonly kpi: {
    readonly day: string;
    /** One for each base unit: pieces and kilograms are not added. None when nothing was due and nothing made. */
    readonly figures: readonly LineFigures[];
  };
}

export interface LineFigures {
  readonly uom: string;
  readonly planned: string;
  readonly actual: string;
  readonly achieved: string | null;
  readonly scrap: string;
  readonly scrapRate: string | null;
}

interface Waiting<Row> {
  readonly count: number;
  readonly late: number;
  readonly oldestAt: string | null;
  readonly rows: readonly Row[];
}

export interface WarehouseBoard {
  readonly warehouse: NamedRef;
  readonly receive: Waiting<{ order: DocumentRef; supplier: string | null; openLines: number; expectedOn: string | null; since: string; isLate: boolean }>;
  readonly putaway: Waiting<{ item: ItemRef; qty: string; from: string | null; to: string | null; assignee: string | null; since: string; isLate: boolean }>;
  readonly pick: Waiting<{ shipment: DocumentRef; openTasks: number; doneTasks: number; shipBy: string | null; since: string; isLate: boolean }>;
}

export const COLUMNS = ['to_release', 'waiting_material', 'ready', 'in_progress', 'on_hold', 'completed'] as const;
export type ColumnKey = (typeof COLUMNS)[number];

export interface OrderCard {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly item: ItemRef;
  readonly qtyPlanned: string;
  readonly qtyGood: string;
  readonly qtyScrap: string;
  readonly progressPct: number;
  readonly priority: number;
  readonly dueOn: string | null;
  readonly isLate: boolean;
  readonly shortCount: number | null;
  readonly operation: { readonly opNo: number; readonly name: string; readonly state: string; readonly workCenter: NamedRef } | null;
  readonly operators: readonly string[];
}

export interface OrderBoard {
  readonly warehouse: NamedRef | null;
  readonly columns: readonly {
    readonly key: ColumnKey;
    readonly titleZh: string;
    readonly titleEn: string;
    readonly count: number;
    /** There are more: of very many released orders only the first are told apart. */
    readonly atLeast: boolean;
    readonly cards: readonly OrderCard[];
  }[];
}

export type BoardData = WorkCenterBoard | LineBoard | WarehouseBoard | OrderBoard;
