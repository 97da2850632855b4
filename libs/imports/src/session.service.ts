import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC, httpErrors } from '@anwen/http';
import { CursorCodec, isUuid, pageOf, type Actor, type Id, type Page } from '@anwen/kernel';
import { ObjectStorage } from '@anwen/storage';
import { Inject, Injectable } from '@nestjs/common';
import { fileFormatOf, previewFile, type FilePreview } from './file-reading';
import { foldHeader, mappingFault, matchHeader, type Mapping } from './header.rules';
import type { ImportListQuery, ImportSessionDto, ImportTypeDto, UpdateImportDto } from './imports.dto';
import { importErrors } from './imports.errors';
import { MappingStore } from './mapping.store';
import { requireChangeable, requireIdle, requireSort } from './session.rules';
import { uploadedFile } from './session-file';
import { presentSession, presentType } from './session-view';
import { SessionStore, type SessionRow, type SessionSettings } from './session.store';
import type { ImportColumn } from './target';
import { ImportTargets } from './targets';

/** Sessions of the wizard up to the dry run: upload, how the file is read, which column is which. */
@Injectable()
export class ImportSessionService {
  constructor(
    private readonly sessions: SessionStore,
    private readonly mappings: MappingStore,
    private readonly targets: ImportTargets,
    private readonly storage: ObjectStorage,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  /** What the caller may import. */
  types(actor: Actor): ImportTypeDto[] {
    return this.targets.permitted(actor).map((target) => presentType(target, this.targets.columns(actor, target), actor));
  }

  /** @throws imports.type_unknown | target_not_permitted | file_kind | file_macros | file_unsafe | file_empty | file_broken */
  async upload(tx: Tx, actor: Actor, { type, fileName, bytes }: { type: string; fileName: string; bytes: Buffer }): Promise<ImportSessionDto> {
    const target = this.targets.require(actor, type);
    const format = fileFormatOf(fileName, bytes);
    const preview = await previewFile(format, bytes);
    const columns = this.targets.columns(actor, target);
    const mapping = await this.match(tx, type, columns, preview.header);
    const storageKey = `imports/${new Date().toISOString().slice(0, 7).replace('-', '/')}/${randomUUID()}.${format}`;
    // The one write outside PostgreSQL: no row is locked yet, and a file whose session never came is swept within days.
    await this.storage.put(storageKey, Readable.from([bytes]));
    const mode = target.modes.includes('upsert') ? 'upsert' : target.modes[0]!;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const facts = { type, fileName: shownName(fileName), bytes: bytes.length, sha256, storageKey, format, mapping, mode } as const;
    const id = await this.sessions.insert(tx, ownerOf(actor), { ...preview, ...facts });
    return this.get(tx, actor, id);
  }

  async list(tx: Tx, actor: Actor, input: ImportListQuery): Promise<Page<ImportSessionDto>> {
    requireSort(input.sort, '-createdAt');
    const binding = ['imports', input.type ?? null];
    const [before] = input.cursor === undefined ? [] : this.codec.decode(input.cursor, binding);
    const rows = await this.sessions.list(tx, ownerOf(actor), { type: input.type, limit: input.limit + 1, ...(before ? { before } : {}) });
    const page = pageOf(
      rows,
      input.limit,
      (last) => this.codec.encode([last.id], binding),
      (row) => presentSession(row, actor),
    );
    return input.withTotal ? { ...page, total: await this.sessions.count(tx, ownerOf(actor), input.type), totalIsEstimate: false } : page;
  }

  /** @throws imports.not_found */
  async get(tx: Tx, actor: Actor, id: string): Promise<ImportSessionDto> {
    return presentSession(await this.find(tx, actor, id), actor);
  }

  /** The caller's own session. @throws imports.not_found */
  async find(tx: Tx, actor: Actor, id: string): Promise<SessionRow> {
    const session = isUuid(id) ? await this.sessions.find(tx, ownerOf(actor), id) : undefined;
    if (!session) throw importErrors.not_found();
    return session;
  }

  /**
   * The same, held until the transaction ends; nobody may change what a job works on. Looked at before it is waited for: a
   * commit holds its session for minutes, and whoever asks meanwhile is told so at once.
   * @throws imports.not_found | invalid_transition
   */
  async hold(tx: Tx, actor: Actor, id: string): Promise<SessionRow> {
    requireIdle(await this.find(tx, actor, id));
    const session = await this.sessions.lock(tx, ownerOf(actor), id);
    if (!session) throw importErrors.not_found();
    return session;
  }

  /** How the file is read and what is to be done with it; a dry run that this makes untrue is dropped. @throws imports.mapping_invalid | sheet_unknown | invalid_transition */
  async change(tx: Tx, actor: Actor, { id, rowVersion, patch }: { id: string; rowVersion: number; patch: UpdateImportDto }): Promise<ImportSessionDto> {
    const before = await this.hold(tx, actor, id);
    const target = this.targets.require(actor, before.type);
    if (rowVersion !== before.rowVersion) {
      throw httpErrors.precondition_failed({ current: presentSession(before, actor), headers: { ETag: `"${before.rowVersion}"` } });
    }
    requireChangeable(before);
    if (patch.mode && !target.modes.includes(patch.mode)) throw importErrors.mapping_invalid({ column: `mode ${patch.mode}` });
    const columns = this.targets.columns(actor, target);
    const reading = await this.reread(tx, before, patch, columns);
    const fault = patch.mapping && mappingFault(columns, reading.header, patch.mapping);
    if (fault) throw importErrors.mapping_invalid({ column: fault });
    const mapping = patch.mapping ? { ...emptyMapping(columns), ...patch.mapping } : reading.mapping;
    const { mode = before.mode, blank = before.blank, onError = before.onError } = patch;
    const onlyErrors = Object.keys(patch).every((name) => name === 'onError') && before.state === 'validated';
    const outcome = onlyErrors ? ({ state: 'validated', counts: before.counts } as const) : ({ state: 'uploaded', counts: null } as const);
    await this.sessions.settle(tx, before.id, { ...reading, mapping, mode, blank, onError, ...outcome });
    return this.get(tx, actor, id);
  }

  private async reread(
    tx: Tx,
    before: SessionRow,
    patch: UpdateImportDto,
    columns: readonly ImportColumn[],
  ): Promise<Omit<SessionSettings, 'state' | 'mode' | 'blank' | 'onError' | 'counts'>> {
    const { encoding, delimiter, sheet, headerRow } = patch;
    if (encoding === undefined && delimiter === undefined && sheet === undefined && headerRow === undefined) return before;
    const bytes = await uploadedFile(this.storage, before.storageKey);
    const choice = {
      encoding: encoding ?? before.encoding,
      // Another encoding may show other separators.
      delimiter: delimiter ?? (encoding === undefined ? before.delimiter : null),
      sheet: sheet ?? before.sheet,
      headerRow: headerRow ?? (sheet === undefined ? before.headerRow : null),
    };
    const preview: FilePreview = await previewFile(before.format, bytes, choice);
    return { ...preview, mapping: await this.match(tx, before.type, columns, preview.header) };
  }

  /** By the saved mapping that knows most of these headers, then by the columns' own names. */
  private async match(tx: Tx, type: string, columns: readonly ImportColumn[], header: readonly string[]): Promise<Mapping> {
    const present = new Set(header.map(foldHeader));
    const hits = (headers: Readonly<Record<string, string | null>>): number =>
      Object.values(headers).filter((text) => text && present.has(foldHeader(text))).length;
    const saved = (await this.mappings.list(tx, type)).map((mapping) => mapping.headers).sort((a, b) => hits(b) - hits(a))[0];
    return matchHeader(columns, header, saved && hits(saved) > 0 ? saved : {});
  }
}

/** Whose sessions these are; only people (and keys that act for them) import. */
export function ownerOf(actor: Actor): Id {
  if (actor.userId === null) throw importErrors.not_found();
  return actor.userId;
}

const emptyMapping = (columns: readonly ImportColumn[]): Mapping => Object.fromEntries(columns.map((column) => [column.key, null]));

/** For people's eyes alone; the file itself has a name of ours. */
function shownName(name: string): string {
  return name
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
    .split(/[\\/]/)
    .at(-1)!
    .slice(-255);
}
