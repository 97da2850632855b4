import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Settings } from './settings';

describe('the settings of the command line', () => {
  let home: string;
  beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'anwen-home-'))));
  afterEach(() => rmSync(home, { recursive: true }));
  const running = (): void => {
    mkdirSync(join(home, 'run'));
    writeFileSync(join(home, 'run', 'env'), 'DATABASE_URL=postgres://private/db\nDATABASE_OWNER_URL=postgres://owner@private/db\nREDIS_URL=redis://private\n');
  };

  it('come from the running private services when the environment names no database', () => {
    running();
    const settings = Settings.read({ ANWEN_HOME: home });
    expect([settings.databaseUrl, settings.ownerUrl, settings.redisUrl]).toEqual(['postgres://private/db', 'postgres://owner@private/db', 'redis://private']);
  });

  it('come from the environment alone as soon as it names a database: never half from here, half from there', () => {
    running();
    const settings = Settings.read({ ANWEN_HOME: home, DATABASE_URL: 'postgres://real/db' });
    expect([settings.databaseUrl, settings.ownerUrl]).toEqual(['postgres://real/db', 'postgres://real/db']);
    expect(() => settings.redisUrl).toThrow(/REDIS_URL: is not set/);
  });

  it('say what is missing and what is wrong, by name, without a value', () => {
    expect(() => Settings.read({ ANWEN_HOME: home }).databaseUrl).toThrow(/DATABASE_URL: is not set.*npm start/s);
    expect(() => Settings.read({ DATABASE_URL: 'mysql://secret', REDIS_URL: 'http://x', STORAGE_DRIVER: 'tape' })).toThrow(
      expect.objectContaining({ exitCode: 78, message: expect.not.stringContaining('secret') }),
    );
    expect(() => Settings.read({ DATABASE_URL: 'mysql://secret', REDIS_URL: 'http://x' })).toThrow(/DATABASE_URL: .*REDIS_URL: /s);
  });
});
