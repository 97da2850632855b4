import { systemClock } from '@anwen/kernel';
import { pageMessage, type AlertRow } from './alert-texts.rules';
import type { ChannelSender } from './channel-sender';
import type { Outage, OutageKnowledge } from './outage-file';

/** Pages that the database is gone: each channel once, however often this is called and the worker is started meanwhile. */
export async function pageOutage(sender: ChannelSender, knowledge: OutageKnowledge, noticed: { since: Date; times: number }): Promise<Outage> {
  const { place, channels } = knowledge;
  const known = knowledge.outage ?? { since: noticed.since.toISOString(), pagedAt: null, paged: [] };
  const lacking = channels.filter(({ takesPages, publicId }) => takesPages && !known.paged.includes(publicId));
  if (lacking.length === 0) return known;
  const results = await sender.sendAll(lacking, pageMessage(place, [outageRow(new Date(known.since), noticed.times, null)]));
  const reached = results.filter(({ ok }) => ok).map(({ channel }) => channel.publicId);
  const pagedAt = known.pagedAt ?? (results.some(({ told }) => told) ? systemClock.now().toISOString() : null);
  return { since: known.since, pagedAt, paged: [...known.paged, ...reached] };
}

/** The alert that cannot be a row yet. */
export function outageRow(firstAt: Date, times: number, resolvedAt: Date | null): AlertRow {
  const facts = { id: '0', publicId: '', code: 'database.down', subject: '', pages: true, data: {} };
  return { ...facts, times: String(Math.max(1, times)), firstAt, lastAt: systemClock.now(), resolvedAt };
}
