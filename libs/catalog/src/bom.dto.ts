import { Code, DateField, DecimalField, IntField, ListOf, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { ISSUE_METHODS } from './item.dto';
import { UomRefDto } from './uom.dto';
import { VERSION_STATES } from './version-states.rules';
import { NamedRefDto } from './warehouse.dto';

export const BOM_KINDS = ['standard', 'phantom'] as const;
export const QTY_KINDS = ['per_unit', 'fixed'] as const;

export class BomSubstituteDto {
  @Nested(NamedRefDto) item: NamedRefDto;
  @DecimalField({ scale: 9, description: 'base units of it that replace one base unit of the component' }) ratio: string;
  @IntField({ min: 1, max: 99, description: '1 is tried first' }) priority: number;
}

export class BomLineDto {
  @UuidField() id: string;
  @Nested(NamedRefDto) component: NamedRefDto;
  @DecimalField() qty: string;
  @Nested(UomRefDto) uom: UomRefDto;
  @OneOf(QTY_KINDS, { description: 'fixed: once an order, however many are made' }) qtyKind: string;
  @DecimalField({ description: 'percent that is lost on the way' }) scrapPct: string;
  @IntField({ nullable: true, min: 1, description: 'operation that uses it up; none = the last one' }) opNo: number | null;
  @OneOf(ISSUE_METHODS, { nullable: true, description: 'none = as the item says' }) issueMethod: string | null;
  @DateField() validFrom: string;
  @DateField({ nullable: true, description: 'last day on which the line holds' }) validTo: string | null;
  @ListOf(BomSubstituteDto) substitutes: BomSubstituteDto[];
}

/** A bill without its lines, as lists show it. */
export class BomSummaryDto {
  @UuidField() id: string;
  @Nested(NamedRefDto) item: NamedRefDto;
  @IntField({ min: 1 }) version: number;
  @OneOf(VERSION_STATES) state: string;
  @OneOf(BOM_KINDS, { description: 'phantom: never made; its lines take its place in the bills that use it' }) kind: string;
  @DecimalField({ description: 'how much of the item the lines make' }) baseQty: string;
  @DecimalField({ description: 'good ones of a hundred started' }) yieldPct: string;
  @DateField({ nullable: true, description: 'first day on which the bill holds; none = from the beginning' }) validFrom: string | null;
  @DateField({ nullable: true, description: 'last day on which the bill holds; none = without end' }) validTo: string | null;
  @Text({ nullable: true }) changeNote: string | null;
  @Text({ nullable: true, description: 'who made it active' }) approvedBy: string | null;
  @TextList({ description: 'what may be done now' }) legal: string[];
  @IntField({ min: 1 }) rowVersion: number;
}

export class BomDto extends BomSummaryDto {
  @ListOf(BomLineDto) lines: BomLineDto[];
}

export class BomSubstituteInput {
  @Code({ description: 'code of the item' }) item: string;
  @DecimalField({ optional: true, positive: true, scale: 9, description: 'base units of it for one base unit of the component; 1 when absent' }) ratio?: string;
  @IntField({ optional: true, min: 1, max: 99, description: '1 is tried first; the order of the list when absent' }) priority?: number;
}

export class BomLineInput {
  @Code({ description: 'code of the item' }) component: string;
  @DecimalField({ positive: true }) qty: string;
  @Code({ max: 20, description: 'code of a unit of the component' }) uom: string;
  @OneOf(QTY_KINDS, { optional: true }) qtyKind?: string;
  @DecimalField({ optional: true, nonNegative: true, scale: 3 }) scrapPct?: string;
  @IntField({ optional: true, nullable: true, min: 1, max: 9999 }) opNo?: number | null;
  @OneOf(ISSUE_METHODS, { optional: true, nullable: true }) issueMethod?: string | null;
  @DateField() validFrom: string;
  @DateField({ optional: true, nullable: true, description: 'last day on which the line holds; none = open end' }) validTo?: string | null;
  @ListOf(BomSubstituteInput, { optional: true, max: 20 }) substitutes?: BomSubstituteInput[];
}

export class CreateBomDto {
  @Code({ description: 'code of the item that is made' }) item: string;
  @DecimalField({ optional: true, positive: true }) baseQty?: string;
  @DecimalField({ optional: true, positive: true, scale: 3, description: 'good ones of a hundred started; 100 when absent' }) yieldPct?: string;
  @OneOf(BOM_KINDS, { optional: true }) kind?: string;
  @DateField({ optional: true, nullable: true }) validFrom?: string | null;
  @DateField({ optional: true, nullable: true, description: 'last day on which the bill holds' }) validTo?: string | null;
  @Text({ optional: true, nullable: true, max: 2000 }) changeNote?: string | null;
  @ListOf(BomLineInput, { min: 1, max: 1000 }) lines: BomLineInput[];
}

/** A row of a bulk load. Version 1 and active unless told otherwise. */
export interface BomRowInput extends Omit<CreateBomDto, 'lines'> {
  readonly version?: number;
  readonly state?: 'draft' | 'active' | 'obsolete';
  readonly lines: readonly (BomLineInput & { readonly externalRef?: string | null })[];
}

/** Of an active bill `validTo` alone can be changed. */
export class UpdateBomDto {
  @DecimalField({ optional: true, positive: true }) baseQty?: string;
  @DecimalField({ optional: true, positive: true, scale: 3 }) yieldPct?: string;
  @OneOf(BOM_KINDS, { optional: true }) kind?: string;
  @DateField({ optional: true, nullable: true }) validFrom?: string | null;
  @DateField({ optional: true, nullable: true }) validTo?: string | null;
  @Text({ optional: true, nullable: true, max: 2000 }) changeNote?: string | null;
  @ListOf(BomLineInput, { optional: true, min: 1, max: 1000, description: 'replaces the list' }) lines?: BomLineInput[];
}

export class BomFieldChangeDto {
  @Text() field: string;
  @Text({ nullable: true }) before: string | null;
  @Text({ nullable: true }) after: string | null;
}

export class BomLineChangeDto extends BomFieldChangeDto {
  @Nested(NamedRefDto) component: NamedRefDto;
}

/** What has to be done to bill `a` to get bill `b`. */
export class BomDiffDto {
  @Nested(BomSummaryDto) a: BomSummaryDto;
  @Nested(BomSummaryDto) b: BomSummaryDto;
  @ListOf(BomFieldChangeDto) header: BomFieldChangeDto[];
  @ListOf(BomLineDto) added: BomLineDto[];
  @ListOf(BomLineDto) removed: BomLineDto[];
  @ListOf(BomLineChangeDto) changed: BomLineChangeDto[];
}

export class BomDiffQuery {
  @UuidField() a: string;
  @UuidField() b: string;
}

export class BomListQuery extends ListQuery {
  @Code({ optional: true, description: 'code of the item that is made' }) item?: string;
  @Code({ optional: true, description: 'code of a component: where is it used?' }) component?: string;
  @OneOf(VERSION_STATES, { optional: true }) state?: string;
  @Text({ max: 100, optional: true, description: 'text in code or name of the item that is made' }) q?: string;
}
