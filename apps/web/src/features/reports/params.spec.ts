import type { ReportParam } from '@anwen/client';
import { isComplete, lackOf, searchOf, valuesOf } from './params';

const param = (key: string, change: Partial<ReportParam> = {}): ReportParam => ({ key, label: key, type: 'text', required: false, ...change });
const report = { params: [param('days', { type: 'int', default: '90' }), param('item', { type: 'item', required: true }), param('lot')] };

describe('the conditions of a report', () => {
  it('come from the address, else from the report', () => {
    expect(valuesOf(report, { item: ' RM-M6 ', hacker: '1' })).toEqual({ days: '90', item: 'RM-M6' });
    expect(valuesOf(report, { days: '30', item: 'A', lot: '' })).toEqual({ days: '30', item: 'A' });
  });

  it('stand in the address where they differ from the report’s own', () => {
    expect(searchOf(report, { days: '90', item: 'A', lot: undefined })).toEqual({ item: 'A' });
    expect(searchOf(report, { days: 30, item: 'A' })).toEqual({ days: '30', item: 'A' });
  });

  it('are asked for before the server is', () => {
    expect([isComplete(report, { days: '90' }), isComplete(report, { item: 'A' })]).toEqual([false, true]);
    expect([lackOf(report.params[0]!, '3.5'), lackOf(report.params[0]!, '-3'), lackOf(report.params[1]!, ' ')]).toEqual(['wholeNumber', null, 'required']);
  });
});
