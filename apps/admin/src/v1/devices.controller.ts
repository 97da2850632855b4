import type { Tx } from '@anwen/database';
import {
  DeviceDto,
  DevicePatch,
  DeviceQuery,
  DeviceReason,
  DeviceService,
  EnrolCodeDto,
  EnrolCodeInput,
  EnrolmentService,
  OptionalDeviceReason,
} from '@anwen/devices';
import { IfMatch, Returns, Sla, Summary, withEtag, type Answer } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor, Page } from '@anwen/kernel';
import { CurrentActor, Requires, SessionService } from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';

@Controller('api/v1/admin/devices')
export class DevicesController {
  constructor(
    private readonly devices: DeviceService,
    private readonly enrolment: EnrolmentService,
    private readonly sessions: SessionService,
  ) {}

  @Get()
  @Requires('device.read')
  @Sla('list')
  @Returns(DeviceDto, { page: true })
  @Summary('Devices of the own warehouses, newest first')
  list(@CurrentTx() tx: Tx, @Query() query: DeviceQuery): Promise<Page<DeviceDto>> {
    return this.devices.list(tx, query);
  }

  @Post('enroll-codes')
  @Requires('device.enroll')
  @Idempotent({ secret: true })
  @Sla('write')
  @Returns(EnrolCodeDto, { status: 201 })
  @Summary('Make an enrolment code, good once for ten minutes, and its QR code; both are shown once')
  makeCode(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: EnrolCodeInput): Promise<EnrolCodeDto> {
    return this.enrolment.makeCode(tx, actor, body);
  }

  @Get(':id')
  @Requires('device.read')
  @Sla('read')
  @Returns(DeviceDto)
  @Summary('One device')
  async get(@CurrentTx() tx: Tx, @Param('id') id: string): Promise<Answer> {
    return etag(await this.devices.get(tx, id));
  }

  @Patch(':id')
  @Requires('device.manage')
  @Idempotent()
  @Sla('write')
  @Returns(DeviceDto)
  @Summary('Rename a device or change where it may work')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() body: DevicePatch,
  ): Promise<Answer> {
    return etag(await this.devices.update(tx, actor, { id, rowVersion }, body));
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Requires('device.manage')
  @Idempotent()
  @Sla('write')
  @Returns(DeviceDto)
  @Summary('Trust a device that has enrolled')
  async approve(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: OptionalDeviceReason): Promise<Answer> {
    return etag(await this.devices.turn(tx, actor, { id, verb: 'approve', reason: body.reason }));
  }

  @Post(':id/suspend')
  @HttpCode(200)
  @Requires('device.manage')
  @Idempotent()
  @Sla('write')
  @Returns(DeviceDto)
  @Summary('Keep a device out for now; its next request is refused, what it uploads is set aside')
  async suspend(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: DeviceReason): Promise<Answer> {
    return etag(await this.devices.turn(tx, actor, { id, verb: 'suspend', reason: body.reason }));
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Requires('device.manage')
  @Idempotent()
  @Sla('write')
  @Returns(DeviceDto)
  @Summary('Let a suspended device in again')
  async resume(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: OptionalDeviceReason): Promise<Answer> {
    return etag(await this.devices.turn(tx, actor, { id, verb: 'resume', reason: body.reason }));
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @Requires('device.manage')
  @Idempotent()
  @Sla('write')
  @Returns(DeviceDto)
  @Summary('Shut a device out for good; ends its sessions, what it uploads is set aside')
  async revoke(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: DeviceReason): Promise<Answer> {
    const { internalId, ...device } = await this.devices.turn(tx, actor, { id, verb: 'revoke', reason: body.reason });
    await this.sessions.revokeOnDevice(tx, internalId);
    return etag(device);
  }
}

function etag(device: DeviceDto & { internalId?: string }): Answer {
  const { internalId: _internal, ...shown } = device;
  return withEtag(device.rowVersion, shown);
}
