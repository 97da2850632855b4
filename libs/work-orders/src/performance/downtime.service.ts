import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { mayDo, type Actor, type CursorCodec, type Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { ClassifyDowntimeDto, DowntimeEventDto, DowntimeQuery, EndDowntimeDto, SplitDowntimeDto, StartDowntimeDto } from './downtime.dto';
import { cut, legalOf, minutesOf, wholeSecond } from './downtime.rules';
import { DowntimeStore, type DowntimeRow, type NewDowntime } from './downtime.store';
import { performanceErrors, refuse, type Complaint } from './performance.errors';
import { announce } from './performance.events';

/** When a work centre stood still, and why. Whole seconds, never two of a kind at once; the reason often comes later than the stop. */
@Injectable()
export class DowntimeService {
  constructor(
    private readonly store: DowntimeStore,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  /** Latest first. @throws performance.sort_unknown, page.cursor_invalid. */
  async list(tx: Tx, actor: Actor, query: DowntimeQuery): Promise<Page<DowntimeEventDto>> {
    const page = await this.store.page(tx, this.cursors, query);
    const now = await this.store.now(tx);
    return { ...page, items: page.items.map((row) => shown(actor, row, now)) };
  }

  /** @throws performance.downtime_not_found. */
  async get(tx: Tx, actor: Actor, id: string): Promise<DowntimeEventDto> {
    const row = await this.store.find(tx, id);
    if (!row) throw performanceErrors.downtime_not_found();
    return shown(actor, row, await this.store.now(tx));
  }

  /**
   * The work centre stands still, from now or from a moment before; with its end, one that is over and was forgotten.
   * @throws performance.input_refused | planned_refused | downtime_open | downtime_overlaps.
   */
  async start(tx: Tx, actor: Actor, body: StartDowntimeDto): Promise<DowntimeEventDto> {
    if (body.planned && !mayDo(actor, 'downtime.classify')) throw performanceErrors.planned_refused();
    const { center, workOrderId } = await this.store.parties(tx, body.workCenter, body.workOrder ?? null);
    if (center) await this.store.holdCenter(tx, center.id);
    const now = await this.store.now(tx);
    const startedAt = wholeSecond(body.startedAt ? new Date(body.startedAt) : now);
    const endedAt = body.endedAt ? wholeSecond(new Date(body.endedAt)) : null;
    const reason = body.reasonCode ? await this.store.reason(tx, body.reasonCode) : null;
    const complaints: Complaint[] = reasonComplaints(body.reasonCode, reason, body.note);
    if (!center) complaints.push({ pointer: '/workCenter', code: 'reference_unknown', value: body.workCenter });
    if (body.workOrder && workOrderId === null) complaints.push({ pointer: '/workOrder', code: 'reference_unknown', value: body.workOrder });
    if (startedAt > now) complaints.push({ pointer: '/startedAt', code: 'in_future' });
    if (endedAt && endedAt > now) complaints.push({ pointer: '/endedAt', code: 'in_future' });
    if (endedAt && endedAt < startedAt) complaints.push({ pointer: '/endedAt', code: 'before_start' });
    refuse(actor, complaints);
    const fresh = { workCenterId: center!.id, workOrderId, startedAt, endedAt, planned: body.planned ?? false };
    await this.refuseOverlap(tx, fresh);
    const id = await this.store.insert(tx, { ...fresh, reasonId: reason?.id ?? null, note: body.note ?? null, splitOfId: null });
    const facts = {
      workCenter: body.workCenter,
      workOrder: body.workOrder ?? null,
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      reasonCode: body.reasonCode ?? null,
      planned: fresh.planned,
    };
    announce(tx, actor, { action: 'downtime.started', event: 'downtime.started.v1', subject: { type: 'downtime_event', id }, facts });
    return this.get(tx, actor, id);
  }

  /** It runs again, since now or since a moment before. @throws performance.downtime_not_found | downtime_ended | input_refused. */
  async end(tx: Tx, actor: Actor, id: string, body: EndDowntimeDto = {}): Promise<DowntimeEventDto> {
    const event = await this.hold(tx, id);
    if (event.endedAt) throw performanceErrors.downtime_ended({ endedAt: event.endedAt.toISOString(), endedLocal: event.endedLocal, legal: legalOf(event) });
    const now = await this.store.now(tx);
    const endedAt = wholeSecond(body.endedAt ? new Date(body.endedAt) : now);
    if (endedAt > now) refuse(actor, [{ pointer: '/endedAt', code: 'in_future' }]);
    if (endedAt < event.startedAt) refuse(actor, [{ pointer: '/endedAt', code: 'before_start' }]);
    await this.store.end(tx, event.no, endedAt);
    const facts = { workCenter: event.workCenter.code, endedAt: endedAt.toISOString(), minutes: minutesOf({ startedAt: event.startedAt, endedAt }, now) };
    announce(tx, actor, { action: 'downtime.ended', event: 'downtime.ended.v1', subject: { type: 'downtime_event', id: event.id }, facts });
    return this.get(tx, actor, id);
  }

  /** Says why it stood still and whether that was planned; also afterwards. @throws performance.downtime_not_found | input_refused | downtime_overlaps. */
  async classify(tx: Tx, actor: Actor, id: string, body: ClassifyDowntimeDto): Promise<DowntimeEventDto> {
    const event = await this.hold(tx, id);
    const reason = await this.store.reason(tx, body.reasonCode);
    const note = body.note === undefined ? event.note : body.note;
    refuse(actor, reasonComplaints(body.reasonCode, reason, note));
    if (body.planned !== event.planned) await this.refuseOverlap(tx, { ...event, planned: body.planned }, event.no);
    await this.store.classify(tx, event.no, { reasonId: reason!.id, planned: body.planned, note });
    const facts = { workCenter: event.workCenter.code, reasonCode: [event.reason?.code ?? null, body.reasonCode], planned: [event.planned, body.planned] };
    announce(tx, actor, { action: 'downtime.reclassified', event: 'downtime.classified.v1', subject: { type: 'downtime_event', id: event.id }, facts });
    return this.get(tx, actor, id);
  }

  /** Two causes in a row: cuts the event at a second; answers the second part. @throws performance.downtime_not_found | split_refused | input_refused. */
  async split(tx: Tx, actor: Actor, id: string, body: SplitDowntimeDto): Promise<DowntimeEventDto> {
    const event = await this.hold(tx, id);
    const parts = cut(event, new Date(body.at), await this.store.now(tx));
    if (!parts) throw performanceErrors.split_refused({ startedAt: event.startedAt.toISOString(), endedAt: event.endedAt?.toISOString() ?? null });
    const reason = body.reasonCode ? await this.store.reason(tx, body.reasonCode) : null;
    refuse(actor, reasonComplaints(body.reasonCode, reason, event.note));
    const [first, second] = parts;
    // The first part shrinks before the second one comes: there is no moment at which the two overlap.
    await this.store.end(tx, event.no, first.endedAt!);
    const { workCenterId, workOrderId, planned, note } = event;
    const rest = { workCenterId, workOrderId, planned, note, ...second, reasonId: reason?.id ?? event.reasonId, splitOfId: event.no };
    const secondId = await this.store.insert(tx, rest);
    const facts = { workCenter: event.workCenter.code, at: body.at, secondPart: secondId, reasonCode: body.reasonCode ?? event.reason?.code ?? null };
    announce(tx, actor, { action: 'downtime.split', event: 'downtime.split.v1', subject: { type: 'downtime_event', id: event.id }, facts });
    return this.get(tx, actor, secondId);
  }

  /** The event, under its work centre's lock and its own. */
  private async hold(tx: Tx, id: string): Promise<DowntimeRow> {
    const seen = await this.store.find(tx, id);
    if (!seen) throw performanceErrors.downtime_not_found();
    await this.store.holdCenter(tx, seen.workCenterId);
    return (await this.store.lock(tx, id))!;
  }

  private async refuseOverlap(
    tx: Tx,
    one: Pick<NewDowntime, 'workCenterId' | 'planned' | 'startedAt' | 'endedAt'>,
    except: string | null = null,
  ): Promise<void> {
    const other = await this.store.overlapping(tx, one, except);
    if (!other) return;
    const data = { workCenter: other.workCenter.code, since: other.startedAt.toISOString(), sinceLocal: other.startedLocal, id: other.id };
    throw other.endedAt === null ? performanceErrors.downtime_open(data) : performanceErrors.downtime_overlaps(data);
  }
}

function reasonComplaints(code: string | null | undefined, reason: { needsNote: boolean } | null | undefined, note: string | null | undefined): Complaint[] {
  if (!code) return [];
  if (!reason) return [{ pointer: '/reasonCode', code: 'reason_unknown', value: code }];
  return reason.needsNote && !note ? [{ pointer: '/note', code: 'note_required' }] : [];
}

function shown(actor: Actor, row: DowntimeRow, now: Date): DowntimeEventDto {
  const { id, workCenter, workOrder, planned, note, source, splitOf, reportedBy, rowVersion, reason } = row;
  return {
    id,
    workCenter,
    workOrder,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    minutes: minutesOf(row, now),
    reason: reason && { id: reason.id, code: reason.code, name: actor.locale === 'en' ? reason.en : reason.zh },
    planned,
    note,
    source,
    splitOf,
    reportedBy,
    legal: legalOf(row),
    rowVersion,
  };
}
