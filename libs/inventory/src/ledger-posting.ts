import type { Id } from '@anwen/kernel';

/** What kind of business event a posting is. */
export type EventType =
  | 'RECEIPT'
  | 'PUTAWAY'
  | 'TRANSFER'
  | 'PICK'
  | 'SHIP'
  | 'ISSUE'
  | 'BACKFLUSH'
  | 'PRODUCE'
  | 'SCRAP'
  | 'ADJUST'
  | 'COUNT'
  | 'STATUS'
  | 'SPLIT'
  | 'OPENING'
  | 'REVERSAL';

/** One movement in base units between two places, by internal ids; 0 (or absent) = no lot / serial / available stock. */
export interface LedgerLine {
  readonly itemId: Id;
  readonly lotId?: Id;
  readonly serialId?: Id;
  readonly fromLocationId: Id;
  readonly fromStatus?: number;
  readonly toLocationId: Id;
  readonly toStatus?: number;
  /** Decimal string in the item's base unit. */
  readonly qty: string;
  readonly enteredQty?: string;
  readonly enteredUomId: Id;
  /** Cost of one base unit when it enters stock; without it the moving average stays. */
  readonly unitCost?: string | null;
  /** Exact value of the line, for reversals: what went in comes out. */
  readonly value?: string | null;
  readonly reservationId?: Id | null;
}

/** One document for the ledger; the order of documents and lines is the order of effect. */
export interface LedgerPosting {
  /** UUID, unique for ever: the durable half of exactly-once. */
  readonly clientOpId: string;
  readonly eventType: EventType;
  readonly docType?: string | null;
  readonly docRef?: string | null;
  readonly reasonCodeId?: Id | null;
  readonly note?: string | null;
  readonly reversesId?: Id | null;
  /** RFC 3339; when it happened, as the caller says. */
  readonly occurredAt?: string | null;
  /** YYYY-MM-DD; the day it counts for. Today when absent. */
  readonly effectiveOn?: string | null;
  readonly deviceSeq?: number | null;
  readonly lines: readonly LedgerLine[];
}

/** What people call the things of one ledger line; refusals speak in these words. */
export interface LineNames {
  /** Line of the input (or of the reversed posting), from 1. */
  readonly line: number;
  readonly itemCode: string;
  /** Code of the place that gives. */
  readonly location: string | null;
  readonly lot: string | null;
  readonly serial: string | null;
}

/** A side of stock that cannot give what is asked. */
export interface Shortage {
  readonly line: number;
  readonly itemId: Id;
  readonly locationId: Id;
  readonly lotId: Id;
  readonly serialId: Id;
  readonly status: number;
  readonly required: string;
  readonly onHand: string;
  readonly reserved: string;
}

export interface PostedDocument {
  readonly clientOpId: string;
  /** Public id. */
  readonly id: string;
  /** Ledger number. */
  readonly no: string;
}

/** Answer of the posting function; exactly one of the refusals is set when nothing was written. */
export interface PostingOutcome {
  readonly postings: readonly PostedDocument[];
  readonly postedAt: string | null;
  readonly duplicates: readonly { readonly clientOpId: string; readonly id: string }[];
  readonly shortages?: readonly Shortage[];
  readonly conflicts?: readonly { readonly itemId: Id; readonly serialId: Id }[];
  readonly reservations?: readonly unknown[];
}
