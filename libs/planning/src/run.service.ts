import { audit } from '@anwen/audit';
import type { NamedRefDto } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, isUuid, pageOf, type Actor, type Id, type Page } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Inject, Injectable } from '@nestjs/common';
import { USUAL_HORIZON_DAYS } from './planner.service';
import type { RunDto, RunQuery, StartRunDto } from './planning.dto';
import { planningErrors } from './planning.errors';
import { PLANNING_RUN } from './planning.events';
import { ReferenceStore } from './reference.store';
import { RunStore, type RunRow } from './run.store';
import { SnapshotStore } from './snapshot.store';

/** Planning runs: asking for them and finding them again. */
@Injectable()
export class RunService {
  constructor(
    private readonly runs: RunStore,
    private readonly snapshots: SnapshotStore,
    private readonly references: ReferenceStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  /** Stages the job that makes the plan. @throws planning.reference_unknown | no_warehouse, queue.full */
  async start(tx: Tx, actor: Actor, input: StartRunDto): Promise<{ run: RunDto; jobId: string }> {
    const inReach = await this.snapshots.warehouses(tx);
    const unknown = input.warehouses?.find((code) => !inReach.some((one) => one.code === code));
    if (unknown !== undefined) throw planningErrors.reference_unknown({ value: unknown });
    const chosen = input.warehouses ? inReach.filter(({ code }) => input.warehouses!.includes(code)) : inReach;
    if (chosen.length === 0) throw planningErrors.no_warehouse();
    const { horizonDays = USUAL_HORIZON_DAYS, includeForecast = true } = input;
    const made = await this.runs.insert(tx, { warehouseIds: chosen.map(({ id }) => id), horizonDays, includeForecast, requestedBy: actor.name });
    const job = await outbox.stage(tx, PLANNING_RUN, { run: made.id });
    await this.runs.noteJob(tx, made.no, job);
    const diff = { horizonDays, includeForecast, warehouses: chosen.map(({ code }) => code) };
    audit.record(tx, actor, 'planning.run', { type: 'planning_run', id: made.id }, { diff });
    return { run: await this.get(tx, made.id), jobId: job.publicId };
  }

  /** Newest first. @throws page.cursor_invalid */
  async list(tx: Tx, { limit, cursor }: RunQuery): Promise<Page<RunDto>> {
    const binding = ['planning-runs'];
    const [before = null] = cursor === undefined ? [] : this.codec.decode(cursor, binding);
    const rows = await this.runs.list(tx, before, limit + 1);
    const warehouses = await this.warehousesOf(tx, rows);
    return pageOf(
      rows,
      limit,
      (last) => this.codec.encode([last.no], binding),
      (row) => view(row, warehouses),
    );
  }

  /** @throws planning.run_not_found */
  async get(tx: Tx, id: string): Promise<RunDto> {
    const row = isUuid(id) ? await this.runs.find(tx, id) : undefined;
    if (!row) throw planningErrors.run_not_found();
    return view(row, await this.warehousesOf(tx, [row]));
  }

  private warehousesOf(tx: Tx, rows: readonly RunRow[]): Promise<ReadonlyMap<Id, NamedRefDto>> {
    return this.references.warehouses(tx, [...new Set(rows.flatMap((row) => row.warehouseIds))]);
  }
}

function view(row: RunRow, names: ReadonlyMap<Id, NamedRefDto>): RunDto {
  const { no: _no, warehouseIds, make, buy, move, exceptions, problem, createdAt, startedAt, finishedAt, ...shown } = row;
  return {
    ...shown,
    warehouses: warehouseIds.flatMap((id) => names.get(id) ?? []),
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    counts: { make, buy, move, exceptions },
    problem: problem && { code: problem.code, zh: problem.zh, en: problem.en },
  };
}
