import fc from 'fast-check';
import { PersonReader } from '../clean/read-person';
import type { Stated } from '../person';
import { compare } from './compare';
import { AT, type Field, FIELDS, levelName } from './fields';
import { anyStated } from '../stated.fixture';
import { isOneSlip, jaroWinkler, jaroWinklerFrom } from './strings';

const reader = new PersonReader();
const read = (stated: Partial<Stated>) => reader.read({ id: 'one', ...stated });
const levels = (one: Partial<Stated>, other: Partial<Stated>, field: Field): string =>
  levelName(field, compare(read(one), read(other))[AT[field]] ?? 0);

describe('Jaro–Winkler', () => {
  // Winkler 1990, and Jaro's examples as the U.S. Census Bureau publishes them.
  it.each([
    ['MARTHA', 'MARHTA', 0.9611],
    ['DIXON', 'DICKSONX', 0.8133],
    ['DWAYNE', 'DUANE', 0.84],
    ['SHACKLEFORD', 'SHACKELFORD', 0.9818],
    ['JONES', 'JOHNSON', 0.8324],
    ['ABC', 'XYZ', 0],
    ['', '', 0],
    ['SAME', 'SAME', 1],
  ])('%s, %s: %d', (a, b, is) => expect(jaroWinkler(a, b)).toBeCloseTo(is, 4));
  const word = fc.string({ unit: fc.constantFrom(...'ABCDE'), maxLength: 12 });
  it('is the same whichever comes first', () => {
    fc.assert(fc.property(word, word, (a, b) => jaroWinkler(a, b) === jaroWinkler(b, a)));
  });
  it('loses nothing to its shortcut', () => {
    const bitsOf = (text: string) => [...text].reduce((bits, char) => bits | (1 << (char.charCodeAt(0) % 32)), 0);
    const nonEmpty = fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJ'), minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(nonEmpty, nonEmpty, (a, b) => {
        const exact = jaroWinkler(a, b);
        const quick = jaroWinklerFrom(0.88, { text: a, letters: bitsOf(a) }, { text: b, letters: bitsOf(b) });
        expect(quick).toBe(exact >= 0.88 ? exact : 0);
      }),
      { numRuns: 500 },
    );
  });
});

it.each([
  ['20120430', '20120431', true],
  ['ABCD', 'ABDC', true],
  ['ABCD', 'ABXCD', true],
  ['ABCD', 'ABC', true],
  ['ABCD', 'ABCD', false],
  ['ABCD', 'BADC', false],
  ['AB', 'CD', false],
])('%s and %s are one slip apart: %s', (a, b, is) => expect([isOneSlip(a, b), isOneSlip(b, a)]).toEqual([is, is]));

describe('given names', () => {
  it.each([
    ['Zoë', 'ZOE', 'same'],
    ['Mohammed', 'Muhammad', 'variant'],
    ['Bill', 'William', 'variant'],
    ['Will', 'Bill', 'close'],
    ['Mary Jane', 'Jane', 'part'],
    ['Aelandor', 'Aeland', 'part'],
    ['Aelandor', 'Aelnador', 'typo'],
    ['Mia', 'Mya', 'close'],
    ['Ameena', 'Amina', 'variant'],
    ['Xiaoming', 'Hsiaoming', 'variant'],
    ['Tshiling', 'Zhiling', 'variant'],
    ['Meeehan', 'Meihan', 'variant'],
    ['Aelandor Quenobin', 'Quenobni', 'part'],
    ['Xioa Ming', 'Xiaoming', 'typo'],
    // Names that many bear, a slip apart: two names, and where they are heard alike a person's to tell.
    ['Amina', 'Amira', 'different'],
    ['Aryan', 'Ayan', 'different'],
    ['Jack', 'Zack', 'different'],
    ['Hassan', 'Hussain', 'close'],
    ['Amir', 'Amira', 'close'],
    ['Aiden', 'Aidan', 'close'],
    ['Mohammed Aryan', 'Mohammed Ayan', 'different'],
    ['Mohammed Aryan', 'Mohammed', 'close'],
    ['Ella', 'Nora', 'close'],
    ['Eleanor', 'Nora', 'variant'],
    ['Aelandor Quenob', 'Aelandor Quenobin', 'part'],
    ['Mohammed Ar', 'Mohammed Aryan', 'part'],
    ['J', 'Jilander', 'initial'],
    ['Aelandor', 'Quenobin', 'different'],
    ['', 'Quenobin', 'missing'],
  ])('%s and %s: %s', (one, other, is) =>
    expect(levels({ givenName: one }, { givenName: other }, 'given-name')).toBe(is),
  );
});

