import { InventoryModule } from '@anwen/inventory';
import { Module } from '@nestjs/common';
import { PromiseStore } from '../orders/promise.store';
import { WorkOrdersModule } from '../orders/work-orders.module';
import { FloorStore } from './floor.store';
import { MaterialDesk } from './material-desk';
import { MaterialIntake } from './material-intake';
import { MaterialService } from './material.service';
import { ProductionReportService } from './production-report.service';
import { ProductionReportStore } from './production-report.store';
import { ReportPlanner } from './report-plan';
import { ReportPosting } from './report-posting';
import { ReportWriter } from './report-writer';
import { SettlementModule } from './settlement.module';
import { SubstituteService } from './substitute.service';
import { SubstituteStore } from './substitute.store';

const SERVICES = [ProductionReportService, MaterialService, SubstituteService];
const PARTS = [FloorStore, MaterialDesk, MaterialIntake, ProductionReportStore, PromiseStore, ReportPlanner, ReportPosting, ReportWriter, SubstituteStore];

/** What goes into orders and what comes out of them. Needs the global Database and CURSOR_CODEC. */
@Module({ imports: [InventoryModule, SettlementModule, WorkOrdersModule], providers: [...SERVICES, ...PARTS], exports: SERVICES })
export class ProductionModule {}
