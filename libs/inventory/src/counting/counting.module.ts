import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory.module';
import { CountEntryStore } from './count-entry.store';
import { CountLineStore } from './count-line.store';
import { CountPlanWatch } from './count-plan-watch.service';
import { CountPlanService } from './count-plan.service';
import { CountPlanStore } from './count-plan.store';
import { CountPostingService } from './count-posting.service';
import { CountSessionService } from './count-session.service';
import { CountSessionStore } from './count-session.store';
import { CountTaskService } from './count-task.service';
import { CountTaskStore } from './count-task.store';

/** Counting while work goes on. */
@Module({
  imports: [InventoryModule],
  providers: [
    CountPlanService,
    CountPlanStore,
    CountPlanWatch,
    CountSessionService,
    CountSessionStore,
    CountTaskService,
    CountTaskStore,
    CountEntryStore,
    CountLineStore,
    CountPostingService,
  ],
  exports: [CountPlanService, CountPlanWatch, CountSessionService, CountTaskService, CountPostingService],
})
export class CountingModule {}
