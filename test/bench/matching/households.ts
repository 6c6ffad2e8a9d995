import { seededFor } from '@tributary/demo';
import {
  BOTH_SHARE,
  CHILDREN_PER_SCHOOL,
  FATHER_SHARES_NAME,
  MOTHER_SHARES_NAME,
  ONE_PARENT,
  OTHER_FAMILY_IS_MOTHERS,
} from './groups/around-rates';
import { POOLS } from './groups/pools';
import type { Origin, Quintile } from './groups/rates';
import { Pen } from './slips';

export type Grown = Readonly<{
  origin: Origin;
  given: string;
  /** A middle name, or an English one. */
  otherGiven: string;
  family: string;
  /** Before or after a marriage. */
  otherFamily: string;
}>;

/** Who and what is around all children of one family: brothers, sisters and twins cannot be told apart by any of it. */
export type Household = Readonly<{
  mother: Grown;
  father: Grown;
  oneParent: boolean;
  /** In a parent's place in some records: a grandparent, a foster carer, a parent's partner. */
  other: Grown;
  /** The family name by which some records know the children. */
  otherFamily: string;
  primary: number;
  secondary: number;
  /** Where they were before. */
  formerSchool: number;
}>;

export type Beginning = Readonly<{
  seed: number;
  number: number;
  children: number;
  origin: Origin;
  quintile: Quintile;
  family: string;
  stepFamily: string;
}>;

const SCHOOLS_OF_A_SECONDARY = 4;

/** The same for the same seed and number; drawn beside the family's children, who stay as they are. */
export function householdOf(begun: Beginning): Household {
  const { seed, number, children, origin, quintile, family, stepFamily } = begun;
  const pen = new Pen(seededFor(seed, 'household', number));
  const shares = pen.chance(MOTHER_SHARES_NAME[origin]);
  // A double name is put together from both parents'.
  const [hers, his] = family.includes('-') ? family.split('-') : [];
  const mother = grown(origin, pen, shares ? family : hers);
  const fathers = pen.chance(shares ? BOTH_SHARE : FATHER_SHARES_NAME[origin]);
  const schools = Math.max(SCHOOLS_OF_A_SECONDARY, Math.ceil(children / CHILDREN_PER_SCHOOL));
  return {
    mother,
    father: grown(origin, pen, fathers ? family : his),
    oneParent: pen.chance(ONE_PARENT[quintile]),
    other: grown(origin, pen),
    otherFamily: !shares && pen.chance(OTHER_FAMILY_IS_MOTHERS) ? mother.family : stepFamily,
    primary: pen.below(schools),
    secondary: schools + pen.below(Math.ceil(schools / SCHOOLS_OF_A_SECONDARY)),
    formerSchool: pen.below(schools),
  };
}

function grown(origin: Origin, pen: Pen, family?: string): Grown {
  const named = (kind: 'given' | 'family', from: Origin = origin): string => pen.pickEarly(POOLS[from][kind]);
  return {
    origin,
    given: named('given'),
    otherGiven: named('given', origin === 'east-asian' ? 'british' : origin),
    family: family ?? named('family'),
    otherFamily: named('family'),
  };
}
