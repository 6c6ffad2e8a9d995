import fc from 'fast-check';
import type { Stated } from './person';

const given = [
  'Aelandor',
  'Aelandro',
  'Brielind',
  'Caelonde',
  'Mohammed',
  'Muhammad',
  'Mia',
  'Mya',
  'J',
  '',
  '😀',
  'Baby Boy',
];
const family = ['Thornwick', 'Thornwikc', 'Pennshaw', 'Pennshaw-Thornwick', 'Aelandor', '', 'x'.repeat(10_000)];
const births = ['2012-04-30', '2012-04-03', '2012-03-04', '2012-01-01', '2012-02-30', '9999-99-99', '', 'never'];
const postcodes = ['WX12 3AB', 'WX12 3AC', 'WX12 4XY', 'YY1 1AA', 'ZZ99 3VZ', '4011', ''];
/** Valid, of a range given to nobody; the last has a wrong check digit. */
const numbers = ['9990000018', '9990000026', '9990000034', '9990000035', '', undefined];

/** Two permanent ones, one that a school gave for a while, and one with a wrong check letter. */
const upns = ['B801200005001', 'R674123101121', 'Q99920012001A', 'C801200005001', undefined];
const isText = (one: string | undefined): one is string => one !== undefined;

/** Records of a small world, in which many look alike and some are nonsense. */
export const anyStated = (): fc.Arbitrary<Stated> =>
  fc.record({
    id: fc.uuid(),
    sector: fc.constantFrom('education', 'health', undefined),
    givenName: fc.constantFrom(...given),
    familyName: fc.constantFrom(...family),
    birthDate: fc.constantFrom(...births),
    expectedBirthDate: fc.option(fc.constantFrom(...births), { nil: undefined, freq: 5 }),
    sex: fc.constantFrom('M', 'female', '', 'x'),
    postcode: fc.constantFrom(...postcodes),
    formerPostcodes: fc.subarray(postcodes, { maxLength: 2 }),
    addressLines: fc.subarray(['1 Mill Lane', 'Mill Lnae', 'Upton'], { maxLength: 2 }),
    parents: fc.subarray(['Gwenadine Thornwick', 'Haliond Pennshaw', 'Mum'], { maxLength: 2 }),
    school: fc.constantFrom('9992001', '123456', '', undefined),
    nhsNumber: fc.constantFrom(...numbers),
    formerNhsNumbers: fc.subarray(['9990000018', '9990000026'], { maxLength: 1 }),
    upn: fc.constantFrom(...upns),
    formerUpns: fc.subarray(upns.filter(isText), { maxLength: 2 }),
    otherNumber: fc.constantFrom('4711', '4712', '0000', '', undefined),
  });

/** The same people over and over: records that are likely to belong together, with ids of their own. */
export const someStated = (most: number): fc.Arbitrary<readonly Stated[]> =>
  fc
    .array(anyStated(), { minLength: 2, maxLength: most })
    .map((all) => all.map((stated, place) => ({ ...stated, id: `r${place}` })));
