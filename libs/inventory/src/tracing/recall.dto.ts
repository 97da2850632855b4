import { BoolField, DecimalField, InstantField, IntField, ListOf, ListQuery, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX } from '@anwen/kernel';
import { ItemRef, NamedRef } from '../ledger.dto';
import { STOCK_STATUSES, type StockStatus } from '../stock.rules';

export const RECALL_STATES = ['open', 'closed'] as const;
export const RECALL_OUTCOMES = ['release', 'scrap', 'keep_held'] as const;
export type RecallOutcome = (typeof RECALL_OUTCOMES)[number];

export class RecallQuery extends ListQuery {
  @OneOf(RECALL_STATES, { optional: true }) state?: string;
  @BoolField({ optional: true, description: 'drills, or the others' }) mock?: boolean;
  @Text({ optional: true, max: 100, description: 'part of number or reason' }) q?: string;
}

export class OpenRecallDto {
  @TextList({ max: 200, description: 'ids of the lots that are called back' }) lots: string[];
  @TextList({ optional: true, max: 200, description: 'ids of serial numbers that are called back' }) serials?: string[];
  @Text({ max: 500 }) reason: string;
  @OneOf(['down', 'both'], { optional: true, description: 'what came of them, or what they were made of, too; down when absent' }) direction?: 'down' | 'both';
  @BoolField({ optional: true, description: 'a drill: finds and times everything, holds nothing' }) mock?: boolean;
}

export class CloseRecallDto {
  @Text({ max: 500 }) reason: string;
  @OneOf(RECALL_OUTCOMES, {
    description: 'back to what they were; only to be scrapped, for good (nothing is posted: scrap the stock by adjustment); held until somebody releases each',
  })
  outcome: RecallOutcome;
}

export class RecallEvidenceDto {
  @OneOf(['xlsx', 'pdf']) format: 'xlsx' | 'pdf';
}

export class RecallRootDto {
  @OneOf(['lot', 'serial']) kind: string;
  @UuidField() id: string;
  @Text() code: string;
  @Nested(ItemRef) item: ItemRef;
}

export class RecallCountsDto {
  @IntField({ description: 'lots that are affected' }) lots: number;
  @IntField({ description: 'serial numbers that are affected' }) serials: number;
  @IntField({ description: 'affected lots and serial numbers that were still in the house' }) onHand: number;
  @IntField({ description: 'affected lots and serial numbers of which something was shipped' }) shipped: number;
  @IntField({ description: 'customers who got some of it' }) customers: number;
}

export class RecallDto {
  @UuidField() id: string;
  @Text() number: string;
  @OneOf(RECALL_STATES) state: string;
  @OneOf(['down', 'both']) direction: string;
  @BoolField() mock: boolean;
  @Text() reason: string;
  @ListOf(RecallRootDto) roots: RecallRootDto[];
  @Text() openedBy: string;
  @InstantField() openedAt: string;
  @Text({ nullable: true }) closedBy: string | null;
  @InstantField({ nullable: true }) closedAt: string | null;
  @OneOf(RECALL_OUTCOMES, { nullable: true }) outcome: string | null;
  @Text({ nullable: true }) closeReason: string | null;
  @Nested(RecallCountsDto) counts: RecallCountsDto;
  @IntField({ description: 'milliseconds from the order to the complete list' }) tookMs: number;
  @TextList() legal: string[];
  @IntField() rowVersion: number;
}

/** Sources first, then the roots, then what came of them. */
export class AffectedQuery {
  @IntField({ optional: true, min: 1, max: PAGE_LIMIT_MAX, description: 'rows at most' }) limit: number = PAGE_LIMIT_DEFAULT;
  @Text({ optional: true, max: 1000, description: 'nextCursor of the page before' }) cursor?: string;
}

export class AffectedPlaceDto {
  @Nested(NamedRef, { nullable: true }) location: NamedRef | null;
  @OneOf(STOCK_STATUSES) status: StockStatus;
  @DecimalField() qty: string;
}

export class AffectedDocumentDto {
  @Text({ nullable: true }) docType: string | null;
  @Text({ nullable: true }) docRef: string | null;
  @Nested(NamedRef, { nullable: true, description: 'customer' }) partner: Partial<NamedRef> | null;
  @DecimalField() qty: string;
  @InstantField({ nullable: true }) at: string | null;
}

export class AffectedDto {
  @OneOf(['lot', 'serial']) kind: string;
  @UuidField() id: string;
  @Text() code: string;
  @Nested(ItemRef) item: ItemRef;
  @IntField({ description: '0 = called back itself; above, what came of it; below, what it was made of' }) depth: number;
  @Text({ description: 'what it is now' }) status: string;
  @Text({ description: 'what it was before the recall' }) statusBefore: string;
  @ListOf(AffectedPlaceDto, { description: 'where it stood when the recall found it' }) stock: AffectedPlaceDto[];
  @ListOf(AffectedDocumentDto, { description: 'whom it was promised to' }) reserved: AffectedDocumentDto[];
  @ListOf(AffectedDocumentDto, { description: 'who got it, and when' }) shipped: AffectedDocumentDto[];
  @ListOf(AffectedDocumentDto, { description: 'what it was used for' }) used: AffectedDocumentDto[];
  @ListOf(AffectedDocumentDto, { description: 'what customers sent back' }) cameBack: AffectedDocumentDto[];
  @ListOf(AffectedDocumentDto, { description: 'what went back to its supplier' }) returned: AffectedDocumentDto[];
  @ListOf(AffectedDocumentDto, { description: 'less than zero: what came back from it' }) scrapped: AffectedDocumentDto[];
  @ListOf(AffectedDocumentDto, { description: 'what counts and adjustments took away; less than zero: what they found' }) adjusted: AffectedDocumentDto[];
}
