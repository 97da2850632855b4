import { TestDatabase } from '@anwen/database/testing';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { Client } from 'pg';
import { audit } from './audit';
import type { AuditHead, ChainReport } from './chain.rules';
import { AuditSealer } from './sealer.service';
import { auditHead, verifyAuditChain } from './verify';

const actor = { ...systemActor('林小姐'), ip: '10.1.2.3', requestId: 'req-1' };

describe('the audit log', () => {
  let bed: TestDatabase;
  let sealer: AuditSealer;

  beforeEach(async () => {
    bed = await TestDatabase.create();
    sealer = new AuditSealer(bed.database);
  });
  afterEach(() => bed.drop());

  const record = (n: number): Promise<void> =>
    bed.transaction(async (tx) => {
      for (let i = 0; i < n; i++) audit.record(tx, actor, 'item.updated', { type: 'item', id: `A-${i}` }, { diff: { name: ['舊', '新'] }, reason: 'test' });
    });
  const verify = (anchor?: AuditHead): Promise<ChainReport> => bed.transaction((tx) => verifyAuditChain(tx, anchor));
  /** As the owner with the triggers switched off: the strongest attacker that has only the database. */
  const tamper = async (sql: string): Promise<void> => {
    const client = new Client({ connectionString: bed.ownerUrl });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query('ALTER TABLE sys_audit_logs DISABLE TRIGGER USER; ALTER TABLE sys_audit_chain DISABLE TRIGGER USER');
      await client.query(sql);
      await client.query('ALTER TABLE sys_audit_logs ENABLE TRIGGER USER; ALTER TABLE sys_audit_chain ENABLE TRIGGER USER');
      await client.query('COMMIT');
    } finally {
      await client.end();
    }
  };

  it('commits the row with the effect, and neither when the effect fails', async () => {
    await record(1);
    await expect(
      bed.transaction(async (tx) => {
        audit.record(tx, actor, 'item.created', { type: 'item', id: 'X' });
        await tx.query('SELECT 1');
        throw new Error('the effect failed');
      }),
    ).rejects.toThrow('the effect failed');
    const rows = await bed.asOwner<{ action: string; severity: string; ip: string }>('SELECT action, severity, host(ip) AS ip FROM sys_audit_logs');
    expect(rows).toEqual([{ action: 'item.updated', severity: 'I', ip: '10.1.2.3' }]);
    expect(await bed.asOwner('SELECT * FROM sys_audit_pending')).toHaveLength(1);
  });

  it('keeps secrets out and hostile characters in a storable form', async () => {
    await bed.transaction(async (tx) =>
      audit.record(
        tx,
        actor,
        'user.updated',
        { type: 'user', id: 'u\u0000' },
        { diff: { password: 'hunter2', nested: { api_key: 'anw_x', list: [{ Token: 't' }] }, note: 'a\u0000b\ud800' }, reason: '\u0000' },
      ),
    );
    const [row] = await bed.asOwner<{ diff: object; subject_id: string }>('SELECT diff, subject_id FROM sys_audit_logs');
    expect(row!.diff).toEqual({ password: '***', nested: { api_key: '***', list: [{ Token: '***' }] }, note: 'a\ufffdb\ufffd' });
    expect(row!.subject_id).toBe('u\ufffd');
  });

  it('gives the application no way to change or delete a row', async () => {
    await record(1);
    await sealer.sealAll();
    for (const table of ['sys_audit_logs', 'sys_audit_chain']) {
      for (const sql of [
        `UPDATE ${table} SET hash = ''`.replace("hash = ''", table === 'sys_audit_logs' ? "action = 'x'" : "hash = ''"),
        `DELETE FROM ${table}`,
        `TRUNCATE ${table} CASCADE`,
      ]) {
        await expect(bed.transaction((tx) => tx.query(sql))).rejects.toThrow(/permission denied/);
        await expect(bed.asOwner(sql)).rejects.toThrow(/append-only/);
      }
    }
  });

  it('seals in bounded batches, without gaps, and only once with many sealers at work', async () => {
    await record(25);
    expect(await sealer.sealOnce(10)).toBe(10);
    await Promise.all(Array.from({ length: 8 }, () => sealer.sealAll()));
    const rows = await bed.asOwner<{ seq: string; log_id: string }>('SELECT seq, log_id FROM sys_audit_chain ORDER BY seq');
    expect(rows.map((r) => Number(r.seq))).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
    expect(new Set(rows.map((r) => r.log_id)).size).toBe(25);
    expect(await verify()).toMatchObject({ ok: true, checked: 25, pending: 0 });
  });

  it('proves an untouched chain, also while rows wait for the sealer', async () => {
    await record(3);
    await sealer.sealAll();
    await record(2);
    expect(await verify()).toMatchObject({ ok: true, checked: 3, pending: 2 });
  });

  const cases: [string, string, Partial<ChainReport>][] = [
    [
      'an edited row',
      `UPDATE sys_audit_logs SET actor_name = 'somebody else' WHERE id = (SELECT log_id FROM sys_audit_chain WHERE seq = 4)`,
      { problem: 'row_changed', firstBadSeq: '4' },
    ],
    [
      'an edited diff',
      `UPDATE sys_audit_logs SET diff = '{"name":["a","b"]}' WHERE id = (SELECT log_id FROM sys_audit_chain WHERE seq = 2)`,
      { problem: 'row_changed', firstBadSeq: '2' },
    ],
    [
      'an edited time',
      `UPDATE sys_audit_logs SET occurred_at = occurred_at - interval '1 us' WHERE id = (SELECT log_id FROM sys_audit_chain WHERE seq = 9)`,
      { problem: 'row_changed', firstBadSeq: '9' },
    ],
    ['a deleted row', 'DELETE FROM sys_audit_logs WHERE id = (SELECT log_id FROM sys_audit_chain WHERE seq = 5)', { problem: 'row_missing', firstBadSeq: '5' }],
    [
      'a row deleted with its link',
      `DELETE FROM sys_audit_logs WHERE id = (SELECT log_id FROM sys_audit_chain WHERE seq = 6); DELETE FROM sys_audit_chain WHERE seq = 6`,
      { problem: 'sequence_gap', firstBadSeq: '6' },
    ],
    [
      'two links exchanged',
      `CREATE TEMP TABLE x AS SELECT * FROM sys_audit_chain WHERE seq IN (3, 7); DELETE FROM sys_audit_chain WHERE seq IN (3, 7);
      INSERT INTO sys_audit_chain (seq, log_id, hash) SELECT 10 - seq, log_id, hash FROM x`,
      { problem: 'row_changed', firstBadSeq: '3' },
    ],
    [
      'a smuggled row',
      `INSERT INTO sys_audit_logs (action, severity, actor_type, actor_name, subject_type) VALUES ('item.updated', 'I', 'user', 'x', 'item')`,
      { problem: 'row_smuggled', firstBadSeq: null },
    ],
    [
      'a smuggled link',
      `INSERT INTO sys_audit_logs (action, severity, actor_type, actor_name, subject_type) VALUES ('item.updated', 'I', 'user', 'x', 'item');
      INSERT INTO sys_audit_chain (seq, log_id, hash) SELECT 11, max(id), sha256('guess') FROM sys_audit_logs`,
      { problem: 'row_changed', firstBadSeq: '11' },
    ],
  ];
  it.each(cases)('names %s', async (_name, sql, expected) => {
    await record(10);
    await sealer.sealAll();
    await tamper(sql);
    expect(await verify()).toMatchObject({ ok: false, ...expected });
  });

  it('notices a row that was deleted before it could be sealed', async () => {
    await record(3);
    await tamper('DELETE FROM sys_audit_logs WHERE id = (SELECT min(log_id) FROM sys_audit_pending)');
    expect(await sealer.sealAll()).toBe(2);
    expect(await verify()).toMatchObject({ ok: false, problem: 'pending_row_missing' });
  });

  it('notices a cut tail and a rewritten chain by an anchor kept elsewhere', async () => {
    await record(10);
    await sealer.sealAll();
    const anchor = await bed.transaction((tx) => auditHead(tx));
    expect(await verify(anchor)).toMatchObject({ ok: true });
    await tamper('DELETE FROM sys_audit_logs WHERE id IN (SELECT log_id FROM sys_audit_chain WHERE seq > 7); DELETE FROM sys_audit_chain WHERE seq > 7');
    expect(await verify()).toMatchObject({ ok: true, checked: 7 }); // this is what an anchor is for
    expect(await verify(anchor)).toMatchObject({ ok: false, problem: 'tail_truncated', firstBadSeq: '8' });
    await record(5);
    await sealer.sealAll();
    expect(await verify(anchor)).toMatchObject({ ok: false, problem: 'chain_rewritten', firstBadSeq: '10' });
  });

  it('reads one moment while rows keep coming', async () => {
    await record(5);
    await bed.database.transaction({ actor, scope: ALL_SCOPE, snapshot: true, readOnly: true }, async (tx) => {
      await tx.query('SELECT 1');
      await record(5);
      await sealer.sealAll();
      expect(await verifyAuditChain(tx)).toMatchObject({ ok: true, checked: 0, pending: 5 });
    });
  });
});
