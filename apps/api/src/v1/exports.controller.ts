import type { Tx } from '@anwen/database';
import { DiskSpaceGuard } from '@anwen/health';
import { Answer, Returns, Sla, Summary } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { EXPORT_POLICY, rateLimitHeaders } from '@anwen/rate-limit';
import { CurrentActor, Requires } from '@anwen/rbac';
import { CreateExportDto, ExportDto, ExportQuery, ExportService, contentDisposition } from '@anwen/reports';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res, StreamableFile, UseGuards } from '@nestjs/common';

interface Reply {
  readonly raw: { readonly statusCode: number; once(event: 'finish', then: () => void): unknown };
  headers(values: Readonly<Record<string, string>>): unknown;
}

@Controller('api/v1/exports')
export class ExportsController {
  constructor(private readonly exports: ExportService) {}

  @Post()
  @UseGuards(DiskSpaceGuard)
  @HttpCode(202)
  @Requires('report.export')
  @Idempotent()
  @Sla('write')
  @Returns(ExportDto, { status: 202 })
  @Summary('Makes a file of a report, five an hour; the job tells how far it is')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateExportDto, @Res({ passthrough: true }) reply: Reply): Promise<unknown> {
    const { body: made, verdict } = await this.exports.create(tx, actor, body);
    // The commit is still to come, and nothing here hears of it but the answer.
    reply.raw.once('finish', () => {
      if (reply.raw.statusCode >= 400) this.exports.giveBack(actor).catch(() => undefined);
    });
    // On the reply and not in the answer: a repeat must not be told the figures of the first time.
    reply.headers(rateLimitHeaders(EXPORT_POLICY, verdict));
    return new Answer(made, 202, { Location: `/api/v1/jobs/${made.jobId}` });
  }

  @Get()
  @Requires('report.export')
  @Sla('list')
  @Returns(ExportDto, { page: true })
  @Summary('Your exports, newest first')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: ExportQuery): Promise<unknown> {
    return this.exports.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('report.export')
  @Sla('read')
  @Returns(ExportDto)
  @Summary('One of your exports')
  get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return this.exports.get(tx, actor, id);
  }

  @Get(':id/file')
  @Requires('report.export')
  @Sla('export')
  @Returns(null)
  @Summary('The file, for who asked for it')
  async file(@CurrentActor() actor: Actor, @Param('id') id: string, @Res({ passthrough: true }) reply: Reply): Promise<StreamableFile> {
    const { content, fileName, plainName, contentType, bytes } = await this.exports.download(actor, id);
    reply.headers({ 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'private, no-store' });
    return new StreamableFile(content, { type: contentType, length: bytes, disposition: contentDisposition(fileName, plainName) });
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires('report.export')
  @Idempotent()
  @Sla('write')
  @Returns(null, { status: 204 })
  @Summary('Deletes one of your exports and its file')
  delete(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    return this.exports.delete(tx, actor, id);
  }
}
