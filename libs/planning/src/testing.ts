import { engineering } from '@anwen/catalog/testing';
import type { Database } from '@anwen/database';
import { handling } from '@anwen/inventory/testing';
import { CursorCodec } from '@anwen/kernel';
import { inbound } from '@anwen/trade/testing';
import { workOrders } from '@anwen/work-orders/testing';
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

const codec = new CursorCodec(Buffer.alloc(32, 7));
const [runs, references, suggestions, snapshots] = [new RunStore(), new ReferenceStore(), new SuggestionStore(), new SnapshotStore()];

/** The services as the module wires them, for tests and benchmarks without a container. */
export const planning = {
  demands: new DemandService(new DemandStore(), references, codec),
  parameters: new ParameterService(new ParameterStore(), references, codec),
  planner: new Planner(snapshots, runs, new ResultStore(), engineering.structure, engineering.calendars),
  runs: new RunService(runs, snapshots, references, codec),
  suggestions: new SuggestionService(suggestions, runs, references, codec),
  acceptance: new AcceptanceService(runs, suggestions, new SourceStore(), workOrders.orders, inbound.orders, handling.transfers),
  load: new LoadService(new LoadStore(), engineering.calendars),
  watchOf: (database: Database) => new PlanningWatch(database, runs),
} as const;
