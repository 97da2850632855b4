/** SQL for what a row refers to, as the API shows it. Aliases: i item, u its base unit, o lot. */
export const ITEM_JSON = `jsonb_build_object('id', i.public_id, 'code', i.code, 'name', i.name, 'uom', u.code)`;
export const LOT_JSON = `CASE WHEN o.id IS NULL THEN NULL ELSE jsonb_build_object('id', o.public_id, 'code', o.code, 'expiresOn', o.expires_on) END`;

/** A partner, warehouse or location; null when it was joined under row-level security and is not visible. */
export const namedJson = (alias: string): string =>
  `CASE WHEN ${alias}.id IS NULL THEN NULL ELSE jsonb_build_object('id', ${alias}.public_id, 'code', ${alias}.code, 'name', ${alias}.name) END`;

export const documentJson = (alias: string): string =>
  `CASE WHEN ${alias}.id IS NULL THEN NULL ELSE jsonb_build_object('id', ${alias}.public_id, 'number', ${alias}.number) END`;
