import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import { DemandService, ParameterService, RunService } from '@anwen/planning';
import { ProductionHistoryService, type PastTime } from '@anwen/work-orders/history';
import { WorkOrderService } from '@anwen/work-orders/orders';
import { DowntimeService, OperationService } from '@anwen/work-orders/performance';
import { MaterialService, ProductionReportService, type CreateProductionReportDto } from '@anwen/work-orders/production';
import type { INestApplicationContext } from '@nestjs/common';
import type { Calendar } from './calendar';
import { inHandsOf } from './in-hands-of';

interface Floor {
  readonly services: INestApplicationContext;
  readonly calendar: Calendar;
  /** Somebody of the staff, by user name. */
  readonly as: (username: string) => Actor;
}

/**
 * What the line is at this morning: orders that are done, closed and given up, two with pieces and an operation that runs, one that
 * waits for motors, one on hold, one that is late, one planned and one a draft; a machine that stood still and one that does. So that
 * the shop-floor pages and the boards have something to say, about the last working day, too.
 */
export async function runTheFloor(tx: Tx, floor: Floor): Promise<void> {
  const desk = new Desk(tx, floor);
  await desk.finishedShafts();
  await desk.paintedHousings();
  await desk.bracketsUnderWay();
  await desk.housingsUnderWay();
  await desk.waiting();
  await standstills(tx, floor);
  await planning(tx, floor);
}

class Desk {
  private readonly orders: WorkOrderService;
  private readonly reports: ProductionReportService;
  private readonly operations: OperationService;
  private readonly planner: Actor;
  private readonly lead: Actor;
  /** The floor's pages name who holds the transaction. */
  private readonly leads: Tx;

  constructor(
    private readonly tx: Tx,
    private readonly floor: Floor,
  ) {
    const { services, as } = floor;
    this.orders = services.get(WorkOrderService);
    this.reports = services.get(ProductionReportService);
    this.operations = services.get(OperationService);
    [this.planner, this.lead] = [as('wang.xm'), as('huang.jh')];
    this.leads = inHandsOf(tx, this.lead);
  }

  /** Bar steel issued by hand, one shaft scrapped, everything reported and finished. */
  async finishedShafts(): Promise<void> {
    const number = await this.released({ item: 'WP-SHAFT-20', qty: '60', starts: 1, due: 0, output: 'PD-CNC', note: '傳動模組備料' });
    await this.begin(number, 10);
    await this.floor.services.get(MaterialService).issue(this.leads, this.lead, number, { all: true });
    await this.report({
      workOrder: number,
      opNo: 10,
      good: '59',
      scrap: '1',
      scrapReason: 'SCR-PROCESS',
      note: '夾持痕過深',
      occurredAt: this.yesterday('14:40'),
    });
    await this.worked(number, 10, ['08:15', '10:20'], ['11:05', '14:40']);
    await this.end(number, 10);
    await this.orders.finish(this.leads, this.lead, number);
  }

  /** Painted, looked at and already settled. */
  async paintedHousings(): Promise<void> {
    const number = await this.released({ item: 'WP-HSG-01P', qty: '20', starts: 1, due: 0, output: 'PD-ASM' });
    await this.begin(number, 10);
    await this.report({ workOrder: number, opNo: 10, good: '20', occurredAt: this.yesterday('09:55') });
    await this.worked(number, 10, ['09:00', '09:55']);
    await this.end(number, 10);
    await this.begin(number, 20);
    await this.report({ workOrder: number, opNo: 20, good: '19', scrap: '1', scrapReason: 'SCR-PROCESS', note: '橘皮', occurredAt: this.yesterday('11:55') });
    await this.worked(number, 20, ['11:00', '11:55']);
    await this.end(number, 20);
    await this.orders.finish(this.leads, this.lead, number);
    await this.orders.close(this.tx, this.planner, number);
  }

