import { TestDatabase } from '@anwen/database/testing';
import { SettingService } from './setting.service';

describe('limits of the warehouse', () => {
  let bed: TestDatabase;
  beforeAll(async () => {
    bed = await TestDatabase.create();
  });
  afterAll(() => bed.drop());

  const by = { by: null, rowVersion: 0 };
  it.each([
    ['inventory.adjustmentLimit', '5000', ['20000', '0', '99.5'], [5000, '-1', 'viel', null]],
    ['trade.gs1CompanyPrefix', null, ['4712345', '471234567890', null], ['47', '4712345x', 4712345]],
  ])('%s is set by a person, and only to what it can mean', async (key, fallback, good, bad) => {
    const settings = new SettingService();
    const put = (value: unknown, rowVersion: number) => bed.transaction((tx) => settings.put(tx, { ...by, key, rowVersion }, value));
    expect((await bed.transaction((tx) => settings.get(tx, key))).value).toBe(fallback);
    for (const value of bad) await expect(put(value, 0)).rejects.toMatchObject({ code: 'health.setting_invalid' });
    let version = 0;
    for (const value of good) {
      expect(await put(value, version)).toMatchObject({ value, rowVersion: version + 1 });
      version += 1;
    }
  });
});
