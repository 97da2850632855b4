import type { Id } from '@anwen/kernel';

/** What the database knows about everything that a posting names; places outside the scope are missing. */
export interface PostingFacts {
  readonly items: readonly ItemFacts[];
  readonly places: readonly PlaceFacts[];
  readonly lots: readonly LotFacts[];
  readonly serials: readonly SerialFacts[];
  readonly reservations: readonly ReservationFacts[];
  readonly reason: ReasonFacts | null;
  /** Public id of the posting that carried this operation out already. */
  readonly known: string | null;
  /** The factory's calendar day. */
  readonly today: string;
}

export interface ReasonFacts {
  readonly id: Id;
  readonly active: boolean;
  readonly domain: string;
  readonly needsNote: boolean;
  readonly needsApproval: boolean;
}

export interface ItemFacts {
  readonly id: Id;
  readonly publicId: string;
  readonly code: string;
  readonly kind: string;
  readonly status: string;
  readonly scale: number;
  readonly tracking: 'none' | 'lot' | 'serial';
  readonly fefo: boolean;
  readonly shelfLifeDays: number | null;
  readonly baseUomId: Id;
  readonly baseUom: string;
  /** The base unit comes first, one to one. */
  readonly units: readonly { readonly uomId: Id; readonly code: string; readonly num: string; readonly den: string; readonly decimals: number }[];
}

export interface PlaceFacts {
  readonly id: Id;
  readonly code: string;
  /** null = virtual. */
  readonly warehouseId: Id | null;
  readonly zoneId: Id | null;
  readonly kind: string;
  readonly lockedReason: string | null;
  readonly status: string;
}

export interface LotFacts {
  readonly id: Id;
  readonly itemId: Id;
  readonly code: string;
  readonly status: string;
  readonly expiresOn: string | null;
}

export interface SerialFacts {
  readonly id: Id;
  readonly itemId: Id;
  readonly code: string;
}

export interface ReservationFacts {
  readonly id: Id;
  readonly publicId: string;
  readonly itemId: Id;
  readonly locationCode: string;
  readonly lotCode: string | null;
}

/** The names that a posting uses, for one look-up of all of them. */
export interface NamedThings {
  /** The operation's own id. */
  readonly operation: string;
  readonly itemCodes: readonly string[];
  readonly itemIds: readonly string[];
  readonly places: readonly string[];
  readonly lots: readonly string[];
  readonly serials: readonly string[];
  readonly reservations: readonly string[];
  readonly reasonCode: string | null;
}
