import { Module } from '@nestjs/common';
import { BomStructureService } from './bom-structure.service';
import { BomStructureStore } from './bom-structure.store';
import { CalendarPlanService } from './calendar-plan.service';
import { CalendarService } from './calendar.service';
import { CalendarStore } from './calendar.store';
import { RoutingService } from './routing.service';
import { RoutingStore } from './routing.store';
import { ShiftService } from './shift.service';
import { ShiftStore } from './shift.store';
import { WorkingTimeStore } from './working-time.store';

const services = [BomStructureService, CalendarPlanService, CalendarService, RoutingService, ShiftService];

/** How things are made and when: structure of bills, routings, shifts and calendars. Needs the global provider CURSOR_CODEC of @anwen/http. */
@Module({
  providers: [BomStructureStore, CalendarStore, RoutingStore, ShiftStore, WorkingTimeStore, ...services],
  exports: services,
})
export class EngineeringModule {}
