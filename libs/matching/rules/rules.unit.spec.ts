import { PersonReader } from '../clean/read-person';
import { compare } from '../compare/compare';
import type { Stated } from '../person';
import { THRESHOLDS } from '../weigh/weights';
import { outcomeOf } from './outcome';
import { rule } from './rules';

const reader = new PersonReader();
type Says = Partial<Stated>;
const ruled = (one: Says, other: Says) => {
  const [a, b] = [reader.read({ id: 'a', ...one }), reader.read({ id: 'b', ...other })];
  const ruling = rule(a, b, compare(a, b));
  expect(rule(b, a, compare(b, a))).toEqual(ruling);
  return ruling;
};

const [N1, N2] = ['9990000018', '9990000026'];
const [U1, U2, U3] = ['B801200005001', 'R674123101121', 'C999400120001'];
/** Given by the school 999/2001 until the permanent one is known. */
const [T1, T2] = ['Q99920012001A', 'T99920012002B'];
const NAMED = { givenName: 'Aelandor', familyName: 'Thornwick' };
const HOME = { postcode: 'WX12 3AB', addressLines: ['1 Mill Lane'], parents: ['Gwenadine Thornwick'] };
const CHILD: Says = { ...NAMED, birthDate: '2012-04-30', sex: 'M', ...HOME };
const TWIN: Says = { ...CHILD, givenName: 'Quenobin' };
const SIBLING: Says = { ...TWIN, birthDate: '2009-11-12' };
const NAMELESS: Says = { ...CHILD, givenName: 'Baby Boy' };
const school = (upn: string): Says => ({ ...CHILD, sector: 'education', upn });
const atItsSchool: Says = { ...school(T1), school: '999/2001' };

/** As children's services know it, and as the maternity unit does. */
const UNBORN: Says = { familyName: 'Thornwick', expectedBirthDate: '2026-03-20', postcode: 'WX12 3AB' };
const NEWBORN: Says = { familyName: 'Thornwick', birthDate: '2026-03-09', postcode: 'WX12 3AB', nhsNumber: N1 };
const born = (birthDate: string): Says => ({ ...NEWBORN, birthDate });

type Case = readonly [what: string, one: Says, other: Says, kind: string, reason?: string];

/** With all five of each, as `it.each` counts them. */
const whole = (cases: readonly Case[]) =>
  cases.map(([what, ...rest]) => [what, rest[0], rest[1], rest[2], rest[3]] as const);

