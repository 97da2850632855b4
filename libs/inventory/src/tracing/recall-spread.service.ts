import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Injectable } from '@nestjs/common';
import { withWholeCompany } from '../whole-company';
import { DocumentParties } from './document-parties';
import { GenealogyStore, type EdgeRow, type Node } from './genealogy.store';
import { RECALL_DEPTH, RECALL_NODES, requireWhole } from './recall.rules';
import { RecallSpreadStore, type Member, type OpenRecall } from './recall-spread.store';
import { tracingEvents } from './tracing.events';

/** How a recall reaches lots: those that exist when it is opened, and those that are made of them while it is open. */
@Injectable()
export class RecallSpread {
  constructor(
    private readonly store: RecallSpreadStore,
    private readonly genealogy: GenealogyStore,
    private readonly parties: DocumentParties,
  ) {}

  /** Locks, holds (unless it is a drill), and keeps what it found. The members must have been locked by `lock` of the store. */
  async cover(tx: Tx, recall: OpenRecall, members: readonly Member[]): Promise<Node[]> {
    const added = await this.store.add(tx, recall.no, members);
    if (added.length === 0) return added;
    if (!recall.mock) await this.store.hold(tx, recall, added);
    const findings = await this.store.look(tx, added);
    // A finding is shown by its place; who got the goods is part of it, also when whoever extends the recall does not see the document.
    const partyOf = await withWholeCompany(tx, () => this.parties.of(tx, findings));
    await this.store.note(
      tx,
      recall.no,
      findings.map((f) => ({ ...f, party: partyOf(f) })),
    );
    await this.store.count(tx, recall.no);
    return added;
  }

  /** New edges under an open recall: what they lead to is held before anybody can see it (same transaction). @throws inventory.recall_too_wide */
  async follow(tx: Tx, actor: Actor, edges: readonly Pick<EdgeRow, 'parent' | 'child' | 'kind'>[]): Promise<void> {
    const hit = await this.store.openAt(tx, [...new Set(edges.map((e) => e.parent))]);
    for (const number of new Set(hit.map((h) => h.number))) {
      const there = hit.filter((h) => h.number === number);
      const depthOf = new Map(there.map((h) => [h.node, h.depth]));
      const children = edges.filter((e) => depthOf.has(e.parent));
      const first = Math.min(...children.map((e) => depthOf.get(e.parent)!)) + 1;
      const below = await this.genealogy.family(
        tx,
        children.map((e) => e.child),
        { down: true, depth: RECALL_DEPTH, limit: RECALL_NODES },
      );
      requireWhole(below);
      const splitFrom = new Map(children.flatMap((e) => (e.kind === 'split' ? [[e.child, e.parent] as const] : [])));
      const members = below.map((f) => ({ node: f.node, depth: f.depth + first, splitFrom: splitFrom.get(f.node) }));
      await this.store.lock(
        tx,
        members.map((m) => m.node),
      );
      await this.tell(tx, actor, there[0]!, await this.cover(tx, there[0]!, members));
    }
  }

  private async tell(tx: Tx, actor: Actor, recall: OpenRecall, added: readonly Node[]): Promise<void> {
    if (added.length === 0) return;
    audit.record(tx, actor, 'lot.recall.propagated', { type: 'recall', id: recall.id }, { diff: { recall: recall.number, added: added.length } });
    outbox.append(tx, {
      type: tracingEvents.recallExtended,
      aggregate: { type: 'recall', id: recall.id },
      payload: { id: recall.id, number: recall.number, added: added.length },
    });
  }
}
