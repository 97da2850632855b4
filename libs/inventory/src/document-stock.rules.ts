/** Documents by the name that their postings carry; those are undone by the document alone. Moves and lots have no document that would be wrong afterwards. */
const DOCUMENT_TYPES: ReadonlySet<string> = new Set([
  'receipt',
  'inspection',
  'putaway',
  'supplier_return',
  'shipment',
  'pick',
  'customer_return',
  'transfer',
  'adjustment',
  'count',
  'replenishment',
  'work_order',
]);

/** Owners of promises that documents keep; only the document gives them back or uses them up. */
export const DOCUMENT_OWNERS = ['shipment_line', 'put_back', 'work_order_material'] as const;

export function isOfDocument(docType: string | null | undefined): boolean {
  return typeof docType === 'string' && DOCUMENT_TYPES.has(docType);
}

export function isOwnedByDocument(ownerType: string): boolean {
  return (DOCUMENT_OWNERS as readonly string[]).includes(ownerType);
}
