import { TestDatabase } from '@anwen/database/testing';
import { systemActor } from '@anwen/kernel';
import { handled, outbox } from '@anwen/outbox';
import { runJobOnce } from '@anwen/outbox/testing';
import { defineJob } from '@anwen/queue';
import { Logger } from '@nestjs/common';
import { z } from 'zod';
import { AdminBed } from './harness';

const probe = defineJob({ name: 'probe.console', lane: 4, payload: z.object({}), zh: '夜間測試', en: 'Night probe' });

describe('jobs in the console', () => {
  let app: AdminBed;
  let bed: TestDatabase;
  let admin: string;
  beforeAll(async () => {
    app = await AdminBed.start();
    bed = app.bed;
    // Dead jobs warn in the log, as they should.
    Logger.overrideLogger(false);
    admin = (await app.administrator()).token;
  });
  afterAll(() => app.stop());

  const stage = async (): Promise<{ id: string; publicId: string }> => bed.transaction((tx) => outbox.stage(tx, probe, {}), systemActor('schedule'));
  const die = async (): Promise<void> => {
    const { id } = await stage();
    await bed.asOwner('UPDATE sys_jobs SET max_attempts = 1 WHERE id = $1', [id]);
    await runJobOnce(
      bed.database,
      handled(probe, () => Promise.reject(new Error('disk on fire'))),
      id,
    );
  };

  it('are listed, counted, cancelled and retried by whoever may', async () => {
    const staged = await stage();
    const list = await app.call('GET', '/api/v1/admin/jobs?lane=P4&withTotal=true', { token: admin });
    expect(list.body).toMatchObject({ items: [{ id: staged.publicId, title: '夜間測試', lane: 'P4', state: 'waiting', requestedBy: null }], total: 1 });
    expect((await app.call('GET', '/api/v1/admin/jobs/stats', { token: admin })).body.lanes[3]).toMatchObject({ lane: 'P4', waiting: 1, running: 0 });
    const cancelled = await app.call('POST', `/api/v1/admin/jobs/${staged.publicId}/cancel`, { token: admin });
    expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled', problem: { code: 'queue.cancelled' } } });
    expect((await app.call('POST', `/api/v1/admin/jobs/${staged.publicId}/cancel`, { token: admin })).body.code).toBe('queue.not_cancelable');
    const again = await app.call('POST', `/api/v1/admin/jobs/${staged.publicId}/retry`, { token: admin });
    expect(again.status).toBe(201);
    expect(again.headers.get('location')).toBe(`/api/v1/admin/jobs/${again.body.id}`);
    expect((await app.call('GET', again.headers.get('location')!, { token: admin })).body.state).toBe('waiting');
  });

  it('that died are tried again or given up, with a reason, once', async () => {
    await die();
    await die();
    const letters = await app.call('GET', '/api/v1/admin/dead-jobs', { token: admin });
    const [one, other] = letters.body.items;
    expect(one).toMatchObject({
      name: 'probe.console',
      attempts: 1,
      problem: { code: 'queue.failed' },
      trace: expect.stringContaining('disk on fire') as string,
    });
    expect((await app.call('POST', `/api/v1/admin/dead-jobs/${one.id}/retry`, { token: admin })).status).toBe(201);
    expect((await app.call('POST', `/api/v1/admin/dead-jobs/${other.id}/discard`, { token: admin, body: {} })).status).toBe(400);
    const gone = await app.call('POST', `/api/v1/admin/dead-jobs/${other.id}/discard`, { token: admin, body: { reason: '硬碟已更換' } });
    expect(gone).toMatchObject({ status: 200, body: { state: 'discarded', decidedReason: '硬碟已更換' } });
    expect((await app.call('POST', `/api/v1/admin/dead-jobs/${one.id}/discard`, { token: admin, body: { reason: 'nochmal' } })).body.code).toBe(
      'queue.dead_job_decided',
    );
    expect((await app.call('GET', '/api/v1/admin/dead-jobs', { token: admin })).body.items).toEqual([]);
  });

  it('are read by an auditor, who changes nothing, and hidden from others', async () => {
    const staged = await stage();
    const auditor = await app.signIn('auditor', [{ role: 'auditor', scopes: [{ kind: 'all' }] }]);
    expect((await app.call('GET', '/api/v1/admin/jobs', { token: auditor.token })).status).toBe(200);
    expect((await app.call('POST', `/api/v1/admin/jobs/${staged.publicId}/cancel`, { token: auditor.token })).status).toBe(403);
    const planner = await app.signIn('planner', [{ role: 'planner', scopes: [{ kind: 'all' }] }]);
    for (const path of ['jobs', 'jobs/stats', 'dead-jobs']) expect((await app.call('GET', `/api/v1/admin/${path}`, { token: planner.token })).status).toBe(403);
    expect((await app.call('GET', '/api/v1/admin/jobs')).status).toBe(401);
    expect((await app.call('GET', '/api/v1/admin/jobs/00000000-0000-7000-8000-000000000000', { token: admin })).body.code).toBe('queue.job_not_found');
  });
});
