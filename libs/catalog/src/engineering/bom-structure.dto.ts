import { BoolField, Code, DateField, DecimalField, IntField, ListOf, Nested, OneOf, TextList, UuidField } from '@anwen/http';
import { VERSION_STATES } from '../version-states.rules';
import { NamedRefDto } from '../warehouse.dto';

/** An item with the unit in which its quantities are given: its base unit. */
export class MeasuredItemDto extends NamedRefDto {
  @Code() uom: string;
}

export class ExplodedLineDto {
  @TextList({ description: 'codes from the product down to this component' }) path: string[];
  @IntField({ min: 1 }) level: number;
  @Code() parentCode: string;
  @Nested(MeasuredItemDto) item: MeasuredItemDto;
  @DecimalField({ scale: 9, description: 'base units for one of the parent, yield included, scrap not; of a fixed line once' }) qtyPer: string;
  @DecimalField({ description: 'base units for the whole quantity, with scrap' }) qty: string;
  @Code() uom: string;
  @OneOf(['per_unit', 'fixed']) qtyKind: string;
  @DecimalField() scrapPct: string;
  @OneOf(['standard', 'phantom', 'leaf'], { description: 'leaf: no bill holds for it on the day' }) kind: string;
  @DateField() validFrom: string;
  @DateField({ nullable: true }) validTo: string | null;
  @IntField({ nullable: true }) opNo: number | null;
  @ListOf(NamedRefDto) substitutes: NamedRefDto[];
}

export class TotalDto {
  @Nested(MeasuredItemDto) item: MeasuredItemDto;
  @DecimalField() qty: string;
  @Code() uom: string;
}

export class ExplosionDto {
  @Nested(MeasuredItemDto) item: MeasuredItemDto;
  @DecimalField() qty: string;
  @DateField() day: string;
  @BoolField({ description: 'there are more lines than are shown; the totals are complete' }) truncated: boolean;
  @ListOf(ExplodedLineDto, { description: 'the tree, depth first' }) lines: ExplodedLineDto[];
  @ListOf(TotalDto, { description: 'what lies at the ends of the tree, summed by item' }) totals: TotalDto[];
}

export class ExplodeQuery {
  @DecimalField({ optional: true, positive: true, description: 'base units of the product; 1 when absent' }) qty?: string;
  @IntField({ optional: true, min: 1, max: 99, description: 'levels at most' }) levels?: number;
  @DateField({ optional: true, description: 'what holds on this day; today when absent' }) day?: string;
}

export class ExplodeItemQuery extends ExplodeQuery {
  @Code({ description: 'code of the product' }) item: string;
}

export class WhereUsedQuery {
  @Code({ description: 'code of the component' }) item: string;
  @IntField({ optional: true, min: 1, max: 99, description: 'levels up at most' }) levels?: number;
  @DateField({ optional: true, description: 'what holds on this day; today when absent' }) day?: string;
}

export class BomRefDto {
  @UuidField() id: string;
  @IntField({ min: 1 }) version: number;
  @OneOf(VERSION_STATES) state: string;
}

export class UseDto {
  @IntField({ min: 1 }) level: number;
  @Nested(NamedRefDto) item: NamedRefDto;
  @Nested(BomRefDto) bom: BomRefDto;
  @DecimalField({ scale: 9, description: 'of what lies one step below, for one of the item' }) qtyPer: string;
  @OneOf(['per_unit', 'fixed']) qtyKind: string;
  @BoolField({ description: 'it may stand in for the component of the bill' }) substitute: boolean;
  @TextList({ description: 'codes from the component up to the item' }) path: string[];
}

export class WhereUsedDto {
  @Nested(NamedRefDto) item: NamedRefDto;
  @DateField() day: string;
  @ListOf(UseDto) items: UseDto[];
  @BoolField() truncated: boolean;
}
