import { uuidV5, type Id } from '@anwen/kernel';
import type { LedgerLine, LedgerPosting } from '@anwen/inventory';
import type { Bills } from './bills';
import type { Document } from './plan';
import type { Row } from './tables';

/** Namespace of every operation id of this import: the same row gives the same id, so nothing is posted twice. */
export const NAMESPACE = '5f0f9a1e-6c0b-5c55-9d2f-0a7a3c1b7e42';

/** Internal ids of what the master data became. */
export interface Directory {
  /** ProductID → item and its stock unit. */
  readonly items: ReadonlyMap<number, { readonly id: Id; readonly uomId: Id; readonly cost: string | null }>;
  /** `LocationID/Shelf/Bin` → bin. */
  readonly bins: ReadonlyMap<string, Id>;
  /** Where the replayed goods pass through. */
  readonly flow: Id;
  readonly virtual: Readonly<Record<'SUPPLIER' | 'CUSTOMER' | 'PRODUCTION' | 'OPENING', Id>>;
  /** ScrapReasonID → its reason code and words, for the production posting that came out short. */
  readonly scrapReasons: ReadonlyMap<number, { readonly id: Id; readonly words: string }>;
}

/** Turns documents of the history into postings of the ledger. */
export class PostingWriter {
  constructor(
    private readonly ids: Directory,
    private readonly bills: Bills,
  ) {}

  of(document: Document): LedgerPosting {
    switch (document.kind) {
      case 'receipt':
        return {
          ...this.header(document, 'RECEIPT', 'purchase_order', `PO-${document.id}`),
          lines: document.lines.map((l) => this.line(l, this.ids.virtual.SUPPLIER, this.ids.flow, l.price)),
        };
      case 'produce':
        return this.production(document);
      case 'issue': {
        const { product, start, ordered } = document.order;
        const lines = this.bills
          .on(product, start)
          .map((c) => this.line({ product: c.product, qty: c.perAssembly * ordered }, this.ids.flow, this.ids.virtual.PRODUCTION));
        return { ...this.header(document, 'ISSUE', 'work_order', `WO-${document.id}`), lines };
      }
      case 'ship':
        return {
          ...this.header(document, 'SHIP', 'sales_order', `SO${document.id}`),
          lines: document.lines.map((l) => this.line(l, this.ids.flow, this.ids.virtual.CUSTOMER)),
        };
    }
  }

  /** A balance of product_inventory.csv, into its bin. */
  balance(row: Row<'inventory'>, date: string): LedgerPosting {
    const bin = `${row.LocationID}/${row.Shelf}/${row.Bin}`;
    return this.opening(`product_inventory.csv/${row.ProductID}/${bin}`, date, { product: row.ProductID, qty: row.Quantity, to: known(this.ids.bins, bin) });
  }

  /** What the replay of a product needs at its start, into the flow location. */
  need(product: number, qty: number, date: string): LedgerPosting {
    return this.opening(`replay/opening/${product}`, date, { product, qty, to: this.ids.flow });
  }

  private opening(name: string, date: string, goods: { product: number; qty: number; to: Id }): LedgerPosting {
    const { cost } = known(this.ids.items, goods.product);
    return {
      clientOpId: uuidV5(NAMESPACE, name),
      eventType: 'OPENING',
      docType: 'import',
      docRef: 'adventureworks',
      occurredAt: `${date}T00:00:00Z`,
      effectiveOn: date,
      lines: [this.line(goods, this.ids.virtual.OPENING, goods.to, cost)],
    };
  }

  private production(document: Document & { kind: 'produce' }): LedgerPosting {
    const { product, stocked, scrapped, scrapReason } = document.order;
    const { cost } = known(this.ids.items, product);
    // Scrapped pieces never reached the stock: they stay behind in PRODUCTION and are no movement, only told here.
    const reason = scrapReason === null ? undefined : this.ids.scrapReasons.get(scrapReason);
    const told = scrapped > 0 ? { note: `scrapped ${scrapped}: ${reason?.words ?? 'no reason given'}`, reasonCodeId: reason?.id ?? null } : {};
    const lines = [this.line({ product, qty: stocked }, this.ids.virtual.PRODUCTION, this.ids.flow, cost)];
    return { ...this.header(document, 'PRODUCE', 'work_order', `WO-${document.id}`), ...told, lines };
  }

  private header(document: Document, eventType: LedgerPosting['eventType'], docType: string, docRef: string): Omit<LedgerPosting, 'lines'> {
    const clientOpId = uuidV5(NAMESPACE, `${docType}/${document.id}/${document.kind}`);
    return { clientOpId, eventType, docType, docRef, occurredAt: `${document.date}T00:00:00Z`, effectiveOn: document.date };
  }

  private line({ product, qty }: { product: number; qty: number }, from: Id, to: Id, unitCost: string | null = null): LedgerLine {
    const { id, uomId } = known(this.ids.items, product);
    return { itemId: id, qty: String(qty), enteredUomId: uomId, fromLocationId: from, toLocationId: to, unitCost };
  }
}

/** The reader checked every reference, so a miss here is a bug of ours. */
function known<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`${String(key)} was not loaded`);
  return value;
}
