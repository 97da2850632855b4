import { HealthService, type HealthReport } from '@anwen/health';
import { Sla, Summary } from '@anwen/http';
import { Public } from '@anwen/rbac';
import { Controller, Get, HttpStatus, Res } from '@nestjs/common';

interface Reply {
  code(status: number): unknown;
}

@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get()
  @Public('monitors and load balancers have no account; only states are shown')
  @Sla('read')
  @Summary('State of the database, Redis, storage and queue')
  async all(@Res({ passthrough: true }) reply: Reply): Promise<HealthReport> {
    const report = await this.health.report();
    reply.code(report.status === 'down' ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK);
    return report;
  }

  @Get('live')
  @Public('a process monitor asks whether the process answers at all')
  @Sla('read')
  @Summary('The process answers')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @Public('a load balancer asks whether to send requests here')
  @Sla('read')
  @Summary('The process can serve requests')
  async ready(@Res({ passthrough: true }) reply: Reply): Promise<{ status: string }> {
    const { status } = await this.all(reply);
    return { status };
  }
}
