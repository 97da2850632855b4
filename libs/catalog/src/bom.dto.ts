import { Code, DateField, DecimalField, IntField, ListOf, ListQuery, Nested, OneOf, UuidField } from '@anwen/http';
import { UomRefDto } from './uom.dto';
import { NamedRefDto } from './warehouse.dto';

export const BOM_STATES = ['draft', 'active', 'obsolete'] as const;

export class BomLineDto {
  @Nested(NamedRefDto) component: NamedRefDto;
  @DecimalField() qty: string;
  @Nested(UomRefDto) uom: UomRefDto;
  @DateField() validFrom: string;
  @DateField({ nullable: true, description: 'last day on which the line holds' }) validTo: string | null;
}

/** A bill without its lines, as lists show it. */
export class BomSummaryDto {
  @UuidField() id: string;
  @Nested(NamedRefDto) item: NamedRefDto;
  @IntField({ min: 1 }) version: number;
  @OneOf(BOM_STATES) state: string;
  @DecimalField({ description: 'how much of the item the lines make' }) baseQty: string;
  @IntField({ min: 1 }) rowVersion: number;
}

export class BomDto extends BomSummaryDto {
  @ListOf(BomLineDto) lines: BomLineDto[];
}

export class BomLineInput {
  @Code({ description: 'code of the item' }) component: string;
  @DecimalField({ positive: true }) qty: string;
  @Code({ max: 20, description: 'code of a unit of the component' }) uom: string;
  @DateField() validFrom: string;
  @DateField({ optional: true, nullable: true, description: 'last day on which the line holds; none = open end' }) validTo?: string | null;
}

export class CreateBomDto {
  @Code({ description: 'code of the item that is made' }) item: string;
  @DecimalField({ optional: true, positive: true }) baseQty?: string;
  @ListOf(BomLineInput, { min: 1, max: 1000 }) lines: BomLineInput[];
}

/** A row of a bulk load. Version 1 and active unless told otherwise. */
export interface BomRowInput extends Omit<CreateBomDto, 'lines'> {
  readonly version?: number;
  readonly state?: 'draft' | 'active' | 'obsolete';
  readonly lines: readonly (BomLineInput & { readonly externalRef?: string | null })[];
}

export class UpdateBomDto {
  @DecimalField({ optional: true, positive: true }) baseQty?: string;
  @ListOf(BomLineInput, { optional: true, min: 1, max: 1000, description: 'replaces the list' }) lines?: BomLineInput[];
}

export class BomListQuery extends ListQuery {
  @Code({ optional: true, description: 'code of the item that is made' }) item?: string;
  @Code({ optional: true, description: 'code of a component: where is it used?' }) component?: string;
  @OneOf(BOM_STATES, { optional: true }) state?: string;
}
