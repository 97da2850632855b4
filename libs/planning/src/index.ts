export { AcceptanceService } from './acceptance.service';
export { CreateDemandDto, DemandDto, DemandQuery, UpdateDemandDto } from './demand.dto';
export { DemandService } from './demand.service';
export { LoadDto, LoadQuery } from './load.dto';
export { LoadService } from './load.service';
export { OneParameterQuery, ParameterQuery, ParametersDto, PutParametersDto } from './parameter.dto';
export { ParameterService } from './parameter.service';
export { Planner } from './planner.service';
export {
  AcceptDto,
  AcceptedDto,
  DismissDto,
  EditSuggestionDto,
  PeggingDto,
  RunDto,
  RunQuery,
  StartRunDto,
  PlanSuggestionDto,
  SuggestionQuery,
} from './planning.dto';
export { planningErrors } from './planning.errors';
export { PLANNING_DONE, PLANNING_NIGHTLY, PLANNING_RUN } from './planning.events';
export { PlanningModule } from './planning.module';
export { planningPermissions } from './planning.permissions';
export { PlanningWatch } from './run-watch.service';
export { RunService } from './run.service';
export { SuggestionService } from './suggestion.service';
