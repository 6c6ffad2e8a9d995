import { isOneOf, type Levels } from '../compare/fields';
import type { Person } from '../person';
import type { Reason, Ruling } from './ruling';
import { ofUnborn } from './unborn';

const nhsSame = isOneOf('nhs-number', 'same');
const nhsDiffers = isOneOf('nhs-number', 'different');
const upnSame = isOneOf('upn', 'same');
const upnDiffers = isOneOf('upn', 'different');
const numberAgrees = isOneOf('number', 'same', 'digit');
const givenAgrees = isOneOf('given-name', 'same', 'variant', 'part', 'typo');
const givenNear = isOneOf('given-name', 'close', 'initial');
const givenDiffers = isOneOf('given-name', 'different');
const familyAgrees = isOneOf('family-name', 'same', 'part', 'typo', 'close', 'parent');
const familyDiffers = isOneOf('family-name', 'different');
const birthDiffers = isOneOf('birth-date', 'different');
const birthKnown = isOneOf('birth-date', 'same', 'swapped', 'digit', 'day-and-month', 'month-and-year', 'year');
const birthAgrees = isOneOf('birth-date', 'same', 'swapped', 'digit');

/** Numbers first, never alone; then what no weight may overrule. In this order, the first that holds. */
export function rule(a: Person, b: Person, levels: Levels): Ruling {
  return ofUnborn(a, b, levels) ?? ofBorn(a, b, levels);
}

function ofBorn(a: Person, b: Person, levels: Levels): Ruling {
  if (nhsDiffers(levels)) return { kind: 'apart', reason: whyTwoNumbers(levels) };
  if (nhsSame(levels) || upnSame(levels)) return byNumber(a, b, levels);
  const numbered = isNumbered(a, b, levels);
  // Twins and siblings: a household's names, address and parents weigh a lot, and are shared by all its children.
  if (givenDiffers(levels) && !numbered) return { kind: 'apart', reason: 'another-given-name' };
  if (upnDiffers(levels)) return { kind: 'review', reason: 'two-upns' };
  if (numbered) return isSiblings(levels) ? { kind: 'review', reason: 'number-contradicted' } : { kind: 'weigh' };
  return withoutNumber(levels);
}

/** By a number that both sides keep; a temporary UPN weighs like one, and overrules nothing. */
const isNumbered = (a: Person, b: Person, levels: Levels): boolean =>
  a.number !== undefined && b.number !== undefined && numberAgrees(levels);

/** One UPN with two NHS numbers is for a person to explain; a brother's or sister's number explains itself. */
function whyTwoNumbers(levels: Levels): Reason {
  if (upnSame(levels)) return 'number-contradicted';
  return givenDiffers(levels) ? 'another-given-name' : 'two-nhs-numbers';
}

/**
 * A number of the state: it links where a name or the birth date agrees and nothing speaks against it. Where one of the
 * two says nothing that could agree, as a thin signal does, only a verified one links.
 */
function byNumber(a: Person, b: Person, levels: Levels): Ruling {
  if (upnDiffers(levels)) return { kind: 'review', reason: 'two-upns' };
  if (contradicted(levels)) return { kind: 'review', reason: 'number-contradicted' };
  const supported = birthAgrees(levels) || (givenAgrees(levels) && familyAgrees(levels));
  const vouchedFor = upnSame(levels) || (a.nhsVerified && b.nhsVerified);
  if (!supported && !(vouchedFor && unopposed(levels))) return { kind: 'review', reason: 'number-alone' };
  const doubted = nhsSame(levels) && (a.nhsDoubted || b.nhsDoubted) && !upnSame(levels);
  return { kind: doubted ? 'weigh' : 'link' };
}

/** A number that stands on the wrong record: mostly a sibling's, or the other twin's, who differs in the given name alone. */
const contradicted = (levels: Levels): boolean =>
  birthDiffers(levels) || (givenDiffers(levels) && (familyAgrees(levels) || familyDiffers(levels)));

const unopposed = (levels: Levels): boolean =>
  !givenDiffers(levels) && !givenNear(levels) && !familyDiffers(levels) && !birthDiffers(levels);

/** A brother's or sister's. */
const isSiblings = (levels: Levels): boolean => givenDiffers(levels) && birthDiffers(levels);

function withoutNumber(levels: Levels): Ruling {
  if (givenNear(levels)) return { kind: 'review', reason: 'given-name-only-near' };
  if (!givenAgrees(levels)) return { kind: 'review', reason: 'no-given-name' };
  if (birthDiffers(levels)) return { kind: 'review', reason: 'another-birth-date' };
  return birthKnown(levels) ? { kind: 'weigh' } : { kind: 'review', reason: 'no-birth-date' };
}
