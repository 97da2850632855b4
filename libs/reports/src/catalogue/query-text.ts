import type { ReportQuery } from '../report-definition';

/** Builds the WHERE of a report: each given value becomes a numbered parameter, never text of the statement. */
export class QueryText {
  readonly values: unknown[] = [];
  private readonly conditions: string[] = [];

  /** The placeholder of a value. */
  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** Adds the condition when there is something to compare with. */
  when(value: unknown, condition: (parameter: string) => string): this {
    if (value !== undefined) this.conditions.push(condition(this.value(value)));
    return this;
  }

  always(condition: string): this {
    this.conditions.push(condition);
    return this;
  }

  get where(): string {
    return this.conditions.length === 0 ? '' : `WHERE ${this.conditions.join(' AND ')}`;
  }

  build(sql: string): ReportQuery {
    return { sql, values: this.values };
  }
}

/** NUMERIC as text without trailing zeros. */
export const decimal = (sql: string): string => `trim_scale(${sql})::text`;

/** A moment as the tenant's clock showed it. */
export const localTime = (sql: string, zone: string): string => `to_char(${sql} AT TIME ZONE ${zone}::text, 'YYYY-MM-DD HH24:MI:SS')`;

/** Average cost of one base unit, company-wide: value and quantity of the item's whole stock. */
export const UNIT_COST = `CASE WHEN v.qty > 0 THEN v.value / v.qty ELSE 0 END`;

/**
 * A posting that still says something: a reversal and what it reverses cancel out to the last digit, so neither is an arrival,
 * a use or a case. Left out as a pair, whatever the days of the two.
 */
export const stands = (posting: string): string =>
  `NOT EXISTS (SELECT FROM inventory_postings rv WHERE rv.reverses_id = ${posting}) AND NOT EXISTS (SELECT FROM inventory_postings rv WHERE rv.id = ${posting} AND rv.reverses_id IS NOT NULL)`;
