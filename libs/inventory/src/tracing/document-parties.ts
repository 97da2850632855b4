import type { Tx } from '@anwen/database';
import { Injectable } from '@nestjs/common';

/** Who a document is with: the supplier of a receipt, the customer of a shipment. */
export interface DocumentParty {
  readonly code: string;
  readonly name: string;
  /** The document's number, when it was asked for by another name (a reservation knows the id of a line). */
  readonly document?: string;
}

/** Number of a document → its partner; what is missing or outside the scope is left out. */
export type PartyResolver = (tx: Tx, numbers: readonly string[]) => Promise<ReadonlyMap<string, DocumentParty>>;

export interface DocumentName {
  readonly docType: string | null;
  readonly docRef: string | null;
}

/**
 * The ledger knows a document by its number alone. Who keeps the documents (trade) registers here, once at start, who they
 * are with; the inventory does not know those tables.
 */
@Injectable()
export class DocumentParties {
  private readonly resolvers = new Map<string, PartyResolver>();

  register(docType: string, resolver: PartyResolver): void {
    this.resolvers.set(docType, resolver);
  }

  /** A look-up for all documents at once: one statement a type. */
  async of(tx: Tx, documents: readonly DocumentName[]): Promise<(document: DocumentName) => DocumentParty | null> {
    const found = new Map<string, ReadonlyMap<string, DocumentParty>>();
    for (const [docType, resolve] of this.resolvers) {
      const numbers = [...new Set(documents.flatMap((d) => (d.docType === docType && d.docRef !== null ? [d.docRef] : [])))];
      if (numbers.length > 0) found.set(docType, await resolve(tx, numbers));
    }
    return ({ docType, docRef }) => found.get(docType ?? '')?.get(docRef ?? '') ?? null;
  }
}
