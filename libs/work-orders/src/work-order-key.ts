import { isUuid } from '@anwen/kernel';

/** An order is named by its id or by its number: the two values for `public_id = $1 OR number = $2`. An id is answered as the database writes it. */
export function keyOf(idOrNumber: string): [publicId: string | null, number: string | null] {
  return isUuid(idOrNumber) ? [idOrNumber.toLowerCase(), null] : [null, idOrNumber];
}
