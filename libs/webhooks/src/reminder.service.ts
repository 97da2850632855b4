import { Injectable } from '@nestjs/common';
import { alerts } from '@anwen/alerts';
import { Database } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { EndpointStore } from './endpoint.store';

/** Once a week the digest names the endpoints that nothing but an address protects (SPEC-2.4). */
@Injectable()
export class WebhookReminder {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointStore,
  ) {}

  /** How many there are. Last week's reminder ends, so that this week's is news again. */
  remind(): Promise<number> {
    return this.database.transaction({ actor: systemActor('webhooks'), scope: ALL_SCOPE }, async (tx) => {
      const weak = await this.endpoints.weak(tx);
      await alerts.resolve(tx, 'webhook.weak_auth');
      if (weak.length > 0) await alerts.raise(tx, { code: 'webhook.weak_auth', data: { endpoints: weak.map(({ name, reason }) => ({ name, reason })) } });
      return weak.length;
    });
  }
}
