import { change, compact } from './form-fields';

describe('what a form sends', () => {
  it('leaves out what was left empty in something new', () => {
    expect(compact({ name: ' A ', note: '', dueOn: undefined, place: null, qty: '0' })).toEqual({ name: 'A', qty: '0' });
  });

  it('says in a change what was emptied, because a patch keeps what it does not name', () => {
    expect(change({ note: ' ', dueOn: undefined, qty: '5', startsOn: '2026-01-01' }, ['note', 'dueOn', 'startsOn', 'place'])).toEqual({
      note: null,
      dueOn: null,
      startsOn: '2026-01-01',
      place: null,
      qty: '5',
    });
  });
});
