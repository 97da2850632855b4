export { ClassifyDowntimeDto, DowntimeEventDto, DowntimeQuery, EndDowntimeDto, SplitDowntimeDto, StartDowntimeDto } from './downtime.dto';
export { DowntimeService } from './downtime.service';
export { OeeDto, OeeQuery, OeeRowDto } from './oee.dto';
export { OeeService } from './oee.service';
export {
  OperationQueueDto,
  OperationQueueQuery,
  PauseOperationDto,
  ResumeOperationDto,
  QueuedOperationDto,
  SkipOperationDto,
  StartOperationDto,
} from './operation.dto';
export { CorrectRunDto, OperationRunDto, OperationRunsDto } from './operation-run.dto';
export { OperationRunService } from './operation-run.service';
export { OperationService, type OperationTarget } from './operation.service';
export { WorkOrderOperationDto } from '../orders/work-order.dto';
export { PerformanceModule } from './performance.module';
export { performancePermissions } from './performance.permissions';
