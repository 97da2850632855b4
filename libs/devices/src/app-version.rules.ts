/** What the server says about the version of an app (R5.1). */
export type AppVersionStatus = 'ok' | 'update_recommended' | 'update_required';

export interface VersionPolicy {
  /** Below it the app shows nothing but the demand to update; what waits on the device may still be uploaded. */
  readonly minVersion: string;
  /** Below it nothing is accepted any more; null = nothing is that old. */
  readonly hardMin: string | null;
  readonly latestVersion: string;
}

/** How much of the server an app of some version may still use. */
export type VersionGate = 'open' | 'drain' | 'closed';

/** By numbers: 2.10 is newer than 2.9, and 2.1 is 2.1.0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

export function statusOf(version: string, policy: Pick<VersionPolicy, 'minVersion' | 'latestVersion'>): AppVersionStatus {
  if (compareVersions(version, policy.minVersion) < 0) return 'update_required';
  return compareVersions(version, policy.latestVersion) < 0 ? 'update_recommended' : 'ok';
}

/** An app that does not say its version might be any: it gets nothing. Without a policy every named version is fine. */
export function gateOf(version: string | null, policy: VersionPolicy | undefined): VersionGate {
  if (version === null) return 'closed';
  if (!policy) return 'open';
  if (policy.hardMin !== null && compareVersions(version, policy.hardMin) < 0) return 'closed';
  return compareVersions(version, policy.minVersion) < 0 ? 'drain' : 'open';
}

export function isInOrder({ minVersion, hardMin, latestVersion }: VersionPolicy): boolean {
  return compareVersions(minVersion, latestVersion) <= 0 && (hardMin === null || compareVersions(hardMin, minVersion) <= 0);
}
