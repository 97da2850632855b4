import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { alerts } from '@anwen/alerts';
import { audit } from '@anwen/audit';
import { sqlState, type Database, type Tx } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { ArchiveDamaged, StoredObjectMissing, unrecordedArchives, writeLines, type ObjectStorage, type StoredObject } from '@anwen/storage';
import { ArchiveChain, checkpointDigest, millionths } from './archive-chain.rules';
import { inspectFile, type InspectedFile } from './archive-inspection';
import { inventoryErrors } from './inventory.errors';
import { ledgerArchiveStore, type KnownArchive, type LedgerMonth, type MonthFacts, type Statements } from './ledger-archive.store';

/** The login of the tables' owner: only it may detach and drop. (OwnerDatabase of @anwen/ops is one.) */
export interface OwnerSessions {
  session<T>(work: (owner: Statements & { atomically<R>(steps: () => Promise<R>): Promise<R> }) => Promise<T>, limits?: { lockTimeoutMs?: number }): Promise<T>;
}

/** What has been done when the hook is called: a process may die right after any of them. */
export type ArchiveStep = 'file_written' | 'manifest_written' | 'recorded' | 'detached' | 'dropped';

interface Run {
  readonly before: Date;
  readonly signal: AbortSignal;
  hasTime(): boolean;
}

const ACTOR = systemActor('ledger archive');
/** A page of movements: some 2 MB. */
const PAGE_LINES = 5_000;
/** Detaching waits for whoever reads the ledger, and everybody queues behind: leave after 2 s, come back five times. */
const DETACH_LOCK_MS = 2_000;
const DETACH_ATTEMPTS = 5;
const FORMAT = 'anwen.ledger-month.v1';

/** Moves whole months of the ledger into files without ever losing the proof. Each step leaves a state from which the next run goes on. */
export class LedgerArchive {
  readonly key = 'inventory.movements';

  constructor(
    private readonly database: Database,
    private readonly owner: OwnerSessions,
    private readonly storage: ObjectStorage,
    private readonly onStep: (step: ArchiveStep) => Promise<void> = async () => undefined,
  ) {}

  /** What would leave now. */
  async preview(tx: Tx, before: Date): Promise<{ rows: number; oldest: string | null; newest: string | null; bytes: number }> {
    const sizes = [];
    for (const month of await ledgerArchiveStore.monthsBefore(tx, before)) sizes.push(await ledgerArchiveStore.size(tx, month));
    const filled = sizes.filter((size) => size !== null);
    const total = (what: 'movements' | 'bytes'): number => filled.reduce((sum, size) => sum + size[what], 0);
    return { rows: total('movements'), bytes: total('bytes'), oldest: filled[0]?.oldest ?? null, newest: filled.at(-1)?.newest ?? null };
  }

  /** @throws inventory.archive_refused naming the month and why; ops.owner_missing. */
  async purge(run: Run): Promise<{ removed: number; archived: number; complete: boolean }> {
    let moved = 0;
    for (const left of (await this.read((tx) => ledgerArchiveStore.archives(tx))).filter((a) => !a.isAnnounced)) moved += await this.finish(left);
    for (const month of await this.read((tx) => ledgerArchiveStore.monthsBefore(tx, run.before))) {
      if (run.signal.aborted || !run.hasTime()) return { removed: moved, archived: moved, complete: false };
      if (!(await this.read((tx) => ledgerArchiveStore.size(tx, month)))) continue;
      moved += await this.finish(await this.write(month, run.signal));
    }
    return { removed: moved, archived: moved, complete: true };
  }

