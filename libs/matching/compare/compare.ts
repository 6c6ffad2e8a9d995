import type { Name } from '../clean/names';
import type { Person } from '../person';
import { compareBirth } from './dates';
import { AT, FIELDS, type Levels, MISSING } from './fields';
import { type Known, NOT_COUNTED } from './given';
import { nearness } from './names';
import { compareParents } from './parents';
import { comparePostcodes } from './places';
import { isOneSlip } from './strings';
import { compareNames } from './whole-names';

export const newLevels = (): Levels => new Uint8Array(FIELDS.length);

/**
 * How two records agree, field by field; the same whichever comes first. Writes into `into` and gives it back. `known`
 * tells names that many bear from slips of the pen.
 */
export function compare(a: Person, b: Person, into: Levels = newLevels(), known: Known = NOT_COUNTED): Levels {
  compareNames(a, b, { into, known });
  into[AT['birth-date']] = compareBirth(a.birth, b.birth);
  into[AT.sex] = same(a.sex, b.sex);
  into[AT.postcode] = comparePostcodes(a.postcodes, b.postcodes);
  into[AT.house] = nearWords(a.house, b.house);
  into[AT.street] = near(a.streets, b.streets);
  into[AT.locality] = a.locality && b.locality ? nearness([a.locality], [b.locality]) + 1 : MISSING;
  into[AT.region] = same(a.region, b.region);
  into[AT.parent] = compareParents(a.parents, b.parents);
  into[AT.school] = compareSchools(a.school, b.school);
  into[AT['nhs-number']] = compareHeld(a.nhs, a.formerNhs, b.nhs, b.formerNhs);
  into[AT.upn] = compareHeld(a.upn, a.formerUpns, b.upn, b.formerUpns);
  into[AT.number] = compareNumbers(a, b);
  return into;
}

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
