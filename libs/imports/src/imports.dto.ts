import { BoolField, InstantField, IntField, ListOf, ListQuery, MapOf, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { DELIMITERS } from './csv-reading';
import { ENCODINGS } from './text-encoding.rules';
import { MODES } from './target';

export const SESSION_STATES = ['uploaded', 'validating', 'validated', 'committing', 'committed', 'failed', 'rolled_back'] as const;
const STATUSES = ['new', 'changed', 'unchanged', 'error'] as const;

export class ImportColumnDto {
  @Text() key: string;
  @Text() labelZh: string;
  @Text() labelEn: string;
  @BoolField() required: boolean;
  @Text() type: string;
  @Text({ min: 0 }) example: string;
  @Text({ optional: true }) help?: string;
}

export class ImportTypeDto {
  @Text() key: string;
  @Text() title: string;
  @TextList() naturalKey: string[];
  @ListOf(ImportColumnDto) columns: ImportColumnDto[];
  @TextList() modes: string[];
}

export class ImportTypesDto {
  @ListOf(ImportTypeDto) items: ImportTypeDto[];
}

export class UploadQuery {
  @Text({ max: 40 }) type: string;
  @Text({ max: 255, description: 'name of the file, for people; the ending must fit the content' }) fileName: string;
}

export class AlreadyImportedDto {
  @UuidField() id: string;
  @InstantField() committedAt: string;
}

export class ImportSessionDto {
  @UuidField() id: string;
  @Text() type: string;
  @Text() fileName: string;
  @IntField() bytes: number;
  @OneOf(SESSION_STATES) state: string;
  @OneOf(['csv', 'xlsx']) format: string;
  @OneOf(ENCODINGS, { nullable: true }) encoding: string | null;
  @OneOf(DELIMITERS, { nullable: true }) delimiter: string | null;
  @Text({ nullable: true }) sheet: string | null;
  @TextList() sheets: string[];
  @IntField({ min: 1 }) headerRow: number;
  @TextList() header: string[];
  /** Rows of cells. */
  @TextList({ description: 'at most 10 rows, each a list of cells' }) sample: string[][];
  @MapOf('position', { description: 'column → position in the header, from 0; null = not in the file' }) mapping: Record<string, number | null>;
  @OneOf(MODES) mode: string;
  @OneOf(['keep', 'clear']) blank: string;
  @OneOf(['all_or_nothing', 'skip_errors']) onError: string;
  @MapOf('position', { nullable: true, description: 'new, changed, unchanged, error' }) counts: Record<string, number> | null;
  @UuidField({ nullable: true }) jobId: string | null;
  @MapOf('text', { nullable: true, description: 'why it failed: code, title, detail, status' }) problem: Record<string, unknown> | null;
  @Nested(AlreadyImportedDto, { nullable: true, description: 'the same file went in before and was not taken back' })
  alreadyImported: AlreadyImportedDto | null;
  @InstantField() createdAt: string;
  @InstantField({ nullable: true }) committedAt: string | null;
  @IntField({ min: 1 }) rowVersion: number;
}

export class UpdateImportDto {
  @OneOf(ENCODINGS, { optional: true }) encoding?: (typeof ENCODINGS)[number];
  @OneOf(DELIMITERS, { optional: true }) delimiter?: (typeof DELIMITERS)[number];
  @Text({ optional: true, max: 100 }) sheet?: string;
  @IntField({ optional: true, min: 1, max: 100 }) headerRow?: number;
  @MapOf('position', { optional: true }) mapping?: Record<string, number | null>;
  @OneOf(MODES, { optional: true }) mode?: (typeof MODES)[number];
  @OneOf(['keep', 'clear'], { optional: true }) blank?: 'keep' | 'clear';
  @OneOf(['all_or_nothing', 'skip_errors'], { optional: true }) onError?: 'all_or_nothing' | 'skip_errors';
}

export class ImportChangeDto {
  @Text() column: string;
  @Text({ nullable: true }) old: string | null;
  @Text({ nullable: true }) new: string | null;
}

export class ImportRowErrorDto {
  @Text({ nullable: true }) column: string | null;
  @Text() code: string;
  @Text() message: string;
  @Text({ optional: true }) suggestion?: string;
}

export class ImportRowDto {
  @IntField() line: number;
  @OneOf(STATUSES) status: string;
  @Text() key: string;
  @MapOf('text') values: Record<string, string | null>;
  @ListOf(ImportChangeDto) changes: ImportChangeDto[];
  @ListOf(ImportRowErrorDto) errors: ImportRowErrorDto[];
  @BoolField({ description: 'written by the commit' }) applied: boolean;
}

export class ImportRowQuery extends ListQuery {
  @OneOf(STATUSES, { optional: true }) status?: (typeof STATUSES)[number];
}

export class ImportListQuery extends ListQuery {
  @Text({ optional: true, max: 40 }) type?: string;
}

export class FixRowDto {
  @MapOf('text', { description: 'column → text, as it would stand in the file' }) values: Record<string, string | null>;
}

export class TemplateQuery {
  @OneOf(['xlsx', 'csv'], { optional: true }) format?: 'xlsx' | 'csv';
  @BoolField({ optional: true, description: 'with the current records, at most 10 000' }) withData?: boolean;
}

export class ImportMappingDto {
  @UuidField() id: string;
  @Text() type: string;
  @Text() name: string;
  @MapOf('text', { description: 'column → text of the header' }) headers: Record<string, string | null>;
  @InstantField() createdAt: string;
}

export class ImportMappingsDto {
  @ListOf(ImportMappingDto) items: ImportMappingDto[];
}

export class CreateImportMappingDto {
  @Text({ max: 40 }) type: string;
  @Text({ max: 100 }) name: string;
  @MapOf('text', { description: 'column → text of the header' }) headers: Record<string, string | null>;
}

export class MappingQuery {
  @Text({ max: 40 }) type: string;
}
