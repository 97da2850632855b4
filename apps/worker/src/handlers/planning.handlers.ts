import { handled, type HandledJob } from '@anwen/outbox';
import { PLANNING_NIGHTLY, PLANNING_RUN, Planner } from '@anwen/planning';
import type { INestApplicationContext } from '@nestjs/common';

export function planningHandlers(services: INestApplicationContext): HandledJob[] {
  return [
    handled(PLANNING_RUN, (run, payload) => services.get(Planner).run(run, payload)),
    handled(PLANNING_NIGHTLY, (run) => services.get(Planner).runNightly(run)),
  ];
}
