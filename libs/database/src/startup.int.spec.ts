import { requireReadyDatabase } from './startup';
import { TestDatabase, testServerUrl } from './testing';

describe('the look at the database before a port is bound', () => {
  const exitOf = async (url: string, retryForMs = 0): Promise<number | undefined> =>
    requireReadyDatabase({ url, applicationName: 'startup-test' }, retryForMs).then(
      () => undefined,
      (error: { exitCode?: number }) => error.exitCode ?? -1,
    );

  it('finds a migrated database good', async () => {
    const bed = await TestDatabase.create();
    expect(await exitOf(bed.url)).toBeUndefined();
    await bed.drop();
  });

  it('waits for a server that is not there, and then ends with 69', async () => {
    const begun = Date.now();
    expect(await exitOf('postgres://x@127.0.0.1:1/x', 1_500)).toBe(69);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(1_500);
  });

  it('does not wait for a database that does not exist', async () => {
    const url = new URL(testServerUrl());
    url.pathname = '/no_such_database';
    const begun = Date.now();
    expect(await exitOf(url.toString(), 60_000)).toBe(78);
    expect(Date.now() - begun).toBeLessThan(30_000);
  });
});
