import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STREAM_TIMES, STREAM_TIMES_TOKEN, type StreamTimes } from '@anwen/boards';
import { TestDatabase } from '@anwen/database/testing';
import { JsonLogger, closePolitely, createHttpApp, type HttpApp } from '@anwen/http';
import { createFirstAdministrator } from '@anwen/rbac';
import { Module, type DynamicModule } from '@nestjs/common';
import { readApiConfig } from '../src/api-config';
import { ApiModule, PERMISSIONS } from '../src/api.module';
import { ADMIN_PASSWORD, ApiUnderTest, freePort, redisUrl } from './harness';

/** A wire to the database that a test can cut and mend. */
export class DatabaseWire {
  private readonly sockets = new Set<Socket>();
  isCut = false;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async lay(target: string): Promise<DatabaseWire> {
    const far = new URL(target);
    const made: { wire?: DatabaseWire } = {};
    const server = createServer((near) => {
      const { wire } = made;
      if (!wire || wire.isCut) return void near.destroy();
      const end = connect(Number(far.port), far.hostname);
      for (const socket of [near, end]) {
        wire.sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => wire.sockets.delete(socket));
      }
      near.pipe(end).pipe(near);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const near = new URL(target);
    [near.hostname, near.port] = ['127.0.0.1', String((server.address() as { port: number }).port)];
    return (made.wire = new DatabaseWire(server, near.toString()));
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }
}

@Module({})
class Shortened {}

const shortened = (times: StreamTimes): DynamicModule => ({
  module: Shortened,
  global: true,
  providers: [{ provide: STREAM_TIMES_TOKEN, useValue: times }],
  exports: [STREAM_TIMES_TOKEN],
});

/** The whole api in this process, behind a wire, with the stream's limits shortened: what a test of minutes would take is seconds. */
export async function boardsApp(times: Partial<StreamTimes>): Promise<{ api: ApiUnderTest; app: HttpApp; wire: DatabaseWire; stop: () => Promise<void> }> {
  const bed = await TestDatabase.create();
  await createFirstAdministrator(bed.database, { password: ADMIN_PASSWORD, tables: PERMISSIONS });
  const wire = await DatabaseWire.lay(bed.url);
  const folder = mkdtempSync(join(tmpdir(), 'anwen-boards-'));
  writeFileSync(join(folder, 'secret'), randomBytes(32));
  const port = await freePort();
  const config = readApiConfig({
    API_PORT: String(port),
    API_HOST: '127.0.0.1',
    DATABASE_URL: wire.url,
    REDIS_URL: redisUrl(),
    STORAGE_PATH: folder,
    ANWEN_SECRET_FILE: join(folder, 'secret'),
    API_REQUESTS_PER_MINUTE: '1000000',
  });
  const modules = { module: class Whole {}, imports: [shortened({ ...STREAM_TIMES, ...times }), ApiModule.forRoot(config)] };
  const app = await createHttpApp(modules, { logger: new JsonLogger('api', 'error'), trustedProxies: [] });
  await app.listen(port, '127.0.0.1');
  const api = Object.assign(Object.create(ApiUnderTest.prototype) as ApiUnderTest, { bed, url: `http://127.0.0.1:${port}`, token: '' });
  await api.signIn();
  const stop = async (): Promise<void> => {
    await closePolitely(app);
    await wire.close();
    rmSync(folder, { recursive: true, force: true });
    await bed.drop();
  };
  return { api, app, wire, stop };
}