describe('numbers', () => {
  const cases: readonly Case[] = [
    ['an equal one and the same child', { ...CHILD, nhsNumber: N1 }, { ...CHILD, nhsNumber: N1 }, 'link'],
    [
      'an equal one, and no more than a birth date',
      { nhsNumber: N1, birthDate: '2012-04-30' },
      { ...CHILD, nhsNumber: N1 },
      'link',
    ],
    ['an equal one by itself', { nhsNumber: N1 }, { ...CHILD, nhsNumber: N1 }, 'review', 'number-alone'],
    [
      'an equal one, and another birth date',
      { ...CHILD, nhsNumber: N1, birthDate: '2009-11-12' },
      { ...CHILD, nhsNumber: N1 },
      'review',
      'number-contradicted',
    ],
    ['an equal one on twins', { ...CHILD, nhsNumber: N1 }, { ...TWIN, nhsNumber: N1 }, 'review', 'number-contradicted'],
    [
      'an equal one on siblings',
      { ...CHILD, nhsNumber: N1 },
      { ...SIBLING, nhsNumber: N1 },
      'review',
      'number-contradicted',
    ],
    [
      'an equal one, and another family name',
      { ...CHILD, nhsNumber: N1, familyName: 'Pennshaw' },
      { ...CHILD, nhsNumber: N1 },
      'link',
    ],
    [
      'an equal one that nobody verified',
      { ...CHILD, nhsNumber: N1, nhsNumberStatus: '02' },
      { ...CHILD, nhsNumber: N1 },
      'weigh',
    ],
    ['two valid ones', { ...CHILD, nhsNumber: N1 }, { ...CHILD, nhsNumber: N2 }, 'apart', 'two-nhs-numbers'],
    [
      'two valid ones and an equal UPN',
      { ...school(U1), nhsNumber: N1 },
      { ...school(U1), nhsNumber: N2 },
      'apart',
      'number-contradicted',
    ],
    [
      'one and that which superseded it',
      { ...CHILD, nhsNumber: N1 },
      { ...CHILD, nhsNumber: N2, formerNhsNumbers: [N1] },
      'link',
    ],
    ['a valid one and a mistyped one', { ...CHILD, nhsNumber: N1 }, { ...CHILD, nhsNumber: '9990000019' }, 'weigh'],
    ['an equal UPN at school and in social care', school(U1), { ...school(U1), sector: 'social-care' }, 'link'],
    ['an equal UPN outside them', { ...TWIN, upn: U1, sector: 'health' }, school(U1), 'apart', 'another-given-name'],
    ['two UPNs', school(U1), school(U2), 'review', 'two-upns'],
    ['one UPN and that which came after it', school(U1), { ...school(U2), formerUpns: [U1] }, 'link'],
    ['a UPN that both had before', { ...school(''), formerUpns: [U1] }, { ...school(U2), formerUpns: [U1] }, 'link'],
    [
      'two UPNs that came after the same one',
      { ...school(U1), formerUpns: [U3] },
      { ...school(U2), formerUpns: [U3] },
      'review',
      'two-upns',
    ],
    [
      'a former UPN on twins',
      school(U1),
      { ...school(U2), formerUpns: [U1], givenName: 'Quenobin' },
      'review',
      'number-contradicted',
    ],
    [
      'a former UPN outside schools and social care',
      school(U1),
      { ...CHILD, upn: U2, formerUpns: [U1], sector: 'health' },
      'weigh',
    ],
    ['an NHS number that both had before', { ...CHILD, formerNhsNumbers: [N1] }, { ...CHILD, nhsNumber: N1 }, 'link'],
    ['two temporary UPNs', school(T1), { ...school(T2), school: '9992001' }, 'weigh'],
    ['a temporary UPN on twins', atItsSchool, { ...atItsSchool, givenName: 'Quenobin' }, 'apart', 'another-given-name'],
    [
      'an equal NHS number and two UPNs',
      { ...school(U1), nhsNumber: N1 },
      { ...school(U2), nhsNumber: N1 },
      'review',
      'two-upns',
    ],
    ['another number in common', { ...CHILD, otherNumber: '4711' }, { ...TWIN, otherNumber: '4711' }, 'weigh'],
    [
      'a sibling’s other number',
      { ...CHILD, otherNumber: '4711' },
      { ...SIBLING, otherNumber: '4711' },
      'review',
      'number-contradicted',
    ],
  ];
  it.each(whole(cases))('%s', (_, one, other, kind, reason) => {
    expect(ruled(one, other)).toEqual({ kind, ...(reason ? { reason } : {}) });
  });
});

it('says of twins with a number each that they are two, and not that their numbers differ', () => {
  expect(ruled({ ...CHILD, nhsNumber: N1 }, { ...TWIN, nhsNumber: N2 })).toEqual({
    kind: 'apart',
    reason: 'another-given-name',
  });
});

describe('without a number', () => {
  const cases: readonly Case[] = [
    ['the same child', CHILD, CHILD, 'weigh'],
    ['a slip in the given name', CHILD, { ...CHILD, givenName: 'Aelnador' }, 'weigh'],
    [
      'another birth date in the same place',
      CHILD,
      { ...CHILD, birthDate: '2009-11-12' },
      'review',
      'another-birth-date',
    ],
    ['twins', CHILD, TWIN, 'apart', 'another-given-name'],
    [
      'twins called alike',
      { ...CHILD, givenName: 'Mia' },
      { ...CHILD, givenName: 'Mya' },
      'review',
      'given-name-only-near',
    ],
    ['twins of whom one is an initial', { ...CHILD, givenName: 'A' }, CHILD, 'review', 'given-name-only-near'],
    ['siblings', CHILD, SIBLING, 'apart', 'another-given-name'],
    ['a baby not yet named', CHILD, NAMELESS, 'review', 'no-given-name'],
    ['two babies not yet named', NAMELESS, NAMELESS, 'review', 'no-given-name'],
    ['no birth date', CHILD, { ...CHILD, birthDate: '' }, 'review', 'no-birth-date'],
    ['a placeholder birthday', CHILD, { ...CHILD, birthDate: '2012-01-01' }, 'weigh'],
    ['a placeholder of another year', CHILD, { ...CHILD, birthDate: '2009-01-01' }, 'review', 'another-birth-date'],
    ['nothing at all', {}, {}, 'review', 'no-given-name'],
  ];
  it.each(whole(cases))('%s', (_, one, other, kind, reason) => {
    expect(ruled(one, other)).toEqual({ kind, ...(reason ? { reason } : {}) });
  });
});

