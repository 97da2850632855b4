import { EngineeringModule } from '@anwen/catalog/engineering';
import { HandlingModule } from '@anwen/inventory/handling';
import { InboundModule } from '@anwen/trade/inbound';
import { WorkOrdersModule } from '@anwen/work-orders/orders';
import { Module } from '@nestjs/common';
import { AcceptanceService } from './acceptance.service';
import { DemandService } from './demand.service';
import { DemandStore } from './demand.store';
import { LoadService } from './load.service';
import { LoadStore } from './load.store';
import { ParameterService } from './parameter.service';
import { ParameterStore } from './parameter.store';
import { Planner } from './planner.service';
import { ReferenceStore } from './reference.store';
import { ResultStore } from './result.store';
import { PlanningWatch } from './run-watch.service';
import { RunService } from './run.service';
import { RunStore } from './run.store';
import { SnapshotStore } from './snapshot.store';
import { SourceStore } from './source.store';
import { SuggestionService } from './suggestion.service';
import { SuggestionStore } from './suggestion.store';

const STORES = [DemandStore, LoadStore, ParameterStore, ReferenceStore, ResultStore, RunStore, SnapshotStore, SourceStore, SuggestionStore];
const SERVICES = [AcceptanceService, DemandService, LoadService, ParameterService, Planner, PlanningWatch, RunService, SuggestionService];

/** What is wanted, what there is, and what should be made, bought and moved. Needs the global Database and CURSOR_CODEC. */
@Module({ imports: [EngineeringModule, HandlingModule, InboundModule, WorkOrdersModule], providers: [...STORES, ...SERVICES], exports: SERVICES })
export class PlanningModule {}