  /** The month as a file that has been read back and proven, recorded together with its checkpoints. */
  private async write(month: LedgerMonth, signal: AbortSignal): Promise<KnownArchive> {
    // Before anything is written: without the owner's login every night would leave another file.
    if (!(await this.owner.session((owner) => ledgerArchiveStore.isOwner(owner)))) throw refused(month, 'not_owner');
    const obstacle = await this.read((tx) => ledgerArchiveStore.obstacle(tx, month));
    if (obstacle) throw refused(month, obstacle);
    await this.requireEarlier(month);
    const installation = await this.read((tx) => ledgerArchiveStore.installation(tx));
    const folder = `archives/${installation}/ledger/${month.from.toISOString().slice(0, 7)}/`;
    await this.removeTorn(folder);
    const stored = await writeLines(this.storage, `${folder}${randomUUID()}.ndjson.gz`, this.lines(month), signal);
    await this.onStep('file_written');
    const inspected = await this.inspect({ ...month, ...stored });
    const manifest = await this.manifest(month, stored, inspected);
    const manifestKey = stored.key.replace('.ndjson.gz', '.json');
    await this.putWhole(manifestKey, JSON.stringify(manifest, null, 2));
    await this.onStep('manifest_written');
    const { facts } = inspected;
    await this.withLock(async (owner) => {
      if (!sameFacts(await ledgerArchiveStore.factsOf(owner, month.partition), facts)) throw refused(month, 'file_and_partition_differ');
      await ledgerArchiveStore.record(owner, month, { fileKey: stored.key, manifestKey, bytes: stored.bytes, sha256: stored.sha256, manifest, facts });
    });
    await this.onStep('recorded');
    return (await this.read((tx) => ledgerArchiveStore.archives(tx))).find((a) => a.partition === month.partition)!;
  }

  /** From whatever state: prove the file, detach, compare, drop, tell. Returns how many movements have left. */
  private async finish(archive: KnownArchive): Promise<number> {
    if (!archive.isDropped) {
      await this.requireWhole(archive);
      await this.withLock(async (owner) => {
        if (!(await this.current(owner, archive)).isDetached) await ledgerArchiveStore.detach(owner, archive);
      });
      await this.onStep('detached');
      await this.withLock(async (owner) => {
        await this.current(owner, archive);
        // Nothing may have been added between the reading and the detaching.
        if (!sameFacts(await ledgerArchiveStore.factsOf(owner, archive.partition), archive.facts)) throw refused(archive, 'partition_changed');
        await ledgerArchiveStore.drop(owner, archive);
      });
      await this.onStep('dropped');
    }
    const { rows, file } = { rows: archive.facts.movements, file: archive.fileKey };
    await this.database.transaction({ actor: ACTOR, scope: ALL_SCOPE }, async (tx) => {
      await ledgerArchiveStore.announce(tx, archive);
      audit.record(tx, ACTOR, 'archive.partition_detached', { type: 'archive', id: archive.partition }, { diff: { rows, file, sha256: archive.sha256 } });
    });
    return rows;
  }

  /** The volume that is mounted is the one on which the archive lies: a month written anywhere else is lost with the next mount. */
  private async requireEarlier(month: LedgerMonth): Promise<void> {
    const last = (await this.read((tx) => ledgerArchiveStore.archives(tx))).filter((a) => !a.isExpired).at(-1);
    if (last && !(await this.storage.stat(last.fileKey))) throw refused(month, 'earlier_archive_missing');
  }

  /** Only a file that can be read from its final place and says the same lets anything be dropped. A damaged one gives the month back. */
  private async requireWhole(archive: KnownArchive): Promise<void> {
    try {
      const { facts } = await this.inspect({ ...archive, key: archive.fileKey });
      if (!sameFacts(facts, archive.facts)) throw new ArchiveDamaged(archive.fileKey, 'it holds other movements');
    } catch (error) {
      if (!(error instanceof ArchiveDamaged || error instanceof StoredObjectMissing)) throw error;
      await this.withLock(async (owner) => ledgerArchiveStore.takeBack(owner, await this.current(owner, archive)));
      throw refused(archive, `file_damaged (${error.message})`);
    }
  }

  private async inspect(file: StoredObject & LedgerMonth): Promise<InspectedFile> {
    const bases = await this.read((tx) => ledgerArchiveStore.bases(tx, file.from));
    const chain = new ArchiveChain(new Map(bases.map(({ key, seq, after }) => [key, { seq: BigInt(seq), after: millionths(after) }])));
    return inspectFile({ database: this.database, storage: this.storage }, file, chain);
  }

