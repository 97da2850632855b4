import { ExitCode } from '@anwen/kernel';
import type { INestApplication } from '@nestjs/common';
import { exitOn } from './process-exit';

/** Running requests get this long; the container runtime kills after 15 s. */
const GRACE_MS = 10_000;
const LOOK_EVERY_MS = 50;

interface ClosableServer {
  closeIdleConnections(): void;
  closeAllConnections(): void;
}

/** Stops taking requests, lets the running ones finish, closes what the modules opened. */
export async function closePolitely(app: INestApplication): Promise<void> {
  const server = app.getHttpServer() as ClosableServer;
  // A client that keeps its connection alive would keep us alive for as long; an idle one has nothing to lose.
  const idle = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS);
  const hard = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  try {
    await app.close();
  } finally {
    clearInterval(idle);
    clearTimeout(hard);
  }
}

/** SIGTERM and SIGINT end the process politely with 0; a second signal ends it at once. */
export function closeOnSignals(app: INestApplication, name: string): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void closePolitely(app).then(() => process.exit(ExitCode.ok), exitOn(name)));
  }
}
