import { readTable } from './csv';
import type { Problems } from './problems';
import type { WorkOrder } from './source';
import { tables } from './tables';

/** One operation of a work order, as planned and as done. */
export interface DoneOperation {
  readonly opNo: number;
  /** LocationID of its work centre. */
  readonly centre: number;
  readonly plannedStart: string;
  readonly plannedEnd: string;
  readonly start: string;
  readonly end: string;
  /** Ten-thousandths of an hour, so that nothing is rounded. */
  readonly hours: bigint;
  /** In ten-thousandths. */
  readonly plannedCost: bigint;
}

/** What making adds to the source of the replay: when each order was due, and its operations in order. */
export interface MakingSource {
  readonly dueOn: ReadonlyMap<number, string>;
  readonly operations: ReadonlyMap<number, readonly DoneOperation[]>;
}

/** Reads due days and operations; products and orders were checked by `readSource` before. */
export async function readMaking(folder: string, orders: readonly WorkOrder[], problems: Problems): Promise<MakingSource> {
  const dueOn = new Map<number, string>();
  await readTable(folder, tables.workOrderDues, problems, (row) => void dueOn.set(row.WorkOrderID, row.DueDate));
  const known = new Map(orders.map((order) => [order.id, order]));
  const operations = new Map<number, DoneOperation[]>();
  await readTable(folder, tables.routing, problems, (row) => {
    const order = known.get(row.WorkOrderID);
    const complain = (reason: string): void => problems.add(tables.routing.file, row.line, reason);
    if (!order) return complain(`refers to work order ${row.WorkOrderID}, which does not exist`);
    if (order.product !== row.ProductID) return complain(`is about product ${row.ProductID}, its work order about ${order.product}`);
    if (row.ActualEndDate < row.ActualStartDate) return complain(`ActualEndDate ${row.ActualEndDate} is before ActualStartDate ${row.ActualStartDate}`);
    const own = operations.get(row.WorkOrderID) ?? [];
    own.push({
      opNo: row.OperationSequence,
      centre: row.LocationID,
      plannedStart: row.ScheduledStartDate,
      plannedEnd: row.ScheduledEndDate,
      start: row.ActualStartDate,
      end: row.ActualEndDate,
      hours: row.ActualResourceHrs,
      plannedCost: row.PlannedCost,
    });
    operations.set(row.WorkOrderID, own);
  });
  for (const own of operations.values()) own.sort((a, b) => a.opNo - b.opNo);
  return { dueOn, operations };
}
