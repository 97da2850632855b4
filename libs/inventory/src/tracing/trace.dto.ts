import { BoolField, DateField, DecimalField, InstantField, IntField, ListOf, Nested, OneOf, Text, UuidField } from '@anwen/http';
import { ItemRef, NamedRef } from '../ledger.dto';

export const TRACE_KINDS = ['lot', 'serial', 'receipt', 'shipment', 'opening', 'production', 'adjustment', 'return'] as const;
export type TraceKind = (typeof TRACE_KINDS)[number];

export class TraceQuery {
  @OneOf(['up', 'down', 'both'], { optional: true, description: 'to the sources, to what came of it, or both' }) direction?: 'up' | 'down' | 'both';
  @IntField({ optional: true, min: 1, max: 50, description: 'steps from lot to lot at most; 20 when absent' }) depth?: number;
}

export class TraceNodeDto {
  @Text() key: string;
  @OneOf(TRACE_KINDS) kind: TraceKind;
  @UuidField({ nullable: true, description: 'of a lot or serial number' }) id: string | null;
  @Text({ description: 'lot, serial number or document' }) code: string;
  @Text({ nullable: true, description: 'kind of document' }) docType: string | null;
  @Nested(ItemRef, { nullable: true }) item: ItemRef | null;
  @Text({ nullable: true, description: 'of a lot or serial number' }) status: string | null;
  @DecimalField({ nullable: true, description: 'on hand, or what came or went with the document' }) qty: string | null;
  @InstantField({ nullable: true }) at: string | null;
  @Nested(NamedRef, { nullable: true, description: 'supplier or customer' }) partner: Partial<NamedRef> | null;
  @IntField({ description: 'steps from the start: sources below zero, what came of it above' }) depth: number;
}

/** Material flowed from → to. */
export class TraceEdgeDto {
  @Text() from: string;
  @Text() to: string;
  @DecimalField() qty: string;
  @UuidField({ nullable: true }) postingId: string | null;
}

export class TraceDto {
  @Text({ description: 'key of the node that was asked for' }) root: string;
  @ListOf(TraceNodeDto) nodes: TraceNodeDto[];
  @ListOf(TraceEdgeDto) edges: TraceEdgeDto[];
  @IntField({ description: 'lots and documents outside your scope that belong to the answer' }) hidden: number;
  @BoolField({ description: 'there is more than is shown' }) truncated: boolean;
  @DateField({ nullable: true, description: 'movements up to this day are in the archive: their documents are not shown' }) archivedThrough: string | null;
}
