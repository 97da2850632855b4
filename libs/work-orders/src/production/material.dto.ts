import { NamedRefDto } from '@anwen/catalog';
import { BoolField, Code, DecimalField, InstantField, IntField, ListOf, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { ReportOrderRefDto } from './production-report.dto';

export class IssueLineDto {
  @UuidField({ optional: true, description: 'line of the bill; or itemCode' }) materialId?: string;
  @Code({ optional: true, description: 'item code, as it was scanned' }) itemCode?: string;
  @DecimalField({ positive: true, description: 'in `uom`' }) qty: string;
  @Code({ optional: true, description: 'unit code; the base unit when absent' }) uom?: string;
  @Code({ optional: true, description: 'location code; what was promised, then the place of the line, when absent' }) location?: string;
  @Code({ optional: true, description: 'lot code; first expired first when absent' }) lot?: string;
  @TextList({ optional: true, max: 1000, description: 'one a piece' }) serials?: string[];
}

export class IssueMaterialDto {
  @ListOf(IssueLineDto, { optional: true, min: 1, max: 200 }) lines?: IssueLineDto[];
  @BoolField({ optional: true, description: 'everything that is still needed of lines issued by hand or picked' }) all?: boolean;
  @Text({ optional: true, max: 500 }) note?: string;
  @InstantField({ optional: true, description: 'when it happened; now when absent' }) occurredAt?: string;
  @UuidField({ optional: true, description: 'unique for ever; the Idempotency-Key when that is a UUID' }) clientOpId?: string;
}

const BUCKETS = ['available', 'qc', 'hold', 'damaged'] as const;

export class ReturnLineDto {
  @UuidField() materialId: string;
  @DecimalField({ positive: true, description: 'base units' }) qty: string;
  @Code({ optional: true, description: 'location code; where it was taken from when absent' }) location?: string;
  @Code({ optional: true, description: 'needed when several lots were used' }) lot?: string;
  @TextList({ optional: true, max: 1000 }) serials?: string[];
  @OneOf(BUCKETS, { optional: true, description: 'available when absent' }) status?: (typeof BUCKETS)[number];
}

export class ReturnMaterialDto {
  @ListOf(ReturnLineDto, { min: 1, max: 200 }) lines: ReturnLineDto[];
  @Code({ optional: true }) reasonCode?: string;
  @Text({ optional: true, max: 500 }) note?: string;
  @UuidField({ optional: true }) clientOpId?: string;
}

export class SubstituteMaterialDto {
  @Code({ description: 'the item that stands in' }) itemCode: string;
  @DecimalField({ positive: true, description: 'how much of the material is replaced, in its base unit' }) qty: string;
  @DecimalField({ optional: true, positive: true, scale: 9, description: 'base units of the substitute for one of the material; as the bill says, else 1' })
  ratio?: string;
  @Text({ min: 1, max: 500 }) reason: string;
}

const CONSUMPTION_KINDS = ['issue', 'backflush', 'return', 'reversal'];

export class ConsumptionItemDto extends NamedRefDto {
  @Code({ description: 'base unit' }) uom: string;
}

/** One key of a posting: what went in, or (below nothing) what came back. */
export class ConsumptionDto {
  @OneOf(CONSUMPTION_KINDS) kind: string;
  @UuidField() materialId: string;
  @Nested(ConsumptionItemDto) item: ConsumptionItemDto;
  @Code({ nullable: true }) lot: string | null;
  @Text({ nullable: true }) serial: string | null;
  @Code({ nullable: true, description: 'location code' }) location: string | null;
  @DecimalField() qty: string;
  @DecimalField({ nullable: true, description: 'null without the permission to see costs' }) value: string | null;
  @UuidField() postingId: string;
  @UuidField({ nullable: true }) reportId: string | null;
  @InstantField() at: string;
}

export class ConsumptionQuery extends ListQuery {
  @UuidField({ optional: true }) materialId?: string;
}

export class MaterialPostedDto {
  @Nested(ReportOrderRefDto) workOrder: ReportOrderRefDto;
  @UuidField() postingId: string;
  @InstantField() postedAt: string;
  @ListOf(ConsumptionDto) lines: ConsumptionDto[];
}

export class SubstituteDto {
  @UuidField() id: string;
  @IntField() lineNo: number;
  @Nested(ConsumptionItemDto) item: ConsumptionItemDto;
  @DecimalField() required: string;
  @DecimalField({ scale: 9 }) ratio: string;
  @UuidField({ description: 'the line that it stands in for' }) substituteOf: string;
}
