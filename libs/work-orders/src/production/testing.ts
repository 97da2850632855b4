import { CursorCodec } from '@anwen/kernel';
import { inventory, tracing } from '@anwen/inventory/testing';
import { PromiseStore } from '../orders/promise.store';
import { workOrdersWith } from '../orders/testing';
import { ConsumptionStore } from './consumption.store';
import { FloorStore } from './floor.store';
import { GenealogyOfOrder } from './genealogy-of-order';
import { MaterialDesk } from './material-desk';
import { MaterialIntake } from './material-intake';
import { MaterialService } from './material.service';
import { ProductionReportService } from './production-report.service';
import { ProductionReportStore } from './production-report.store';
import { ReportPlanner } from './report-plan';
import { ReportPosting } from './report-posting';
import { ReportWriter } from './report-writer';
import { SubstituteService } from './substitute.service';
import { SubstituteStore } from './substitute.store';

const codec = new CursorCodec(Buffer.alloc(32, 7));
const [floor, reportStore, consumptions] = [new FloorStore(), new ProductionReportStore(), new ConsumptionStore()];
const settlement = new GenealogyOfOrder(consumptions, tracing.genealogy);
const { orders, store, starting, views } = workOrdersWith(settlement);
const writer = new ReportWriter(new ReportPosting(inventory.stock), reportStore, consumptions, settlement, starting);

/** The services as the modules wire them, for tests, benchmarks and importers without a container. */
export const production = {
  orders,
  views,
  store,
  settlement,
  reports: new ProductionReportService(store, reportStore, consumptions, new ReportPlanner(store, floor), writer, codec),
  material: new MaterialService(store, new MaterialDesk(new MaterialIntake(floor), consumptions, floor, store), inventory.stock, settlement, starting, codec),
  substitutes: new SubstituteService(store, floor, new SubstituteStore(), new PromiseStore(), inventory.allocation),
} as const;
