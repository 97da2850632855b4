import { createServer, type Server } from 'node:http';
import { HealthService } from '@anwen/health';

/** The worker's only door: monitors ask whether it lives. States only; the details stand in the metrics, which need an account. */
export function serveHealth(health: HealthService, address: { port: number; host: string }): Promise<Server> {
  const server = createServer((request, response) => {
    void answer(request.url ?? '', health).then(({ status, body }) => {
      response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
      response.end(JSON.stringify(body));
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, () => resolve(server));
  });
}

async function answer(url: string, health: HealthService): Promise<{ status: number; body: object }> {
  const path = url.split('?', 1)[0];
  if (path === '/health/live') return { status: 200, body: { status: 'ok' } };
  if (path !== '/health' && path !== '/health/ready') return { status: 404, body: { status: 404, code: 'http.not_found' } };
  const report = await health.report();
  return { status: report.status === 'down' ? 503 : 200, body: report };
}
