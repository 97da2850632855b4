import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary } from '@anwen/http';
import { CurrentTx, NotIdempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { ResolveScanDto, ResolvedScanDto, ScanService } from '@anwen/scan';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';

@Controller('api/v1/scan')
export class ScanController {
  constructor(private readonly scans: ScanService) {}

  @Post('resolve')
  @HttpCode(200)
  @Requires('scan.resolve')
  @NotIdempotent('it only reads')
  @Sla('read')
  @Returns(ResolvedScanDto)
  @Summary('What a scanned code means: our own codes first, then GS1; several meanings are listed, none is an answer too')
  resolve(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: ResolveScanDto): Promise<unknown> {
    return this.scans.resolve(tx, actor, body);
  }
}
