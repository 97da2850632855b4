import type { Id } from '@anwen/kernel';

/** A component that went into an order of the past; quantities as decimals in text, in base units. */
export interface PastMaterial {
  readonly itemId: Id;
  readonly uomId: Id;
  readonly fromLocationId: Id;
  /** Per unit of the product. */
  readonly perUnit: string;
  /** What the order needed, which is what it took. */
  readonly qty: string;
  readonly bomLineId?: Id | null;
}

/** An operation of the frozen routing; its time is once an order, as the past tells no time a unit. */
export interface PastOperation {
  readonly opNo: number;
  readonly name: string;
  readonly workCenterId: Id;
  readonly plannedSeconds: string;
  readonly plannedStart: string | null;
  readonly plannedEnd: string | null;
}

/** An order of the past as it was released. Its numbers are its own; of the shape of the series they can be typed into an address. */
export interface PastWorkOrder {
  readonly number: string;
  readonly externalRef: string | null;
  readonly itemId: Id;
  readonly warehouseId: Id;
  readonly supplyLocationId: Id;
  readonly outputLocationId: Id;
  readonly qty: string;
  /** YYYY-MM-DD: the day of the bill, of the issue and of the first move. */
  readonly startsOn: string;
  readonly dueOn: string | null;
  readonly bomId: Id | null;
  readonly bomVersion: number | null;
  readonly routingVersion: number | null;
  /** Of one unit; null = not known. */
  readonly standardMaterial: string | null;
  readonly standardTime: string | null;
  /** Of the posting that used the material up: unique for ever, so that loading again posts nothing twice. */
  readonly clientOpId: string;
  readonly materials: readonly PastMaterial[];
  readonly operations: readonly PastOperation[];
}

/** When an operation was worked on, and until when it was reported. */
export interface PastRun {
  readonly opNo: number;
  readonly startedAt: string;
  readonly endedAt: string;
  /** When the operation's pieces were reported. */
  readonly reportedAt: string;
}

/** How an order of the past ended: every operation reported what was ordered, the last one what was good and what was scrap. */
export interface PastCompletion {
  readonly number: string;
  readonly itemId: Id;
  readonly uomId: Id;
  readonly outputLocationId: Id;
  readonly qty: string;
  readonly good: string;
  readonly scrap: string;
  readonly scrapReasonId: Id | null;
  /** RFC 3339 */
  readonly completedAt: string;
  readonly unitCost: string | null;
  /** Of the posting that brought the good pieces, and the root of its reports' ids. */
  readonly clientOpId: string;
  readonly runs: readonly PastRun[];
}

/** Time that somebody worked on an operation before it was kept here. */
export interface PastTime {
  readonly number: string;
  readonly opNo: number;
  readonly startedAt: string;
  readonly endedAt: string;
}

/** Steps come in the order in which they moved the stock. */
export type PastStep = { readonly released: PastWorkOrder } | { readonly completed: PastCompletion };

export interface LoadedProduction {
  readonly released: number;
  readonly completed: number;
  readonly materials: number;
  readonly reports: number;
  /** Steps that an earlier load has taken. */
  readonly skipped: number;
  readonly posted: number;
}
