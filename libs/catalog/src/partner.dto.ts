import { Code, IntField, ListQuery, OneOf, Text, TextList } from '@anwen/http';
import { NamedRefDto } from './warehouse.dto';

export const PARTNER_ROLES = ['supplier', 'customer', 'carrier'] as const;
const COUNTRY = /^[A-Z]{2}$/;

export class PartnerDto extends NamedRefDto {
  @TextList({ description: PARTNER_ROLES.join(', ') }) roles: string[];
  @Text({ nullable: true }) taxId: string | null;
  @Text({ description: 'two letters of ISO 3166-1', example: 'TW' }) country: string;
  @OneOf(['active', 'blocked', 'archived']) status: string;
  @Text({ nullable: true }) externalRef: string | null;
  @IntField({ min: 1 }) rowVersion: number;
}

export class CreatePartnerDto {
  @Code({ example: 'V-0001' }) code: string;
  @Text({ max: 200 }) name: string;
  @TextList({ min: 1, max: 3, description: PARTNER_ROLES.join(', ') }) roles: string[];
  @Text({ max: 30, optional: true, nullable: true, description: 'tax or business number; of a partner in TW an eight-digit business number' }) taxId?:
    string | null;
  @Text({ optional: true, pattern: COUNTRY, description: 'two letters of ISO 3166-1; TW when absent', example: 'TW' }) country?: string;
}

export type PartnerRowInput = CreatePartnerDto & { readonly externalRef?: string | null; readonly status?: 'active' | 'blocked' };

export class UpdatePartnerDto {
  @Text({ min: 1, max: 200, optional: true }) name?: string;
  @TextList({ min: 1, max: 3, optional: true }) roles?: string[];
  @Text({ max: 30, optional: true, nullable: true }) taxId?: string | null;
  @Text({ optional: true, pattern: COUNTRY }) country?: string;
  @OneOf(['active', 'blocked'], { optional: true }) status?: string;
}

export class PartnerListQuery extends ListQuery {
  @Text({ max: 100, optional: true, description: 'text in code or name' }) q?: string;
  @OneOf(PARTNER_ROLES, { optional: true }) role?: string;
  @OneOf(['active', 'blocked', 'archived'], { optional: true }) status?: string;
}
