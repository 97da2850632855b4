import type { Trace, TraceNode } from './types';

export interface Placed {
  readonly node: TraceNode;
  readonly x: number;
  readonly y: number;
}

export interface Drawing {
  readonly placed: readonly Placed[];
  readonly edges: readonly { readonly from: Placed; readonly to: Placed; readonly qty: string | null }[];
  readonly width: number;
  readonly height: number;
}

export const BOX = { width: 184, height: 66, gapX: 72, gapY: 18 } as const;

/**
 * Where each node stands relative to the lot that was asked for, by the flow of material: sources to the left, what became
 * of it to the right. Breadth first along the edges, each node once, so that a loop of rework ends.
 */
export function columnsOf({ root, nodes, edges }: Trace): Map<string, number> {
  const known = new Set(nodes.map(({ key }) => key));
  const column = new Map([[root, 0]]);
  const walk = (step: 1 | -1) => {
    let front = [root];
    for (let at = step; front.length > 0; at += step) {
      const reached = edges.flatMap(({ from, to }) => (step === 1 ? (front.includes(from) ? [to] : []) : front.includes(to) ? [from] : []));
      front = [...new Set(reached)].filter((key) => known.has(key) && !column.has(key));
      for (const key of front) column.set(key, at);
    }
  };
  walk(1);
  walk(-1);
  // What only hangs together through a relative stands beside the root's own column by its depth.
  for (const { key, depth } of nodes) if (!column.has(key)) column.set(key, depth);
  return column;
}

/** The drawing: columns of boxes in the order of the answer, and the edges between them. */
export function draw(trace: Trace): Drawing {
  const column = columnsOf(trace);
  const first = Math.min(...column.values());
  const filled = new Map<number, number>();
  const placed = trace.nodes.map((node) => {
    const at = (column.get(node.key) ?? 0) - first;
    const row = filled.get(at) ?? 0;
    filled.set(at, row + 1);
    return { node, x: at * (BOX.width + BOX.gapX) + 8, y: row * (BOX.height + BOX.gapY) + 8 };
  });
  const byKey = new Map(placed.map((one) => [one.node.key, one]));
  const edges = trace.edges.flatMap(({ from, to, qty }) => {
    const ends = [byKey.get(from), byKey.get(to)] as const;
    return ends[0] === undefined || ends[1] === undefined ? [] : [{ from: ends[0], to: ends[1], qty }];
  });
  return {
    placed,
    edges,
    width: Math.max(...placed.map(({ x }) => x)) + BOX.width + 8,
    height: Math.max(...placed.map(({ y }) => y)) + BOX.height + 8,
  };
}
