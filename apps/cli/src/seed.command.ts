import { seedReasonCodes, seedStandardUnits } from '@anwen/catalog';
import { systemClock } from '@anwen/kernel';
import type { Command } from 'commander';
import { seedFactory } from './demo/factory';
import { leaf } from './program';
import { withAllServices } from './services';
import type { Session } from './session';

/** `anwen seed demo|units` */
export function addSeed(program: Command): void {
  const noun = program.command('seed').description('data to begin with');
  leaf<{ dryRun?: boolean }>(noun, 'demo', { about: 'load the demonstration factory, once', dryRun: true, run: demo });
  leaf<{ dryRun?: boolean }>(noun, 'units', { about: 'load the standard units and reason codes; what exists stays as it is', dryRun: true, run: standards });
}

async function demo(session: Session, options: { dryRun?: boolean }): Promise<void> {
  const database = await session.database();
  await withAllServices(database, async (services) => {
    const loaded = await seedFactory(database, services, { clock: systemClock, dryRun: options.dryRun === true });
    const said = loaded.alreadyLoaded
      ? 'the demonstration factory is there already, nothing was changed'
      : `${options.dryRun ? 'would load' : 'loaded'} the demonstration factory: ${loaded.items} items, ${loaded.users} users, ${loaded.postings} postings`;
    session.terminal.data(loaded, [said]);
  });
}

async function standards(session: Session, options: { dryRun?: boolean }): Promise<void> {
  if (options.dryRun) return session.terminal.data({ dryRun: true }, ['would load the standard units and reason codes that are not there yet']);
  const database = await session.database();
  const loaded = await database.transaction(session.everything, async (tx) => ({
    units: (await seedStandardUnits(tx, session.actor)).size,
    reasonCodes: (await seedReasonCodes(tx, session.actor)).size,
  }));
  session.terminal.data(loaded, [`${loaded.units} units and ${loaded.reasonCodes} reason codes are in place`]);
}
