import { isUuid } from '@anwen/kernel';

/** A document is named by its id or by its number: the two values for `public_id = $1 OR number = $2`. */
export function keyOf(idOrNumber: string): [publicId: string | null, number: string | null] {
  return isUuid(idOrNumber) ? [idOrNumber, null] : [null, idOrNumber];
}

/** The same for a filter of a list: the column that the given name stands in, so that its index is used. */
export function nameColumn(idOrNumber: string | undefined): 'public_id' | 'number' {
  return idOrNumber !== undefined && isUuid(idOrNumber) ? 'public_id' : 'number';
}
