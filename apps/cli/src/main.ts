import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addAudit } from './audit.command';
import { addDoctor } from './doctor.command';
import { addImportData } from './import-data.command';
import { addMigrate } from './migrate.command';
import { runProgram } from './program';
import { addQueue } from './queue.command';
import { addRetention } from './retention.command';
import { addSeed } from './seed.command';
import { ROOT } from './settings';
import { addUser } from './user.command';
import { addVacuum } from './vacuum.command';
import { addVerifyLedger } from './verify-ledger.command';
import { addWebhook } from './webhook.command';

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

void runProgram(
  [addMigrate, addSeed, addUser, addDoctor, addImportData, addVerifyLedger, addAudit, addQueue, addRetention, addVacuum, addWebhook],
  process.argv,
  version,
);
