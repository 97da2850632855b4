import { alerts } from '@anwen/alerts';
import { audit } from '@anwen/audit';
import { Database, type Tx } from '@anwen/database';
import { DeviceService } from '@anwen/devices';
import { HttpAnswer, NO_SCOPE, principalOf, type Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { inOrder } from './device-op.rules';
import type { DeviceOpBatch, DeviceOpDto, DeviceOpInput } from './device-op.dto';
import { DeviceOpService, type OpOutcome } from './device-op.service';
import { DeviceOpStore, type KnownOp } from './device-op.store';
import { offlineErrors } from './offline.errors';

/** The route answers within 30 s (SLA "batch"); the last operation begun may take its own 10 s. */
const BUDGET_MS = 18_000;
const NOT_REACHED: OpOutcome = { told: 'deferred', status: null, answer: null, state: null, stops: true };
/** Long enough for a deadlock storm or a restart to be over, short enough that nobody walks to the device. */
const TRY_AGAIN_S = '5';

/** A device brings home what was done without the server. */
@Injectable()
export class BatchService {
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
    for (const op of inOrder(batch.ops)) {
      stopped ||= performance.now() > until;
      const outcome: OpOutcome = stopped ? NOT_REACHED : await this.ops.submit(actor, op);
      stopped ||= outcome.stops;
      results.push(resultText(op, outcome));
    }
    const sequence = await this.note(actor, batch);
    const text = `{"results":[${results.join(',')}],"sequence":${JSON.stringify(sequence)},"serverTime":"${new Date().toISOString()}"}`;
    return new HttpAnswer(200, { 'Content-Type': 'application/json; charset=utf-8', ...(stopped ? { 'Retry-After': TRY_AGAIN_S } : {}) }, text);
  }

  /** An operation of the asking device or person. @throws offline.op_not_found */
  async get(tx: Tx, actor: Actor, opId: string): Promise<HttpAnswer> {
    const op = await this.store.find(tx, opId);
    const isOwn = op && ((op.deviceId !== null && op.deviceId === actor.deviceId) || (op.userId !== null && op.userId === actor.userId));
    if (!isOwn) throw offlineErrors.op_not_found();
    const { result: told, status, answer, state } = op;
    const facts = { ...factsOf(op), postingId: await this.store.postingOf(tx, op.appliedAs ?? opId) };
    const result = resultText(op, { told, status, answer, state, stops: false });
    return new HttpAnswer(200, { 'Content-Type': 'application/json; charset=utf-8' }, `${result.slice(0, -1)},${JSON.stringify(facts).slice(1)}`);
  }

  /** What the queue says of itself is a courtesy: the results are kept, and the device hears them even when this fails. */
  private note(actor: Actor, batch: DeviceOpBatch): Promise<object | null> {
    return this.database.transaction({ actor, scope: NO_SCOPE }, (tx) => this.noteLane(tx, actor, batch)).catch(() => null);
  }

  private async noteLane(tx: Tx, actor: Actor, { ops, queueLength, queueOldestAt }: DeviceOpBatch): Promise<object> {
    const lane = principalOf(actor);
    const seqs = ops.map((op) => op.seq);
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

/** The kept answer goes into the text as it is: byte for byte what was said first. */
function resultText({ opId, seq }: Pick<DeviceOpInput, 'opId' | 'seq'>, { told, status, answer, state }: OpOutcome): string {
  const isRefusal = (status ?? 0) >= 400;
  const facts = JSON.stringify({ opId, seq, result: told, status, state });
  return `${facts.slice(0, -1)},"body":${isRefusal ? 'null' : (answer ?? 'null')},"problem":${isRefusal ? (answer ?? 'null') : 'null'}}`;
}

function factsOf({ type, occurredAt, receivedAt, appliedAs }: KnownOp): Pick<DeviceOpDto, 'type' | 'occurredAt' | 'receivedAt' | 'appliedAs'> {
  return { type, occurredAt: occurredAt.toISOString(), receivedAt: receivedAt.toISOString(), appliedAs };
}
