import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import type { INestApplicationContext } from '@nestjs/common';
import type { Source } from './source';

/** The name of the import in the audit log and the outbox. */
export const IMPORT_BATCH = 'adventureworks';
export const WAREHOUSE = 'AW';

/** What the loader works with; every service joins the same transaction. */
export interface Loading {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly services: INestApplicationContext;
  readonly source: Source;
  /** ProductID → code of the unit it is stocked in. */
  readonly unitOf: (product: number) => string;
  /** Orders follow: private customers are wanted too, no supplier is blocked yet, and what was ever rejected is inspected. */
  readonly forOrders?: { readonly inspected: ReadonlySet<number> };
}

/** `AW-60`: a store room, or the shop-floor place of a work centre. */
export const placeCode = (location: number): string => `${WAREHOUSE}-${String(location).padStart(2, '0')}`;