describe('given names that were counted', () => {
  const known = (counts: Readonly<Record<string, number>>) => ({
    bearers: (name: { text: string }) => counts[name.text] ?? 1,
    meant: () => undefined,
    isFamilyName: () => false,
  });
  it.each([
    ['a name and a slip of it', 'Quenobin', 'Quenoibn', { QUENOBIN: 900, QUENOIBN: 9 }, 'typo'],
    ['two that many bear', 'Quenobin', 'Quenodin', { QUENOBIN: 900, QUENODIN: 40 }, 'different'],
    [
      'a slip that many make of a name that very many bear',
      'Quenobin',
      'Quenodin',
      { QUENOBIN: 900, QUENODIN: 15 },
      'typo',
    ],
    ['two slips', 'Quenobin', 'Qenobni', { QUENOBIN: 900 }, 'typo'],
    ['two slips from a name of one family', 'Quenobin', 'Qenobni', { QUENOBIN: 4 }, 'close'],
    ['two slips, and others bear both', 'Quenobin', 'Qenobni', { QUENOBIN: 900, QENOBNI: 2 }, 'close'],
    ['a letter left out of four', 'Quob', 'Qob', { QUOB: 90 }, 'typo'],
    ['two slips apart, and many bear both', 'Quenobin', 'Qenobni', { QUENOBIN: 900, QENOBNI: 90 }, 'close'],
  ])('%s', (_, one, other, counts, is) => {
    const [a, b] = [read({ givenName: one }), read({ givenName: other })];
    expect(levelName('given-name', compare(a, b, undefined, known(counts))[AT['given-name']] ?? 0)).toBe(is);
  });
});

describe('family names', () => {
  it.each([
    ['Thornwick-Combe', 'Combe', 'part'],
    ['Thornwick', 'Thornwikc', 'typo'],
    ['Thornwick', 'Pennshaw', 'different'],
    ['Thornwick-Cmobe', 'Combe', 'part'],
    ['Kowalski', 'Kowalska', 'typo'],
    ['Li', 'Lee', 'typo'],
    ['Kaur', 'Sandhu', 'custom'],
    ['Kaur', 'Kaur', 'same'],
  ])('%s and %s: %s', (one, other, is) =>
    expect(levels({ familyName: one }, { familyName: other }, 'family-name')).toBe(is),
  );
  it('agree by a former one', () => {
    const married = { familyName: 'Pennshaw', formerFamilyNames: ['Thornwick'] };
    expect(levels(married, { familyName: 'Thornwick' }, 'family-name')).toBe('same');
  });
  it('agree crosswise', () => {
    const one = { givenName: 'Aelandor', familyName: 'Thornwick' };
    const other = { givenName: 'Thornwick', familyName: 'Aelandor' };
    expect(levels(one, other, 'name-order')).toBe('swapped');
    expect(levels(one, other, 'given-name')).toBe('same');
    expect(levels(one, one, 'name-order')).toBe('straight');
  });
});

describe('birth dates', () => {
  it.each([
    ['2012-04-30', '30/04/2012', 'same'],
    ['2012-04-03', '2012-03-04', 'swapped'],
    ['2012-04-30', '2012-04-20', 'digit'],
    ['2012-04-30', '2012-04-03', 'digit'],
    ['2012-04-30', '2011-04-30', 'digit'],
    ['2012-04-30', '1999-04-30', 'day-and-month'],
    ['2012-04-30', '2012-04-12', 'month-and-year'],
    ['2012-04-30', '2012-01-01', 'year'],
    ['2012-01-01', '2012-01-01', 'year'],
    ['2012-04-30', '2013-01-01', 'different'],
    ['2012-04-30', '2010-11-12', 'different'],
    ['2012-02-30', '2012-02-20', 'digit'],
    ['2012-02-30', '2012-02-30', 'digit'],
    ['2012-04-30', 'never', 'missing'],
  ])('%s and %s: %s', (one, other, is) =>
    expect(levels({ birthDate: one }, { birthDate: other }, 'birth-date')).toBe(is),
  );
});

describe('postcodes', () => {
  it.each([
    ['WX12 3AB', 'wx123ab', 'same'],
    ['WX12 3AB', 'WX12 3AC', 'typo'],
    ['WX12 3AB', 'WX12 3XY', 'sector'],
    ['WX12 3AB', 'WX12 4XY', 'district'],
    ['WX12 3AB', 'WX44 9XY', 'area'],
    ['WX12 3AB', 'YY44 9XY', 'different'],
    ['ZZ99 3VZ', 'ZZ99 3VZ', 'missing'],
  ])('%s and %s: %s', (one, other, is) => expect(levels({ postcode: one }, { postcode: other }, 'postcode')).toBe(is));
  it('agree by where somebody lived before', () => {
    const moved = { postcode: 'YY44 9XY', formerPostcodes: ['WX12 3AB'] };
    expect(levels(moved, { postcode: 'WX12 3AB' }, 'postcode')).toBe('same');
  });
});

