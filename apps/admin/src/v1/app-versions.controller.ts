import type { Tx } from '@anwen/database';
import {
  AppPackageService,
  AppVersionDto,
  AppVersionInput,
  AppVersionQuery,
  AppVersionService,
  PACKAGE_MAX_BYTES,
  PackageDto,
  PackageQuery,
} from '@anwen/devices';
import { DiskSpaceGuard } from '@anwen/health';
import { IfMatch, Returns, Sla, Summary, UploadedBytes, created, withEtag, type Answer } from '@anwen/http';
import { CurrentTx, Idempotent, NotIdempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, Param, Post, Put, Query, UseGuards } from '@nestjs/common';

@Controller('api/v1/admin/app-versions')
export class AppVersionsController {
  constructor(
    private readonly versions: AppVersionService,
    private readonly packages: AppPackageService,
  ) {}

  @Get(':app')
  @Requires('device.read', { companyWide: true })
  @Sla('read')
  @Returns(AppVersionDto)
  @Summary('Minimum and newest version of an app, and how many devices are below the minimum')
  async get(@CurrentTx() tx: Tx, @Param('app') app: string, @Query() query: AppVersionQuery): Promise<Answer> {
    const found = await this.versions.get(tx, app, query.platform);
    return withEtag(found.rowVersion, found);
  }

  @Put(':app')
  @Requires('device.manage', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(AppVersionDto)
  @Summary('Set the versions of an app; holds within a second. If-Match "0" while nothing is set')
  async put(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('app') app: string,
    @Query() query: AppVersionQuery,
    @IfMatch() rowVersion: number,
    @Body() body: AppVersionInput,
  ): Promise<Answer> {
    const kept = await this.versions.put(tx, actor, { app, platform: query.platform, rowVersion }, body);
    return withEtag(kept.rowVersion, kept);
  }

  @Post('pda/package')
  @UseGuards(DiskSpaceGuard)
  @Requires('device.manage', { companyWide: true })
  @NotIdempotent('the same file again is the same package; it opens its own transaction once the bytes are stored')
  @Sla('batch')
  @Returns(PackageDto, { status: 201 })
  @Summary('Keep an .apk (at most 64 MB, sent as it is); /download/latest.apk gives it away from then on')
  async upload(@CurrentActor() actor: Actor, @Query() query: PackageQuery, @UploadedBytes({ maxBytes: PACKAGE_MAX_BYTES }) bytes: Buffer): Promise<Answer> {
    return created('/download/latest.apk', await this.packages.upload(actor, { version: query.version, bytes }));
  }
}
