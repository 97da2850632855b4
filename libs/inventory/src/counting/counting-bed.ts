// What the specs of counting share: a store that is new for every test, people, and the steps of a round.
import { standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { ALL_SCOPE, AppError, type Actor, type Scope } from '@anwen/kernel';
import { verifyLedger } from '../proof.service';
import { aSmallStore, inventory, onHand, personWith, receive } from '../testing';
import { counting } from './testing';

export const { plans, sessions, tasks, posting } = counting;
export let bed: TestDatabase;
export let store: Awaited<ReturnType<typeof aSmallStore>>;
let people = 100;

/** A person of their own, with the rights that one has on the floor or in the office. */
export function person(permissions: string[], scope: Scope = ALL_SCOPE): Actor {
  people += 1;
  return { ...personWith(permissions, scope), id: String(people), userId: String(people), name: `P${people}` };
}
export const counter = (): Actor => person(['count.read', 'count.entry']);
export const boss = (): Actor => person(['count.read', 'count.manage', 'count.approve', 'stock.cost.read']);
export const as = <T>(actor: Actor, work: Parameters<typeof bed.transaction<T>>[0]): Promise<T> => bed.transaction(work, actor);
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (e: unknown) => (e instanceof AppError ? e.code : Promise.reject(e as Error)),
  );

beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
});
afterAll(() => bed.drop());
beforeEach(async () => {
  store = await bed.transaction(aSmallStore);
});
afterEach(async () => {
  expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
});

export interface Round {
  readonly session: string;
  readonly task: string;
  readonly manager: Actor;
}
export const taskOf = async (session: string, location: string): Promise<string> => {
  const { items } = await bed.transaction((tx) => tasks.list(tx, boss(), { session, limit: 200 }));
  return items.find((t) => t.location.code === location && t.state !== 'done')!.id;
};
/** A session on the bins of the small store, open; the task of bin A. */
export async function opened(more: object = {}): Promise<Round> {
  const manager = boss();
  const made = await as(manager, (tx) => sessions.create(tx, manager, { warehouse: store.warehouse.code, scope: { locations: [store.binA.code] }, ...more }));
  await as(manager, (tx) => sessions.open(tx, manager, made.id));
  return { session: made.id, task: await taskOf(made.id, store.binA.code), manager };
}
export const stock = (itemCode: string, qty: string, more: object = {}): Promise<unknown> =>
  bed.transaction((tx) => receive(tx, { itemCode, qty, toLocation: store.binA.code, ...more }));
export const issue = (itemCode: string, qty: string, more: object = {}): Promise<unknown> =>
  bed.transaction((tx) => inventory.stock.post(tx, boss0, { type: 'issue', lines: [{ itemCode, qty, fromLocation: store.binA.code, ...more }] }));
export const boss0 = personWith(['stock.issue', 'stock.transfer']);
export const record = (actor: Actor, task: string, entries: object[], more: object = {}): Promise<unknown> =>
  as(actor, (tx) => tasks.record(tx, actor, task, { entries: entries as never, ...more }));
export const finish = (actor: Actor, task: string, empty?: boolean): Promise<unknown> =>
  as(actor, (tx) => tasks.finish(tx, actor, task, empty ? { empty } : {}));
export const approve = async (id: string, more: object = {}): Promise<Actor> => {
  const chief = boss();
  await as(chief, (tx) => sessions.approve(tx, chief, id, more));
  return chief;
};
export const post = async (id: string, more: object = {}) => {
  const chief = boss();
  return as(chief, (tx) => posting.post(tx, chief, id, more));
};
export const variances = (id: string) => bed.transaction((tx) => posting.variances(tx, boss(), id, { limit: 200 })).then((page) => page.items);
export const held = (code: string, bin = store.binA.code): Promise<string> => bed.transaction((tx) => onHand(tx, code, bin));

/** Another store becomes the one that the steps work in. */
export function moveTo(other: typeof store): void {
  store = other;
}
