import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { AppError, Quantity, mayDo, scopeFor, type Actor, type CursorCodec, type FieldError, type Page } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Inject, Injectable } from '@nestjs/common';
import { coversWarehouse, requireWarehouse, stepOf } from '../handling/document-step';
import { handlingErrors } from '../handling/handling.errors';
import { personOf } from '../handling/task-lease';
import { newestFirst } from '../listing';
import type { PostLineDto, PostedDto } from '../stock.dto';
import { statusName } from '../stock.rules';
import { StockService } from '../stock.service';
import { CountLineStore, type LineRow, type PendingLine } from './count-line.store';
import type { CountSessionDto, PostCountDto, VarianceDto, VarianceQuery } from './count-session.dto';
import { sessionView } from './count-session.service';
import { CountSessionStore, type CountSessionRow } from './count-session.store';
import { countingEvents } from './counting.events';
import { isUndecided, sessionMachine } from './counting.rules';

/** Differences a posting: 1 000 lines are posted within 2 s; a larger count is posted in several calls, each whole. */
const CHUNK = 1_000;
const REASON = 'CNT-VARIANCE';

/** What the count came to, and how it reaches the ledger: every key ends at what was counted plus what moved since (I-21). */
@Injectable()
export class CountPostingService {
  constructor(
    private readonly sessions: CountSessionStore,
    private readonly lines: CountLineStore,
    private readonly stock: StockService,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  /** For those who approve. @throws inventory.document_not_found | whole_warehouse_needed | four_eyes | sort_unknown, page.cursor_invalid. */
  async variances(tx: Tx, actor: Actor, id: string, query: VarianceQuery): Promise<Page<VarianceDto>> {
    const session = await this.sessions.find(tx, id);
    if (!session) throw handlingErrors.document_not_found();
    requireWarehouse(scopeFor(actor, 'count.approve'), session.warehouseId);
    if (isUndecided(session.state) && (await this.sessions.countedBy(tx, [session.no], personOf(actor).id)).size > 0) throw handlingErrors.four_eyes();
    const priced = mayDo(actor, 'stock.cost.read') && coversWarehouse(scopeFor(actor, 'stock.cost.read'), session.warehouseId);
    return newestFirst(query, {
      name: `count-variances-${session.no}`,
      cursors: this.cursors,
      rows: (before) => this.lines.list(tx, session.no, query, before),
      count: () => this.lines.count(tx, session.no, query),
      view: (row) => varianceView(row, priced),
    });
  }

  /**
   * Posts the next differences, at most 1 000 (`lines.open` tells how many are left for the next call). A line that stock does not allow (below zero, below what is reserved,
   * a serial number that stands elsewhere, a lot that needs its expiry day first), or whose key got earlier work since the approval, becomes a conflict for a human and the
   * session stays approved: the same call tries it again later, `leaveConflicts` gives it up.
   * @throws inventory.document_not_found | whole_warehouse_needed | invalid_transition.
   */
  async post(tx: Tx, actor: Actor, id: string, input: PostCountDto = {}): Promise<CountSessionDto> {
    const session = await this.sessions.lock(tx, id, 'UPDATE');
    if (!session) throw handlingErrors.document_not_found();
    requireWarehouse(scopeFor(actor, 'count.approve'), session.warehouseId);
    const end = stepOf(sessionMachine, session.state, 'post');
    const posted = await this.postChunk(tx, actor, session, await this.lines.pending(tx, session.no, CHUNK));
    const left = await this.lines.remaining(tx, session.no);
    const isOver = left.undecided === 0 && (left.conflicts === 0 || input.leaveConflicts === true);
    if (isOver) {
      await this.lines.leaveConflicts(tx, session.no);
      await this.sessions.letGo(tx, session.no);
      const payload = { id: session.id, number: session.number };
      outbox.append(tx, { type: countingEvents.post, aggregate: { type: 'count_session', id: session.id }, payload });
    }
    await this.sessions.setState(tx, session.no, isOver ? end : session.state);
    audit.record(tx, actor, 'count.posted', { type: 'count_session', id: session.number }, { diff: { posted, ...left, over: isOver } });
    return sessionView((await this.sessions.find(tx, session.id))!, actor);
  }

  /** What the posting core refuses becomes a conflict of its line; the rest is posted without those lines. */
  private async postChunk(tx: Tx, actor: Actor, session: CountSessionRow, pending: readonly PendingLine[]): Promise<number> {
    const { now, later } = withoutArrivals(pending);
    const conflicts = new Map(now.flatMap((line) => conflictsOf(line)));
    for (let good = now.filter((line) => !conflicts.has(line)); ; good = good.filter((line) => !conflicts.has(line))) {
      const answer = good.length === 0 ? null : await this.tryPosting(tx, actor, session, good);
      if (Array.isArray(answer)) {
        for (const [index, conflict] of answer) conflicts.set(good[index]!, conflict);
        continue;
      }
      // A serial number that cannot leave the bin where it was missed does not arrive anywhere else.
      const stuck = new Set([...conflicts.keys()].map(serialOf));
      for (const line of later) if (stuck.has(serialOf(line))) conflicts.set(line, 'serial_elsewhere');
      await this.lines.decide(tx, [
        ...good.map(({ no }) => ({ no, decision: 'posted' as const, ...(answer ? { postingId: answer.id } : {}) })),
        ...[...conflicts].map(([{ no }, conflict]) => ({ no, decision: 'conflict' as const, conflict })),
      ]);
      return good.length;
    }
  }

  /** The posting, or which of the lines stock does not allow, and why. */
  private async tryPosting(tx: Tx, actor: Actor, session: CountSessionRow, lines: readonly PendingLine[]): Promise<PostedDto | [number, string][]> {
    try {
      return await this.stock.post(
        tx,
        actor,
        { type: 'count', reasonCode: REASON, docType: 'count', docRef: session.number, lines: lines.map(postingLine) },
        { permission: 'count.approve', approved: true },
      );
    } catch (error) {
      const refused = error instanceof AppError ? refusedLines(error, lines) : [];
      if (refused.length === 0) throw error;
      if (refused.some(([index]) => !lines[index])) throw new Error('a refusal names no line of the count', { cause: error });
      return refused;
    }
  }
}

/** Which lines a refusal means. These refusals come before anything is written, so the transaction goes on. */
function refusedLines({ code, data }: AppError, lines: readonly PendingLine[]): [number, string][] {
  switch (code) {
    case 'inventory.lines_refused':
      return (data.errors as readonly FieldError[]).map((e) => [Number(e.pointer.split('/')[2]), e.code.replace(/^inventory\./, '')]);
    case 'inventory.insufficient_stock':
      // Somebody took from the key after it was looked at.
      return (data.shortages as readonly Shortfall[]).map((s) => [
        s.line - 1,
        Quantity.of(s.onHand).compare(Quantity.of(s.required)) < 0 ? 'below_zero' : 'reserved',
      ]);
    case 'inventory.serial_conflict': {
      const serials = new Set((data.serials as readonly string[] | undefined) ?? []);
      return lines.flatMap((line, i): [number, string][] => (serials.has(line.serial) && !line.variance.startsWith('-') ? [[i, 'serial_elsewhere']] : []));
    }
    default:
      return [];
  }
}

interface Shortfall {
  readonly line: number;
  readonly required: string;
  readonly onHand: string;
}

function postingLine({ itemCode, location, lot, serial, status, variance }: PendingLine): PostLineDto {
  const qty = Quantity.of(variance);
  const place = qty.isPositive ? { qty: qty.toString(), toLocation: location } : { qty: qty.negated().toString(), fromLocation: location };
  return { itemCode, ...place, status: statusName(status), ...(lot ? { lot } : {}), ...(serial ? { serials: [serial] } : {}) };
}

const serialOf = (line: PendingLine): string => `${line.itemCode}|${line.serial}`;

/** A serial number that was missed in one bin and found in another leaves the one first and enters the other with the next call. */
function withoutArrivals(pending: readonly PendingLine[]): { now: PendingLine[]; later: PendingLine[] } {
  const leaving = new Set(pending.filter((l) => l.serial && l.variance.startsWith('-')).map(serialOf));
  const waits = (line: PendingLine): boolean => !line.variance.startsWith('-') && leaving.has(serialOf(line));
  return { now: pending.filter((l) => !waits(l)), later: pending.filter(waits) };
}

/** Why stock does not allow the result; never clamped, because then the ledger would say what nobody counted. */
function conflictsOf(line: PendingLine): [PendingLine, string][] {
  if (line.isLate) return [[line, 'moved_late']];
  const result = Quantity.of(line.onHand).plus(Quantity.of(line.variance));
  if (line.standsElsewhere) return [[line, 'serial_elsewhere']];
  if (result.compare(Quantity.zero) < 0) return [[line, 'below_zero']];
  return result.compare(Quantity.of(line.reserved)) < 0 ? [[line, 'reserved']] : [];
}

function varianceView({ no: _no, lot, serial, status, varianceValue, ...shown }: LineRow, priced: boolean): VarianceDto {
  return { ...shown, lot: lot || null, serial: serial || null, status: statusName(status), varianceValue: priced ? varianceValue : null };
}
