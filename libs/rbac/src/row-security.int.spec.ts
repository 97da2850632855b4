import { TestDatabase } from '@anwen/database/testing';
import { ALL_SCOPE, NO_SCOPE, systemActor, type Scope } from '@anwen/kernel';

/** What stands behind the guards: the database itself, as the role that the apps work as. */
describe('row-level security and append-only tables', () => {
  let bed: TestDatabase;
  let north: string;
  const actor = systemActor('test');
  const codes = async (scope: Scope, table = 'warehouses'): Promise<string[]> =>
    (await bed.transaction((tx) => tx.query<{ code: string }>(`SELECT code FROM ${table} ORDER BY code`), actor, scope)).map((r) => r.code);
  const attempt = (sql: string, scope = ALL_SCOPE): Promise<string> =>
    bed
      .transaction((tx) => tx.query(sql), actor, scope)
      .then(
        () => 'done',
        (e: Error) => e.message,
      );

  beforeAll(async () => {
    bed = await TestDatabase.create();
    await bed.transaction(async (tx) => {
      const [n] = await tx.query<{ id: string }>(`INSERT INTO warehouses (code, name) VALUES ('NORTH', '北倉') RETURNING id`);
      const [s] = await tx.query<{ id: string }>(`INSERT INTO warehouses (code, name) VALUES ('SOUTH', '南倉') RETURNING id`);
      north = n!.id;
      await tx.query(`INSERT INTO zones (warehouse_id, code, name) VALUES ($1, 'N1', 'x'), ($1, 'N2', 'x'), ($2, 'S1', 'x')`, [north, s!.id]);
    });
  });
  afterAll(() => bed.drop());

  it("shows nothing without a scope, and the scope's rows with one", async () => {
    expect(await codes(NO_SCOPE)).toEqual([]);
    expect(await codes({ ...NO_SCOPE, own: true, partners: ['1'] })).toEqual([]);
    expect(await codes({ ...NO_SCOPE, warehouses: [north] })).toEqual(['NORTH']);
    expect(await codes({ ...NO_SCOPE, warehouses: [north] }, 'zones')).toEqual(['N1', 'N2']);
    expect(await codes(ALL_SCOPE)).toEqual(['NORTH', 'SOUTH']);
    // Outside any transaction of ours nothing is set at all.
    expect(await bed.database.query('SELECT 1 FROM warehouses')).toEqual([]);
  });

  it('does not let a scope leak into the next transaction of the same connection', async () => {
    for (let i = 0; i < 20; i++) await codes(ALL_SCOPE);
    expect(await bed.database.query('SELECT 1 FROM warehouses')).toEqual([]);
    expect(await codes(NO_SCOPE)).toEqual([]);
  });

  it('refuses writes outside the scope', async () => {
    expect(await attempt(`INSERT INTO warehouses (code, name) VALUES ('EAST', 'x')`, { ...NO_SCOPE, warehouses: [north] })).toMatch(/row-level security/);
    await attempt(`UPDATE warehouses SET name = 'stolen' WHERE code = 'SOUTH'`, { ...NO_SCOPE, warehouses: [north] });
    expect(await bed.transaction((tx) => tx.query(`SELECT 1 FROM warehouses WHERE name = 'stolen'`))).toEqual([]);
  });

  it('holds every warehouse-bound table, and forces it on the owner too', async () => {
    const open = await bed.asOwner<{ relname: string }>(
      `SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname IN ('warehouse_id', 'from_warehouse_id', 'to_warehouse_id') AND NOT a.attisdropped
       WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND NOT (c.relrowsecurity AND c.relforcerowsecurity) AND has_table_privilege('anwen_app', c.oid, 'SELECT')`,
    );
    // A device is looked up before anybody's reach is known; libs/devices compares the administrator's reach itself and proves it.
    // A work centre is master data of the company and only says where it stands, as items, bills and routings have no place at all.
    const known = ['sys_devices', 'sys_device_enrolments', 'work_centers'];
    expect(open.map((table) => table.relname).filter((name) => !known.includes(name))).toEqual([]);
    const byDetour = await bed.asOwner<{ relname: string }>(
      `SELECT c.relname FROM pg_class c WHERE c.relispartition AND has_table_privilege('anwen_app', c.oid, 'SELECT')
       UNION ALL SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind = 'v' AND n.nspname = 'public' AND has_table_privilege('anwen_app', c.oid, 'SELECT')
           AND NOT coalesce('security_invoker=true' = ANY (c.reloptions) OR 'security_invoker=on' = ANY (c.reloptions), false) AND pg_get_viewdef(c.oid) ~ 'inventory|warehouse|location'`,
    );
    expect(byDetour).toEqual([]);
  });

  it('works as a role that owns nothing and cannot pass row-level security', async () => {
    const [role] = await bed.database.query<{ name: string; bypasses: boolean; owns: number }>(
      `SELECT current_user AS name, (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) AS bypasses,
              (SELECT count(*)::int FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)) AS owns`,
    );
    expect(role).toEqual({ name: 'anwen_app', bypasses: false, owns: 0 });
  });

  it.each(['inventory_movements', 'inventory_postings', 'sys_audit_logs', 'sys_audit_chain', 'production_reports'])(
    'has no way to change or empty %s',
    async (table) => {
      for (const sql of [`DELETE FROM ${table}`, `TRUNCATE ${table}`, `ALTER TABLE ${table} DISABLE TRIGGER ALL`, `DROP TABLE ${table}`]) {
        expect(await attempt(sql)).toMatch(/permission denied|must be owner/);
      }
      const [column] = await bed.asOwner<{ name: string }>(`SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum = 1`, [table]);
      expect(await attempt(`UPDATE ${table} SET ${column!.name} = DEFAULT`)).toMatch(/permission denied/);
    },
  );
});
