import { createServer, type Server } from 'node:http';
import { HealthService } from '@anwen/health';
import type { Clockwork } from './clockwork';

/** The worker's only door: monitors ask whether it lives and what its jobs did last. */
export function serveHealth(health: HealthService, clockwork: Clockwork, address: { port: number; host: string }): Promise<Server> {
  const server = createServer((request, response) => {
    void answer(request.url ?? '', health, clockwork).then(({ status, body }) => {
      response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
      response.end(JSON.stringify(body));
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, () => resolve(server));
  });
}

async function answer(url: string, health: HealthService, clockwork: Clockwork): Promise<{ status: number; body: object }> {
  const path = url.split('?', 1)[0];
  if (path === '/health/live') return { status: 200, body: { status: 'ok' } };
  if (path !== '/health' && path !== '/health/ready') return { status: 404, body: { status: 404, code: 'http.not_found' } };
  const report = await health.report();
  const late = clockwork.late;
  const status = report.status === 'ok' && late.length > 0 ? 'degraded' : report.status;
  return { status: status === 'down' ? 503 : 200, body: { status, checks: report.checks, late, jobs: clockwork.heartbeats } };
}
