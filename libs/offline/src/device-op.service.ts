import { audit } from '@anwen/audit';
import { Database, sqlState, type Tx } from '@anwen/database';
import { DeviceService } from '@anwen/devices';
import { problemAnswer, toAppError } from '@anwen/http';
import { canonicalJson } from '@anwen/idempotency';
import { principalOf, type Actor, type AppError, type HttpAnswer, type Scope } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { DeviceOpInput } from './device-op.dto';
import { opHash, placesIn, storableMoment, strayId, verdictOf, type OpState, type Told } from './device-op.rules';
import { DeviceOpStore, type KnownOp, type NewOp } from './device-op.store';
import { offlineErrors } from './offline.errors';
import { OpRunner } from './op-runner.service';
import { isBy, isSameWork, type WorkDone } from './work-done.rules';

/** What the device hears of one operation. `answer` is JSON text, sent as it is kept. */
export interface OpOutcome {
  readonly told: Told;
  readonly status: number | null;
  readonly answer: string | null;
  readonly state: OpState | null;
  /** Our own fault, or a "not now": what follows is not tried. */
  readonly stops: boolean;
}

/** As for any write of one document (SLA "write"). */
const OP_TIMEOUT_MS = 10_000;

/** Five times ten seconds, over some minutes: a busy hour is over, or a person must look. */
const ATTEMPTS_MAX = 5;

/** One operation, once: its row and its effect commit together, and whoever sends it again hears the same. */
@Injectable()
export class DeviceOpService {
  constructor(
    private readonly database: Database,
    private readonly store: DeviceOpStore,
    private readonly runner: OpRunner,
    private readonly devices: DeviceService,
  ) {}

  /** Carries the operation out in a transaction of its own; never throws for what the operation itself is to blame for. */
  async submit(sender: Actor, op: DeviceOpInput): Promise<OpOutcome> {
    // Audit rows and postings of the operation carry its id.
    const actor: Actor = { ...sender, idempotencyKey: op.opId };
    try {
      return await this.open(actor, op, (tx) => this.once(tx, actor, op));
    } catch (error) {
      const refusal = toAppError(error);
      let verdict = verdictOf(refusal);
      if (verdict === 'deferred' && (await this.isHopeless(actor, op, refusal))) verdict = 'conflict';
      if (verdict === 'deferred') return deferred(refusal, actor);
      return this.keepRefusal(actor, op, { refusal, verdict });
    }
  }

  /** An operation without form that still says which one it is: told so, and kept where somebody can look at it. */
  refuseForm(sender: Actor, op: DeviceOpInput, refusal: AppError): Promise<OpOutcome> {
    return this.keepRefusal({ ...sender, idempotencyKey: op.opId }, op, { refusal, verdict: 'rejected' });
  }

  /** The refused work is rolled back; the verdict is kept in a transaction of its own, unless a twin was faster. */
  private async keepRefusal(actor: Actor, op: DeviceOpInput, refused: Refused): Promise<OpOutcome> {
    try {
      return await this.open(actor, op, (tx) => this.refuse(tx, actor, op, refused)).catch((error: unknown) => {
        // 22…: what it says of itself cannot be stored, now or ever. Kept without that, so that it blocks nothing behind it.
        if (!/^22/.test(sqlState(error) ?? '')) throw error;
        return this.open(actor, op, (tx) => this.refuse(tx, actor, op, { ...refused, verdict: 'conflict', isBare: true }));
      });
    } catch (late) {
      return deferred(toAppError(late), actor);
    }
  }

  /** What has run out of its whole time again and again never will be done in it. */
  private async isHopeless(actor: Actor, op: DeviceOpInput, refusal: AppError): Promise<boolean> {
    if (refusal.status !== 504) return false;
    const attempts = await this.open(actor, op, (tx) => this.store.countTimeout(tx, op.opId)).catch(() => 0);
    return attempts >= ATTEMPTS_MAX;
  }

  private open<T>(actor: Actor, op: DeviceOpInput, work: (tx: Tx) => Promise<T>): Promise<T> {
    const scope: Scope = this.runner.scopeOf(actor, op.type);
    return this.database.transaction({ actor, scope, statementTimeoutMs: OP_TIMEOUT_MS, totalTimeoutMs: OP_TIMEOUT_MS }, work);
  }

  private async once(tx: Tx, actor: Actor, op: DeviceOpInput): Promise<OpOutcome> {
    const known = await this.store.enter(tx, op.opId);
    if (known) return this.again(tx, actor, op, known);
    if (await this.isUntrusted(tx, actor)) return this.setAside(tx, actor, op);
    const answer = await this.runner.run(tx, actor, op);
    this.store.keep(tx, actor, row(actor, op, { result: 'applied', status: answer.status, answer: answer.body }, this.runner.documentOf(op)));
    return { told: 'applied', status: answer.status, answer: answer.body, state: 'applied', stops: false };
  }

  /** The same operation again: its first answer, byte for byte. Another one under its id: kept beside it, and refused. */
  private async again(tx: Tx, actor: Actor, op: DeviceOpInput, known: KnownOp): Promise<OpOutcome> {
    const isOwn = (known.deviceId !== null && known.deviceId === actor.deviceId) || (known.userId !== null && known.userId === actor.userId);
    if (isOwn && known.bodyHash === opHash(op)) return replay(known);
    const lane = principalOf(actor);
    const stray = await this.store.find(tx, strayId(op, lane));
    if (stray) return replay(stray);
    const refused = problemOf(offlineErrors.op_reused(), actor);
    const kept = row(
      actor,
      op,
      { result: 'rejected', status: refused.status, answer: refused.body, problemCode: 'offline.op_reused' },
      this.runner.documentOf(op),
    );
    this.store.keep(tx, actor, { ...kept, opId: strayId(op, lane), reusedOpId: op.opId });
    audit.record(tx, actor, 'device.op.rejected', { type: 'device_op', id: op.opId }, { diff: { type: op.type, code: 'offline.op_reused' } });
    return { told: 'rejected', status: refused.status, answer: refused.body, state: 'rejected', stops: false };
  }

