// Relay and sender of webhooks as a process that chaos may kill. The policy lets loopback through; the key comes from the environment.
const { loadSource } = require('../../load-source.cjs');
const { Database } = loadSource('libs/database/src/index.ts');
const { SecretBox, systemActor, systemClock } = loadSource('libs/kernel/src/index.ts');
const { OutboxRelay } = loadSource('libs/outbox/src/index.ts');
const { LOOPBACK_POLICY, WebhookBed } = loadSource('libs/webhooks/src/testing.ts');

async function main() {
  const database = await Database.connect({ url: process.env.DATABASE_URL, applicationName: 'chaos-webhooks', poolSize: 12 });
  const bed = new WebhookBed(database, systemActor('chaos'), LOOPBACK_POLICY, new SecretBox(Buffer.from(process.env.CHAOS_KEY, 'hex')));
  new OutboxRelay(database, [bed.fanOut]).start();
  bed.sender(systemClock).start();
  console.log('ready');
}

void main();
