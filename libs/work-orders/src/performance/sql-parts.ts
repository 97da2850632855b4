/** A moment as the API writes it. */
export const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A number without trailing zeros. */
export const plain = (numeric: string): string => `trim_scale(${numeric})::text`;
