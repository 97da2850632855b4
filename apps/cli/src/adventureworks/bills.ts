import type { Problems } from './problems';
import { tables, type Row } from './tables';

export interface Component {
  readonly product: number;
  /** Whole units of the component's own unit (pieces, ounces, inches). */
  readonly perAssembly: number;
  readonly from: string;
  /** Last valid day; null = no end. */
  readonly to: string | null;
}

/** What an assembly is made of on a given day. */
export class Bills {
  private readonly byAssembly = new Map<number, Component[]>();

  constructor(rows: readonly Row<'bills'>[]) {
    for (const row of rows) {
      if (row.ProductAssemblyID === null) continue; // a top-level marker names a saleable product, it issues nothing
      const lines = this.byAssembly.get(row.ProductAssemblyID) ?? [];
      lines.push({ product: row.ComponentID, perAssembly: row.PerAssemblyQty, from: row.StartDate, to: row.EndDate });
      this.byAssembly.set(row.ProductAssemblyID, lines);
    }
  }

  /** The components valid on a day, first and last day included. */
  on(assembly: number, date: string): Component[] {
    return (this.byAssembly.get(assembly) ?? []).filter((c) => c.from <= date && (c.to === null || c.to >= date));
  }
}

/** Unit of everything that no bill measures otherwise. */
const PIECES = 'EA';

/**
 * The unit in which a product is stocked: the one that the bills measure it in. The data never measures one
 * component in two units, and gives no factor between them, so a second unit is reported instead of guessed.
 */
export function stockUnits(rows: readonly Row<'bills'>[], problems: Problems): (product: number) => string {
  const units = new Map<number, string>();
  for (const row of rows) {
    const unit = units.get(row.ComponentID) ?? row.UnitMeasureCode;
    units.set(row.ComponentID, unit);
    if (unit !== row.UnitMeasureCode) {
      problems.add(
        tables.bills.file,
        row.line,
        `measures component ${row.ComponentID} in ${row.UnitMeasureCode}, another line in ${unit}, and no conversion is known`,
      );
    }
  }
  return (product) => units.get(product) ?? PIECES;
}
