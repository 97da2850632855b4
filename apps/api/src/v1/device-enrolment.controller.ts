import { EnrolInput, EnrolledDto, EnrolmentService } from '@anwen/devices';
import { Answer, Returns, Sla, Summary, contextOf } from '@anwen/http';
import { NotIdempotent } from '@anwen/idempotency';
import { CounterStore, networkTrackerOf, type Policy } from '@anwen/rate-limit';
import { Public } from '@anwen/rbac';
import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';

/** Codes that were refused, by network: 30 a minute are an unlucky room full of new hand-helds, more is somebody who tries. */
const ENROL_POLICY: Policy = { name: 'enrol', limit: 30, windowMs: 60_000, withoutRedis: 'count-here' };

@Controller('api/v1/devices')
export class DeviceEnrolmentController {
  constructor(
    private readonly enrolment: EnrolmentService,
    private readonly counters: CounterStore,
  ) {}

  @Post('enroll')
  @HttpCode(201)
  @Public('the single-use code is the credential; attempts are counted by network')
  @NotIdempotent('the code is good once: a repeat is refused, and a lost answer costs a new code')
  @Sla('write')
  @Returns(EnrolledDto, { status: 201 })
  @Summary('Enrol a device with the single-use code of its QR code')
  async enrol(@Body() body: EnrolInput, @Req() request: object): Promise<Answer> {
    const network = networkTrackerOf(request);
    await this.counters.require(ENROL_POLICY, network);
    const { ip, requestId } = contextOf(request);
    const enrolled = await this.enrolment.enrol(body, { ip, requestId });
    await this.counters.giveBack(ENROL_POLICY, network);
    return new Answer(enrolled, 201, {});
  }
}
