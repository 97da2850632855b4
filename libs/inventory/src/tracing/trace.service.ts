import type { Tx } from '@anwen/database';
import { isUuid, type Actor, type Page } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { inventoryErrors } from '../inventory.errors';
import type { MovementDto } from '../ledger.dto';
import { LedgerService } from '../ledger.service';
import { LotService } from '../lot.service';
import { DocumentParties } from './document-parties';
import type { Node } from './genealogy.store';
import type { LotMovementQuery } from './lot-change.dto';
import type { TraceDto, TraceQuery } from './trace.dto';
import { documentsOf, traceView } from './trace.rules';
import { TraceStore, type Walk } from './trace.store';

/** Steps from lot to lot; raw material to shipped goods is four to six, rework loops add some. */
const DEPTH = 20;
/** Twice the largest family that the product promises to trace in 300 ms; a screen shows less. */
export const TRACE_NODES = 10_000;

/** Where a lot or serial number came from and what became of it: genealogy edges and the ledger's facts. */
@Injectable()
export class TraceService {
  constructor(
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
    const walks: { down: boolean; found: Walk }[] = [];
    for (const down of direction === 'both' ? [false, true] : [direction === 'down']) {
      walks.push({ down, found: await this.store.walk(tx, root, { down, depth, limit: TRACE_NODES }) });
    }
    const partyOf = await this.parties.of(
      tx,
      walks.flatMap(({ found }) => documentsOf(found)),
    );
    return traceView({ root: Number(root), walks, partyOf, archivedThrough: await this.store.archivedThrough(tx) });
  }
}
