import { BoolField, Code, DecimalField, InstantField, IntField, ListOf, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { DocumentRefDto, ItemRefDto, LotRefDto } from '../trade.dto';
import { ACTIONS, INSPECTION_STATES, RESULTS, type DispositionAction, type InspectionResult, type InspectionState } from './inspection.rules';

export class MeasurementDto {
  @Text({ max: 100 }) name: string;
  @Text({ max: 100 }) value: string;
  @Text({ optional: true, max: 30 }) unit?: string;
  @BoolField() ok: boolean;
}

export class ResultsDto {
  @OneOf(RESULTS) result: InspectionResult;
  @DecimalField({ nonNegative: true, description: 'with failedQty all of the inspected quantity' }) passedQty: string;
  @DecimalField({ nonNegative: true }) failedQty: string;
  @DecimalField({ optional: true, positive: true, description: 'looked at' }) sampleQty?: string;
  @ListOf(MeasurementDto, { optional: true, max: 200 }) measurements?: MeasurementDto[];
  @Text({ optional: true, max: 500 }) note?: string;
}

export class DispositionLineInput {
  @OneOf(ACTIONS, { description: 'release: into stock; rework: on hold; return: back to the supplier; scrap: gone' }) action: string;
  @DecimalField({ positive: true, description: 'in base units' }) qty: string;
  @TextList({ optional: true, max: 1000, description: 'of goods with serial numbers, unless all that is left is meant' }) serials?: string[];
  @Code({ optional: true }) reasonCode?: string;
  @Text({ optional: true, max: 500 }) note?: string;
}

export class DispositionDto {
  @ListOf(DispositionLineInput, { min: 1, max: 100 }) lines: DispositionLineInput[];
  @UuidField({ optional: true, description: 'unique for ever; the Idempotency-Key when that is a UUID' }) clientOpId?: string;
}

export class InspectionQuery extends ListQuery {
  @OneOf(INSPECTION_STATES, { optional: true }) state?: InspectionState;
  @Text({ optional: true, max: 100, description: 'part of the number or the item code' }) q?: string;
}

export class InspectionSummaryDto {
  @UuidField() id: string;
  @Code() number: string;
  @OneOf(INSPECTION_STATES) state: InspectionState;
  @Nested(DocumentRefDto) receipt: DocumentRefDto;
  @UuidField() receiptLineId: string;
  @Nested(ItemRefDto) item: ItemRefDto;
  @Nested(LotRefDto, { nullable: true }) lot: LotRefDto | null;
  @DecimalField({ description: 'in base units, like all quantities here' }) qty: string;
  @DecimalField({ nullable: true }) sampleQty: string | null;
  @DecimalField({ nullable: true }) passedQty: string | null;
  @DecimalField({ nullable: true }) failedQty: string | null;
  @DecimalField() disposedQty: string;
  @InstantField() createdAt: string;
}

export class DispositionMadeDto {
  @OneOf(ACTIONS) action: DispositionAction;
  @DecimalField() qty: string;
  @TextList() serials: string[];
  @Text({ nullable: true }) reasonCode: string | null;
  @Text({ nullable: true }) note: string | null;
  @UuidField() postingId: string;
  @Text() decidedBy: string;
}

export class InspectionDto extends InspectionSummaryDto {
  @ListOf(MeasurementDto) measurements: MeasurementDto[];
  @ListOf(DispositionMadeDto) dispositions: DispositionMadeDto[];
  @TextList({ description: 'serial numbers that are not disposed of yet' }) serialsLeft: string[];
  @Text({ nullable: true }) note: string | null;
  @Text({ nullable: true }) inspectedBy: string | null;
  @TextList({ description: 'what may be done now' }) legal: string[];
  @IntField({ min: 1 }) rowVersion: number;
}

/** Why work is called off. */
export class CancelWorkDto {
  @Text({ min: 1, max: 500 }) reason: string;
}
