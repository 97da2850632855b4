import { randomBytes } from 'node:crypto';
import { TestDatabase } from '@anwen/database/testing';
import { ALL_SCOPE, CursorCodec, systemActor, type Actor } from '@anwen/kernel';
import { DeviceService } from './device.service';
import { DeviceStore } from './device.store';
import { SignedRequestStore, type Admission } from './signed-request.store';

const actor = systemActor('test');

describe('devices, when much happens at once', () => {
  let bed: TestDatabase;
  let store: SignedRequestStore;
  let devices: DeviceService;
  const make = async (place: { warehouse?: string; zones?: string[] } = {}): Promise<{ id: string; publicId: string }> => {
    const [made] = await bed.transaction((tx) =>
      tx.query<{ id: string; publicId: string }>(
        `INSERT INTO sys_devices (name, trust, public_key, warehouse_id, zone_ids)
         VALUES ('PDA', 'trusted', '\\x00', (SELECT id FROM warehouses WHERE code = $1), coalesce((SELECT array_agg(id) FROM zones WHERE code = ANY ($2)), '{}'))
         RETURNING id, public_id AS "publicId"`,
        [place.warehouse ?? null, place.zones ?? []],
      ),
    );
    await bed.asOwner('INSERT INTO sys_device_sequences (device_id) VALUES ($1)', [made!.id]);
    return made!;
  };
  const admit = async (id: string, seq: number, nonce = randomBytes(16)): Promise<Admission> => (await store.admit(id, nonce, seq))!;

  beforeAll(async () => {
    bed = await TestDatabase.create({ poolSize: 20 });
    store = new SignedRequestStore(bed.database);
    devices = new DeviceService(new DeviceStore(), store, new CursorCodec(Buffer.alloc(32, 7)));
    await bed.transaction((tx) => tx.query(`INSERT INTO warehouses (code, name) VALUES ('WA', '甲'), ('WB', '乙')`));
    await bed.transaction((tx) =>
      tx.query(`INSERT INTO zones (code, name, warehouse_id) SELECT code || '-Z', 'z', id FROM warehouses WHERE code IN ('WA', 'WB')`),
    );
  });
  afterAll(() => bed.drop());

  it('let each number in once, whoever comes first, and lose none that comes within the window', async () => {
    const before = await bed.deadlocks();
    const { id } = await make();
    for (let round = 0; round < 10; round++) {
      // Ten numbers, each sent three times, all thirty at once and in any order.
      const wanted = Array.from({ length: 30 }, (_, i) => round * 10 + 1 + (i % 10)).sort(() => Math.random() - 0.5);
      const seen = await Promise.all(wanted.map(async (seq) => ({ seq, ok: (await admit(id, seq)).inOrder })));
      const accepted = seen.filter((s) => s.ok).map((s) => s.seq);
      expect(accepted.sort((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, i) => round * 10 + 1 + i));
    }
    expect(await bed.deadlocks()).toBe(before);
  });

  it('let a nonce in once, also with a new number each time', async () => {
    const { id } = await make();
    const nonce = randomBytes(16);
    const seen = await Promise.all(Array.from({ length: 20 }, (_, i) => admit(id, i + 1, nonce)));
    expect(seen.filter((s) => s.fresh)).toHaveLength(1);
    // Another device may draw the same one.
    expect((await admit((await make()).id, 1, nonce)).fresh).toBe(true);
  });

  it('remember exactly 32 numbers back, over jumps of every size', async () => {
    const { id } = await make();
    const model = new Set<number>();
    let last = 0;
    for (let i = 0; i < 400; i++) {
      const seq = Math.max(1, last + Math.floor(Math.random() * 80) - 45 + (i % 50 === 49 ? 10_000_000_000 : 0));
      const expected = seq > last || (seq > last - 32 && !model.has(seq));
      expect([last, seq, (await admit(id, seq)).inOrder]).toEqual([last, seq, expected]);
      if (expected) model.add(seq);
      last = Math.max(last, seq);
    }
  });

  it('keep a revocation waiting while an upload is being applied, and the next upload sees it', async () => {
    const { id, publicId } = await make();
    const order: string[] = [];
    let asked = (): void => undefined;
    const holding = new Promise<void>((resolve) => (asked = resolve));
    const upload = bed.transaction(async (tx) => {
      expect(await devices.trustOf(tx, id)).toBe('trusted');
      asked();
      await new Promise((resume) => setTimeout(resume, 300));
      order.push('applied');
    });
    await holding;
    await bed.transaction((tx) => devices.turn(tx, actor, { id: publicId, verb: 'revoke', reason: '遺失' }));
    order.push('revoked');
    await upload;
    expect(order).toEqual(['applied', 'revoked']);
    expect(await bed.transaction((tx) => devices.trustOf(tx, id))).toBe('revoked');
    expect((await admit(id, 1)).trust).toBe('revoked');
    await expect(bed.transaction((tx) => devices.turn(tx, actor, { id: publicId, verb: 'resume' }))).rejects.toMatchObject({
      code: 'device.invalid_transition',
    });
    await expect(bed.asOwner(`UPDATE sys_devices SET trust = 'trusted', revoked_at = NULL WHERE id = $1`, [id])).rejects.toThrow('stays revoked');
  });

  it('approve and revoke one device at the same time: both are said, in some order, and revoked stays', async () => {
    for (let i = 0; i < 10; i++) {
      const { id, publicId } = await make();
      await bed.asOwner(`UPDATE sys_devices SET trust = 'pending' WHERE id = $1`, [id]);
      const turn = (verb: 'approve' | 'revoke'): Promise<string> =>
        bed
          .transaction((tx) => devices.turn(tx, actor, { id: publicId, verb, reason: 'r' }))
          .then(
            (d) => d.trust,
            (e: { code: string }) => e.code,
          );
      const [approved, revoked] = await Promise.all([turn('approve'), turn('revoke')]);
      expect(revoked).toBe('revoked');
      expect(['trusted', 'device.invalid_transition']).toContain(approved);
      expect(await bed.transaction((tx) => devices.trustOf(tx, id))).toBe('revoked');
    }
  });

  it('show a device to those who see its warehouse, and one without to those who see everything', async () => {
    const [inA, free] = [await make({ warehouse: 'WA' }), await make()];
    const [a, b] = await bed.transaction((tx) => tx.query<{ id: string }>(`SELECT id FROM warehouses WHERE code IN ('WA', 'WB') ORDER BY code`));
    const sees = (publicId: string, warehouse: string): Promise<boolean> =>
      bed.transaction(
        (tx) =>
          devices.get(tx, publicId).then(
            () => true,
            () => false,
          ),
        actor,
        { ...ALL_SCOPE, all: false, warehouses: [warehouse] },
      );
    expect([await sees(inA.publicId, a!.id), await sees(inA.publicId, b!.id), await sees(free.publicId, a!.id)]).toEqual([true, false, false]);
    await expect(bed.transaction((tx) => devices.placeOf(tx, null, []), actor, { ...ALL_SCOPE, all: false, warehouses: [a!.id] })).rejects.toMatchObject({
      code: 'device.place_needed',
    });
    await expect(bed.transaction((tx) => devices.placeOf(tx, 'WA', ['WB-Z']))).rejects.toMatchObject({ code: 'device.place_unknown' });
  });

  it('lend later work no more than the device reaches, and nothing once it is not trusted', async () => {
    const { id, publicId } = await make({ warehouse: 'WA', zones: ['WA-Z'] });
    const person: Actor = { ...actor, type: 'user', id: '1', userId: '1', grants: new Map([['report.export', ALL_SCOPE]]) };
    const reach = (await devices.actorOn(id, person))!.grants.get('report.export')!;
    expect([reach.all, reach.warehouses.length, reach.zones.length]).toEqual([false, 0, 1]);
    await bed.transaction((tx) => devices.turn(tx, actor, { id: publicId, verb: 'suspend', reason: 'r' }));
    expect(await devices.actorOn(id, person)).toBeUndefined();
  });

  it('forget nonces that no signature brings back, and no other', async () => {
    const { id } = await make();
    await bed.asOwner(`INSERT INTO sys_device_nonces SELECT $1, decode(md5(i::text), 'hex'), now() - interval '12 minutes' FROM generate_series(1, 6000) i`, [
      id,
    ]);
    await admit(id, 1);
    await bed.asOwner(`INSERT INTO sys_device_nonces VALUES ($1, '\\x0102030405060708', now() - interval '10 minutes')`, [id]);
    expect(await store.purgeNonces()).toBe(6000);
    expect(await bed.asOwner('SELECT 1 FROM sys_device_nonces WHERE device_id = $1', [id])).toHaveLength(2);
  });
});
