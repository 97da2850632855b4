// What the moment of an entry is worth: SQL that binds what was counted to what had moved by then.

/** The door believes a device whose clock is wrong by up to five minutes, so two clocks say nothing about what lies closer together. */
export const CLOCK_ERROR = `interval '5 minutes'`;

/** When movement m of posting p happened: as its sender says, but never after it was booked. */
export const HAPPENED = 'least(coalesce(p.occurred_at, m.posted_at), m.posted_at)';

const side = (way: 'from' | 'to', delta: string, after: string): string => `
  SELECT m.posting_id, m.posted_at, ${delta} AS delta FROM inventory_movements m
   WHERE m.${way}_location_id = b.location_id AND m.${way}_warehouse_id IS NOT NULL AND m.posted_at > ${after}
     AND (m.item_id, m.lot_id, m.serial_id, m.${way}_status) = (b.item_id, b.lot_id, b.serial_id, b.stock_status)`;
/** Movements of the key of balance b that were booked after a moment: side by side, so that the index of the place serves either. */
export const bookedAfter = (moment: string): string => `${side('from', '-m.qty', moment)} UNION ALL ${side('to', 'm.qty', moment)}`;

/** When an entry is kept: what the server's own clock binds is kept in the very moment at which it was counted. */
export const keptAt = (saysWhen: string, countedAt: string): string => `CASE WHEN ${saysWhen} THEN clock_timestamp() ELSE ${countedAt} END`;
/** An entry that said itself when it was counted. */
export const fromDevice = (e: string): string => `${e}.counted_at <> ${e}.created_at`;

/** The posting of movement m says itself when it was done; what the server's own clock tells is the moment of its booking. */
const TOLD = 'coalesce(p.occurred_at <> m.posted_at, true)';
/** By how much the moments of the entry and of the movement may be wrong; those of two devices add up. */
const entryError = (e: string): string => `CASE WHEN ${fromDevice(e)} THEN ${CLOCK_ERROR} ELSE interval '0' END`;
const MOVE_ERROR = `CASE WHEN ${TOLD} THEN ${CLOCK_ERROR} ELSE interval '0' END`;

/**
 * Nobody can say whether a movement of the key came before or after the entry. In this order:
 * both are told by the same device: one clock tells the order, unless what was done first came home last, or the clock was set between;
 * booked after the entry was kept: the book of the entry lacked it, and it may have been done before; what was not told was done when it was booked;
 * counted under the server's lock: the ledger tells the order;
 * done before and booked after it, or within the errors of the two clocks: counted again, unless the approver accepts it.
 */
const isOpen = (e: string): string => `
  CASE WHEN p.device_id = ${e}.device_id AND ${TOLD} AND ${fromDevice(e)} THEN (m.posted_at > ${e}.created_at) = (${HAPPENED} <= ${e}.counted_at)
       WHEN m.posted_at > ${e}.created_at THEN ${TOLD} AND ${HAPPENED} <= least(${e}.counted_at + ${entryError(e)}, ${e}.created_at) + ${CLOCK_ERROR}
       WHEN NOT ${fromDevice(e)} THEN false
       WHEN m.posted_at > ${e}.counted_at AND ${HAPPENED} <= ${e}.counted_at THEN true
       ELSE ${HAPPENED} BETWEEN ${e}.counted_at - ${CLOCK_ERROR} - ${MOVE_ERROR} AND ${e}.counted_at + ${CLOCK_ERROR} + ${MOVE_ERROR} END`;

/** Whether the key of an entry has a movement of which that holds. */
export const isUnsure = (e: string): string => `EXISTS (
  SELECT 1 FROM (SELECT coalesce((SELECT o.id FROM lots o WHERE o.item_id = ${e}.item_id AND o.code = nullif(${e}.lot_code, '')), 0) AS lot_id,
                        coalesce((SELECT s.id FROM serials s WHERE s.item_id = ${e}.item_id AND s.code = nullif(${e}.serial_code, '')), 0) AS serial_id) AS k
    JOIN inventory_balance b ON (b.item_id, b.location_id, b.lot_id, b.serial_id, b.stock_status) = (${e}.item_id, ${e}.location_id, k.lot_id, k.serial_id, ${e}.stock_status)
    CROSS JOIN LATERAL (${bookedAfter(`${e}.counted_at - 2 * ${entryError(e)}`)}) AS m
    LEFT JOIN inventory_postings p ON p.id = m.posting_id
   WHERE (${e}.lot_code = '' OR k.lot_id <> 0) AND (${e}.serial_code = '' OR k.serial_id <> 0)
     AND b.last_movement_at > ${e}.counted_at - 2 * ${entryError(e)} AND ${isOpen(e)})`;
