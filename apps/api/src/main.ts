import 'reflect-metadata';
import { recordApart } from '@anwen/audit';
import { Database, requireReadyDatabase, watchSchema } from '@anwen/database';
import { JsonLogger, closeOnSignals, closePolitely, createHttpApp, exitOn, routesOf, serveSite } from '@anwen/http';
import { systemActor } from '@anwen/kernel';
import { ModulesContainer } from '@nestjs/core';
import { readApiConfig } from './api-config';
import { ApiModule, PERMISSIONS, databaseOf } from './api.module';
import { requireDeclarations } from './startup.checks';

/** Everything that may be wrong is found before the port is bound; each kind of fault has its exit code. */
async function main(): Promise<void> {
  const config = readApiConfig();
  const logger = new JsonLogger('api', config.LOG_LEVEL);
  await requireReadyDatabase(databaseOf(config));
  const app = await createHttpApp(ApiModule.forRoot(config), { logger, trustedProxies: config.TRUSTED_PROXIES });
  requireDeclarations(routesOf(app.get(ModulesContainer)).routes, PERMISSIONS);
  serveSite(app.getHttpAdapter().getInstance() as never, config.WEB_DIRECTORY, ['/api', '/health', '/download']);
  closeOnSignals(app, 'api');
  await app.listen(config.API_PORT, config.API_HOST);
  await recordApart(app.get(Database), systemActor('api'), 'app.started', {
    subject: { type: 'app', id: 'api' },
    diff: { pid: process.pid, node: process.version },
  });
  watchSchema(app.get(Database), (mismatch) => void closePolitely(app).finally(() => exitOn('api')(mismatch)));
  logger.log({ msg: 'the api is ready', port: config.API_PORT });
}

main().catch(exitOn('api'));