describe('an outcome', () => {
  it.each([
    ['link', undefined, 0.1, 'Match'],
    ['weigh', undefined, 0.9995, 'Match'],
    ['weigh', undefined, 0.9, 'PotentialMatch'],
    ['weigh', undefined, 0.5, 'LowConfidenceMatch'],
    ['weigh', undefined, 0.01, 'NoMatch'],
    ['review', 'no-birth-date', 1, 'PotentialMatch'],
    ['review', 'no-birth-date', 0.01, 'NoMatch'],
    ['review', 'number-contradicted', 0.01, 'PotentialMatch'],
    ['apart', 'two-nhs-numbers', 1, 'PotentialMatch'],
    ['apart', 'another-given-name', 1, 'NoMatch'],
  ] as const)('of %s (%s) at %d is %s', (kind, reason, probability, is) =>
    expect(outcomeOf({ kind, ...(reason ? { reason } : {}) }, probability, THRESHOLDS)).toBe(is),
  );
});

describe('a child not yet born', () => {
  const mother = { parents: ['Gwenadine Thornwick'] };
  const expected = (day: string): Says => ({ ...UNBORN, expectedBirthDate: day });
  const cases: readonly Case[] = [
    ['and the newborn of that family and home', UNBORN, NEWBORN, 'review', 'not-yet-born'],
    ['born eighteen weeks early', UNBORN, born('2025-11-14'), 'review', 'not-yet-born'],
    ['born a day before that', UNBORN, born('2025-11-13'), 'apart', 'another-birth'],
    ['born four weeks late', UNBORN, born('2026-04-17'), 'review', 'not-yet-born'],
    ['born a day after that', UNBORN, born('2026-04-18'), 'apart', 'another-birth'],
    ['and an older child of that home', UNBORN, { ...CHILD, nhsNumber: N1 }, 'apart', 'another-birth'],
    ['and the same one, expected a week later', UNBORN, expected('2026-03-27'), 'review', 'not-yet-born'],
    ['and one expected half a year later', UNBORN, expected('2026-09-20'), 'apart', 'another-birth'],
    [
      'known by mother and home, born under another family name',
      { ...UNBORN, ...mother },
      { ...NEWBORN, ...mother, familyName: 'Pennshaw' },
      'review',
      'not-yet-born',
    ],
    [
      'of that family name, and of another home',
      UNBORN,
      { ...NEWBORN, postcode: 'YY1 1AA' },
      'review',
      'no-birth-date',
    ],
    [
      'known by the mother alone: the family moved, and the father’s name was given',
      { ...UNBORN, ...mother },
      { ...NEWBORN, familyName: 'Pennshaw', postcode: 'YY1 1AA', parents: ['Mrs Gwenadine Mary Thornwick'] },
      'review',
      'not-yet-born',
    ],
    [
      'known by a mother whose name is only near, and by nothing else',
      { ...UNBORN, ...mother },
      { ...NEWBORN, familyName: 'Pennshaw', postcode: 'YY1 1AA', parents: ['Gwenadina Thornwick'] },
      'review',
      'no-birth-date',
    ],
    [
      'of one father and two mothers',
      { ...UNBORN, parents: ['Gwenadine Thornwick', 'Haliond Pennshaw'] },
      { ...NEWBORN, familyName: 'Okorovale', postcode: 'YY1 1AA', parents: ['Odetta Okorovale', 'Haliond Pennshaw'] },
      'review',
      'no-birth-date',
    ],
    ['with the mother’s number', { ...UNBORN, nhsNumber: N2 }, NEWBORN, 'review', 'not-yet-born'],
    [
      'with the mother’s number, and the mother, a child herself',
      { ...UNBORN, nhsNumber: N2 },
      { ...born('2010-05-06'), givenName: 'Gwenadine', nhsNumber: N2 },
      'apart',
      'another-birth',
    ],
    ['on a day that is none', expected('2026-02-31'), NEWBORN, 'review', 'no-given-name'],
    ['whose birth was stated since', { ...UNBORN, birthDate: '2026-03-09' }, NEWBORN, 'review', 'no-given-name'],
  ];
  it.each(whole(cases))('%s', (_, one, other, kind, reason) => {
    expect(ruled(one, other)).toEqual({ kind, reason });
  });

  it('is shown to a person, however little there is to weigh', () => {
    expect(outcomeOf(ruled(UNBORN, NEWBORN), 0.01, THRESHOLDS)).toBe('PotentialMatch');
    expect(outcomeOf(ruled(UNBORN, born('2025-11-13')), 0.01, THRESHOLDS)).toBe('NoMatch');
  });
});
