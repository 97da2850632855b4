/** Outbox events of this library. Payloads only ever grow (v1). */
export const inventoryEvents = {
  posted: 'stock.posted.v1',
  reversed: 'stock.reversed.v1',
  reserved: 'stock.reserved.v1',
  reservationReleased: 'stock.reservation_released.v1',
  reservationExpired: 'stock.reservation_expired.v1',
  lotHeld: 'lot.held.v1',
  lotReleased: 'lot.released.v1',
} as const;
