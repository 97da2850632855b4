import type { Tx } from '@anwen/database';
import { DiskSpaceGuard } from '@anwen/health';
import { Answer, DocumentKey, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import { AffectedDto, AffectedQuery, CloseRecallDto, OpenRecallDto, RecallDto, RecallEvidenceDto, RecallQuery, RecallService } from '@anwen/inventory/tracing';
import type { Actor } from '@anwen/kernel';
import { EXPORT_POLICY, rateLimitHeaders } from '@anwen/rate-limit';
import { CurrentActor, Requires } from '@anwen/rbac';
import { ExportDto, ExportService } from '@anwen/reports';
import { Body, Controller, Get, HttpCode, Post, Query, Res, UseGuards } from '@nestjs/common';

interface Reply {
  readonly raw: { readonly statusCode: number; once(event: 'finish', then: () => void): unknown };
  headers(values: Readonly<Record<string, string>>): unknown;
}

@Controller('api/v1/recalls')
export class RecallsController {
  constructor(
    private readonly recalls: RecallService,
    private readonly exports: ExportService,
  ) {}

  @Get()
  @Requires('recall.read')
  @Sla('list')
  @Returns(RecallDto, { page: true })
  @Summary('Recalls and recall drills, newest first')
  list(@CurrentTx() tx: Tx, @Query() query: RecallQuery): Promise<unknown> {
    return this.recalls.list(tx, query);
  }

  @Get(':id')
  @Requires('recall.read')
  @Sla('read')
  @Returns(RecallDto)
  @Summary('One recall, by id or number')
  async get(@CurrentTx() tx: Tx, @DocumentKey() id: string): Promise<unknown> {
    const recall = await this.recalls.get(tx, id);
    return withEtag(recall.rowVersion, recall);
  }

  @Post()
  @Requires('recall.manage', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(RecallDto, { status: 201 })
  @Summary('Calls lots back: holds everything that came of them, wherever it is; or only rehearses it')
  async open(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: OpenRecallDto): Promise<unknown> {
    const recall = await this.recalls.open(tx, actor, body);
    return created(`/api/v1/recalls/${recall.id}`, withEtag(recall.rowVersion, recall));
  }

  @Post(':id/close')
  @HttpCode(200)
  @Requires('recall.manage', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(RecallDto)
  @Summary('Ends a recall: its lots are released, only to be scrapped, or stay held')
  close(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: CloseRecallDto): Promise<RecallDto> {
    return this.recalls.close(tx, actor, id, body);
  }

  @Get(':id/affected')
  @Requires('recall.read')
  @Sla('list')
  @Returns(AffectedDto, { page: true })
  @Summary('What is affected: where it stood, whom it was promised to, who got it')
  affected(@CurrentTx() tx: Tx, @DocumentKey() id: string, @Query() query: AffectedQuery): Promise<unknown> {
    return this.recalls.affected(tx, id, query);
  }

  @Post(':id/evidence')
  @UseGuards(DiskSpaceGuard)
  @HttpCode(202)
  @Requires('report.export')
  @Idempotent()
  @Sla('write')
  @Returns(ExportDto, { status: 202 })
  @Summary('Makes the file that proves what was found and done; one of your five exports an hour')
  async evidence(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @DocumentKey() id: string,
    @Body() body: RecallEvidenceDto,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<unknown> {
    const { number } = await this.recalls.get(tx, id);
    const { body: made, verdict } = await this.exports.create(tx, actor, { report: 'recall.evidence', format: body.format, params: { recall: number } });
    // The commit is still to come, and nothing here hears of it but the answer.
    reply.raw.once('finish', () => {
      if (reply.raw.statusCode >= 400) this.exports.giveBack(actor).catch(() => undefined);
    });
    reply.headers(rateLimitHeaders(EXPORT_POLICY, verdict));
    return new Answer(made, 202, { Location: `/api/v1/jobs/${made.jobId}` });
  }
}
