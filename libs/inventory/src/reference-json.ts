/** SQL for what a row refers to, as the API shows it. Aliases: i item, u its base unit, o lot, s serial number. */
export const ITEM_JSON = `jsonb_build_object('id', i.public_id, 'code', i.code, 'name', i.name, 'uom', u.code)`;
export const LOT_JSON = `CASE WHEN o.id IS NULL THEN NULL ELSE jsonb_build_object('id', o.public_id, 'code', o.code, 'expiresOn', o.expires_on) END`;
export const SERIAL_JSON = `CASE WHEN s.id IS NULL THEN NULL ELSE jsonb_build_object('id', s.public_id, 'code', s.code) END`;

/** A location or warehouse; null when it was joined under row-level security and is not visible. */
export const placeJson = (alias: string): string =>
  `CASE WHEN ${alias}.id IS NULL THEN NULL ELSE jsonb_build_object('id', ${alias}.public_id, 'code', ${alias}.code, 'name', ${alias}.name) END`;

/** ILIKE pattern for "contains this text", in which wildcards mean themselves. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
