import type { ChildId, PlainDate } from '@tributary/kernel';
import { Frequencies, Judge, PersonReader, STANDING_WEIGHTS } from '@tributary/matching';
import { type Candidate, decideChild } from './decide-child';
import { type Said, statedBy } from './person';

const NHS = '9990000018';
const OTHER_NHS = '9912003888';
const UPN = 'B801200005001';
const wren: Said = { givenName: 'Wren', familyName: 'Okoro-Lyle', birthDate: '2015-06-14' as PlainDate };
const reader = new PersonReader();
const judge = new Judge(STANDING_WEIGHTS, Frequencies.kept(), 100_000);
const personOf = (said: Said, sector: string) => reader.read(statedBy({ ...said, sector }));
const child = (id: string, ...said: Said[]): Candidate => ({
  childId: id as ChildId,
  persons: said.map((one) => personOf(one, 'education')),
});
const place = (said: Said, candidates: Candidate[], sector = 'education') =>
  decideChild(personOf(said, sector), candidates, judge);
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
      'number-alone',
    ],
    ['a placeholder does not', verified('9999999999'), verified('9999999999'), 'new'],
    ['a wrong check digit does not', verified('9912003890'), verified('9912003890'), 'new'],
    [
      'another birth date contradicts it',
      { ...wren, ...verified(NHS) },
      { ...verified(NHS), birthDate: '2012-11-30' as PlainDate },
      'number-contradicted',
    ],
    [
      'one slip in the birth date does not',
      { ...wren, ...verified(NHS) },
      { ...verified(NHS), birthDate: '2015-06-15' as PlainDate },
      'link nhs-number',
    ],
    [
      'another surname and nothing that agrees leaves it alone',
      { ...wren, ...verified(NHS) },
      { ...verified(NHS), familyName: 'Pennshaw' },
      'number-alone',
    ],
    [
      'a changed surname does not contradict it',
      { ...wren, ...verified(NHS) },
      { ...wren, ...verified(NHS), familyName: 'Pennshaw' },
      'link nhs-number',
    ],
    [
      'a sibling’s or twin’s name contradicts it',
      { ...wren, ...verified(NHS) },
      { ...wren, ...verified(NHS), givenName: 'Birdie' },
      'number-contradicted',
    ],
    [
      'a placeholder birthday contradicts by its year',
      { ...wren, ...verified(NHS) },
      { ...verified(NHS), birthDate: '2014-01-01' as PlainDate },
      'number-contradicted',
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
    [
      'name and a birth date with a slip in it propose',
      wren,
      { ...wren, birthDate: '2015-06-15' as PlainDate },
      'not-certain',
    ],
    [
      'with another postcode a name and birth date propose',
      { ...wren, postcode: 'ZZ1 1AA' },
      { ...wren, postcode: 'YY7 9XQ' },
      'not-certain',
    ],
    [
      'with the same postcode they link',
      { ...wren, postcode: 'zz1 1aa' },
      { ...wren, postcode: 'ZZ11AA' },
      'link weighed',
    ],
    ['with the same school they link', { ...wren, school: '9992001' }, { ...wren, school: '9992001' }, 'link weighed'],
    [
      'with the same parent they link',
      { ...wren, parents: ['Ada Lyle'] },
      { ...wren, parents: ['Jo Okoro', 'ada lyle'] },
      'link weighed',
    ],
    [
      'however the name is written',
      { ...wren, postcode: 'ZZ1 1AA' },
      { ...wren, familyName: 'OKORO LYLE', postcode: 'ZZ1 1AA' },
      'link weighed',
    ],
    [
      'a placeholder birthday never links by name',
      { ...wren, birthDate: '2015-06-01' as PlainDate, postcode: 'ZZ1 1AA' },
      { ...wren, birthDate: '2015-06-01' as PlainDate, postcode: 'ZZ1 1AA' },
      'not-certain',
    ],
    [
      'a different valid number contradicts a name',
      { ...wren, postcode: 'ZZ1 1AA', ...verified(NHS) },
      { ...wren, postcode: 'ZZ1 1AA', ...verified(OTHER_NHS) },
      'two-nhs-numbers',
    ],
    [
      'two different NHS numbers never link, whatever the UPN',
      { upn: UPN, ...verified(NHS) },
      { upn: UPN, ...verified(OTHER_NHS) },
      'number-contradicted',
    ],
    [
      'an unverified valid number contradicts a name too',
      { ...wren, postcode: 'ZZ1 1AA', nhsNumber: NHS },
      { ...wren, postcode: 'ZZ1 1AA', nhsNumber: OTHER_NHS, nhsNumberStatus: '03' },
      'two-nhs-numbers',
    ],
    [
      'an equal unverified one leaves a name its place',
      { ...wren, postcode: 'ZZ1 1AA', nhsNumber: NHS },
      { ...wren, postcode: 'ZZ1 1AA', nhsNumber: NHS },
      'link weighed',
    ],
    [
      'babies without a name are nobody’s namesakes',
      { ...wren, givenName: 'Baby', postcode: 'ZZ1 1AA' },
      { ...wren, givenName: 'baby', postcode: 'ZZ1 1AA' },
      'no-given-name',
    ],
    [
      'a parent called Mum is not the same parent',
      { ...wren, parents: ['Mum'] },
      { ...wren, parents: ['Mum'], birthDate: '2015-06-15' as PlainDate },
      'not-certain',
    ],
    [
      'no fixed abode is not the same postcode',
      { ...wren, postcode: 'ZZ99 3VZ' },
      { ...wren, postcode: 'ZZ993VZ', birthDate: '2015-06-15' as PlainDate },
      'not-certain',
    ],
    [
      'a school is one, however its number is written',
      { ...wren, school: '999/2001' },
      { ...wren, school: '9992001' },
      'link weighed',
    ],
    [
      'letters without a base letter are read as people write them',
      { ...wren, familyName: 'Sørensen', postcode: 'ZZ1 1AA' },
      { ...wren, familyName: 'Sorensen', postcode: 'ZZ1 1AA' },
      'link weighed',
    ],
    ['nothing in common is a new child', wren, { givenName: 'Tansy' }, 'new'],
  ])('%s', (_, known, said, expected) => {
    expect(kindOf(said, [child('a', known)])).toBe(expected);
  });

  it('UPN is matched between education and children’s services alone', () => {
    expect(kindOf({ upn: UPN }, [child('a', { upn: UPN })], 'social-care')).toBe('link upn');
    expect(kindOf({ upn: UPN }, [child('a', { upn: UPN })], 'health')).toBe('new');
  });

  it('a twin is another child, at the same address, with the same parents and at the same school', () => {
    const home: Said = { ...wren, postcode: 'ZZ1 1AA', school: '9992001', parents: ['Ada Lyle'] };
    const twin: Said = { ...home, givenName: 'Tansy' };
    expect(kindOf(twin, [child('a', home)])).toBe('new');
    expect(place(home, [child('b', twin), child('a', home)])).toMatchObject({ kind: 'link', childId: 'a' });
    const nameless: Said = { ...home, givenName: 'Twin 1' };
    expect(kindOf(nameless, [child('a', home), child('b', twin)])).toBe('no-given-name');
    expect(kindOf({ ...twin, ...verified(NHS) }, [child('a', { ...home, ...verified(NHS) })])).toBe(
      'number-contradicted',
    );
  });

  it('two children that both fit are left to a person', () => {
    expect(kindOf(verified(NHS), [child('a', verified(NHS)), child('b', verified(NHS))])).toBe('several-fit');
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
    const known = child('a', { ...wren, ...verified(NHS) }, { ...verified(NHS), birthDate: '2012-11-30' as PlainDate });
    expect(kindOf({ ...wren, ...verified(NHS) }, [known])).toBe('number-contradicted');
  });
});
