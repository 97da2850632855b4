import { isUuid } from '@anwen/kernel';

/** An order is named by its id or by its number: the two values for `public_id = $1 OR number = $2`. */
export function keyOf(idOrNumber: string): [publicId: string | null, number: string | null] {
  return isUuid(idOrNumber) ? [idOrNumber, null] : [null, idOrNumber];
}
