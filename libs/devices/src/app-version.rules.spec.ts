import { compareVersions, gateOf, isInOrder, statusOf } from './app-version.rules';

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

  it('let an old app empty its queue until the hard minimum, and one without a version do nothing', () => {
    const policy = { minVersion: '2.9', hardMin: '2.1', latestVersion: '2.10' };
    expect(['2.0', '2.1', '2.8.9', '2.9', '2.10'].map((version) => gateOf(version, policy))).toEqual(['closed', 'drain', 'drain', 'open', 'open']);
    expect(gateOf('0.1', { ...policy, hardMin: null })).toBe('drain');
    expect([gateOf(null, policy), gateOf(null, undefined), gateOf('0.1', undefined)]).toEqual(['closed', 'closed', 'open']);
  });

  it('are kept in order: hard minimum, minimum, latest', () => {
    expect(isInOrder({ minVersion: '2.9', hardMin: '2.1', latestVersion: '2.10' })).toBe(true);
    expect(isInOrder({ minVersion: '2.10', hardMin: null, latestVersion: '2.9' })).toBe(false);
    expect(isInOrder({ minVersion: '2.9', hardMin: '2.9.1', latestVersion: '2.10' })).toBe(false);
  });
});
