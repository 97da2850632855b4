import 'reflect-metadata';
import { recordApart } from '@anwen/audit';
import { Database, requireReadyDatabase, watchSchema } from '@anwen/database';
import { JsonLogger, closeOnSignals, closePolitely, createHttpApp, exitOn, routesOf, serveSite } from '@anwen/http';
import { systemActor } from '@anwen/kernel';
import { ModulesContainer } from '@nestjs/core';
import { PAGE_DIRECTORY, databaseOf, readAdminConfig } from './admin-config';
import { AdminModule, PERMISSIONS } from './admin.module';
import { requireDeclarations } from './startup.checks';

/** Everything that may be wrong is found before the port is bound. */
async function main(): Promise<void> {
  const config = readAdminConfig();
  const logger = new JsonLogger('admin', config.LOG_LEVEL);
  await requireReadyDatabase(databaseOf(config));
  const app = await createHttpApp(AdminModule.forRoot(config), { logger, trustedProxies: config.TRUSTED_PROXIES });
  requireDeclarations(routesOf(app.get(ModulesContainer)).routes, PERMISSIONS);
  serveSite(app.getHttpAdapter().getInstance() as never, PAGE_DIRECTORY, ['/api', '/health']);
  closeOnSignals(app, 'admin');
  await app.listen(config.ADMIN_PORT, config.ADMIN_HOST);
  await recordApart(app.get(Database), systemActor('admin'), 'app.started', {
    subject: { type: 'app', id: 'admin' },
    diff: { pid: process.pid, node: process.version },
  });
  watchSchema(app.get(Database), (mismatch) => void closePolitely(app).finally(() => exitOn('admin')(mismatch)));
  logger.log({ msg: 'the admin app is ready', port: config.ADMIN_PORT });
}

main().catch(exitOn('admin'));
