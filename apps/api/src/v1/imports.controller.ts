import type { Tx } from '@anwen/database';
import { DiskSpaceGuard } from '@anwen/health';
import { Answer, IfMatch, Returns, Sla, Summary, UploadedBytes, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import {
  CreateImportMappingDto,
  FixRowDto,
  ImportFileService,
  ImportListQuery,
  ImportMappingDto,
  ImportMappingService,
  ImportMappingsDto,
  ImportRowDto,
  ImportRowQuery,
  ImportRowService,
  ImportService,
  ImportSessionDto,
  ImportSessionService,
  ImportTypesDto,
  MAX_FILE_BYTES,
  MappingQuery,
  TemplateQuery,
  UpdateImportDto,
  UploadQuery,
  type ImportFile,
} from '@anwen/imports';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, StreamableFile, UseGuards } from '@nestjs/common';

@Controller('api/v1/imports')
export class ImportsController {
  constructor(
    private readonly sessions: ImportSessionService,
    private readonly imports: ImportService,
    private readonly files: ImportFileService,
  ) {}

  @Get('types')
  @Requires('import.run')
  @Sla('read')
  @Returns(ImportTypesDto)
  @Summary('What the caller may import, with the columns')
  types(@CurrentActor() actor: Actor): unknown {
    return { items: this.sessions.types(actor) };
  }

  @Get('templates/:type')
  @Requires('import.run')
  @Sla('export')
  @Returns(null)
  @Summary('A file to fill in, blank or with the current records')
  async template(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('type') type: string, @Query() query: TemplateQuery): Promise<StreamableFile> {
    return attachment(await this.files.template(tx, actor, type, { format: query.format ?? 'xlsx', withData: query.withData ?? false }));
  }

  @Get()
  @Requires('import.run')
  @Sla('list')
  @Returns(ImportSessionDto, { page: true })
  @Summary('The own imports, newest first')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: ImportListQuery): Promise<unknown> {
    return this.sessions.list(tx, actor, query);
  }

  @Post()
  @UseGuards(DiskSpaceGuard)
  @Requires('import.run')
  @Idempotent()
  @Sla('batch')
  @Returns(ImportSessionDto, { status: 201 })
  @Summary('Begins an import with a file (.xlsx or .csv, at most 20 MB), sent as it is')
  async upload(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Query() query: UploadQuery,
    @UploadedBytes({ maxBytes: MAX_FILE_BYTES }) bytes: Buffer,
  ): Promise<unknown> {
    const session = await this.sessions.upload(tx, actor, { ...query, bytes });
    return created(`/api/v1/imports/${session.id}`, withEtag(session.rowVersion, session));
  }

  @Get(':id')
  @Requires('import.run')
  @Sla('read')
  @Returns(ImportSessionDto)
  @Summary('One of the own imports')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const session = await this.sessions.get(tx, actor, id);
    return withEtag(session.rowVersion, session);
  }

  @Patch(':id')
  @Requires('import.run')
  @Idempotent()
  @Sla('batch')
  @Returns(ImportSessionDto)
  @Summary('How the file is read, which column is which, and what is to be done')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: UpdateImportDto,
  ): Promise<unknown> {
    const session = await this.sessions.change(tx, actor, { id, rowVersion, patch });
    return withEtag(session.rowVersion, session);
  }

  @Post(':id/validate')
  @HttpCode(202)
  @Requires('import.run')
  @Idempotent()
  @Sla('write')
  @Returns(ImportSessionDto, { status: 202 })
  @Summary('Dry run: says row by row what would happen')
  async validate(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return accepted(await this.imports.validate(tx, actor, id));
  }

  @Post(':id/commit')
  @HttpCode(202)
  @Requires('import.run')
  @Idempotent()
  @Sla('write')
  @Returns(ImportSessionDto, { status: 202 })
  @Summary('Writes what the dry run announced')
  async commit(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return accepted(await this.imports.commit(tx, actor, id));
  }

  @Post(':id/rollback')
  @HttpCode(202)
  @Requires('import.run')
  @Idempotent()
  @Sla('batch')
  @Returns(ImportSessionDto, { status: 202 })
  @Summary('Takes an import back while nothing of it has been touched')
  async rollback(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return accepted(await this.imports.rollback(tx, actor, id));
  }

  @Get(':id/errors.xlsx')
  @Requires('import.run')
  @Sla('export')
  @Returns(null)
  @Summary('The refused rows with their reasons')
  async errors(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<StreamableFile> {
    return attachment(await this.files.errors(tx, actor, id));
  }
}

@Controller('api/v1/imports')
export class ImportRowsController {
  constructor(private readonly rows: ImportRowService) {}

  @Get(':id/rows')
  @Requires('import.run')
  @Sla('list')
  @Returns(ImportRowDto, { page: true })
  @Summary('What the dry run says about each row')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: ImportRowQuery): Promise<unknown> {
    return this.rows.list(tx, actor, id, query);
  }

  @Patch(':id/rows/:line')
  @Requires('import.run')
  @Idempotent()
  @Sla('write')
  @Returns(ImportRowDto)
  @Summary('Corrects one row in place')
  fix(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('line') line: string,
    @Body() { values }: FixRowDto,
  ): Promise<unknown> {
    return this.rows.fix(tx, actor, { id, line: /^\d{1,7}$/.test(line) ? Number(line) : 0, values });
  }
}

@Controller('api/v1/import-mappings')
export class ImportMappingsController {
  constructor(private readonly mappings: ImportMappingService) {}

  @Get()
  @Requires('import.run')
  @Sla('list')
  @Returns(ImportMappingsDto)
  @Summary('Saved mappings of a type')
  async list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() { type }: MappingQuery): Promise<unknown> {
    return { items: await this.mappings.list(tx, actor, type) };
  }

  @Post()
  @Requires('import.run')
  @Idempotent()
  @Sla('write')
  @Returns(ImportMappingDto, { status: 201 })
  @Summary('Keeps which header means which column')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateImportMappingDto): Promise<unknown> {
    return created(`/api/v1/import-mappings?type=${encodeURIComponent(body.type)}`, await this.mappings.create(tx, actor, body));
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires('import.run')
  @Idempotent()
  @Sla('write')
  @Returns(null, { status: 204 })
  @Summary('Forgets a saved mapping')
  async forget(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    await this.mappings.forget(tx, actor, id);
  }
}

function accepted(session: ImportSessionDto): Answer {
  return new Answer(session, 202, { Location: `/api/v1/jobs/${session.jobId}` });
}

/** Saved, never shown by the browser; names are ours and plain. */
function attachment({ name, contentType, content }: ImportFile): StreamableFile {
  return new StreamableFile(content, { type: contentType, disposition: `attachment; filename="${name}"` });
}
