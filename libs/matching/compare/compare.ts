import type { Name } from '../clean/names';
import type { Person } from '../person';
import { compareBirth } from './dates';
import { AT, FIELDS, type Levels, levelOf, MISSING } from './fields';
import { type Bearers, compareGiven, NOT_COUNTED } from './given';
import { compareFamily, nearness } from './names';
import { comparePostcodes } from './places';
import { isOneSlip } from './strings';

const GIVEN_DIFFERENT = levelOf('given-name', 'different');
const GIVEN_CLOSE = levelOf('given-name', 'close');
const FAMILY_CLOSE = levelOf('family-name', 'close');
const STRAIGHT = levelOf('name-order', 'straight');
const SWAPPED = levelOf('name-order', 'swapped');
/** What a level of given names is among family names: a form or another spelling of one is as good as a slip. */
const AMONG_FAMILIES: readonly number[] = (
  ['same', 'typo', 'part', 'typo', 'close', 'different', 'different'] as const
).map((level) => levelOf('family-name', level));

const AMONG_GIVEN: readonly number[] = (['same', 'part', 'typo', 'close', 'different', 'different'] as const).map(
  (level) => levelOf('given-name', level),
);

export const newLevels = (): Levels => new Uint8Array(FIELDS.length);

/**
 * How two records agree, field by field; the same whichever comes first. Writes into `into` and gives it back. `bearers`
 * tells names that many bear from slips of the pen.
 */
export function compare(a: Person, b: Person, into: Levels = newLevels(), bearers: Bearers = NOT_COUNTED): Levels {
  compareNames(a, b, { into, bearers });
  into[AT['birth-date']] = compareBirth(a.birth, b.birth);
  into[AT.sex] = same(a.sex, b.sex);
  into[AT.postcode] = comparePostcodes(a.postcodes, b.postcodes);
  into[AT.house] = nearWords(a.house, b.house);
  into[AT.street] = near(a.streets, b.streets);
  into[AT.locality] = a.locality && b.locality ? nearness([a.locality], [b.locality]) + 1 : MISSING;
  into[AT.region] = same(a.region, b.region);
  into[AT.parent] = near(a.parents, b.parents);
  into[AT.school] = compareSchools(a.school, b.school);
  into[AT['nhs-number']] = compareHeld(a.nhs, a.formerNhs, b.nhs, b.formerNhs);
  into[AT.upn] = compareHeld(a.upn, a.formerUpns, b.upn, b.formerUpns);
  into[AT.number] = compareNumbers(a, b);
  return into;
}

type Naming = Readonly<{ into: Levels; bearers: Bearers }>;

/** Straight, unless the names agree crosswise and not straight. */
function compareNames(a: Person, b: Person, { into, bearers }: Naming): void {
  const given = compareGiven(a.given, b.given, bearers);
  const family = compareFamily(familiesOf(a), familiesOf(b));
  into[AT['given-name']] = given;
  into[AT['family-name']] = family;
  into[AT['name-order']] = given === MISSING || family === MISSING ? MISSING : STRAIGHT;
  if (given !== GIVEN_DIFFERENT || family < FAMILY_CLOSE) return;
  const one = crosswise(a.given, b.family, bearers);
  const other = crosswise(a.family, b.given, bearers);
  if (one === MISSING || other === MISSING || Math.max(one, other) > GIVEN_CLOSE) return;
  into[AT['given-name']] = Math.min(one, other);
  into[AT['family-name']] = AMONG_FAMILIES[Math.max(one, other) - 1] ?? FAMILY_CLOSE;
  into[AT['name-order']] = SWAPPED;
}

const SHORTEST_GIVEN = 4;

/** As given names; short ones, as many family names are, by the measure of those. */
function crosswise(a: Name | undefined, b: Name | undefined, bearers: Bearers): number {
  if (!a || !b || Math.min(a.text.length, b.text.length) >= SHORTEST_GIVEN) return compareGiven(a, b, bearers);
  return Math.min(compareGiven(a, b, bearers), AMONG_GIVEN[compareFamily([a], [b]) - 1] ?? GIVEN_DIFFERENT);
}

const NOBODY: readonly Name[] = [];
const of = (name: Name | undefined): readonly Name[] => (name ? [name] : NOBODY);
const familiesOf = ({ family, formerFamilies }: Person): readonly Name[] =>
  formerFamilies.length === 0 ? of(family) : [...of(family), ...formerFamilies];

const same = (a: string | undefined, b: string | undefined): number =>
  a === undefined || b === undefined ? MISSING : a === b ? 1 : 2;

const near = (as: readonly Name[], bs: readonly Name[]): number =>
  as.length === 0 || bs.length === 0 ? MISSING : nearness(as, bs) + 1;

function nearWords(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return MISSING;
  if (a === b) return 1;
  return Math.min(a.length, b.length) > 1 && isOneSlip(a, b) ? 2 : 3;
}

/** A LAESTAB and a URN may be of one school: nothing follows. */
const compareSchools = (a: string | undefined, b: string | undefined): number =>
  a?.length === b?.length ? same(a, b) : MISSING;

/**
 * A number that one had before and the other has, or had, tells of one person. Two that both have now differ, unless the
 * one is said to have been before the other.
 */
function compareHeld(
  a: string | undefined,
  formerA: readonly string[],
  b: string | undefined,
  formerB: readonly string[],
): number {
  if (formerA.length === 0 && formerB.length === 0) return same(a, b);
  if (a !== undefined && b !== undefined) return a === b || formerA.includes(b) || formerB.includes(a) ? 1 : 2;
  const [ofA, ofB] = [a === undefined ? formerA : [a, ...formerA], b === undefined ? formerB : [b, ...formerB]];
  return meet(ofA, ofB) ? 1 : MISSING;
}

/** A temporary UPN speaks for a pair of its own school like such a number, and never against. */
function compareNumbers(a: Person, b: Person): number {
  const level = nearWords(a.number, b.number);
  return level === MISSING && meet(a.temporaryUpns, b.temporaryUpns) ? 1 : level;
}

const meet = (as: readonly string[], bs: readonly string[]): boolean => as.some((one) => bs.includes(one));
