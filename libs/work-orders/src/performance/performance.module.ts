import { EngineeringModule } from '@anwen/catalog/engineering';
import { Module } from '@nestjs/common';
import { WorkOrdersModule } from '../orders/work-orders.module';
import { DowntimeService } from './downtime.service';
import { DowntimeStore } from './downtime.store';
import { OeeService } from './oee.service';
import { OeeStore } from './oee.store';
import { OperationRunService } from './operation-run.service';
import { OperationRunStore } from './operation-run.store';
import { OperationService } from './operation.service';
import { OperationStore } from './operation.store';

const services = [OperationService, OperationRunService, DowntimeService, OeeService];

/** Work on operations, downtime and what comes of both. Needs the global provider CURSOR_CODEC of @anwen/http. */
@Module({
  imports: [WorkOrdersModule, EngineeringModule],
  providers: [OperationStore, OperationRunStore, DowntimeStore, OeeStore, ...services],
  exports: services,
})
export class PerformanceModule {}
