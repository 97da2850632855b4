import { HealthService, type HealthReport } from '@anwen/health';
import { Sla, Summary } from '@anwen/http';
import { Public } from '@anwen/rbac';
import { Controller, Get, Res } from '@nestjs/common';

interface Reply {
  code(status: number): unknown;
  header(name: string, value: string): unknown;
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
    return answer(reply, report, report.status !== 'down');
  }

  @Get('live')
  @Public('a process monitor asks whether the process answers at all')
  @Sla('read')
  @Summary('The process answers')
  live(@Res({ passthrough: true }) reply: Reply): { status: 'ok' } {
    return answer(reply, { status: 'ok' }, true);
  }

  @Get('ready')
  @Public('a load balancer asks whether to send requests here')
  @Sla('read')
  @Summary('The process can serve requests')
  async ready(@Res({ passthrough: true }) reply: Reply): Promise<{ status: string }> {
    const report = await this.health.report();
    return answer(reply, { status: report.status }, report.status !== 'down');
  }
}

function answer<T>(reply: Reply, body: T, serving: boolean): T {
  reply.header('Cache-Control', 'no-store');
  reply.code(serving ? 200 : 503);
  return body;
}
