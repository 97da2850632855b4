import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { Supervisor } from './supervisor.mjs';

const child = () => Object.assign(new EventEmitter(), { exitCode: null, signalCode: null });
const soon = () => new Promise((resume) => setTimeout(resume, 20));

/** A supervised part whose children are kept, so that the test can end them. */
function supervised(options) {
  const supervisor = new Supervisor(options);
  const children = [child()];
  supervisor.watch('part', children[0], () => children[children.push(child()) - 1]);
  return { supervisor, children };
}

test('a part that ends unasked is started again', async () => {
  const { children } = supervised({ pauses: [1, 1] });
  children[0].emit('exit', null, 'SIGKILL');
  await soon();
  assert.equal(children.length, 2);
});

test('a part that keeps ending ends them all', async () => {
  const { supervisor, children } = supervised({ pauses: [1, 1] });
  for (let round = 0; round < 3; round++) {
    children.at(-1).emit('exit', 1, null);
    await soon();
  }
  assert.deepEqual(await supervisor.gaveUp, { name: 'part', reason: 'exit code 1, again and again' });
  assert.equal(children.length, 3);
});

test('a part that lived long enough starts a new count', async () => {
  const { children } = supervised({ pauses: [1], wellAfterMs: 0 });
  for (let round = 0; round < 3; round++) {
    await soon();
    children.at(-1).emit('exit', 1, null);
    await soon();
  }
  assert.equal(children.length, 4);
});

test('a wrong configuration is not tried again', async () => {
  const { supervisor, children } = supervised({ pauses: [1, 1] });
  children[0].emit('exit', 78, null);
  assert.deepEqual(await supervisor.gaveUp, { name: 'part', reason: 'exit code 78' });
  assert.equal(children.length, 1);
});

test('an end that was asked for is no incident', async () => {
  const { supervisor, children } = supervised({ pauses: [1] });
  supervisor.expectEnds();
  children[0].emit('exit', 0, null);
  await soon();
  assert.equal(children.length, 1);
});
