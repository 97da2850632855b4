import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, forApp, productEnvironment } from './environment.mjs';

const home = { path: '/h', secretFile: () => '/h/secret', directory: (name) => `/h/${name}` };
const services = { postgres: { url: (role) => `postgres://${role}@127.0.0.1/x`, log: '/h/logs/postgres.log' }, redis: { url: 'redis://127.0.0.1:1' } };

test('the product listens to this machine alone unless it is told otherwise', async () => {
  const { API_HOST, ADMIN_HOST } = await productEnvironment(home, services, {});
  assert.deepEqual([API_HOST, ADMIN_HOST], ['127.0.0.1', '127.0.0.1']);
  const opened = await productEnvironment(home, services, { API_HOST: '0.0.0.0', API_PORT: '3000' });
  assert.deepEqual([opened.API_HOST, opened.ADMIN_HOST, opened.API_PORT], ['0.0.0.0', '127.0.0.1', '3000']);
});

test('an app is asked where it listens', () => {
  const at = (API_HOST) => addressOf({ API_HOST, API_PORT: '3000' }, 'API');
  assert.deepEqual(['127.0.0.1', '0.0.0.0', '::', undefined, '192.0.2.10', '2001:db8::1'].map(at), [
    'http://127.0.0.1:3000',
    'http://127.0.0.1:3000',
    'http://127.0.0.1:3000',
    'http://127.0.0.1:3000',
    'http://192.0.2.10:3000',
    'http://[2001:db8::1]:3000',
  ]);
});

test('the owner of the tables signs in from the worker alone, and mail and storage settings reach every app', () => {
  const env = { DATABASE_OWNER_URL: 'postgres://owner', ANWEN_ADMIN_PASSWORD: 'p', SMTP_URL: 'smtp://mail', STORAGE_BUCKET: 'b' };
  const rest = { SMTP_URL: 'smtp://mail', STORAGE_BUCKET: 'b' };
  assert.deepEqual(forApp('api', env), rest);
  assert.deepEqual(forApp('admin', env), rest);
  assert.deepEqual(forApp('worker', env), { ...rest, DATABASE_OWNER_URL: 'postgres://owner' });
});

test('the worker reads the log of the private server, and of another one only where it was told to', async () => {
  const at = async (env) => (await productEnvironment(home, services, env)).POSTGRES_LOG;
  assert.equal(await at({}), '/h/logs/postgres.log');
  assert.equal(await at({ DATABASE_URL: 'postgres://elsewhere/x' }), undefined);
  assert.equal(await at({ DATABASE_URL: 'postgres://elsewhere/x', POSTGRES_LOG: '/var/log/postgresql' }), '/var/log/postgresql');
});