it('counts a superseded NHS number as the one that stands', () => {
  const now = { nhsNumber: '9434765919', formerNhsNumbers: ['9912003888'] };
  expect(levels(now, { nhsNumber: '9912003888' }, 'nhs-number')).toBe('same');
  expect(levels({ nhsNumber: '9434765919' }, { nhsNumber: '9912003888' }, 'nhs-number')).toBe('different');
});

describe('temporary UPNs', () => {
  const [own, other] = ['Q99920012001A', 'T99920012002B'];
  const pupil = { sector: 'education', school: '9992001', upn: own };
  it.each<[string, object, object, string]>([
    ['speak for a pair of the school that gave them', pupil, pupil, 'same'],
    [
      'speak for it where the one is permanent by now',
      pupil,
      { ...pupil, upn: 'C999400120001', formerUpns: [own] },
      'same',
    ],
    ['say nothing at another school', pupil, { ...pupil, school: '9992002' }, 'missing'],
    ['say nothing where no school is said', pupil, { ...pupil, school: '' }, 'missing'],
    ['never speak against', pupil, { ...pupil, upn: other }, 'missing'],
    ['say nothing outside schools and social care', pupil, { ...pupil, sector: 'health' }, 'missing'],
  ])('%s', (_, one, two, level) => {
    expect(levels(one, two, 'number')).toBe(level);
    expect(levels(one, two, 'upn')).toBe('missing');
  });
});

describe('parents', () => {
  it.each([
    ['Mrs Ann Thornwick', 'ann thornwick', 'same'],
    ['Thornwick Ann', 'Ann Thornwick', 'close'],
    ['Ann Thornwik', 'Ann Thornwick', 'close'],
    ['Liz Thornwick', 'Elizabeth Thornwick', 'close'],
    ['A Thornwick', 'Ann Thornwick', 'part'],
    ['Ann Pennshaw', 'Ann Thornwick', 'part'],
    ['Joan Thornwick', 'Ann Thornwick', 'different'],
    ['Mrs Thornwick', 'Ann Thornwick', 'missing'],
    ['Mum', 'Ann Thornwick', 'missing'],
  ])('%s and %s: %s', (one, other, level) => {
    expect(levels({ parents: [one] }, { parents: [other] }, 'parent')).toBe(level);
  });

  const child = { givenName: 'Wrenfield', familyName: 'Thornwick' };
  it.each([
    ['a parent whom the other names', { familyName: 'Pennshaw' }, ['Ann Pennshaw'], 'parent'],
    ['a parent named by a title alone', { familyName: 'Pennshaw' }, ['Mrs Pennshaw'], 'parent'],
    ['half of a parent’s', { familyName: 'Pennshaw-Gilcombe' }, ['Ann Pennshaw'], 'parent'],
    ['nobody whom the other names', { familyName: 'Gilcombe' }, ['Ann Pennshaw'], 'different'],
    ['the other’s own', {}, ['Ann Pennshaw'], 'same'],
  ])('a family name is that of %s', (_, more, parents, level) => {
    expect(levels({ ...child, parents }, { ...child, ...more }, 'family-name')).toBe(level);
  });

  it.each([
    ['a parent’s name', ['Jas Fennmoor'], 'Fennmoor', 'same', 'parent'],
    ['a custom', [], 'Kaur', 'same', 'custom'],
    ['nothing', [], 'Fennmoor', 'different', 'different'],
  ])('names stand crosswise, beside a family name explained by %s', (_, parents, family, given, level) => {
    const one = { givenName: 'Wrenfield', familyName: 'Thornwick', parents };
    const other = { givenName: family, familyName: 'Wrenfield' };
    expect([levels(one, other, 'given-name'), levels(one, other, 'family-name')]).toEqual([given, level]);
  });

  it('no twin is found by the family name that both share', () => {
    const one = { givenName: 'Thornwick', familyName: 'Wrenfield', parents: ['Ann Thornwick', 'Jo Quillon'] };
    expect(levels(one, { givenName: 'Quillon', familyName: 'Thornwick' }, 'given-name')).toBe('different');
  });
});

it('compares the same whichever comes first, whatever was stated', () => {
  fc.assert(
    fc.property(anyStated(), anyStated(), (one, other) => {
      const [a, b] = [reader.read(one), reader.read(other)];
      expect([...compare(a, b)]).toEqual([...compare(b, a)]);
    }),
    { numRuns: 500 },
  );
});

it('finds no field different between a record and itself', () => {
  fc.assert(
    fc.property(anyStated(), (stated) => {
      const person = reader.read(stated);
      const found = compare(person, person);
      for (const [at, field] of FIELDS.entries()) expect(levelName(field, found[at] ?? 0)).not.toBe('different');
    }),
  );
});
