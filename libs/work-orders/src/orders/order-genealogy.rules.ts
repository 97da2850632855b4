import type { TraceDto } from '@anwen/inventory/tracing';
import { Quantity } from '@anwen/kernel';
import { GENEALOGY_NODES, type GenealogyEdgeRow, type GenealogyNodeRow } from './order-genealogy.store';
import type { WorkOrderRow } from './work-order.store';

type Node = TraceDto['nodes'][number];

const keyOf = (node: number): string => (node < 0 ? `serial:${-node}` : `lot:${node}`);

/** The order stands in the middle: material that no output has taken yet flows into it, output that nothing is known to be in flows out of it. */
export function graphOf(order: WorkOrderRow, rows: readonly GenealogyNodeRow[], links: readonly GenealogyEdgeRow[]): TraceDto {
  const root = `work_order:${order.publicId}`;
  const shown = rows.slice(0, GENEALOGY_NODES);
  const nodes = [orderNode(order, root), ...shown.map(lotNode)];
  const linked = links.map((e) => ({ from: keyOf(e.parent), to: keyOf(e.child), qty: e.qty, postingId: e.postingId }));
  const taken = new Map<string, Quantity>();
  for (const { from, qty } of linked) taken.set(from, (taken.get(from) ?? Quantity.zero).plus(Quantity.of(qty)));
  const fed = new Set(linked.map((e) => e.to));
  const loose = shown.flatMap(({ node, qty, side }) => {
    const key = keyOf(node);
    if (side === 'out') return fed.has(key) ? [] : [{ from: root, to: key, qty, postingId: null }];
    const rest = Quantity.of(qty).minus(taken.get(key) ?? Quantity.zero);
    return rest.isPositive ? [{ from: key, to: root, qty: rest.toString(), postingId: null }] : [];
  });
  return { root, nodes, edges: [...linked, ...loose], hidden: 0, truncated: rows.length > GENEALOGY_NODES, archivedThrough: null };
}

const itemOf = ({ item: { id, code, name, baseUom } }: WorkOrderRow): { id: string; code: string; name: string; uom: string } => ({
  id,
  code,
  name,
  uom: baseUom,
});

const orderNode = (order: WorkOrderRow, key: string): Node => ({
  key,
  kind: 'production',
  id: null,
  code: order.number,
  docType: 'work_order',
  item: itemOf(order),
  status: null,
  qty: order.qtyGood,
  at: null,
  partner: null,
  depth: 0,
});

const lotNode = ({ node, id, code, status, item, qty, side }: GenealogyNodeRow): Node => ({
  key: keyOf(node),
  kind: node < 0 ? 'serial' : 'lot',
  id,
  code,
  docType: null,
  item,
  status,
  qty,
  at: null,
  partner: null,
  depth: side === 'in' ? -1 : 1,
});
