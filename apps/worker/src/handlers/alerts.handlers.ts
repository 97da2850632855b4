import { AlertChannels, ChannelSender, alerts } from '@anwen/alerts';
import { verifyAuditChain } from '@anwen/audit';
import { AUDIT_VERIFY, HEALTH_REPORT_SEND, LEDGER_VERIFY, SettingService, WeeklyReports } from '@anwen/health';
import { verifyLedgerIn } from '@anwen/inventory';
import { ALL_SCOPE, NO_SCOPE } from '@anwen/kernel';
import { handled, type HandledJob, type JobResult, type JobRun } from '@anwen/outbox';
import type { INestApplicationContext } from '@nestjs/common';

export function alertsHandlers(services: INestApplicationContext): HandledJob[] {
  return [
    handled(AUDIT_VERIFY, (run) => proveAudit(run)),
    handled(LEDGER_VERIFY, (run) => proveLedger(run)),
    handled(HEALTH_REPORT_SEND, (run) => sendHealthReport(run, services)),
  ];
}

/** A broken chain pages and stays an alert until somebody has dealt with it: no later good run takes it back. */
async function proveAudit(run: JobRun): Promise<void> {
  const proof = await run.read(
    ALL_SCOPE,
    async (tx) => {
      // What a person has looked at and closed is known; the proof goes on behind it, so that a second break is seen.
      const known = await alerts.closedSubjects(tx, 'audit.chain_broken');
      return { ...(await verifyAuditChain(tx, undefined, known)), known };
    },
    { snapshot: true },
  );
  const { ok, checked, firstBadSeq, problem, logId, known } = proof;
  const subject = firstBadSeq ?? `row ${logId}`;
  await run.complete({ ok, checked, firstBadSeq, known: known.length }, ALL_SCOPE, async (tx) => {
    if (!ok && !known.includes(subject)) await alerts.raise(tx, { code: 'audit.chain_broken', subject, data: { firstBadSeq, problem, logId } });
  });
}

/** The nightly line of the operating reports: so many keys proven, so many contradictions. */
async function proveLedger(run: JobRun): Promise<void> {
  let done = 0;
  const proof = await run.read(ALL_SCOPE, (tx) => verifyLedgerIn(tx, { onProgress: () => run.progress(++done) }), { snapshot: true });
  const lines = proof.results.map(({ name, checked, ms, problems }) => ({ name, checked, ms, problems: problems.length }));
  const broken = proof.results.filter(({ problems }) => problems.length > 0);
  await run.complete({ ok: proof.ok, ms: proof.ms, proofs: lines }, ALL_SCOPE, async (tx) => {
    const body = { ok: proof.ok, ms: proof.ms, proofs: proof.results };
    await tx.query(`INSERT INTO sys_ops_reports (kind, period_start, period_end, body) VALUES ('ledger.proof', now(), now(), $1)`, [JSON.stringify(body)]);
    if (proof.ok) await alerts.resolve(tx, 'invariant.broken');
    else await alerts.raise(tx, { code: 'invariant.broken', data: { proofs: broken.map(({ name }) => name), first: broken[0]!.problems[0] } });
  });
}

/** Sent by the alert channel that the setting names. A failed sending is tried again by the queue. */
async function sendHealthReport(run: JobRun, services: INestApplicationContext): Promise<JobResult> {
  const { enabled, channelId } = await run.read(NO_SCOPE, (tx) => services.get(SettingService).healthReport(tx));
  if (!enabled || channelId === null) return { sent: false };
  const channels = services.get(AlertChannels);
  const { message, channel } = await run.read(NO_SCOPE, async (tx) => ({
    message: await services.get(WeeklyReports).message(tx),
    channel: channels.open(await channels.get(tx, channelId)),
  }));
  const { ok, reason } = await services.get(ChannelSender).send(channel, message);
  if (!ok) throw new Error(`the health report could not be sent: ${reason}`);
  return { sent: true, channel: channel.name };
}
