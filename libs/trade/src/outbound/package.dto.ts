import { Code, DecimalField, UuidField } from '@anwen/http';

export class CreatePackageDto {
  @Code({ description: 'id or number of the shipment' }) shipment: string;
}

export class AddPackageContentDto {
  @UuidField({ description: 'line of the shipment' }) lineId: string;
  @DecimalField({ positive: true, description: 'base units' }) qty: string;
  @Code({ optional: true, description: 'needed when the line was picked from several lots' }) lot?: string;
  @Code({ optional: true }) serial?: string;
}

export class ClosePackageDto {
  @DecimalField({ optional: true, nullable: true, positive: true, scale: 3 }) weightKg?: string | null;
}
