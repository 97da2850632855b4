import { BoolField, Code, IntField, ListQuery, Nested, OneOf, Text } from '@anwen/http';
import { NamedRefDto } from './warehouse.dto';

/** Kinds of places that people make; the virtual ones (SUPPLIER, CUSTOMER, …) belong to the system. */
export const PHYSICAL_KINDS = ['storage', 'staging_in', 'staging_out', 'qc', 'production'] as const;
const ALL_KINDS = [...PHYSICAL_KINDS, 'transit', 'virtual'] as const;
const PICK_SEQ = { min: 0, max: 2_000_000_000 } as const;

export class LocationDto extends NamedRefDto {
  @Nested(NamedRefDto, { nullable: true }) warehouse: NamedRefDto | null;
  @Nested(NamedRefDto, { nullable: true }) zone: NamedRefDto | null;
  @Nested(NamedRefDto, { nullable: true }) parent: NamedRefDto | null;
  @Text({ max: 4000, description: 'codes from the top down; % and / inside a code are percent-encoded' }) path: string;
  @OneOf(ALL_KINDS) kind: string;
  @IntField(PICK_SEQ) pickSeq: number;
  @BoolField() isPickable: boolean;
  @BoolField() allowNegative: boolean;
  @Text({ nullable: true }) lockedReason: string | null;
  @OneOf(['active', 'archived']) status: string;
  @IntField({ min: 1 }) rowVersion: number;
}

export class CreateLocationDto {
  @Code({ description: 'code of the warehouse', example: 'WH1' }) warehouse: string;
  @Code({ optional: true, nullable: true, description: 'code of the location above' }) parent?: string | null;
  @Code({ optional: true, nullable: true, description: 'code of a zone of the warehouse' }) zone?: string | null;
  @Code({ example: 'A-01-02' }) code: string;
  @Text({ max: 200 }) name: string;
  @OneOf(PHYSICAL_KINDS) kind: string;
  @IntField({ ...PICK_SEQ, optional: true }) pickSeq?: number;
  @BoolField({ optional: true, description: 'goods there are promised to orders; when absent, those of storage and production are' }) isPickable?: boolean;
  @BoolField({ optional: true }) allowNegative?: boolean;
}

export class UpdateLocationDto {
  @Code({ optional: true, nullable: true, description: 'moves the location, with all below it, within its warehouse' }) parent?: string | null;
  @Code({ optional: true, nullable: true }) zone?: string | null;
  @Text({ min: 1, max: 200, optional: true }) name?: string;
  @OneOf(PHYSICAL_KINDS, { optional: true }) kind?: string;
  @IntField({ ...PICK_SEQ, optional: true }) pickSeq?: number;
  @BoolField({ optional: true }) isPickable?: boolean;
  @BoolField({ optional: true }) allowNegative?: boolean;
}

export class LockLocationDto {
  @Text({ max: 200 }) reason: string;
}

export class LocationListQuery extends ListQuery {
  @Text({ max: 100, optional: true, description: 'text in code or name' }) q?: string;
  @Code({ optional: true, description: 'code of the warehouse' }) warehouse?: string;
  @Code({ optional: true, description: 'code of the zone' }) zone?: string;
  @Code({ optional: true, description: 'code of the location directly above' }) parent?: string;
  @OneOf(ALL_KINDS, { optional: true }) kind?: string;
  @OneOf(['active', 'archived'], { optional: true }) status?: string;
}
