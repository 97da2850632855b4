import { compareVersions, statusOf } from './app-version.rules';

describe('versions of an app', () => {
  it('are compared by numbers, not by letters', () => {
    expect(compareVersions('2.10', '2.9')).toBe(1);
    expect(compareVersions('2.1', '2.1.0')).toBe(0);
    expect(compareVersions('1.99.9', '2')).toBe(-1);
  });

  it('demand an update below the minimum and recommend one below the newest', () => {
    const policy = { minVersion: '2.1.0', latestVersion: '2.3.0' };
    expect(statusOf('2.0.9', policy)).toBe('update_required');
    expect(statusOf('2.1', policy)).toBe('update_recommended');
    expect(statusOf('2.3.0', policy)).toBe('ok');
    expect(statusOf('3.0', policy)).toBe('ok');
  });
});
