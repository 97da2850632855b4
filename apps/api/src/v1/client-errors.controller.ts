import { ClientErrorService } from '@anwen/health';
import { contextOf, Returns, Sla, Summary } from '@anwen/http';
import { NotIdempotent } from '@anwen/idempotency';
import { Public } from '@anwen/rbac';
import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ClientErrorReport } from './client-errors.dto';

@Controller('api/v1/client-errors')
export class ClientErrorsController {
  constructor(private readonly reports: ClientErrorService) {}

  @Post()
  @HttpCode(204)
  @Public('a screen may fail before anybody has signed in; reports are counted by network and scrubbed')
  @NotIdempotent('an error reported twice is only seen twice')
  @Sla('write')
  @Returns(null, { status: 204 })
  @Summary('Report a failed screen')
  async report(@Body() body: ClientErrorReport, @Req() request: object): Promise<void> {
    await this.reports.record(body, contextOf(request));
  }
}
