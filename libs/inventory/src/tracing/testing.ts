import { CursorCodec } from '@anwen/kernel';
import { LedgerService } from '../ledger.service';
import { LedgerStore } from '../ledger.store';
import { LotChoice } from '../lot-choice';
import { LotService } from '../lot.service';
import { LotStore } from '../lot.store';
import { StockService } from '../stock.service';
import { StockStore } from '../stock.store';
import { DocumentParties } from './document-parties';
import { GenealogyService } from './genealogy.service';
import { GenealogyStore } from './genealogy.store';
import { LotChangeService } from './lot-change.service';
import { LotChangeStore } from './lot-change.store';
import { RecallSpread } from './recall-spread.service';
import { RecallSpreadStore } from './recall-spread.store';
import { RecallService } from './recall.service';
import { RecallStore } from './recall.store';
import { TraceService } from './trace.service';
import { TraceStore } from './trace.store';

const codec = new CursorCodec(Buffer.alloc(32, 7));
const stockStore = new StockStore();
const lots = new LotService(new LotStore(), codec);
const edges = new GenealogyStore();
const parties = new DocumentParties();
const spreadStore = new RecallSpreadStore();
const spread = new RecallSpread(spreadStore, edges, parties);
const genealogy = new GenealogyService(edges, spread);

/** The services as the module wires them, for tests and benchmarks without a container. */
export const tracing = {
  parties,
  genealogy,
  changes: new LotChangeService(new LotChangeStore(), lots, new StockService(stockStore, new LotChoice(stockStore)), genealogy),
  traces: new TraceService(new TraceStore(), parties, lots, new LedgerService(new LedgerStore(), codec)),
  recalls: new RecallService(new RecallStore(), spread, spreadStore, edges, codec),
} as const;
