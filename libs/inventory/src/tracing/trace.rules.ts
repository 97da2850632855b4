import { plainDecimal } from '@anwen/kernel';
import type { DocumentName, DocumentParty } from './document-parties';
import type { FamilyMember, Node } from './genealogy.store';
import type { TraceDto, TraceEdgeDto, TraceKind, TraceNodeDto } from './trace.dto';
import type { FactRow, NodeRow } from './trace.store';

/** What a virtual place means to the goods that come from it, and to those that go there. */
const CAME: Readonly<Record<string, TraceKind>> = {
  SUPPLIER: 'receipt',
  OPENING: 'opening',
  PRODUCTION: 'production',
  ADJUSTMENT: 'adjustment',
  SCRAP: 'adjustment',
  CUSTOMER: 'return',
};
const WENT: Readonly<Record<string, TraceKind>> = {
  CUSTOMER: 'shipment',
  PRODUCTION: 'production',
  ADJUSTMENT: 'adjustment',
  SCRAP: 'adjustment',
  SUPPLIER: 'return',
};

export const keyOf = (node: Node): string => (node.startsWith('-') ? `serial:${node.slice(1)}` : `lot:${node}`);

export interface TraceParts {
  readonly root: Node;
  /** Sources with a negative depth, what came of it with a positive one; the root once. */
  readonly family: readonly FamilyMember[];
  readonly rows: readonly NodeRow[];
  readonly edges: readonly { parent: Node; child: Node; qty: string; posting: string }[];
  readonly came: readonly FactRow[];
  readonly went: readonly FactRow[];
  readonly partyOf: (document: DocumentName) => DocumentParty | null;
  readonly truncated: boolean;
  readonly archivedThrough: string | null;
}

/** Puts the answer together; what lies outside the scope is counted and left out, with the edges that lead to it. */
export function traceView(parts: TraceParts): TraceDto {
  const depths = new Map(parts.family.map((f) => [f.node, f.depth]));
  const shown = parts.rows.filter((r) => r.isVisible);
  const visible = new Set(shown.map((r) => r.node));
  const nodes: TraceNodeDto[] = shown.map((row) => nodeView(row, depths.get(row.node)!));
  const edges: TraceEdgeDto[] = parts.edges
    .filter((e) => visible.has(e.parent) && visible.has(e.child))
    .map((e) => ({ from: keyOf(e.parent), to: keyOf(e.child), qty: plainDecimal(e.qty), postingId: e.posting }));
  const outside = new Outside(parts, { visible, depths });
  outside.add(parts.came, CAME, 'in');
  outside.add(parts.went, WENT, 'out');
  const byDepth = [...nodes, ...outside.nodes.values()].sort((a, b) => a.depth - b.depth);
  return {
    root: keyOf(parts.root),
    nodes: byDepth,
    edges: [...edges, ...outside.edges],
    hidden: parts.rows.length - shown.length + outside.hidden.size,
    truncated: parts.truncated,
    archivedThrough: parts.archivedThrough,
  };
}

function nodeView(row: NodeRow, depth: number): TraceNodeDto {
  return {
    key: keyOf(row.node),
    kind: row.node.startsWith('-') ? 'serial' : 'lot',
    id: row.id,
    code: row.code,
    docType: null,
    item: { id: row.itemId, code: row.itemCode, name: row.itemName, uom: row.uom },
    status: row.status,
    qty: plainDecimal(row.qty),
    at: row.at.toISOString(),
    partner: null,
    depth,
  };
}

/** The documents by which the goods came from outside or went there, each one node, however many lots were on it. */
class Outside {
  readonly nodes = new Map<string, TraceNodeDto>();
  readonly edges: TraceEdgeDto[] = [];
  readonly hidden = new Set<string>();

  constructor(
    private readonly parts: TraceParts,
    private readonly known: { visible: ReadonlySet<Node>; depths: ReadonlyMap<Node, number> },
  ) {}

  add(facts: readonly FactRow[], kinds: Readonly<Record<string, TraceKind>>, side: 'in' | 'out'): void {
    for (const fact of facts) {
      const key = `${side}:${fact.place}:${fact.docRef === null ? fact.posting : `${fact.docType}:${fact.docRef}`}`;
      if (!fact.isVisible || !this.known.visible.has(fact.node)) {
        if (!this.nodes.has(key)) this.hidden.add(key);
        continue;
      }
      this.hidden.delete(key);
      const depth = this.known.depths.get(fact.node)! + (side === 'in' ? -1 : 1);
      const before = this.nodes.get(key);
      this.nodes.set(key, before ? merged(before, fact, depth) : this.fresh(key, fact, { kind: kinds[fact.place] ?? 'adjustment', depth }));
      const [from, to] = side === 'in' ? [key, keyOf(fact.node)] : [keyOf(fact.node), key];
      this.edges.push({ from, to, qty: plainDecimal(fact.qty), postingId: fact.posting });
    }
  }

  private fresh(key: string, fact: FactRow, { kind, depth }: { kind: TraceKind; depth: number }): TraceNodeDto {
    const party = this.parts.partyOf(fact);
    const partner = party && { code: party.code, name: party.name };
    const qty = plainDecimal(fact.qty);
    return { key, kind, id: null, code: fact.docRef ?? kind, docType: fact.docType, item: null, status: null, qty, at: fact.at.toISOString(), partner, depth };
  }
}

/** A document that brought several of the lots: its quantity means nothing across different items. */
function merged(node: TraceNodeDto, fact: FactRow, depth: number): TraceNodeDto {
  const nearer = Math.abs(depth) < Math.abs(node.depth) ? depth : node.depth;
  return { ...node, qty: null, at: node.at! < fact.at.toISOString() ? node.at : fact.at.toISOString(), depth: nearer };
}
