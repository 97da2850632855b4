import { AppVersionService, PLATFORMS, type AppVersionAnswer } from '@anwen/devices';
import { MetricsService } from '@anwen/health';
import { Code, OneOf, Returns, Sla, Summary, Text, contextOf } from '@anwen/http';
import { Public, Requires } from '@anwen/rbac';
import { Controller, Get, Query, Req } from '@nestjs/common';

class VersionQuery {
  @Code({ max: 20, description: 'pda or portal' }) app: string;
  @OneOf(PLATFORMS, { optional: true, description: 'an app may have other versions on another platform' }) platform?: string;
  @Text({ max: 30, pattern: /^\d{1,5}(\.\d{1,5}){0,3}$/ }) version: string;
}

class VersionAnswer {
  @OneOf(['ok', 'update_recommended', 'update_required']) status: string;
  @Text({ nullable: true }) minVersion: string | null;
  @Text({ nullable: true, description: 'below it nothing is accepted, not even what waits on the device' }) hardMin: string | null;
  @Text({ nullable: true }) latestVersion: string | null;
  @Text({ nullable: true }) url: string | null;
  @Text({ nullable: true, description: 'of the file behind url' }) sha256: string | null;
  @Text({ nullable: true }) message: string | null;
}

@Controller('api/v1')
export class SystemController {
  constructor(
    private readonly versions: AppVersionService,
    private readonly metrics: MetricsService,
  ) {}

  @Get('system/version-check')
  @Public('an app that is too old must learn it before it signs in')
  @Sla('read')
  @Returns(VersionAnswer)
  @Summary('Whether a version of an app may still be used')
  check(@Query() query: VersionQuery, @Req() request: object): Promise<AppVersionAnswer> {
    return this.versions.check(query, contextOf(request).locale);
  }

  @Get('admin/metrics')
  @Requires('ops.read', { companyWide: true })
  @Sla('read')
  @Summary('Requests, connections, backlog, disk and durations of this process')
  read(): Promise<object> {
    return this.metrics.read();
  }
}
