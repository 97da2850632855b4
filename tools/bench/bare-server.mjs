// The floor for HTTP postings: Fastify and pg, one statement a request, no login, no checks, no audit. Told its work by IPC-free env.
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const fastify = require('fastify')();
const pool = new (require('pg').Pool)({ connectionString: process.env.DATABASE_URL, max: 10, options: '-c role=anwen_app -c anwen.scope=all' });

fastify.post('/postings', async (request, reply) => {
  const document = [{ ...request.body, clientOpId: randomUUID(), actorType: 'system', actorId: '0', actorName: 'bare' }];
  const { rows } = await pool.query({ name: 'post', text: 'SELECT inventory_post($1::jsonb) AS outcome', values: [JSON.stringify(document)] });
  return reply.code(201).send(rows[0].outcome);
});
await fastify.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