  private async *lines(month: LedgerMonth): AsyncGenerator<string> {
    let after = { posting: '0', line: 0 };
    for (;;) {
      const page = await this.read((tx) => ledgerArchiveStore.page(tx, month, after, PAGE_LINES));
      for (const line of page) yield JSON.stringify(line);
      const last = page.at(-1);
      if (!last || page.length < PAGE_LINES) return;
      after = { posting: String(last.posting_id), line: Number(last.line_no) };
    }
  }

  private async manifest(month: LedgerMonth, { bytes, sha256, key }: StoredObject, { facts, checkpoints }: InspectedFile): Promise<object> {
    const { installation, seals, schemaVersion } = await this.read(async (tx) => ({
      installation: await ledgerArchiveStore.installation(tx),
      seals: await ledgerArchiveStore.seals(tx, month),
      schemaVersion: await ledgerArchiveStore.schemaVersion(tx),
    }));
    const { partition, from, to } = month;
    return {
      format: FORMAT,
      installation,
      partition,
      from,
      to,
      file: key,
      bytes,
      sha256,
      ...facts,
      checkpoints: { n: checkpoints.size, sha256: checkpointDigest(checkpoints) },
      seals,
      schemaVersion,
    };
  }

  private async putWhole(key: string, text: string): Promise<void> {
    await this.storage.put(key, Readable.from([Buffer.from(text)]));
    if ((await buffer(await this.storage.get(key))).toString() !== text) throw new ArchiveDamaged(key, 'what was read is not what was written');
  }

  /** Files of attempts that died. Each is looked up again under the lock: what was unknown a moment ago may be what a month now stands on. */
  private async removeTorn(folder: string): Promise<void> {
    const known = new Set((await this.read((tx) => ledgerArchiveStore.archives(tx))).flatMap((a) => [a.fileKey, a.manifestKey]));
    const { torn, unknown } = await unrecordedArchives(this.storage, folder, known);
    for (const key of torn)
      await this.withLock(async (owner) => {
        if (!(await ledgerArchiveStore.isRecorded(owner, key))) await this.storage.delete(key);
      });
    await this.database.transaction({ actor: ACTOR, scope: ALL_SCOPE }, async (tx) => {
      if (unknown.length === 0) await alerts.resolve(tx, 'retention.failed', folder);
      else await alerts.raise(tx, { code: 'retention.failed', subject: folder, data: { problem: 'unknown_archives', files: unknown.slice(0, 10) } });
    });
  }

  /** As it stands now, under the lock. */
  private async current(owner: Statements, { id, partition, from, to }: KnownArchive): Promise<KnownArchive> {
    const now = (await ledgerArchiveStore.archives(owner)).find((archive) => archive.id === id);
    if (!now || now.isDropped) throw refused({ partition, from, to }, 'another_run_is_at_work');
    return now;
  }

  /** One transaction of the owner; one at a time of all that record, detach, drop or remove, whichever process they run in. */
  private async withLock(steps: (owner: Statements) => Promise<void>): Promise<void> {
    const locked = async (owner: Statements): Promise<void> => {
      await ledgerArchiveStore.lock(owner);
      await steps(owner);
    };
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.owner.session((owner) => owner.atomically(() => locked(owner)), { lockTimeoutMs: DETACH_LOCK_MS });
      } catch (error) {
        if (sqlState(error) !== '55P03' || attempt >= DETACH_ATTEMPTS) throw error;
        await pause(1_000);
      }
    }
  }

  private read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.read({ actor: ACTOR, scope: ALL_SCOPE, statementTimeoutMs: 120_000 }, work);
  }
}

const refused = ({ partition }: LedgerMonth, reason: string): Error => inventoryErrors.archive_refused({ partition, reason });

function sameFacts(found: MonthFacts | null, wanted: MonthFacts): boolean {
  return (
    found !== null && (['postings', 'movements', 'movementsSum', 'firstId', 'lastId'] as const).every((fact) => String(found[fact]) === String(wanted[fact]))
  );
}
