import { QueueState, ScheduleDto } from '@anwen/health';
import { Returns, Sla, Summary } from '@anwen/http';
import { Requires } from '@anwen/rbac';
import { Controller, Get } from '@nestjs/common';

@Controller('api/v1/admin/schedules')
export class SchedulesController {
  constructor(private readonly queue: QueueState) {}

  @Get()
  @Requires('ops.read', { companyWide: true })
  @Sla('list')
  @Returns(ScheduleDto, { list: true })
  @Summary('The timetable: when each entry ran last, how it ended, and when its next success is expected')
  list(): Promise<ScheduleDto[]> {
    return this.queue.timetable();
  }
}
