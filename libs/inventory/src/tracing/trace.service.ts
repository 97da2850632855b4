import type { Tx } from '@anwen/database';
import { isUuid, type Actor, type Page } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { inventoryErrors } from '../inventory.errors';
import type { MovementDto } from '../ledger.dto';
import { LedgerService } from '../ledger.service';
import { LotService } from '../lot.service';
import { DocumentParties } from './document-parties';
import { GenealogyStore, type FamilyMember, type Node } from './genealogy.store';
import type { LotMovementQuery } from './lot-change.dto';
import type { TraceDto, TraceQuery } from './trace.dto';
import { traceView } from './trace.rules';
import { TraceStore } from './trace.store';

/** Steps from lot to lot; raw material to shipped goods is four to six, rework loops add some. */
const DEPTH = 20;
/** Twice the largest family that the product promises to trace in 300 ms; a screen shows less. */
export const TRACE_NODES = 10_000;

/** Where a lot or serial number came from and what became of it: genealogy edges and the ledger's facts. */
@Injectable()
export class TraceService {
  constructor(
    private readonly genealogy: GenealogyStore,
    private readonly store: TraceStore,
    private readonly parties: DocumentParties,
    private readonly lots: LotService,
    private readonly ledger: LedgerService,
  ) {}

  /** @throws inventory.lot_not_found, also outside the scope. */
  async lot(tx: Tx, id: string, query: TraceQuery): Promise<TraceDto> {
    await this.lots.get(tx, id);
    return this.from(tx, (await this.store.nodeOf(tx, 'lot', id))!, query);
  }

  /** @throws inventory.serial_not_found, also when it has only been outside the scope. */
  async serial(tx: Tx, id: string, query: TraceQuery): Promise<TraceDto> {
    const node = isUuid(id) ? await this.store.nodeOf(tx, 'serial', id) : null;
    const traced = node === null ? null : await this.from(tx, node, query);
    if (!traced?.nodes.some((n) => n.key === traced.root)) throw inventoryErrors.serial_not_found();
    return traced;
  }

  /** Newest first. @throws inventory.lot_not_found, page.cursor_invalid. */
  async movements(tx: Tx, actor: Actor, id: string, query: LotMovementQuery): Promise<Page<MovementDto>> {
    const lot = await this.lots.get(tx, id);
    return this.ledger.movements(tx, actor, { ...query, itemCode: lot.item.code, lot: lot.code });
  }

  private async from(tx: Tx, root: Node, { direction = 'both', depth = DEPTH }: TraceQuery): Promise<TraceDto> {
    const walk = (down: boolean): Promise<FamilyMember[]> => this.genealogy.family(tx, [root], { down, depth: depth + 1, limit: TRACE_NODES });
    const [up, down] = [direction === 'down' ? [] : await walk(false), direction === 'up' ? [] : await walk(true)];
    const within = (found: readonly FamilyMember[]): FamilyMember[] => found.filter((f) => f.depth <= depth).slice(0, TRACE_NODES);
    const [sources, uses] = [within(up), within(down)];
    const family = [...sources.map((f) => ({ node: f.node, depth: 0 - f.depth })), ...uses.filter((f) => direction === 'down' || f.depth > 0)];
    const nodes = family.map((f) => f.node);
    const rows = await this.store.nodes(tx, nodes);
    const ids = (found: readonly FamilyMember[]): Node[] => found.map((f) => f.node);
    const edges = [...(await this.genealogy.edges(tx, ids(sources), false)), ...(await this.genealogy.edges(tx, ids(uses), true))];
    const came = await this.store.facts(tx, ids(sources), 'in');
    const went = await this.store.facts(tx, ids(uses), 'out');
    const partyOf = await this.parties.of(
      tx,
      [...came, ...went].filter((f) => f.isVisible),
    );
    const archivedThrough = await this.store.archivedThrough(tx);
    return traceView({ root, family, rows, edges, came, went, partyOf, truncated: up.length + down.length > sources.length + uses.length, archivedThrough });
  }
}
