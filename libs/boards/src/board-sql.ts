/** SQL for what a board's row refers to. Aliases: i item, u its base unit, w order. */
export const ITEM_JSON = `jsonb_build_object('id', i.public_id, 'code', i.code, 'name', i.name, 'baseUom', u.code)`;
export const ORDER_JSON = `jsonb_build_object('id', w.public_id, 'number', w.number)`;
export const namedJson = (alias: string): string => `jsonb_build_object('id', ${alias}.public_id, 'code', ${alias}.code, 'name', ${alias}.name)`;

/** Numbers as the API writes them: without trailing zeros. */
export const decimal = (expression: string): string => `trim_scale(${expression})::text`;

/** RFC 3339 in UTC with milliseconds; the text is part of the version, so it must not depend on a session. */
export const instant = (expression: string): string => `to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Today on the factory's clock. */
export const TODAY = 'business_date()';

/** Whole percent of the planned quantity, down: 100 means all of it. */
export const progress = (good: string): string => `least(100, floor(100 * ${good} / w.qty_planned))::int`;
