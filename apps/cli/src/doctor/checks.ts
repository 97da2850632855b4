import type { Session } from '../session';
import { checkDatabase } from './database-checks';
import { fail, firstLine, ok, type Finding } from './finding';
import { checkDisk, checkNode, checkStorage } from './machine-checks';
import { checkRedis } from './redis-checks';

/** Runs every check; one that cannot even run is a finding, not an abort. */
export async function examine(session: Session): Promise<Finding[]> {
  const findings: Finding[] = [checkNode()];
  const checks: [name: string, run: () => Promise<Finding[]>][] = [
    ['configuration', () => Promise.resolve([checkConfiguration(session)])],
    ['database', () => checkDatabase(session)],
    ['redis', () => checkRedis(session)],
    ['storage', () => checkStorage(session)],
    ['disk', () => checkDisk(session)],
  ];
  for (const [name, run] of checks) {
    try {
      findings.push(...(await run()));
    } catch (error) {
      findings.push(fail(name, firstLine(error), 'see docs/cli.md, "doctor"'));
    }
  }
  return findings;
}

function checkConfiguration(session: Session): Finding {
  const unset = (['databaseUrl', 'redisUrl'] as const).filter((name) => {
    try {
      return session.settings[name] === '';
    } catch {
      return true;
    }
  });
  if (unset.length === 0) return ok('configuration', 'complete');
  return fail(
    'configuration',
    `unknown: ${unset.map((n) => (n === 'redisUrl' ? 'REDIS_URL' : 'DATABASE_URL')).join(', ')}`,
    'run "npm start" in another terminal, or set them',
  );
}
