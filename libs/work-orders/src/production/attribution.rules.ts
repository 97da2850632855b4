import { Quantity } from '@anwen/kernel';

/** A lot (its internal id) or a serial number (its negative), as the genealogy numbers them. */
export type Node = string;

/** What an order has used of a lot or serial number, and how much of it is linked to output already. */
export interface UsedNode {
  readonly node: Node;
  readonly itemId: string;
  readonly used: string;
  readonly linked: string;
}

/** Output that a share goes to; `weight` is how many good pieces it stands for. */
export interface OutputNode {
  readonly node: Node;
  readonly posting: string;
  readonly weight: string;
}

export interface Edge {
  readonly parent: Node;
  readonly child: Node;
  readonly qty: string;
  readonly posting: string;
}

/** More edges than this would hold the turn of all genealogy for seconds: 20 lots in 500 serial numbers are 10 000. */
export const EDGES_MAX = 10_000;

/**
 * Shares of what was used and is not linked yet: of each item up to what the finished pieces need (`most`), oldest first;
 * everything where an item has no limit.
 */
export function unlinked(nodes: readonly UsedNode[], most: ReadonlyMap<string, Quantity>): { node: Node; qty: Quantity }[] {
  const linked = new Map<string, Quantity>();
  for (const n of nodes) linked.set(n.itemId, (linked.get(n.itemId) ?? Quantity.zero).plus(Quantity.of(n.linked)));
  const shares: { node: Node; qty: Quantity }[] = [];
  for (const { node, itemId, used, linked: done } of nodes) {
    const open = Quantity.of(used).minus(Quantity.of(done));
    const limit = most.get(itemId);
    const room = limit ? limit.minus(linked.get(itemId)!) : open;
    const qty = Quantity.min(open, room);
    if (!qty.isPositive) continue;
    linked.set(itemId, linked.get(itemId)!.plus(qty));
    shares.push({ node, qty });
  }
  return shares;
}

/**
 * Spreads each share over all of the output by weight: nobody knows which piece holds which lot, so each may hold each. Cut by
 * running sums at six digits, so that the parts of a share add up to it exactly.
 */
export function spread(shares: readonly { readonly node: Node; readonly qty: Quantity }[], outputs: readonly OutputNode[]): Edge[] {
  const total = outputs.reduce((sum, o) => sum.plus(Quantity.of(o.weight)), Quantity.zero);
  if (!total.isPositive) return [];
  const edges: Edge[] = [];
  for (const { node: parent, qty } of shares) {
    let given = Quantity.zero;
    let weight = Quantity.zero;
    for (const { node: child, posting, weight: own } of outputs) {
      weight = weight.plus(Quantity.of(own));
      const until = qty.timesRatio(weight.toString(), total.toString());
      const part = until.minus(given);
      if (part.isPositive) edges.push({ parent, child, posting, qty: part.toString() });
      given = until;
    }
  }
  return edges;
}
