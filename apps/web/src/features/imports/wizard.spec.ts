import type { ImportColumn, ImportType } from '@anwen/client';
import { appliedMapping, faultOf, faultsOf, moved, namedMapping, stepOf } from './wizard';

const column = (key: string, required = false): ImportColumn => ({ key, labelZh: key, labelEn: key, required, type: 'text', example: '' });
const type: ImportType = {
  key: 'items',
  title: 'Items',
  naturalKey: ['code'],
  columns: [column('code', true), column('name', true), column('spec')],
  modes: ['upsert'],
};
const header = ['品號', '品名', '規格', '數量'];

describe('the import wizard', () => {
  it('refuses a file before it is sent', () => {
    const cases = { 'a.xlsx': null, 'A.CSV': null, 'a.xls': 'wrongType', 'a.xlsm': 'macros', 'a.csv.exe': 'wrongType', csv: 'wrongType' };
    for (const [name, fault] of Object.entries(cases)) expect([name, faultOf({ name, size: 10 })]).toEqual([name, fault]);
    expect([faultOf({ name: 'a.csv', size: 0 }), faultOf({ name: 'a.csv', size: 20 * 2 ** 20 }), faultOf({ name: 'a.csv', size: 20 * 2 ** 20 + 1 })]).toEqual([
      'empty',
      null,
      'tooLarge',
    ]);
  });

  it('resumes where the work stands', () => {
    const counts = { new: 1, changed: 0, unchanged: 0, error: 0 };
    const at = (state: Parameters<typeof stepOf>[0]['state'], known = false) => stepOf({ state, counts: known ? counts : null });
    expect([at('uploaded'), at('validating'), at('validated', true), at('failed'), at('failed', true), at('committing', true), at('committed', true)]).toEqual([
      'file',
      'check',
      'check',
      'check',
      'check',
      'run',
      'run',
    ]);
  });

  it('says what a mapping lacks', () => {
    expect(faultsOf(type, { code: 0, name: 1, spec: null }, header, (key) => key)).toEqual({
      missing: [],
      keyMissing: false,
      unused: ['規格', '數量'],
    });
    expect(faultsOf(type, { code: null, name: 2, spec: null }, header, (key) => key)).toEqual({
      missing: ['code'],
      keyMissing: true,
      unused: ['品號', '品名', '數量'],
    });
  });

  it('gives a column of the file to one column alone', () => {
    expect(moved({ code: 0, name: 1, spec: null }, 'spec', 1)).toEqual({ code: 0, name: null, spec: 1 });
    expect(moved({ code: 0, name: null }, 'code', null)).toEqual({ code: null, name: null });
  });

  it('keeps a mapping by names and fits it to another order', () => {
    const named = namedMapping({ code: 0, name: 1, spec: null }, header);
    expect(named).toEqual({ code: '品號', name: '品名' });
    expect(appliedMapping(type, named, ['品名', '品號'])).toEqual({ code: 1, name: 0, spec: null });
    expect(appliedMapping(type, named, ['x'])).toEqual({ code: null, name: null, spec: null });
  });
});
