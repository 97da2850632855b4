import { alerts } from '@anwen/alerts';
import { audit } from '@anwen/audit';
import { Database, type Tx } from '@anwen/database';
import { DeviceService } from '@anwen/devices';
import { problemAnswer } from '@anwen/http';
import { HttpAnswer, NO_SCOPE, principalOf, type Actor, type AppError } from '@anwen/kernel';
import { Injectable, Logger } from '@nestjs/common';
import { byOurClock, clockError, storableMoment } from './device-op.rules';
import type { DeviceOpBatch, DeviceOpDto } from './device-op.dto';
import { DeviceOpService, type OpOutcome } from './device-op.service';
import { DeviceOpStore, type KnownOp } from './device-op.store';
import { inOrder, type Envelope } from './envelope.rules';
import { offlineErrors } from './offline.errors';
import { isBy } from './work-done.rules';

/** The route answers within 30 s (SLA "batch"); the last operation begun may take its own 10 s. */
const BUDGET_MS = 18_000;
const NOT_REACHED: OpOutcome = { told: 'deferred', status: null, answer: null, state: null, stops: true };
/** Long enough for a deadlock storm or a restart to be over, short enough that nobody walks to the device. */
const TRY_AGAIN_S = '5';

/** A device brings home what was done without the server. */
@Injectable()
export class BatchService {
  private readonly logger = new Logger('offline');

  constructor(
    private readonly database: Database,
    private readonly ops: DeviceOpService,
    private readonly store: DeviceOpStore,
    private readonly devices: DeviceService,
  ) {}

  /**
   * Carries the operations out one after the other, each in a transaction of its own. What a person must look at does not stop the
   * rest, because operations do not depend on each other here: one that needs another's effect fails by itself. A "not now" does.
   */
  async submit(actor: Actor, batch: DeviceOpBatch): Promise<HttpAnswer> {
    const until = performance.now() + BUDGET_MS;
    const results: string[] = [];
    let stopped = false;
    const error = clockError(batch.sentAt);
    const envelopes = inOrder(batch.ops).map((one) => ('op' in one ? { op: byOurClock(one.op, error) } : one));
    for (const one of envelopes) {
      stopped ||= performance.now() > until;
      const outcome: OpOutcome = stopped ? NOT_REACHED : await this.carryOut(actor, one);
      stopped ||= outcome.stops;
      results.push(resultText('op' in one ? one.op : one, outcome));
    }
    const sequence = await this.note(actor, batch, seqsOf(envelopes));
    const text = `{"results":[${results.join(',')}],"sequence":${JSON.stringify(sequence)},"serverTime":"${new Date().toISOString()}"}`;
    return new HttpAnswer(200, { 'Content-Type': 'application/json; charset=utf-8', ...(stopped ? { 'Retry-After': TRY_AGAIN_S } : {}) }, text);
  }

  private carryOut(actor: Actor, one: Envelope): Promise<OpOutcome> {
    if ('op' in one) return this.ops.submit(actor, one.op);
    return one.kept ? this.ops.refuseForm(actor, one.kept, one.refusal) : Promise.resolve(formless(one.refusal, actor));
  }

  /** An operation of the asking device or person. @throws offline.op_not_found */
  async get(tx: Tx, actor: Actor, opId: string): Promise<HttpAnswer> {
    const op = await this.store.find(tx, opId);
    const isOwn = op && ((op.deviceId !== null && op.deviceId === actor.deviceId) || (op.userId !== null && op.userId === actor.userId));
    if (!isOwn) throw offlineErrors.op_not_found();
    const { result: told, status, answer, state } = op;
    const facts = { ...factsOf(op), postingId: await this.postingOf(tx, actor, op) };
    const result = resultText(op, { told, status, answer, state, stops: false });
    return new HttpAnswer(200, { 'Content-Type': 'application/json; charset=utf-8' }, `${result.slice(0, -1)},${JSON.stringify(facts).slice(1)}`);
  }

  /** Of work that was done: by the operation, by a person's decision about it, or by the action's own route before. Of a stranger's nothing. */
  private async postingOf(tx: Tx, actor: Actor, { opId, appliedAs }: KnownOp): Promise<string | null> {
    const done = await this.store.effectOf(tx, opId);
    return done && (appliedAs !== null || isBy(done, actor)) ? done.postingId : null;
  }

  /** What the queue says of itself is a courtesy: the results are kept, and the device hears them even when this fails. */
  private note(actor: Actor, batch: DeviceOpBatch, seqs: readonly number[]): Promise<object | null> {
    return this.database
      .transaction({ actor, scope: NO_SCOPE }, (tx) => this.noteLane(tx, actor, { ...batch, seqs }))
      .catch((error: unknown) => {
        this.logger.warn({ msg: 'lane not noted', lane: principalOf(actor), error: (error as Error).message });
        return null;
      });
  }

  private async noteLane(tx: Tx, actor: Actor, { seqs, queueLength, queueOldestAt: since }: Report): Promise<object> {
    const queueOldestAt = typeof since === 'string' ? storableMoment(since) : since;
    const lane = principalOf(actor);
    const note = await this.store.noteLane(tx, actor, { lane, highestSeq: Math.max(0, ...seqs), queueLength, queueOldestAt });
    if (actor.deviceId !== null && queueLength !== undefined) {
      await this.devices.noteQueue(tx, actor.deviceId, { length: queueLength, oldestAt: queueOldestAt ?? null });
    }
    if (note.isStale)
      await alerts.raise(tx, { code: 'device.queue_stale', subject: lane, data: { actor: actor.name, waiting: queueLength, since: queueOldestAt } });
    if (note.isStale && !note.wasStale)
      audit.record(tx, actor, 'device.queue.stale', { type: 'device_lane', id: lane }, { diff: { queueLength, queueOldestAt } });
    if (note.wasStale && !note.isStale) await alerts.resolve(tx, 'device.queue_stale', lane);
    const missing = await this.store.gaps(tx, lane);
    return { highest: note.highest, missing, late: seqs.filter((seq) => seq < note.highestBefore).length };
  }
}

type Report = Omit<DeviceOpBatch, 'ops'> & { readonly seqs: readonly number[] };

const seqsOf = (envelopes: readonly Envelope[]): number[] => envelopes.flatMap((one) => ('op' in one ? [one.op.seq] : one.seq === null ? [] : [one.seq]));

/** It does not say which operation it is: told, and nothing can be kept of it. */
function formless(refusal: AppError, actor: Actor): OpOutcome {
  const { status, body } = problemAnswer(refusal, { requestId: actor.requestId ?? '', locale: actor.locale });
  return { told: 'rejected', status, answer: body, state: null, stops: false };
}

/** The kept answer goes into the text as it is: byte for byte what was said first. */
function resultText({ opId, seq }: { readonly opId: string | null; readonly seq: number | null }, { told, status, answer, state }: OpOutcome): string {
  const isRefusal = (status ?? 0) >= 400;
  const facts = JSON.stringify({ opId, seq, result: told, status, state });
  return `${facts.slice(0, -1)},"body":${isRefusal ? 'null' : (answer ?? 'null')},"problem":${isRefusal ? (answer ?? 'null') : 'null'}}`;
}

function factsOf({ type, occurredAt, receivedAt, appliedAs }: KnownOp): Pick<DeviceOpDto, 'type' | 'occurredAt' | 'receivedAt' | 'appliedAs'> {
  return { type, occurredAt: occurredAt.toISOString(), receivedAt: receivedAt.toISOString(), appliedAs };
}
