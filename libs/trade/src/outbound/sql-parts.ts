/** A moment as the API writes it. */
export const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The state of a pick task (alias t) as everybody should see it: a claim that ran out is open again, without anybody writing it. */
export const TASK_STATE = `CASE WHEN t.state = 'claimed' AND t.lease_until < now() THEN 'open' ELSE t.state END`;

/** A quantity without trailing zeros. */
export const plain = (numeric: string): string => `trim_scale(${numeric})::text`;
