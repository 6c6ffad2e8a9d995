import { seededFor } from '@tributary/demo';
import { POOLS } from './groups/pools';
import { type Ethnicity, ETHNICITY_OF, type Origin, ORIGINS, QUINTILES, type Quintile } from './groups/rates';
import { type Household, householdOf } from './households';
import { Pen } from './slips';

type Home = Readonly<{ postcode: string; line: string }>;

export type Child = Readonly<{
  number: number;
  origin: Origin;
  ethnicity: Ethnicity;
  quintile: Quintile;
  givenName: string;
  familyName: string;
  /** Under which some records may have the child: by custom, the mother's, or a step-parent's. */
  otherFamily: string;
  /** By which some may know the child, in place of the own. */
  otherGiven: string;
  birthDate: string;
  sex: 'male' | 'female';
  home: Home;
  formerHome: Home;
  household: Household;
}>;

/** Of a hundred families, how many are of which origin: about an English borough's schools; assumed. */
export const BOROUGH_MIX: Readonly<Record<Origin, number>> = {
  british: 0.6,
  'double-barrelled': 0.06,
  traveller: 0.01,
  'eastern-european': 0.06,
  'south-asian': 0.08,
  muslim: 0.1,
  'west-african': 0.05,
  'east-asian': 0.04,
};
/** As many of each, so that each has its true pairs. */
export const EVEN_MIX = Object.fromEntries(ORIGINS.map((origin) => [origin, 1 / ORIGINS.length])) as Readonly<
  Record<Origin, number>
>;

/** Of one birth in a hundred there are two: about as in England (Office for National Statistics, birth characteristics). */
const TWINS = 0.015;
const TWO_GIVEN: Readonly<Record<Origin, number>> = {
  british: 0.05,
  'double-barrelled': 0.05,
  traveller: 0.05,
  'eastern-european': 0.05,
  'south-asian': 0.15,
  muslim: 0.3,
  'west-african': 0.3,
  'east-asian': 0.1,
};

export type Population = Readonly<{ children: number; seed: number; mix?: Readonly<Record<Origin, number>> }>;

/** Families of one to four children at one address, in the order of their numbers. */
export function* familiesOf({ children, seed, mix = BOROUGH_MIX }: Population): Generator<Child> {
  for (let number = 0; number < children;) {
    const pen = new Pen(seededFor(seed, 'family', number));
    const size = pen.pick([1, 1, 2, 2, 2, 3, 4]);
    const origin = pen.pickBy(mix);
    const shared = {
      origin,
      ethnicity: pen.pickBy(ETHNICITY_OF[origin]),
      quintile: pen.pick(QUINTILES) ?? '3',
      home: homeOf(pen),
      formerHome: homeOf(pen),
    };
    const family = familyName(origin, pen);
    const stepFamily = familyName(origin, pen);
    const household = householdOf({ seed, number, children, ...shared, family, stepFamily });
    let born = bornIn(pen);
    const taken = new Set<string>();
    for (let nth = 0; nth < size && number < children; nth++, number++) {
      if (nth > 0 && !pen.chance(TWINS * 2)) born = bornIn(pen);
      const sex = pen.pick(['male', 'female'] as const);
      const givenName = otherThan(taken, origin, pen);
      const otherGiven = otherThan(taken, origin === 'east-asian' ? 'british' : origin, pen);
      const names = {
        givenName,
        otherGiven,
        familyName: ofGender(family, sex),
        otherFamily: byCustom({ origin, sex, family, other: household.otherFamily }),
      };
      yield { number, ...shared, household, ...names, birthDate: born, sex };
    }
  }
}

function familyName(origin: Origin, pen: Pen): string {
  const one = pen.pickEarly(POOLS[origin].family);
  const doubled = origin === 'double-barrelled' || (origin === 'british' && pen.chance(0.05));
  return doubled ? `${one}-${pen.pickEarly(POOLS[origin].family)}` : one;
}

type Custom = Readonly<{ origin: Origin; sex: Child['sex']; family: string; other: string }>;

function byCustom({ origin, sex, family, other }: Custom): string {
  if (origin === 'south-asian') return sex === 'male' ? 'Singh' : 'Kaur';
  const turned = ofGender(family, sex === 'male' ? 'female' : 'male');
  return turned === ofGender(family, sex) ? other : turned;
}

/** Kowalski's daughter is Kowalska. */
const ofGender = (family: string, sex: Child['sex']): string =>
  sex === 'male' ? family : family.replace(/(sk|ck)i$/, '$1a').replace(/ov$/, 'ova');

function otherThan(taken: Set<string>, origin: Origin, pen: Pen): string {
  for (;;) {
    const name = pen.pickEarly(POOLS[origin].given);
    if (taken.has(name)) continue;
    taken.add(name);
    return pen.chance(TWO_GIVEN[origin]) ? `${name} ${pen.pickEarly(POOLS[origin].given)}` : name;
  }
}

/** Under eighteen, on any day of the year, the first of a month too. */
function bornIn(pen: Pen): string {
  const day = pen.below(6_000);
  return new Date(Date.UTC(2008, 8, 1) + day * 86_400_000).toISOString().slice(0, 10);
}

const STREETS = 'bra cul dor fen gil has jor kel lun mor nax pel quo ris sev tam wen yar thorn wick shaw combe'.split(
  ' ',
);

/** About one postcode for fifteen homes. */
function homeOf(pen: Pen): Home {
  const [district, sector] = [10 + pen.below(90), pen.below(10)];
  const unit = `${pen.pick([...'ABDEFGHJ'])}${pen.pick([...'ABDEFGHJLN'])}`;
  const street = `${pen.pick(STREETS) ?? ''}${pen.pick(STREETS) ?? ''} ${pen.pick(['Lane', 'Road', 'Street', 'Close'])}`;
  return { postcode: `WX${district} ${sector}${unit}`, line: `${1 + pen.below(120)} ${street}` };
}
