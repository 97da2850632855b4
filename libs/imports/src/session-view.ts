import type { Actor } from '@anwen/kernel';
import type { ImportColumnDto, ImportMappingDto, ImportRowDto, ImportSessionDto, ImportTypeDto } from './imports.dto';
import type { MappingRow } from './mapping.store';
import { wordsFor } from './refusal.rules';
import type { ListedRow } from './row.store';
import type { SessionRow } from './session.store';
import type { ImportColumn, ImportTarget } from './target';

/** A session as the API shows it. Taking back is shown as what it still is: committed, with a job. */
export function presentSession(s: SessionRow, actor: Actor): ImportSessionDto {
  const { publicId: id, type, fileName, bytes, format, encoding, delimiter, sheet, headerRow, mapping, mode, blank, onError, counts, rowVersion } = s;
  return {
    id,
    type,
    fileName,
    bytes,
    state: s.state === 'rolling_back' ? 'committed' : s.state,
    format,
    encoding,
    delimiter,
    sheet,
    sheets: [...s.sheets],
    headerRow,
    header: [...s.header],
    sample: s.sample.map((row) => [...row]),
    mapping: { ...mapping },
    mode,
    blank,
    onError,
    counts,
    jobId: s.jobPublicId,
    problem: presentProblem(s, actor),
    alreadyImported: s.alreadyImported && { id: s.alreadyImported.id, committedAt: new Date(s.alreadyImported.committedAt).toISOString() },
    createdAt: s.createdAt.toISOString(),
    committedAt: s.committedAt?.toISOString() ?? null,
    rowVersion,
  };
}

function presentProblem({ problem }: SessionRow, actor: Actor): Record<string, unknown> | null {
  if (!problem) return null;
  const { code, status, zh, en, data } = problem;
  const detail = actor.locale === 'en' ? en : zh;
  return { ...data, code, status, title: detail, detail };
}

export function presentType(target: ImportTarget, columns: readonly ImportColumn[], actor: Actor): ImportTypeDto {
  const title = actor.locale === 'en' ? target.en : target.zh;
  return {
    key: target.key,
    title,
    naturalKey: [...target.naturalKey],
    columns: columns.map((column) => presentColumn(column, actor)),
    modes: [...target.modes],
  };
}

function presentColumn(column: ImportColumn, actor: Actor): ImportColumnDto {
  const help = helpFor(column, actor);
  const { key, zh, en, kind, example } = column;
  return { key, labelZh: zh, labelEn: en, required: column.required ?? false, type: kind, example, ...(help ? { help } : {}) };
}

/** What may stand in the column, for screens and templates. */
export function helpFor(column: ImportColumn, actor: Actor): string {
  const english = actor.locale === 'en';
  const words = column.choices?.map((c) => (english ? `${c.en} (${c.value})` : `${c.zh} (${c.value})`)).join(english ? ', ' : '、');
  return [english ? column.helpEn : column.helpZh, words].filter(Boolean).join(english ? '; ' : '；');
}

export function presentRow(row: ListedRow, actor: Actor): ImportRowDto {
  // What could not be read is shown as it stands in the file.
  const values = Object.fromEntries(Object.entries(row.cells).map(([key, text]) => [key, row.values[key] ?? text]));
  const errors = row.errors.map((error) => ({
    column: error.column,
    code: error.code,
    message: wordsFor(error, actor.locale),
    ...(error.suggestion ? { suggestion: error.suggestion } : {}),
  }));
  return { line: row.line, status: row.status, key: row.key, values, changes: [...row.changes], errors, applied: row.appliedAt !== null };
}

export function presentMapping({ publicId: id, type, name, headers, createdAt }: MappingRow): ImportMappingDto {
  return { id, type, name, headers: { ...headers }, createdAt: createdAt.toISOString() };
}
