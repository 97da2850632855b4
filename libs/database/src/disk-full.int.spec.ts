import { TestDatabase } from './testing';

describe('a database without room', () => {
  let bed: TestDatabase;
  beforeAll(async () => (bed = await TestDatabase.create()));
  afterAll(() => bed.drop());
  const NO_ROOM = `DO $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`;
  const clean = { code: 'database.disk_full', status: 503, definition: { retryable: true }, data: { headers: { 'Retry-After': '60' } } };

  it('is told as such, to be tried again, by a statement and by a transaction', async () => {
    await expect(bed.database.query(NO_ROOM)).rejects.toMatchObject(clean);
    await expect(bed.transaction((tx) => tx.query(NO_ROOM))).rejects.toMatchObject(clean);
  });
});
