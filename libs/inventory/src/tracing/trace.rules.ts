import type { DocumentName, DocumentParty } from './document-parties';
import type { TraceDto, TraceEdgeDto, TraceKind, TraceNodeDto } from './trace.dto';
import type { FactColumns, NodeNo, Walk } from './trace.store';

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

const keyOf = (node: NodeNo): string => (node < 0 ? `serial:${-node}` : `lot:${node}`);
const instant = (ms: number): string => new Date(ms).toISOString();

export interface TraceParts {
  readonly root: NodeNo;
  /** To the sources, to what came of it, or both; the root is in each. */
  readonly walks: readonly { readonly down: boolean; readonly found: Walk }[];
  readonly partyOf: (document: DocumentName) => DocumentParty | null;
  readonly archivedThrough: string | null;
}

/** The documents of a walk that the scope sees. */
export function documentsOf({ facts }: Walk): DocumentName[] {
  return (facts.node ?? []).flatMap((_, i) => (facts.seen![i] ? [{ docType: facts.docType![i]!, docRef: facts.docRef![i]! }] : []));
}

/** Puts the answer together; what lies outside the scope is counted and left out, with the edges that lead to it. */
export function traceView({ root, walks, partyOf, archivedThrough }: TraceParts): TraceDto {
  const members = new Members();
  for (const { down, found } of walks) members.add(found, down);
  const outside = new Outside(members, partyOf);
  for (const { down, found } of walks) outside.add(found, down ? 'out' : 'in');
  return {
    root: keyOf(root),
    nodes: [...members.shown.values(), ...outside.nodes.values()].sort((a, b) => a.depth - b.depth),
    edges: [...walks.flatMap(({ down, found }) => edgesOf(found, down, members.shown)), ...outside.edges],
    hidden: members.hidden.size + outside.hidden.size,
    truncated: walks.some(({ found }) => found.isCut),
    archivedThrough,
  };
}

/** The lots and serial numbers of all walks, each once. */
class Members {
  readonly shown = new Map<NodeNo, TraceNodeDto>();
  readonly hidden = new Set<NodeNo>();

  add({ family, lots, serials, stock, items }: Walk, down: boolean): void {
    const depths = new Map(family.node.map((node, i) => [node, down ? family.depth[i]! : 0 - family.depth[i]!]));
    const places = new Map(stock.node?.map((node, i) => [node, i]));
    const itemOf = new Map(items.map(({ no, ...item }) => [no, item]));
    for (const found of serials ? [lots, serials] : [lots]) {
      found.node?.forEach((node, i) => {
        const at = places.get(node);
        if (at !== undefined && !stock.seen![at]) this.hidden.add(node);
        else if (!this.shown.has(node)) {
          this.shown.set(node, {
            key: keyOf(node),
            kind: node < 0 ? 'serial' : 'lot',
            id: found.id![i]!,
            code: found.code![i]!,
            docType: null,
            item: itemOf.get(found.item![i]!)!,
            status: found.status![i]!,
            qty: at === undefined ? '0' : stock.qty![at]!,
            at: instant(found.at![i]!),
            partner: null,
            depth: depths.get(node)!,
          });
        }
      });
    }
  }
}

function edgesOf({ edges, postings }: Walk, down: boolean, shown: ReadonlyMap<NodeNo, TraceNodeDto>): TraceEdgeDto[] {
  const posting = new Map(postings.no?.map((no, i) => [no, postings.id![i]!]));
  const made: TraceEdgeDto[] = [];
  edges.near.forEach((near, i) => {
    const [from, to] = [shown.get(near), shown.get(edges.far[i]!)];
    if (!from || !to) return;
    const named = { qty: edges.qty[i]!, postingId: posting.get(edges.posting[i]!)! };
    made.push(down ? { from: from.key, to: to.key, ...named } : { from: to.key, to: from.key, ...named });
  });
  return made;
}

/** The documents by which the goods came from outside or went there, each one node, however many lots were on it. */
class Outside {
  readonly nodes = new Map<string, TraceNodeDto>();
  readonly edges: TraceEdgeDto[] = [];
  readonly hidden = new Set<string>();

  constructor(
    private readonly members: Members,
    private readonly partyOf: TraceParts['partyOf'],
  ) {}

  add({ facts }: Walk, side: 'in' | 'out'): void {
    const kinds = side === 'in' ? CAME : WENT;
    for (const fact of factsOf(facts)) {
      const key = `${side}:${fact.place}:${fact.docRef === null ? fact.posting : `${fact.docType}:${fact.docRef}`}`;
      const member = fact.seen ? this.members.shown.get(fact.node) : undefined;
      if (!member) {
        if (!this.nodes.has(key)) this.hidden.add(key);
        continue;
      }
      this.hidden.delete(key);
      const depth = member.depth + (side === 'in' ? -1 : 1);
      const before = this.nodes.get(key);
      this.nodes.set(key, before ? merged(before, fact, depth) : this.fresh(key, fact, { kind: kinds[fact.place] ?? 'adjustment', depth }));
      const [from, to] = side === 'in' ? [key, member.key] : [member.key, key];
      this.edges.push({ from, to, qty: fact.qty, postingId: fact.posting });
    }
  }

  private fresh(key: string, fact: FactColumns, { kind, depth }: { kind: TraceKind; depth: number }): TraceNodeDto {
    const party = this.partyOf(fact);
    const partner = party && { code: party.code, name: party.name };
    const { docType, qty } = fact;
    return { key, kind, id: null, code: fact.docRef ?? kind, docType, item: null, status: null, qty, at: instant(fact.at), partner, depth };
  }
}

function factsOf(facts: Walk['facts']): FactColumns[] {
  const at = <K extends keyof FactColumns>(name: K, i: number): FactColumns[K] => facts[name]![i]!;
  return (facts.node ?? []).map((node, i) => ({
    node,
    place: at('place', i),
    docType: at('docType', i),
    docRef: at('docRef', i),
    posting: at('posting', i),
    qty: at('qty', i),
    at: at('at', i),
    seen: at('seen', i),
  }));
}

/** A document that brought several of the lots: its quantity means nothing across different items. */
function merged(node: TraceNodeDto, fact: FactColumns, depth: number): TraceNodeDto {
  const nearer = Math.abs(depth) < Math.abs(node.depth) ? depth : node.depth;
  const when = instant(fact.at);
  return { ...node, qty: null, at: node.at! < when ? node.at : when, depth: nearer };
}
