import { NamedRefDto } from '@anwen/catalog';
import { Code, DateField, UuidField } from '@anwen/http';

/** What a line is about. */
export class ItemRefDto extends NamedRefDto {
  @Code({ description: 'base unit' }) uom: string;
}

export class LotRefDto {
  @UuidField() id: string;
  @Code() code: string;
  @DateField({ nullable: true }) expiresOn: string | null;
}

export class DocumentRefDto {
  @UuidField() id: string;
  @Code() number: string;
}

export class CodeRefDto {
  @UuidField() id: string;
  @Code() code: string;
}
