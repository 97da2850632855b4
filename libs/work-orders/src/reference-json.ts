/** SQL for what a row refers to, as the API shows it. Aliases: i item, u its base unit. */
export const ITEM_JSON = `jsonb_build_object('id', i.public_id, 'code', i.code, 'name', i.name, 'uom', u.code)`;

/** A warehouse, location or work centre; null when it was joined and is not there. */
export const namedJson = (alias: string): string =>
  `CASE WHEN ${alias}.id IS NULL THEN NULL ELSE jsonb_build_object('id', ${alias}.public_id, 'code', ${alias}.code, 'name', ${alias}.name) END`;
