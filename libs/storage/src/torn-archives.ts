import type { ObjectStorage } from './object-storage';

/** Whoever may still be at work on a file has finished within a day; so has a backup from which a copy of the installation is made. */
const TORN_AFTER_MS = 86_400_000;
const FILE = '.ndjson.gz';

/**
 * Files below the folder that no record names. `torn`: an attempt that died before its manifest was written; it holds nothing
 * that has left the database. `unknown`: a manifest stands for it, so somebody has proven it and may have deleted rows for it
 * (a restored copy of this installation knows less than the storage): that is for a person to decide.
 */
export async function unrecordedArchives(
  storage: ObjectStorage,
  folder: string,
  known: ReadonlySet<string>,
  now = Date.now(),
): Promise<{ torn: string[]; unknown: string[] }> {
  const found = new Set<string>();
  const old: string[] = [];
  for await (const { key, modifiedAt } of storage.list(folder)) {
    found.add(key);
    if (!known.has(key) && now - modifiedAt.getTime() >= TORN_AFTER_MS) old.push(key);
  }
  const hasManifest = (key: string): boolean => !key.endsWith(FILE) || found.has(key.slice(0, -FILE.length) + '.json');
  return { torn: old.filter((key) => !hasManifest(key)), unknown: old.filter(hasManifest) };
}
