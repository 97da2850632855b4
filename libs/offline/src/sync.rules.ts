import { hash } from 'node:crypto';
import { scopeFor, type Actor } from '@anwen/kernel';
import { offlineErrors } from './offline.errors';
import { SYNC_SOURCES, type SyncSource } from './sync-sources';
import { SYNC_PARTS } from './sync.dto';

/** Where a device is in its download. Transaction numbers are texts: they are 64 bits wide. */
export interface SyncPosition {
  /** `full`: everything, by id. `delta`: what the log names from `since` on. */
  readonly mode: 'full' | 'delta';
  /** Which history of which database the transaction numbers belong to. */
  readonly history: string;
  /** What the device's user may see; with another sight it begins afresh. */
  readonly sight: string;
  /** delta: what changed in this transaction or a later one. */
  readonly since: string;
  /** Where the next delta begins: the oldest transaction that was running when this round began. */
  readonly next: string;
  /** Claims that ran out after this moment are told. */
  readonly freedSince: string;
  readonly nextFreedSince: string;
  /** The round goes on in this source, behind this id. */
  readonly source: number;
  readonly after: string;
}

export function positionText(p: SyncPosition): string[] {
  return [p.mode, p.history, p.sight, p.since, p.next, p.freedSince, p.nextFreedSince, String(p.source), p.after];
}

export function positionOf(texts: readonly (string | null)[]): SyncPosition {
  const [mode, history, sight, since, next, freedSince, nextFreedSince, source, after] = texts as string[];
  return {
    mode: mode === 'full' ? 'full' : 'delta',
    ...{ history: history!, sight: sight!, since: since!, next: next!, freedSince: freedSince!, nextFreedSince: nextFreedSince! },
    ...{ source: Number(source), after: after! },
  };
}

const WORDS: readonly string[] = [...SYNC_PARTS, 'barcodes'];

/** The words asked for, in one order. @throws offline.part_unknown */
export function wordsOf(parts: string | undefined): string[] {
  if (parts === undefined) return [...WORDS];
  const asked = new Set(parts.split(','));
  const unknown = [...asked].find((word) => !WORDS.includes(word));
  if (unknown !== undefined) throw offlineErrors.part_unknown({ part: unknown.slice(0, 40), allowed: WORDS.join(', ') });
  if (asked.has('barcodes')) asked.add('items');
  return WORDS.filter((word) => asked.has(word));
}

/** What these words mean for this actor: tasks of a kind that it may not see are no part of it. */
export function sourcesFor(words: readonly string[], actor: Actor): SyncSource[] {
  return SYNC_SOURCES.filter((s) => words.includes(s.part) && (s.permission === undefined || actor.type === 'system' || actor.grants.has(s.permission)));
}

/** One text for one sight: who asks, and how far each permission reaches. */
export function sightOf(actor: Actor, sources: readonly SyncSource[]): string {
  const reach = ['sync.read', ...sources.flatMap((s) => s.permission ?? [])].map((permission) => {
    const { all, warehouses, zones } = scopeFor(actor, permission);
    return [permission, all, [...warehouses].sort(), [...zones].sort()];
  });
  return hash('sha256', JSON.stringify([actor.userId, reach]), 'base64url').slice(0, 22);
}
