import { BoolField, Code, DateField, DecimalField, InstantField, IntField, ListQuery, Nested, Text, TextList, UuidField } from '@anwen/http';

export class ProductionReportQuery extends ListQuery {
  @Code({ optional: true, description: 'id or number of the order' }) workOrder?: string;
  @Code({ optional: true, description: 'code of the work centre of the operation' }) workCenter?: string;
  @InstantField({ optional: true, description: 'happened then or later' }) from?: string;
  @InstantField({ optional: true, description: 'happened before' }) to?: string;
  @BoolField({ optional: true, description: 'without those that were superseded' }) counting?: boolean;
}

/** What happened at a machine; the order is named beside it. */
export class ReportedPiecesDto {
  @DecimalField({ optional: true, nonNegative: true, description: 'good pieces, base units' }) good?: string;
  @DecimalField({ optional: true, nonNegative: true }) scrap?: string;
  @DecimalField({ optional: true, nonNegative: true, description: 'pieces that go round again; they count when they are good or scrapped' }) rework?: string;
  @Code({ optional: true, description: 'why pieces were scrapped; needed with scrap' }) scrapReason?: string;
  @Code({ optional: true }) reworkReason?: string;
  @Code({ optional: true, description: 'lot of the good pieces; as the order says when absent' }) lot?: string;
  @DateField({ optional: true, description: 'of a new lot; by shelf life when absent' }) expiresOn?: string;
  @TextList({ optional: true, max: 1000, description: 'one a good piece' }) serials?: string[];
  @Code({ optional: true, description: 'location that the good pieces go to' }) location?: string;
  @Text({ optional: true, max: 500 }) note?: string;
  @InstantField({ optional: true, description: 'when it happened; now when absent' }) occurredAt?: string;
  @UuidField({ optional: true, description: 'unique for ever; the Idempotency-Key when that is a UUID' }) clientOpId?: string;
}

export class OrderPiecesDto extends ReportedPiecesDto {
  @IntField({ optional: true, min: 1, description: 'the last operation when absent' }) opNo?: number;
}

export class CreateProductionReportDto extends OrderPiecesDto {
  @Code({ description: 'id or number of the order' }) workOrder: string;
}

export class SupersedeReportDto extends ReportedPiecesDto {
  @Text({ min: 1, max: 500, description: 'why the report was wrong; all quantities nothing take it back' }) reason: string;
}

export class ReportOrderRefDto {
  @UuidField() id: string;
  @Code() number: string;
}

export class ProductionReportDto {
  @UuidField() id: string;
  @Nested(ReportOrderRefDto) workOrder: ReportOrderRefDto;
  @IntField({ nullable: true }) opNo: number | null;
  @BoolField({ description: "the order's own output" }) isFinal: boolean;
  @DecimalField() good: string;
  @DecimalField() scrap: string;
  @DecimalField() rework: string;
  @Code({ nullable: true }) scrapReason: string | null;
  @Code({ nullable: true }) reworkReason: string | null;
  @Code({ nullable: true }) lot: string | null;
  @TextList() serials: string[];
  @UuidField({ nullable: true }) outputPostingId: string | null;
  @UuidField({ nullable: true }) materialPostingId: string | null;
  @Text() operator: string;
  @InstantField() occurredAt: string;
  @InstantField() postedAt: string;
  @UuidField({ nullable: true, description: 'the report that this one corrects' }) supersedes: string | null;
  @UuidField({ nullable: true, description: 'the report that counts instead' }) supersededBy: string | null;
  @Text({ nullable: true, description: 'why it corrects the other' }) reason: string | null;
  @Text({ nullable: true }) note: string | null;
  @TextList({ description: 'what may be done now' }) legal: string[];
}
