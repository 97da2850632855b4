import { Module } from '@nestjs/common';
import { BomStructureService } from './bom-structure.service';
import { BomStructureStore } from './bom-structure.store';
import { CalendarService } from './calendar.service';
import { RoutingService } from './routing.service';
import { RoutingStore } from './routing.store';
import { WorkingTimeStore } from './working-time.store';

const services = [BomStructureService, CalendarService, RoutingService];

/** How things are made and when: structure of bills, routings, shifts and calendars. Needs the global provider CURSOR_CODEC of @anwen/http. */
@Module({
  providers: [BomStructureStore, RoutingStore, WorkingTimeStore, ...services],
  exports: services,
})
export class EngineeringModule {}
