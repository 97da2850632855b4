import { BoolField, Code, IntField, ListQuery, OneOf, Text, UuidField } from '@anwen/http';

export const UOM_CATEGORIES = ['count', 'package', 'mass', 'length', 'area', 'volume', 'time', 'other'] as const;

/** A unit where another resource mentions it; the name is in the caller's language. */
export class UomRefDto {
  @UuidField() id: string;
  @Code() code: string;
  @Text() name: string;
}

export class UomDto extends UomRefDto {
  @Text() nameZh: string;
  @Text() nameEn: string;
  @Text() category: string;
  @IntField({ min: 0, max: 6 }) decimals: number;
  @IntField({ min: 1 }) rowVersion: number;
}

export class CreateUomDto {
  @Code({ max: 20, example: 'PCE' }) code: string;
  @Text({ max: 60 }) nameZh: string;
  @Text({ max: 60 }) nameEn: string;
  @OneOf(UOM_CATEGORIES) category: string;
  @IntField({ min: 0, max: 6, optional: true, description: 'digits after the point that a quantity may have' }) decimals?: number;
}

/** Decimals never shrink or grow afterwards: stored quantities rely on them. */
export class UpdateUomDto {
  @Text({ min: 1, max: 60, optional: true }) nameZh?: string;
  @Text({ min: 1, max: 60, optional: true }) nameEn?: string;
  @OneOf(UOM_CATEGORIES, { optional: true }) category?: string;
}

export class UomListQuery extends ListQuery {
  @Text({ max: 100, optional: true }) q?: string;
  @OneOf(UOM_CATEGORIES, { optional: true }) category?: string;
}

/** A unit of UN/CEFACT Recommendation 20, to pick from; the factory works with those that it has adopted. */
export class ReferenceUomDto {
  @Code({ max: 20 }) code: string;
  @Text({ description: "in the caller's language where there is a word for it" }) name: string;
  @Text() nameEn: string;
  @Text({ nullable: true }) nameZh: string | null;
  @Text({ nullable: true }) symbol: string | null;
  @OneOf(UOM_CATEGORIES) category: string;
  @IntField({ min: 0, max: 6 }) decimals: number;
  @BoolField({ description: 'the factory has this unit already' }) adopted: boolean;
}

export class ReferenceUomQuery {
  @Text({ max: 100, optional: true, description: 'code, name or symbol' }) q?: string;
  @OneOf(UOM_CATEGORIES, { optional: true }) category?: string;
  @IntField({ optional: true, min: 1, max: 200, description: '50 when absent; the best matches come first' }) limit?: number;
}

export class AdoptUomDto {
  @Code({ max: 20, description: 'code of Recommendation 20', example: 'MTQ' }) code: string;
  @Text({ min: 1, max: 60, optional: true, description: 'what people here call it' }) nameZh?: string;
  @IntField({ min: 0, max: 6, optional: true, description: 'digits after the point that a quantity may have' }) decimals?: number;
}
