import { ClientErrorService } from '@anwen/health';
import { Returns, Sla, Summary, contextOf } from '@anwen/http';
import { NotIdempotent } from '@anwen/idempotency';
import { CLIENT_ERROR_POLICY, CounterStore, trackerOf } from '@anwen/rate-limit';
import { Public } from '@anwen/rbac';
import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ClientErrorReport } from './client-errors.dto';

@Controller('api/v1/client-errors')
export class ClientErrorsController {
  constructor(
    private readonly reports: ClientErrorService,
    private readonly counters: CounterStore,
  ) {}

  @Post()
  @HttpCode(204)
  @Public('a screen may fail before anybody has signed in; reports are counted by network and scrubbed')
  @NotIdempotent('an error reported twice is only seen twice')
  @Sla('write')
  @Returns(null, { status: 204 })
  @Summary('Report a failed screen')
  async report(@Body() body: ClientErrorReport, @Req() request: object): Promise<void> {
    await this.counters.require(CLIENT_ERROR_POLICY, trackerOf(request));
    await this.reports.record(body, contextOf(request));
  }
}
