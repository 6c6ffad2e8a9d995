import { around, notTaken, personAround, withParents } from './around';

const named = (word: string, more: object = {}) => personAround({ words: [word], givenName: 'Rowena', ...more });

describe('somebody around a child', () => {
  it.each([
    ['MTH', 'mother'],
    [' mum ', 'mother'],
    ['FTH', 'father'],
    ['Step-Mother', 'parent'],
    ['step_parent', 'parent'],
    ['PRNFOST', 'carer'],
    ['Guardian', 'carer'],
    ['SIB', 'sibling'],
    ['GRFTH', 'grandparent'],
    ['Other', 'other'],
  ])('is by the word %s a %s', (word, relationship) => {
    expect(named(word)).toEqual({ givenName: 'Rowena', relationship, responsibility: 'unknown' });
  });

  it('of a word that nobody knows is kept as other and flagged, without the word', () => {
    expect(named('Nan Jean of 3 Kiln Row')).toEqual({
      ...{ givenName: 'Rowena', relationship: 'other', responsibility: 'unknown', flags: ['code-unmapped'] },
    });
  });

  it.each([
    ['Y', 'yes'],
    ['false', 'no'],
    ['shared', 'shared-with-authority'],
    ['restricted-by-order', 'restricted-by-order'],
    ['perhaps', 'unknown'],
    ['', 'unknown'],
  ])('with %p has parental responsibility: %s', (responsible, responsibility) => {
    expect(named('MTH', { responsible })?.responsibility).toBe(responsibility);
  });

  it('is nobody without a name or a number', () => {
    expect(personAround({ words: ['MTH'], givenName: ' ', responsible: 'Y' })).toBeUndefined();
  });

  it('has days that run backwards flagged, and a name that never ends cut', () => {
    const long = named('MTH', { familyName: 'x'.repeat(10_000), from: '2026-02-01', until: '2026-01-01' });
    expect(long?.familyName).toHaveLength(100);
    expect(long?.flags).toEqual(['end-before-start']);
  });

  it('lives with the child by a household or days in one, and by a no in none', () => {
    const home = { household: ' H7 ', livesWithFrom: '2026-01-01', livesWithUntil: '2026-02-01' };
    expect(named('MTH', home)).toMatchObject({ ...home, household: 'H7', livesWith: true });
    expect(named('MTH', { ...home, livesWith: false })).toEqual({
      ...{ givenName: 'Rowena', relationship: 'mother', responsibility: 'unknown', livesWith: false },
    });
    expect(named('MTH', { livesWithFrom: '2026-02-02', livesWithUntil: '2026-02-01' })?.flags).toEqual([
      'end-before-start',
    ]);
  });

  it.each([
    ['a friend', 'Friend', {}, 0],
    ['a friend in the household', 'Friend', { livesWith: true }, 1],
    ['an uncle with an order', 'Uncle', { responsible: 'Y' }, 1],
    ['a neighbour who works for the agency', 'Neighbour', { staffNumber: 'T7' }, 1],
    ['a father elsewhere', 'Father', { livesWith: false, responsible: 'N' }, 1],
  ])('%s is taken in: %s %p %p', (_, word, more, taken) => {
    const given = [named(word, more)];
    const result = around(given);
    expect([result.people.length, notTaken(given, result)]).toEqual([taken, 1 - taken]);
  });

  it('stands once, as last said, and no record names more than twenty', () => {
    const twice = [named('MTH', { number: 'K1' }), named('MTH', { number: 'K1', responsible: 'Y' }), undefined];
    expect(around(twice).people).toMatchObject([{ responsibility: 'yes' }]);
    const many = Array.from({ length: 50 }, (_, i) => named('MTH', { number: `K${i}` }));
    expect(around(many, { whole: true }).people).toHaveLength(20);
  });
});

describe('a sighting', () => {
  const sighting = { system: 'mis', localId: '1' };
  const people = (...words: readonly string[]) => around(words.map((word) => named(word, { familyName: 'Bly' })));

  it('names the parents and carers around its child beside those it named, and nobody else', () => {
    const before = { ...sighting, parents: ['Orla Bly'] };
    expect(withParents(before, people('MTH', 'Carer', 'SIB', 'GRFTH'))).toEqual({
      ...before,
      parents: ['Orla Bly', 'Rowena Bly'],
    });
  });

  it('stays as it was where nobody is named wholly', () => {
    expect(withParents(sighting, around([named('MTH')]))).toBe(sighting);
    expect(withParents(sighting, undefined)).toBe(sighting);
  });
});
