import { NamedRefDto } from '@anwen/catalog';
import { BoolField, Code, DateField, DecimalField, InstantField, IntField, ListOf, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { CodeRefDto, DocumentRefDto, ItemRefDto, LotRefDto } from '../trade.dto';
import { SHIPMENT_STATES } from './shipment.rules';

export class ShipmentQuery extends ListQuery {
  @OneOf(SHIPMENT_STATES, { optional: true }) state?: string;
  @Code({ optional: true, description: 'customer code' }) customer?: string;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @Code({ optional: true, description: 'id or number' }) salesOrder?: string;
  @Code({ optional: true, description: 'id or number' }) wave?: string;
  @Text({ optional: true, max: 100, description: 'text in number, carrier or tracking number' }) q?: string;
}

export class CreateShipmentLineDto {
  @UuidField({ optional: true, description: 'line of the sales order; or itemCode' }) soLineId?: string;
  @Code({ optional: true }) itemCode?: string;
  @DecimalField({ positive: true, description: 'in `uom`; of an order line in base units' }) qty: string;
  @Code({ optional: true, description: 'unit code; the base unit when absent' }) uom?: string;
}

export class CreateShipmentDto {
  @Code({ optional: true, description: 'id or number of the order; or customer, warehouse and lines' }) salesOrder?: string;
  @Code({ optional: true, description: 'customer code' }) customer?: string;
  @Code({ optional: true, description: 'warehouse code' }) warehouse?: string;
  @Code({ optional: true, description: 'shipping stage (location code); the only one of the warehouse when absent' }) stage?: string;
  @DateField({ optional: true, nullable: true }) shipBy?: string | null;
  @Text({ optional: true, nullable: true, max: 100 }) carrier?: string | null;
  @Text({ optional: true, nullable: true, max: 1000 }) note?: string | null;
  @ListOf(CreateShipmentLineDto, { optional: true, min: 1, max: 1000, description: 'everything that is open of the order when absent' })
  lines?: CreateShipmentLineDto[];
}

export class AllocateShipmentDto {
  @BoolField({ optional: true, description: 'take what is there; otherwise all or nothing' }) partial?: boolean;
}

export class ShipDto {
  @Text({ optional: true, nullable: true, max: 100 }) carrier?: string | null;
  @Text({ optional: true, nullable: true, max: 100 }) tracking?: string | null;
  @UuidField({ optional: true, description: 'unique for ever; the Idempotency-Key when that is a UUID' }) clientOpId?: string;
}

export class ShortShipDto extends ShipDto {
  @Code({ optional: true, description: 'of the domain short_pick' }) reasonCode?: string;
  @Text({ optional: true, nullable: true, max: 500 }) note?: string | null;
}

export class CancelShipmentDto {
  @Text({ min: 1, max: 500 }) reason: string;
}

export class ShipmentSummaryDto {
  @UuidField() id: string;
  @Code() number: string;
  @OneOf(SHIPMENT_STATES) state: string;
  @Nested(DocumentRefDto, { nullable: true }) salesOrder: DocumentRefDto | null;
  @Nested(NamedRefDto) customer: NamedRefDto;
  @Nested(NamedRefDto) warehouse: NamedRefDto;
  @Nested(NamedRefDto) stage: NamedRefDto;
  @Nested(DocumentRefDto, { nullable: true }) wave: DocumentRefDto | null;
  @DateField({ nullable: true }) shipBy: string | null;
  @Text({ nullable: true }) carrier: string | null;
  @Text({ nullable: true }) tracking: string | null;
  @IntField() lineCount: number;
  @InstantField() createdAt: string;
  @InstantField({ nullable: true }) shippedAt: string | null;
}

export class ShipmentAllocationDto {
  @UuidField() reservationId: string;
  @Nested(NamedRefDto) location: NamedRefDto;
  @Nested(LotRefDto, { nullable: true }) lot: LotRefDto | null;
  @Nested(CodeRefDto, { nullable: true }) serial: CodeRefDto | null;
  @DateField({ nullable: true }) expiresOn: string | null;
  @DecimalField() qty: string;
}

export class ShipmentLineDto {
  @UuidField() id: string;
  @IntField() lineNo: number;
  @UuidField({ nullable: true }) soLineId: string | null;
  @Nested(ItemRefDto) item: ItemRefDto;
  @DecimalField({ description: 'in base units, as all below' }) qty: string;
  @DecimalField({ description: 'promised now: in bins and at the stage' }) allocatedQty: string;
  @DecimalField() pickedQty: string;
  @DecimalField() shippedQty: string;
  @DecimalField({ description: 'what no stock is promised for, or what did not come along' }) shortQty: string;
  @ListOf(ShipmentAllocationDto) allocations: ShipmentAllocationDto[];
}

export class PackageContentDto {
  @UuidField() lineId: string;
  @Code() itemCode: string;
  @Nested(CodeRefDto, { nullable: true }) lot: CodeRefDto | null;
  @Nested(CodeRefDto, { nullable: true }) serial: CodeRefDto | null;
  @DecimalField() qty: string;
}

export class PackageDto {
  @UuidField() id: string;
  @Code() sscc: string;
  @OneOf(['open', 'closed', 'void']) state: string;
  @DecimalField({ nullable: true }) weightKg: string | null;
  @ListOf(PackageContentDto) contents: PackageContentDto[];
}

export class TaskCountsDto {
  @IntField() open: number;
  @IntField() claimed: number;
  @IntField() done: number;
  @IntField() short: number;
}

export class ShipmentDto extends ShipmentSummaryDto {
  @Text({ nullable: true }) note: string | null;
  @Text() createdBy: string;
  @IntField() rowVersion: number;
  @TextList({ description: 'what may be done now' }) legal: string[];
  @ListOf(ShipmentLineDto) lines: ShipmentLineDto[];
  @ListOf(PackageDto) packages: PackageDto[];
  @Nested(TaskCountsDto) tasks: TaskCountsDto;
  @Nested(DocumentRefDto, { nullable: true, description: 'the shipment that left this rest' }) backorderOf: DocumentRefDto | null;
}