  /** The first operation is over; of the second a quarter was packed yesterday, a quarter this morning, and it runs. */
  async bracketsUnderWay(): Promise<void> {
    const number = await this.released({ item: 'FG-BRK-10', qty: '96', starts: 1, due: -1, output: 'PD-ASM', priority: 3 });
    await this.begin(number, 10);
    await this.report({ workOrder: number, opNo: 10, good: '96', occurredAt: this.yesterday('16:20') });
    await this.worked(number, 10, ['14:45', '16:20']);
    await this.end(number, 10);
    await this.begin(number, 20);
    await this.report({ workOrder: number, opNo: 20, good: '24', occurredAt: this.yesterday('16:50') });
    await this.worked(number, 20, ['16:25', '16:50']);
    await this.report({ workOrder: number, opNo: 20, good: '22', scrap: '2', scrapReason: 'SCR-MATERIAL', note: '螺牙滑牙', occurredAt: minutesAgo(5) });
    await this.workedSince(number, 20, 25);
  }

  /** Ten of twenty-four milled, the machine runs. */
  async housingsUnderWay(): Promise<void> {
    const number = await this.released({ item: 'WP-HSG-01', qty: '24', starts: 0, due: -2, output: 'PD-CNC' });
    await this.begin(number, 10);
    await this.report({ workOrder: number, opNo: 10, good: '10', scrap: '1', scrapReason: 'SCR-PROCESS', occurredAt: minutesAgo(5) });
    await this.workedSince(number, 10, 150);
  }

  /** Orders that nobody works on, each for another reason. */
  async waiting(): Promise<void> {
    const modules = await this.released({
      item: 'FG-DRV-60',
      qty: '120',
      starts: -1,
      due: -9,
      output: 'PD-ASM',
      priority: 2,
      note: '新竹機器人大單，馬達待補',
    });
    const painted = await this.released({ item: 'WP-HSG-01P', qty: '12', starts: 0, due: -3, output: 'PD-ASM' });
    await this.orders.hold(this.leads, this.lead, painted, { reason: '塗料批號待品保確認' });
    await this.released({ item: 'WP-SHAFT-20', qty: '30', starts: 6, due: 2, output: 'PD-CNC', note: '已逾期，等機台' });
    const planned = await this.draft({ item: 'FG-BRK-10', qty: '240', starts: -4, due: -8, output: 'PD-ASM' });
    await this.orders.plan(this.tx, this.planner, planned);
    await this.draft({ item: 'WP-SHAFT-20', qty: '120', starts: -1, due: -6, output: 'PD-CNC', parent: modules });
    const dropped = await this.draft({ item: 'FG-DRV-60', qty: '6', starts: 2, due: -5, output: 'PD-ASM' });
    await this.orders.cancel(this.tx, this.planner, dropped, { reason: '客戶取消訂單' });
  }

  private async begin(order: string, opNo: number): Promise<void> {
    await this.operations.start(this.leads, this.lead, { order, opNo });
  }

  private async end(order: string, opNo: number): Promise<void> {
    await this.operations.finish(this.leads, this.lead, { order, opNo });
  }

  private async report(body: CreateProductionReportDto): Promise<void> {
    await this.reports.report(this.leads, this.lead, body);
  }

  /** What the sheets of the last working day say of the operation. */
  private worked(number: string, opNo: number, ...spans: readonly (readonly [from: string, to: string])[]): Promise<void> {
    return this.sheet(spans.map(([from, to]) => ({ number, opNo, startedAt: this.yesterday(from), endedAt: this.yesterday(to) })));
  }

  /** The operation has run for so long already; from now on the clock counts. */
  private workedSince(number: string, opNo: number, minutes: number): Promise<void> {
    return this.sheet([{ number, opNo, startedAt: minutesAgo(minutes), endedAt: minutesAgo(0) }]);
  }

  private sheet(times: readonly PastTime[]): Promise<void> {
    return this.floor.services.get(ProductionHistoryService).worked(this.leads, this.lead, times, { batch: 'demo-factory' });
  }

  /** A moment of the last working day, so that yesterday has figures, too. */
  private yesterday(clock: string): string {
    const { calendar } = this.floor;
    return calendar.moment(calendar.workdayBy(1), clock);
  }

  private async released(wanted: Wanted): Promise<string> {
    const number = await this.draft(wanted);
    await this.orders.release(this.tx, this.planner, number);
    return number;
  }

