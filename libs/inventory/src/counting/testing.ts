import type { Database } from '@anwen/database';
import { CursorCodec } from '@anwen/kernel';
import { inventory } from '../testing';
import { CountEntryStore } from './count-entry.store';
import { CountLineStore } from './count-line.store';
import { CountPlanWatch } from './count-plan-watch.service';
import { CountPlanService } from './count-plan.service';
import { CountPlanStore } from './count-plan.store';
import { CountPostingService } from './count-posting.service';
import { CountSessionService } from './count-session.service';
import { CountSessionStore } from './count-session.store';
import { CountTaskService } from './count-task.service';
import { CountTaskStore } from './count-task.store';

const codec = new CursorCodec(Buffer.alloc(32, 7));
const [sessionStore, lineStore] = [new CountSessionStore(), new CountLineStore()];
const planStore = new CountPlanStore();
const plans = new CountPlanService(planStore, codec);
const sessions = new CountSessionService(sessionStore, lineStore, plans, codec);

/** The services as the module wires them, for tests without a container. */
export const counting = {
  plans,
  sessions,
  planWatch: (database: Database) => new CountPlanWatch(database, planStore, sessions),
  tasks: new CountTaskService(new CountTaskStore(), sessionStore, new CountEntryStore(), lineStore, codec),
  posting: new CountPostingService(sessionStore, lineStore, inventory.stock, codec),
} as const;
