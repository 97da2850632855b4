import type { Actor, Id } from '@anwen/kernel';
import { handlingErrors } from './handling.errors';

/** Long enough to walk to the next bin and back without a signal, short enough that work left behind is free again before the next break. */
export const LEASE_MINUTES = 10;

/** What a task knows of who works on it. */
export interface Leased {
  readonly state: string;
  readonly assigneeId: Id | null;
  readonly assigneeName: string | null;
  readonly leaseUntil: string | null;
  /** The lease has not run out, by the clock of the database. */
  readonly isLive: boolean;
}

/** Who does the work: the person behind a session, a device or an API key. */
export function personOf(actor: Actor): { readonly id: Id; readonly name: string } {
  return { id: actor.userId ?? actor.id, name: actor.name };
}

/** Theirs, also when the lease ran out and nobody took it since; views call it `mine` only while the lease lasts. */
export function isMine(task: Leased, actor: Actor): boolean {
  return task.state === 'claimed' && task.assigneeId === personOf(actor).id;
}

/**
 * The task is free for this person: open, left behind, or theirs already.
 * @throws inventory.task_taken (takenBy, leaseUntil) | task_closed
 */
export function requireFree(task: Leased, actor: Actor): void {
  if (task.state !== 'open' && task.state !== 'claimed') throw handlingErrors.task_closed();
  if (task.state === 'claimed' && task.isLive && !isMine(task, actor)) {
    throw handlingErrors.task_taken({ takenBy: task.assigneeName ?? '', leaseUntil: task.leaseUntil });
  }
}

/** The state as lists should see it: a claim that ran out is open again, without anybody writing it. */
export const effectiveState = (t: string): string =>
  `CASE WHEN ${t}.state = 'claimed' AND ${t}.lease_until <= clock_timestamp() THEN 'open' ELSE ${t}.state END`;
/** The same of a task that was read. */
export const stateNow = ({ state, isLive }: Leased): string => (state === 'claimed' && !isLive ? 'open' : state);

/** Columns of a task with a lease, for an alias. */
export const leaseColumns = (t: string): string =>
  `${t}.state, ${t}.assignee_id::text AS "assigneeId", ${t}.assignee_name AS "assigneeName", ${t}.lease_until AS "leaseUntil", coalesce(${t}.lease_until > clock_timestamp(), false) AS "isLive"`;
