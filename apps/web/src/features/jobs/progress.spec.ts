import type { Job } from '@anwen/client';
import { endedSince, fileOf, importOf, percentOf, pollAfter } from './progress';

const job = (change: Partial<Job>): Job => ({ id: 'a', state: 'running', progress: null, result: null, ...change }) as Job;

describe('the progress of jobs', () => {
  it('shows whole percent, and 100 only for what is done', () => {
    expect(percentOf(job({ progress: { done: 1, total: 3 } }))).toBe(33);
    expect(percentOf(job({ progress: { done: 3, total: 3 } }))).toBe(99);
    expect(percentOf(job({ state: 'done', progress: null }))).toBe(100);
    expect([percentOf(job({})), percentOf(job({ progress: { done: 5, total: null } })), percentOf(job({ progress: { done: 0, total: 0 } }))]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('asks every second at first, every five later, and rarely when nothing runs', () => {
    expect([0, 4_000, 16_000, 40_000, 3_600_000].map(pollAfter)).toEqual([1_000, 1_000, 2_000, 5_000, 5_000]);
    expect(pollAfter(-5_000)).toBe(1_000);
    expect(pollAfter(null)).toBe(30_000);
  });

  it('notices what has ended since it was last seen', () => {
    const jobs = [job({ id: 'a', state: 'done' }), job({ id: 'b' }), job({ id: 'c', state: 'failed' })];
    expect(endedSince(new Set(['a', 'b']), jobs).map(({ id }) => id)).toEqual(['a']);
  });

  it('leads to the import that a job has worked on', () => {
    expect(importOf(job({ name: 'import.commit', result: { session: 'x' } }))).toBe('/imports/x');
    expect(importOf(job({ name: 'import.commit', state: 'failed' }))).toBe('/imports');
    expect(importOf(job({ name: 'export.run', result: { session: 'x' } }))).toBeNull();
  });

  it('offers a file of this server alone', () => {
    const result = { file: '/api/v1/exports/1/file', fileName: '庫存.xlsx', expiresAt: '2026-11-29T00:00:00Z' };
    expect(fileOf(job({ state: 'done', result }))).toEqual({ path: result.file, name: '庫存.xlsx', expiresAt: result.expiresAt });
    expect(fileOf(job({ state: 'failed', result }))).toBeNull();
    expect(fileOf(job({ state: 'done', result: { file: 'https://evil.example/x' } }))).toBeNull();
  });
});
