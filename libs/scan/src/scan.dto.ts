import { BoolField, IntField, ListOf, Nested, OneOf, Text, UuidField } from '@anwen/http';
import { NamedRefDto } from '@anwen/catalog';
import { SCANNER_PROFILES, type ScannerProfile } from './scan-text';

export const CANDIDATE_KINDS = ['item', 'lot', 'serial', 'location', 'document', 'package', 'person'] as const;
export type CandidateKind = (typeof CANDIDATE_KINDS)[number];

export class ResolveScanDto {
  @Text({ max: 2000, description: 'the scan as it came, control characters and all' }) raw: string;
  @Text({ optional: true, pattern: /^\]?[A-Za-z][0-9A-Fa-f]$/, description: 'AIM identifier, when the scanner sends it apart', example: ']C1' })
  symbology?: string;
  @OneOf(SCANNER_PROFILES, { optional: true, description: 'what this scanner sends for FNC1 when it cannot send GS' }) profile?: ScannerProfile;
  @OneOf(CANDIDATE_KINDS, { optional: true, description: 'what the screen waits for: such candidates come first, and one of them is not ambiguous' })
  context?: CandidateKind;
}

export class ScannedElementDto {
  @Text() ai: string;
  @Text() title: string;
  @Text() value: string;
  @Text({ description: 'days as days, measures with their unit' }) display: string;
}

export class ScanErrorDto {
  @Text({ example: 'incorrect_check_digit' }) code: string;
  @Text({ nullable: true }) ai: string | null;
  @Text({ description: 'what was read there' }) read: string;
  @Text() message: string;
}

export class ScannedGs1Dto {
  @ListOf(ScannedElementDto) elements: ScannedElementDto[];
  @ListOf(ScanErrorDto) errors: ScanErrorDto[];
}

export class ScanCandidateDto {
  @OneOf(CANDIDATE_KINDS) kind: CandidateKind;
  @UuidField() id: string;
  @Text() code: string;
  @Text({ nullable: true }) name: string | null;
  @Text({ description: 'barcode, gtin, code, gs1, number, sscc or badge' }) via: string;
  @Text({ nullable: true, description: 'unit of qty' }) uom: string | null;
  @Text({ nullable: true, description: 'what the scan stands for' }) qty: string | null;
  @Text({ nullable: true }) lot: string | null;
  @Text({ nullable: true }) serial: string | null;
  @Text({ nullable: true }) expiresOn: string | null;
  @Text({ nullable: true }) documentType: string | null;
  @IntField({ nullable: true, description: 'operation of a work order, when a step of its travel card was scanned' }) opNo: number | null;
  @Nested(NamedRefDto, { nullable: true, description: 'the item of a lot or serial number' }) item: NamedRefDto | null;
  @UuidField({ nullable: true, description: 'null while nobody has received this lot' }) lotId: string | null;
  @UuidField({ nullable: true }) serialId: string | null;
}

export class ResolvedScanDto {
  @Text() raw: string;
  @Nested(ScannedGs1Dto, { nullable: true }) gs1: ScannedGs1Dto | null;
  @ListOf(ScanCandidateDto) candidates: ScanCandidateDto[];
  @BoolField() ambiguous: boolean;
  @BoolField() unknown: boolean;
}
