import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Actor, Id } from '@anwen/kernel';
import { catalogErrors } from './catalog.errors';
import type { CreateLocationDto } from './location.dto';
import { parentsFirst, pathBelow, reachesLocation } from './location.rules';
import { LocationStore, type LocationValues, type Place } from './location.store';
import { complaint, refuse, unknownReference, type Complaint } from './refusals';
import { WarehouseStore } from './warehouse.store';

type Made = Place & { readonly publicId: string; readonly code: string };
type Row = CreateLocationDto & { readonly at: string };

interface Known {
  readonly warehouses: ReadonlyMap<string, { readonly id: Id; readonly status: string }>;
  readonly zones: ReadonlyMap<string, Id>;
  /** Grows as the levels are written. */
  readonly places: Map<string, Place>;
}

/** Places new locations into the trees: references resolved, paths made, parents before children. */
@Injectable()
export class LocationIntake {
  constructor(
    private readonly store: LocationStore,
    private readonly warehouses: WarehouseStore,
  ) {}

  /** Writes what is new; rows whose code exists are left out of the answer. @throws the 422 rules | catalog.outside_scope */
  async plant(tx: Tx, actor: Actor, inputs: readonly CreateLocationDto[], pointer: (index: number) => string): Promise<Made[]> {
    const rows: Row[] = inputs.map((input, i) => ({ ...input, at: pointer(i) }));
    const known = await this.resolve(tx, rows);
    refuse(
      actor,
      rows.flatMap((row) => complaintsAbout(row, rows, known)),
    );
    requireReach(tx, rows, known);
    const { levels, circle } = parentsFirst(rows);
    if (circle.length > 0) throw catalogErrors.location_cycle({ path: circle.slice(0, 10).join(' → ') });
    const made: Made[] = [];
    for (const level of levels) made.push(...(await this.write(tx, actor, level, known)));
    return made;
  }

  private async resolve(tx: Tx, rows: readonly Row[]): Promise<Known> {
    const warehouses = await this.warehouses.byCodes(tx, [...new Set(rows.map((row) => row.warehouse))]);
    const ids = [...warehouses.values()].map((w) => w.id);
    await this.store.lockTrees(tx, ids);
    const parents = rows.map((row) => row.parent).filter((code) => typeof code === 'string');
    return { warehouses, zones: await this.warehouses.zonesOf(tx, ids), places: new Map(await this.store.byCodes(tx, [...new Set(parents)])) };
  }

  private async write(tx: Tx, actor: Actor, level: readonly Row[], known: Known): Promise<Made[]> {
    refuse(
      actor,
      level.flatMap((row) => parentComplaints(row, known)),
    );
    const made = await this.store.insert(
      tx,
      level.map((row) => valuesOf(row, known)),
    );
    for (const place of made) known.places.set(place.code, place);
    const present = level.filter((row) => !known.places.has(row.code)).map((row) => row.code);
    if (present.length > 0) for (const [code, place] of await this.store.byCodes(tx, present)) known.places.set(code, place);
    return made;
  }
}

function complaintsAbout(row: Row, rows: readonly Row[], known: Known): Complaint[] {
  const warehouse = known.warehouses.get(row.warehouse);
  if (warehouse?.status !== 'active') return [unknownReference(`${row.at}/warehouse`, row.warehouse)];
  const found: Complaint[] = [];
  if (row.zone && !known.zones.has(`${warehouse.id}/${row.zone}`)) found.push(unknownReference(`${row.at}/zone`, row.zone));
  const { parent } = row;
  if (typeof parent === 'string' && !known.places.has(parent) && !isListed(rows, parent)) found.push(unknownReference(`${row.at}/parent`, parent));
  return found;
}

// The set is made once a load: thousands of rows ask it.
const listed = new WeakMap<readonly Row[], ReadonlySet<string>>();
function isListed(rows: readonly Row[], code: string): boolean {
  let codes = listed.get(rows);
  if (!codes) listed.set(rows, (codes = new Set(rows.map((row) => row.code))));
  return codes.has(code);
}

function parentComplaints(row: Row, known: Known): Complaint[] {
  if (typeof row.parent !== 'string') return [];
  const parent = known.places.get(row.parent);
  if (parent?.status !== 'active') return [unknownReference(`${row.at}/parent`, row.parent)];
  return parent.warehouseId === known.warehouses.get(row.warehouse)!.id ? [] : [complaint(catalogErrors.parent_elsewhere, `${row.at}/parent`)];
}

function requireReach(tx: Tx, rows: readonly Row[], known: Known): void {
  for (const row of rows) {
    const warehouseId = known.warehouses.get(row.warehouse)!.id;
    const zoneId = row.zone ? known.zones.get(`${warehouseId}/${row.zone}`)! : null;
    if (!reachesLocation(tx.scope, { warehouseId, zoneId })) throw catalogErrors.outside_scope();
  }
}

/** Where goods are promised from unless somebody says otherwise: what stands at a dock, a stage or in inspection has its own work to wait for. */
const PICKED_FROM: ReadonlySet<string> = new Set(['storage', 'production']);

function valuesOf(row: Row, known: Known): LocationValues {
  const warehouseId = known.warehouses.get(row.warehouse)!.id;
  const parent = row.parent ? known.places.get(row.parent)! : null;
  return {
    warehouseId,
    zoneId: row.zone ? known.zones.get(`${warehouseId}/${row.zone}`)! : null,
    parentId: parent?.id ?? null,
    code: row.code,
    name: row.name,
    path: pathBelow(parent?.path ?? null, row.code),
    kind: row.kind,
    pickSeq: row.pickSeq ?? 0,
    isPickable: row.isPickable ?? PICKED_FROM.has(row.kind),
    allowNegative: row.allowNegative ?? false,
  };
}
