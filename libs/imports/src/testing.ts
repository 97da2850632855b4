import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { Database, type Tx } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { CURSOR_CODEC } from '@anwen/http';
import { ALL_SCOPE, CursorCodec, systemActor, type Actor, type Id, type Scope } from '@anwen/kernel';
import { handled } from '@anwen/outbox';
import { runJobOnce, type JobRunReport, type RunJobOptions } from '@anwen/outbox/testing';
import { LocalStorage, ObjectStorage } from '@anwen/storage';
import { Global, Module, type DynamicModule, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommitService } from './commit.service';
import { DryRunService } from './dry-run.service';
import { ImportRowService } from './import-row.service';
import { ImportService } from './import.service';
import type { ImportRowDto, ImportRowQuery, ImportSessionDto, UpdateImportDto } from './imports.dto';
import { importCommitJob, importRollbackJob, importValidateJob } from './imports.events';
import { ImportsModule } from './imports.module';
import { RollbackService } from './rollback.service';
import { ImportSessionService } from './session.service';

export interface ZipPart {
  readonly name: string;
  readonly data: Buffer | string;
  /** What the directory says instead of the truth. */
  readonly claimedBytes?: number;
}

/** A zip archive of these parts, for files that no honest program would write. */
export function makeZip(parts: readonly ZipPart[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, data, claimedBytes } of parts) {
    const raw = Buffer.from(data);
    const packed = deflateRawSync(raw);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(raw), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(claimedBytes ?? raw.length, 18);
    facts.writeUInt16LE(Buffer.byteLength(name), 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    locals.push(Buffer.from('PK\x03\x04', 'latin1'), facts, Buffer.from(name), packed);
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, rest, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The parts of the smallest workbook with this XML as its one sheet. */
export function workbookParts(sheetXml: string, more: readonly ZipPart[] = []): ZipPart[] {
  return [
    { name: '[Content_Types].xml', data: '<Types/>' },
    { name: 'xl/workbook.xml', data: `<workbook xmlns:r="${RELATION}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', data: '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>' },
    { name: 'xl/worksheets/sheet1.xml', data: sheetXml },
    ...more,
  ];
}

export interface StepOptions extends RunJobOptions {
  /** What happens between the request and its job. */
  readonly beforeRun?: () => Promise<void>;
}

/** The library as an app wires it, on a test database and a folder, with one person whose rights the test chooses. */
export class ImportBed {
  private constructor(
    readonly bed: TestDatabase,
    private readonly app: INestApplicationContext,
    private readonly folder: string,
    readonly actor: Actor,
  ) {}

  static async open(permissions: readonly string[] = EVERYTHING): Promise<ImportBed> {
    const bed = await TestDatabase.create();
    const [user] = await bed.asOwner<{ id: Id; publicId: string }>(
      `INSERT INTO sys_users (username, display_name, password_hash) VALUES ('keeper', '主檔員', 'x') RETURNING id, public_id AS "publicId"`,
    );
    const folder = mkdtempSync(join(tmpdir(), 'anwen-imports-'));
    const app = await NestFactory.createApplicationContext(
      { module: Whole, imports: [Surroundings.of(bed.database, folder), ImportsModule] },
      { logger: ['error'] },
    );
    const grants = new Map(permissions.map((permission) => [permission, ALL_SCOPE]));
    const actor: Actor = { ...systemActor('keeper', user!.id), type: 'user', id: user!.id, publicId: user!.publicId, grants };
    return new ImportBed(bed, app, folder, actor);
  }

  get<T>(type: Type<T>): T {
    return this.app.get(type);
  }

  get storage(): ObjectStorage {
    return this.app.get(ObjectStorage);
  }

  tx<T>(work: (tx: Tx) => Promise<T>, actor = this.actor, scope: Scope = ALL_SCOPE): Promise<T> {
    return this.bed.transaction(work, actor, scope);
  }

  async upload(type: string, text: string | Buffer, patch: UpdateImportDto = {}, fileName = 'file.csv'): Promise<ImportSessionDto> {
    const made = await this.tx((tx) => this.get(ImportSessionService).upload(tx, this.actor, { type, fileName, bytes: Buffer.from(text) }));
    if (Object.keys(patch).length === 0) return made;
    return this.tx((tx) => this.get(ImportSessionService).change(tx, this.actor, { id: made.id, rowVersion: made.rowVersion, patch }));
  }

  session(id: string): Promise<ImportSessionDto> {
    return this.tx((tx) => this.get(ImportSessionService).get(tx, this.actor, id));
  }

  async rows(id: string, status?: ImportRowDto['status']): Promise<readonly ImportRowDto[]> {
    return (await this.tx((tx) => this.get(ImportRowService).list(tx, this.actor, id, { limit: 200, status } as ImportRowQuery))).items;
  }

  /** Asks for the step and runs its job as the worker would. */
  async step(step: 'validate' | 'commit' | 'rollback', id: string, { beforeRun, ...options }: StepOptions = {}): Promise<JobRunReport> {
    await this.tx((tx) => this.get(ImportService)[step](tx, this.actor, id));
    await beforeRun?.();
    return this.runJob(step, id, options);
  }

  /** Runs the session's job (again). */
  async runJob(step: 'validate' | 'commit' | 'rollback', id: string, options: RunJobOptions = {}): Promise<JobRunReport> {
    const [row] = await this.bed.asOwner<{ job: Id }>('SELECT job_id AS job FROM import_sessions WHERE public_id = $1', [id]);
    const handler = {
      validate: handled(importValidateJob, (run, payload) => this.get(DryRunService).run(run, payload)),
      commit: handled(importCommitJob, (run, payload) => this.get(CommitService).run(run, payload)),
      rollback: handled(importRollbackJob, (run, payload) => this.get(RollbackService).run(run, payload)),
    }[step];
    return runJobOnce(this.bed.database, handler, row!.job, { actor: this.actor, ...options });
  }

  /** Uploads and dry-runs. */
  async dryRun(type: string, text: string | Buffer, patch: UpdateImportDto = {}): Promise<ImportSessionDto> {
    const session = await this.upload(type, text, patch);
    await this.step('validate', session.id);
    return this.session(session.id);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.bed.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const EVERYTHING = [
  'import.run',
  'item.write',
  'partner.write',
  'location.write',
  'bom.write',
  'stock.receive',
  'stock.reverse',
  'stock.read',
  'stock.cost.read',
  'purchase.write',
  'purchase.approve',
  'sales.write',
  'sales.confirm',
];

@Global()
@Module({})
class Surroundings {
  static of(database: Database, folder: string): DynamicModule {
    const given = [
      { provide: Database, useValue: database },
      { provide: CURSOR_CODEC, useValue: new CursorCodec(randomBytes(32)) },
      { provide: ObjectStorage, useValue: new LocalStorage(folder) },
    ];
    return { module: Surroundings, providers: given, exports: given.map((g) => g.provide) };
  }
}

@Module({})
class Whole {}
