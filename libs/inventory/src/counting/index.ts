export { CountPlanDto, CountPlanQuery, CreateCountPlanDto, UpdateCountPlanDto } from './count-plan.dto';
export { CountPlanWatch } from './count-plan-watch.service';
export { CountPlanService } from './count-plan.service';
export { CountPostingService } from './count-posting.service';
export {
  ApproveCountDto,
  CountSessionDto,
  CountSessionQuery,
  CreateCountSessionDto,
  PostCountDto,
  RecountDto,
  VarianceDto,
  VarianceQuery,
} from './count-session.dto';
export { CountSessionService } from './count-session.service';
export { CountTaskDto, CountTaskQuery, FinishCountDto, NextCountTaskQuery, RecordCountDto } from './count-task.dto';
export { CountTaskService } from './count-task.service';
export { CountingModule } from './counting.module';
export { countingEvents } from './counting.events';
export { countingPermissions } from './counting.permissions';
