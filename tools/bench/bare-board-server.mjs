// The floor for polling: Fastify, one answer that never changes, its ETag. No login, no limits, no headers of ours.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

const fastify = createRequire(import.meta.url)('fastify')();
const body = JSON.stringify({ data: 'x'.repeat(4_000) });
const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;

fastify.get('/board', (request, reply) => {
  reply.header('ETag', etag);
  return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.type('application/json').send(body);
});
await fastify.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
