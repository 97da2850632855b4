// What the boards hold, by their kind; the contract itself leaves the content open. Moments, never ages: the screen counts.

export interface Named {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}
export type BoardItem = Named & { readonly baseUom: string };
interface Numbered {
  readonly id: string;
  readonly number: string;
}

export interface Downtime {
  readonly startedAt: string;
  readonly planned: boolean;
  readonly reason: { readonly code: string; readonly zh: string; readonly en: string } | null;
  readonly note: string | null;
}

export interface RunningOperation {
  readonly workOrder: Numbered;
  readonly item: BoardItem;
  readonly opNo: number;
  readonly name: string;
  readonly state: 'running' | 'paused';
  readonly operators: readonly string[];
  readonly elapsedS: number;
  readonly runningSince: string | null;
  readonly standardS: number;
  readonly qtyPlanned: string;
  readonly good: string;
  readonly scrap: string;
  readonly progressPct: number;
  readonly dueOn: string | null;
  readonly isLate: boolean;
}

export interface QueuedOperation {
  readonly workOrder: Numbered;
  readonly item: BoardItem;
  readonly opNo: number;
  readonly name: string;
  readonly ready: boolean;
  readonly qtyPlanned: string;
  readonly good: string;
  readonly dueOn: string | null;
  readonly isLate: boolean;
}

export interface CenterHead {
  readonly workCenter: Named;
  readonly state: string;
  readonly band: string;
  readonly stateSince: string | null;
  readonly downtime: Downtime | null;
  readonly current: RunningOperation | null;
}

export interface WorkCenterBoard extends CenterHead {
  readonly alsoRunning: readonly RunningOperation[];
  readonly queue: readonly QueuedOperation[];
  readonly queueCount: number;
}

export interface LineBoard {
  readonly group: string;
  readonly workCenters: readonly CenterHead[];
  readonly kpi: {
    readonly day: string;
    readonly figures: readonly LineFigures[];
  };
}

/** Of one base unit: pieces and kilograms are not added. */
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
  readonly warehouse: Named;
  readonly receive: Waiting<{ order: Numbered; supplier: string | null; openLines: number; expectedOn: string | null; since: string; isLate: boolean }>;
  readonly putaway: Waiting<{ item: BoardItem; qty: string; from: string | null; to: string | null; assignee: string | null; since: string; isLate: boolean }>;
  readonly pick: Waiting<{ shipment: Numbered; openTasks: number; doneTasks: number; shipBy: string | null; since: string; isLate: boolean }>;
}

export interface OrderCard {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly item: BoardItem;
  readonly qtyPlanned: string;
  readonly qtyGood: string;
  readonly qtyScrap: string;
  readonly progressPct: number;
  readonly priority: number;
  readonly dueOn: string | null;
  readonly isLate: boolean;
  readonly shortCount: number | null;
  readonly operation: { readonly opNo: number; readonly name: string; readonly state: string; readonly workCenter: Named } | null;
  readonly operators: readonly string[];
}

export interface OrderBoard {
  readonly warehouse: Named | null;
  readonly columns: readonly {
    readonly key: string;
    readonly titleZh: string;
    readonly titleEn: string;
    readonly count: number;
    /** There are more: beyond some hundreds nobody counts. */
    readonly atLeast: boolean;
    readonly cards: readonly OrderCard[];
  }[];
}
