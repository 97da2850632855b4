import { Quantity, type Id } from '@anwen/kernel';
import type { FloorLine } from './floor.store';

/** Part of what was issued, and the line of the bill that it is for. */
export interface NeedShare {
  readonly line: FloorLine;
  readonly qty: Quantity;
}

/** What lines of the bill still need while the lines of an issue are read one after the other: each sees what the ones before took. */
export class OpenNeed {
  private readonly left: Map<Id, Quantity>;

  constructor(lines: readonly FloorLine[]) {
    this.left = new Map(lines.map((l) => [l.id, Quantity.of(l.required).minus(Quantity.of(l.consumed))]));
  }

  /** Fills the lines in their order; what none of them needs goes on top of the last that took some, else of the first. */
  share(lines: readonly FloorLine[], qty: Quantity): NeedShare[] {
    const shares = new Map<FloorLine, Quantity>();
    let rest = qty;
    for (const line of lines) {
      const part = Quantity.min(this.left.get(line.id)!, rest);
      if (!part.isPositive) continue;
      shares.set(line, part);
      rest = rest.minus(part);
    }
    if (rest.isPositive) {
      const last = [...shares.keys()].at(-1) ?? lines[0]!;
      shares.set(last, (shares.get(last) ?? Quantity.zero).plus(rest));
    }
    return [...shares].map(([line, part]) => ({ line, qty: this.take(line, part) }));
  }

  /** One piece with a serial number: it cannot be divided. */
  piece(lines: readonly FloorLine[]): NeedShare {
    const line = lines.find((l) => this.left.get(l.id)!.isPositive) ?? lines[0]!;
    return { line, qty: this.take(line, Quantity.of('1')) };
  }

  private take(line: FloorLine, qty: Quantity): Quantity {
    this.left.set(line.id, this.left.get(line.id)!.minus(qty));
    return qty;
  }
}
