/** What the server says about the version of an app (R5.1). */
export type AppVersionStatus = 'ok' | 'update_recommended' | 'update_required';

/** By numbers: 2.10 is newer than 2.9, and 2.1 is 2.1.0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

export function statusOf(version: string, policy: { minVersion: string; latestVersion: string }): AppVersionStatus {
  if (compareVersions(version, policy.minVersion) < 0) return 'update_required';
  return compareVersions(version, policy.latestVersion) < 0 ? 'update_recommended' : 'ok';
}