  private async draft({ item, qty, starts, due, output, priority, note, parent }: Wanted): Promise<string> {
    const { calendar } = this.floor;
    const days = { startsOn: calendar.date(starts), dueOn: calendar.date(due) };
    const places = { warehouse: 'RM', outputLocation: output };
    const more = { ...(priority && { priority }), ...(note && { note }), ...(parent && { parent }) };
    return (await this.orders.create(this.tx, this.planner, { item, qty, ...days, ...places, ...more })).number;
  }
}

const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

/** Days count back from today, as everywhere in the demonstration: -2 is the day after tomorrow. */
interface Wanted {
  readonly item: string;
  readonly qty: string;
  readonly starts: number;
  readonly due: number;
  readonly output: string;
  readonly priority?: number;
  readonly note?: string;
  readonly parent?: string;
}

/** A breakdown that is over and has its reason, a planned stop, and a paint line that stands still without anybody having said why. */
async function standstills(tx: Tx, { services, calendar, as }: Floor): Promise<void> {
  const downtime = services.get(DowntimeService);
  const lead = as('huang.jh');
  const leads = inHandsOf(tx, lead);
  const yesterday = (clock: string): string => calendar.moment(calendar.workdayBy(1), clock);
  const broken = await downtime.start(leads, lead, { workCenter: 'CNC-01', startedAt: yesterday('10:20'), note: '主軸過熱警報' });
  await downtime.end(leads, lead, broken.id, { endedAt: yesterday('11:05') });
  await downtime.classify(leads, lead, broken.id, { reasonCode: 'DT-BREAKDOWN', planned: false, note: '更換冷卻幫浦保險絲' });
  const care = await downtime.start(leads, lead, { workCenter: 'ASM-01', startedAt: yesterday('13:10'), reasonCode: 'DT-MAINTENANCE', planned: true });
  await downtime.end(leads, lead, care.id, { endedAt: yesterday('13:40') });
  await downtime.start(leads, lead, { workCenter: 'PNT-01', startedAt: minutesAgo(35) });
}

/** What the planner expects beside the orders of customers, how things are replenished, and a first plan, which the worker makes. */
async function planning(tx: Tx, { services, calendar, as }: Floor): Promise<void> {
  const planner = as('wang.xm');
  const parameters = services.get(ParameterService);
  await parameters.put(tx, planner, 'FG-DRV-60', { policy: 'make', leadTimeDays: 4, lotMin: '20', warehouse: 'RM' });
  await parameters.put(tx, planner, 'FG-DRV-60', { policy: 'move', leadTimeDays: 1, sourceWarehouse: 'RM', warehouse: 'FG' });
  await parameters.put(tx, planner, 'FG-BRK-10', { policy: 'make', leadTimeDays: 3, lotMultiple: '24', warehouse: 'RM' });
  await parameters.put(tx, planner, 'FG-BRK-10', { policy: 'move', leadTimeDays: 1, sourceWarehouse: 'RM', warehouse: 'FG' });
  await parameters.put(tx, planner, 'MT-24V-60W', { policy: 'buy', leadTimeDays: 10, lotMin: '20', supplier: 'S-004' });
  await parameters.put(tx, planner, 'BR-6204', { policy: 'buy', leadTimeDays: 5, lotMultiple: '20', supplier: 'S-003' });
  await parameters.put(tx, planner, 'AL-6061-20', { policy: 'buy', leadTimeDays: 5, lotMultiple: '20', supplier: 'S-001' });
  const demands = services.get(DemandService);
  await demands.create(tx, planner, { item: 'FG-DRV-60', qty: '150', dueOn: calendar.date(-20), warehouse: 'FG', source: 'forecast', note: '下月預測' });
  await demands.create(tx, planner, { item: 'FG-BRK-10', qty: '480', dueOn: calendar.date(-14), warehouse: 'FG', source: 'forecast' });
  await demands.create(tx, planner, {
    item: 'FG-DRV-60',
    qty: '4',
    dueOn: calendar.date(-7),
    warehouse: 'FG',
    source: 'manual',
    priority: 2,
    note: '展場樣品',
  });
  await services.get(RunService).start(tx, planner, {});
}
