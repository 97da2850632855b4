import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary, created } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { AddPackageContentDto, ClosePackageDto, CreatePackageDto, PackageDto, PackageService } from '@anwen/trade/outbound';
import { Body, Controller, Get, HttpCode, Param, Post, StreamableFile } from '@nestjs/common';

const HERE = '/api/v1/packages';

@Controller('api/v1/packages')
export class PackagesController {
  constructor(private readonly packages: PackageService) {}

  @Get(':id')
  @Requires('shipment.read')
  @Sla('read')
  @Returns(PackageDto)
  @Summary('One package with its contents')
  get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return this.packages.get(tx, actor, id);
  }

  @Post()
  @Requires('shipment.pack')
  @Idempotent()
  @Sla('write')
  @Returns(PackageDto, { status: 201 })
  @Summary('Opens a package with the next SSCC')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreatePackageDto): Promise<unknown> {
    const made = await this.packages.create(tx, actor, body);
    return created(`${HERE}/${made.id}`, made);
  }

  @Post(':id/contents')
  @HttpCode(200)
  @Requires('shipment.pack')
  @Idempotent()
  @Sla('write')
  @Returns(PackageDto)
  @Summary('Puts picked goods into the package')
  add(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: AddPackageContentDto): Promise<unknown> {
    return this.packages.add(tx, actor, id, body);
  }

  @Post(':id/close')
  @HttpCode(200)
  @Requires('shipment.pack')
  @Idempotent()
  @Sla('write')
  @Returns(PackageDto)
  @Summary('Closes the package')
  close(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ClosePackageDto): Promise<unknown> {
    return this.packages.close(tx, actor, id, body);
  }

  @Post(':id/void')
  @HttpCode(200)
  @Requires('shipment.pack')
  @Idempotent()
  @Sla('write')
  @Returns(PackageDto)
  @Summary('Takes everything out again; the number is never used again')
  void(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return this.packages.void(tx, actor, id);
  }

  @Get(':id/label')
  @Requires('shipment.read')
  @Sla('read')
  @Summary('The label as PDF, with the SSCC as GS1-128')
  async label(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<StreamableFile> {
    const { content, fileName } = await this.packages.label(tx, actor, id);
    return new StreamableFile(content, { type: 'application/pdf', length: content.length, disposition: `attachment; filename="${fileName}"` });
  }
}
