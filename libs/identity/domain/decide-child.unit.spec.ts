import type { ChildId, PlainDate } from '@tributary/kernel';
import fc from 'fast-check';
import { compare } from './compare';
import { type Candidate, decideChild } from './decide-child';
import { personOf, type Said } from './person';

const NHS = '9990000018';
const OTHER_NHS = '9912003888';
const UPN = 'B801200005001';
const wren: Said = { givenName: 'Wren', familyName: 'Okoro-Lyle', birthDate: '2015-06-14' as PlainDate };
const child = (id: string, ...said: Said[]): Candidate => ({
  childId: id as ChildId,
  persons: said.map((one) => personOf(one, 'education')),
});
const place = (said: Said, candidates: Candidate[], sector = 'education') =>
  decideChild(personOf(said, sector), candidates);
const kindOf = (said: Said, candidates: Candidate[], sector?: string): string => {
  const placed = place(said, candidates, sector);
  return placed.kind === 'link' ? `link ${placed.method}` : placed.kind === 'propose' ? placed.reason : 'new';
};
const verified = (nhsNumber: string): Said => ({ nhsNumber, nhsNumberStatus: '01' });

describe('which child a record is of', () => {
  it.each<[string, Said, Said, string]>([
    ['an equal verified NHS number links', { ...wren, ...verified(NHS) }, verified('999 000 0018'), 'link nhs-number'],
    [
      'an unverified one proposes',
      { ...wren, ...verified(NHS) },
      { nhsNumber: NHS, nhsNumberStatus: '02' },
      'no-verified-number',
    ],
    ['a placeholder does not', verified('9999999999'), verified('9999999999'), 'new'],
    ['a wrong check digit does not', verified('9912003890'), verified('9912003890'), 'new'],
    [
      'another birth date contradicts it',
      { ...wren, ...verified(NHS) },
      { ...verified(NHS), birthDate: '2015-06-15' as PlainDate },
      'contradiction',
    ],
    [
      'another surname contradicts it',
      { ...wren, ...verified(NHS) },
      { ...verified(NHS), familyName: 'Lyle' },
      'contradiction',
    ],
    [
      'another given name does not',
      { ...wren, ...verified(NHS) },
      { ...verified(NHS), givenName: 'Birdie' },
      'link nhs-number',
    ],
    [
      'a placeholder birthday contradicts by its year',
      { ...wren, ...verified(NHS) },
      { ...verified(NHS), birthDate: '2014-01-01' as PlainDate },
      'contradiction',
    ],
    [
      'and agrees with it otherwise',
      { ...wren, ...verified(NHS) },
      { ...verified(NHS), birthDate: '2015-01-01' as PlainDate },
      'link nhs-number',
    ],
    ['an equal valid UPN links', { upn: UPN }, { upn: UPN.toLowerCase() }, 'link upn'],
    ['a wrong check letter does not', { upn: `C${UPN.slice(1)}` }, { upn: `C${UPN.slice(1)}` }, 'new'],
    ['a temporary one does not', { upn: 'R67412310112A' }, { upn: 'R67412310112A' }, 'new'],
    ['name and birth date only propose', wren, wren, 'name-and-birth-date-only'],
    [
      'with the same postcode they link',
      { ...wren, postcode: 'zz1 1aa' },
      { ...wren, postcode: 'ZZ11AA' },
      'link name-birth-date-place',
    ],
    [
      'with the same school they link',
      { ...wren, school: '9992001' },
      { ...wren, school: '9992001' },
      'link name-birth-date-place',
    ],
    [
      'with the same parent they link',
      { ...wren, parents: ['Ada Lyle'] },
      { ...wren, parents: ['Jo Okoro', 'ada lyle'] },
      'link name-birth-date-place',
    ],
    [
      'however the name is written',
      { ...wren, postcode: 'ZZ1 1AA' },
      { ...wren, familyName: 'OKORO LYLE', postcode: 'ZZ1 1AA' },
      'link name-birth-date-place',
    ],
    [
      'a placeholder birthday never links by name',
      { ...wren, birthDate: '2015-06-01' as PlainDate, postcode: 'ZZ1 1AA' },
      { ...wren, birthDate: '2015-06-01' as PlainDate, postcode: 'ZZ1 1AA' },
      'new',
    ],
    [
      'a different valid number contradicts a name',
      { ...wren, postcode: 'ZZ1 1AA', ...verified(NHS) },
      { ...wren, postcode: 'ZZ1 1AA', ...verified(OTHER_NHS) },
      'contradiction',
    ],
    [
      'two different NHS numbers never link, whatever the UPN',
      { upn: UPN, ...verified(NHS) },
      { upn: UPN, ...verified(OTHER_NHS) },
      'contradiction',
    ],
    [
      'an unverified valid number contradicts a name too',
      { ...wren, postcode: 'ZZ1 1AA', nhsNumber: NHS },
      { ...wren, postcode: 'ZZ1 1AA', nhsNumber: OTHER_NHS, nhsNumberStatus: '03' },
      'contradiction',
    ],
    [
      'an equal unverified one leaves a name its place',
      { ...wren, postcode: 'ZZ1 1AA', nhsNumber: NHS },
      { ...wren, postcode: 'ZZ1 1AA', nhsNumber: NHS },
      'link name-birth-date-place',
    ],
    [
      'babies without a name are nobody’s namesakes',
      { ...wren, givenName: 'Baby', postcode: 'ZZ1 1AA' },
      { ...wren, givenName: 'baby', postcode: 'ZZ1 1AA' },
      'new',
    ],
    [
      'a parent called Mum is not the same parent',
      { ...wren, parents: ['Mum'] },
      { ...wren, parents: ['Mum'] },
      'name-and-birth-date-only',
    ],
    [
      'no fixed abode is not the same postcode',
      { ...wren, postcode: 'ZZ99 3VZ' },
      { ...wren, postcode: 'ZZ993VZ' },
      'name-and-birth-date-only',
    ],
    [
      'a school is one, however its number is written',
      { ...wren, school: '999/2001' },
      { ...wren, school: '9992001' },
      'link name-birth-date-place',
    ],
    [
      'letters without a base letter are read as people write them',
      { ...wren, familyName: 'Sørensen', postcode: 'ZZ1 1AA' },
      { ...wren, familyName: 'Sorensen', postcode: 'ZZ1 1AA' },
      'link name-birth-date-place',
    ],
    ['nothing in common is a new child', wren, { givenName: 'Tansy' }, 'new'],
  ])('%s', (_, known, said, expected) => {
    expect(kindOf(said, [child('a', known)])).toBe(expected);
  });

  it('UPN is matched between education and children’s services alone', () => {
    expect(kindOf({ upn: UPN }, [child('a', { upn: UPN })], 'social-care')).toBe('link upn');
    expect(kindOf({ upn: UPN }, [child('a', { upn: UPN })], 'health')).toBe('new');
  });

  it('twins are not told apart by their address', () => {
    const home: Said = { ...wren, postcode: 'ZZ1 1AA' };
    const twins = [child('a', home), child('b', { ...home, givenName: 'Wynn' })];
    expect(kindOf(home, twins)).toBe('possible-twin');
    expect(
      kindOf({ ...home, ...verified(NHS) }, [child('a', { ...home, ...verified(NHS) }), twins[1] as Candidate]),
    ).toBe('link nhs-number');
    expect(kindOf({ ...home, givenName: 'Wynn' }, [child('a', home)])).toBe('new');
  });

  it('a twin is seen at the place of the child’s other records', () => {
    const known = child('a', { ...wren, school: '9992001', postcode: 'ZZ1 1AA' });
    const twin = child('b', { ...wren, givenName: 'Wynn', postcode: 'ZZ1 1AA' });
    expect(kindOf({ ...wren, school: '9992001' }, [known, twin])).toBe('possible-twin');
  });

  it('two children that both fit are left to a person', () => {
    expect(kindOf(verified(NHS), [child('a', verified(NHS)), child('b', verified(NHS))])).toBe('several-candidates');
  });

  it('a number decides, and who would have fitted without it is proposed beside', () => {
    const numbered = child('a', verified(NHS));
    const namesake = child('b', { ...wren, postcode: 'ZZ1 1AA' });
    const stranger = child('c', { ...wren, postcode: 'ZZ1 1AA', ...verified(OTHER_NHS) });
    const said = { ...wren, postcode: 'ZZ1 1AA', ...verified(NHS) };
    const placed = place(said, [numbered, namesake, stranger]);
    expect(placed).toMatchObject({ kind: 'link', childId: 'a', others: [{ childId: 'b' }] });
    expect(place(said, [numbered, stranger])).toMatchObject({ kind: 'link', childId: 'a', others: [] });
  });

  it('one record of a child that contradicts holds the link back', () => {
    const known = child('a', { ...wren, ...verified(NHS) }, { ...verified(NHS), familyName: 'Lyle' });
    expect(kindOf({ ...wren, ...verified(NHS) }, [known])).toBe('contradiction');
  });

  it('compares the same both ways', () => {
    const text = fc.option(fc.constantFrom('A', 'B', 'Ç', 'c'), { nil: undefined });
    const said = fc.record({
      givenName: text,
      familyName: text,
      postcode: text,
      school: text,
      birthDate: fc.option(fc.constantFrom('2015-06-14', '2015-01-01', '2014-03-04'), { nil: undefined }),
      parents: fc.array(fc.constantFrom('A', 'B', 'C')),
    });
    fc.assert(
      fc.property(said, said, (a, b) => {
        const [one, other] = [personOf(a as object, 'education'), personOf(b as object, 'education')];
        expect(compare(one, other)).toEqual(compare(other, one));
      }),
    );
  });
});