  private async isUntrusted(tx: Tx, actor: Actor): Promise<boolean> {
    return actor.deviceId !== null && (await this.devices.trustOf(tx, actor.deviceId)) !== 'trusted';
  }

  /** Of a device that is not trusted: kept, shown, and not done before a person says so. */
  private setAside(tx: Tx, actor: Actor, op: DeviceOpInput): OpOutcome {
    const refused = problemOf(offlineErrors.quarantined(), actor);
    const said = { result: 'quarantined', status: refused.status, answer: refused.body, problemCode: 'offline.quarantined' } as const;
    this.store.keep(tx, actor, row(actor, op, said, this.runner.documentOf(op)));
    audit.record(tx, actor, 'device.op.quarantined', { type: 'device_op', id: op.opId }, { diff: { type: op.type } });
    return { told: 'quarantined', status: refused.status, answer: refused.body, state: 'quarantined', stops: false };
  }

  private async refuse(tx: Tx, actor: Actor, op: DeviceOpInput, refused: Refused): Promise<OpOutcome> {
    const known = await this.store.enter(tx, op.opId);
    if (known) return this.again(tx, actor, op, known);
    const done = await this.store.effectOf(tx, op.opId);
    const isKnown = done !== undefined || refused.refusal.code === 'operation.duplicate';
    if (isKnown && this.isDone(actor, op, { done, at: refused.refusal.data.headers?.Location }))
      return this.doneElsewhere(tx, actor, op, { postingId: done?.postingId ?? null, at: refused.refusal.data.headers?.Location });
    // Work of somebody else, or other work, was done under this id: nothing is told of it, and a person looks at this one.
    const isReused = isKnown && refused.verdict === 'conflict';
    const refusal = isReused ? offlineErrors.op_reused() : refused.refusal;
    const { verdict } = refused;
    const answer = problemOf(refusal, actor);
    const kept = row(actor, op, { result: verdict, status: answer.status, answer: answer.body, problemCode: refusal.code }, this.runner.documentOf(op));
    this.store.keep(tx, actor, refused.isBare ? { ...kept, places: [], document: null, occurredAt: new Date().toISOString() } : kept);
    const action = verdict === 'conflict' ? 'device.op.conflict' : 'device.op.rejected';
    audit.record(tx, actor, action, { type: 'device_op', id: op.opId }, { diff: { type: op.type, code: refusal.code, status: refusal.status } });
    return { told: verdict, status: answer.status, answer: answer.body, state: verdict, stops: refusal.status >= 500 };
  }

  /**
   * Whether this very work was done already, by this person or on this device: the same lines, or (where nothing is on the ledger)
   * the same document.
   */
  private isDone(actor: Actor, op: DeviceOpInput, { done, at }: { done: WorkDone | undefined; at: string | undefined }): boolean {
    const document = this.runner.documentOf(op);
    if (done) return isBy(done, actor) && isSameWork({ body: op.body, document }, done);
    return document === null || document.length !== 36 || at === undefined || at.toLowerCase().endsWith(document.toLowerCase());
  }

  /** The device had sent it to the action's own route already and never heard the answer: it is done, whatever it runs into now. */
  private doneElsewhere(tx: Tx, actor: Actor, op: DeviceOpInput, { postingId, at }: { postingId: string | null; at: string | undefined }): OpOutcome {
    const answer = JSON.stringify({ postingId, location: at ?? null });
    const kept = row(actor, op, { result: 'applied', status: 200, answer }, this.runner.documentOf(op));
    this.store.keep(tx, actor, postingId === null ? kept : { ...kept, postingId });
    return { told: 'duplicate', status: 200, answer, state: 'applied', stops: false };
  }
}

interface Refused {
  readonly refusal: AppError;
  readonly verdict: 'conflict' | 'rejected';
  /** Kept without what it says of itself. */
  readonly isBare?: boolean;
}

function problemOf(error: AppError, actor: Actor): HttpAnswer {
  return problemAnswer(error, { requestId: actor.requestId ?? '', locale: actor.locale });
}

function deferred(error: AppError, actor: Actor): OpOutcome {
  const { status, body } = problemOf(error, actor);
  return { told: 'deferred', status, answer: body, state: null, stops: true };
}

/** A repeat of what was done is a duplicate; a repeat of what was refused is refused again in the same words (told failed stays failed). */
function replay({ result, status, answer, state }: KnownOp): OpOutcome {
  return { told: result === 'applied' ? 'duplicate' : result, status, answer, state, stops: false };
}

type Said = Pick<NewOp, 'result' | 'status' | 'answer'> & { readonly problemCode?: string };

function row(actor: Actor, op: DeviceOpInput, told: Said, document: string | null): NewOp {
  const { opId, seq, type, body } = op;
  const facts = { lane: principalOf(actor), bodyHash: opHash(op), body: canonicalJson(body), places: placesIn(body), document };
  return { opId, seq, type, occurredAt: storableMoment(op.occurredAt), ...facts, ...told };
}
