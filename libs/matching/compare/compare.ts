import type { Name } from '../clean/names';
import type { Person } from '../person';
import { compareBirth } from './dates';
import { AT, FIELDS, type Levels, levelOf, MISSING } from './fields';
import { compareFamily, compareGiven, nearness } from './names';
import { comparePostcodes } from './places';
import { isOneSlip } from './strings';

const GIVEN_DIFFERENT = levelOf('given-name', 'different');
const GIVEN_CLOSE = levelOf('given-name', 'close');
const FAMILY_CLOSE = levelOf('family-name', 'close');
const STRAIGHT = levelOf('name-order', 'straight');
const SWAPPED = levelOf('name-order', 'swapped');

export const newLevels = (): Levels => new Uint8Array(FIELDS.length);

/** How two records agree, field by field; the same whichever comes first. Writes into `into` and gives it back. */
export function compare(a: Person, b: Person, into: Levels = newLevels()): Levels {
  compareNames(a, b, into);
  into[AT['birth-date']] = compareBirth(a.birth, b.birth);
  into[AT.sex] = same(a.sex, b.sex);
  into[AT.postcode] = comparePostcodes(a.postcodes, b.postcodes);
  into[AT.house] = nearWords(a.house, b.house);
  into[AT.street] = near(a.streets, b.streets);
  into[AT.locality] = a.locality && b.locality ? nearness([a.locality], [b.locality]) + 1 : MISSING;
  into[AT.region] = same(a.region, b.region);
  into[AT.parent] = near(a.parents, b.parents);
  into[AT.school] = compareSchools(a.school, b.school);
  into[AT['nhs-number']] = compareNhs(a, b);
  into[AT.upn] = same(a.upn, b.upn);
  into[AT.number] = nearWords(a.number, b.number);
  return into;
}

/** Straight, unless the names agree crosswise and not straight. */
function compareNames(a: Person, b: Person, into: Levels): void {
  const given = compareGiven(a.given, b.given);
  const [familiesA, familiesB] = [familiesOf(a), familiesOf(b)];
  const family = compareFamily(familiesA, familiesB);
  into[AT['given-name']] = given;
  into[AT['family-name']] = family;
  into[AT['name-order']] = given === MISSING || family === MISSING ? MISSING : STRAIGHT;
  if (given !== GIVEN_DIFFERENT || family < FAMILY_CLOSE) return;
  const one = compareFamily(of(a.given), of(b.family));
  const other = compareFamily(of(a.family), of(b.given));
  if (one === MISSING || other === MISSING || one > FAMILY_CLOSE || other > FAMILY_CLOSE) return;
  const best = Math.min(one, other);
  // Family levels lack `variant`: the level's number among given names is one higher, save for `same`.
  into[AT['given-name']] = best === 1 ? 1 : Math.min(best + 1, GIVEN_CLOSE);
  into[AT['family-name']] = Math.max(one, other);
  into[AT['name-order']] = SWAPPED;
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

/** A superseded number and the one that superseded it are one. */
function compareNhs(a: Person, b: Person): number {
  if (a.nhs === undefined || b.nhs === undefined) return MISSING;
  return a.nhs === b.nhs || a.formerNhs.includes(b.nhs) || b.formerNhs.includes(a.nhs) ? 1 : 2;
}
