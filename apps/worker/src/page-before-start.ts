import { ChannelSender, OutageFile, pageOutage } from '@anwen/alerts';
import { DatabaseUnreachable } from '@anwen/database';
import { EgressClient, egressPolicyOf } from '@anwen/egress';
import { SecretBox, systemClock } from '@anwen/kernel';
import { Mailer, mailOf } from '@anwen/mail';
import type { WorkerConfig } from './worker-config';

/**
 * A power cut takes worker and database together, and a database that does not come back would page nobody: the worker never gets as
 * far as its watch. So it pages by the channels that it knew last, then leaves as before, to be started again.
 */
export async function orPage(config: WorkerConfig, ready: Promise<void>): Promise<void> {
  const since = systemClock.now();
  await ready.catch(async (error: unknown) => {
    if (error instanceof DatabaseUnreachable) await page(config, since).catch(() => undefined);
    throw error;
  });
}

async function page(config: WorkerConfig, since: Date): Promise<void> {
  const file = new OutageFile(new SecretBox(config.ANWEN_SECRET_FILE), config.ANWEN_OUTAGE_FILE);
  const known = file.read();
  if (!known) return;
  const sender = new ChannelSender(new Mailer(mailOf(config)), new EgressClient(egressPolicyOf(config)));
  file.keep({ ...known, outage: await pageOutage(sender, known, { since, times: 1 }) });
}
