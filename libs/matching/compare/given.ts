import { COMMON_NAMES } from '../clean/common-names';
import { SHARED_FIRST_NAMES } from '../clean/customs';
import type { Name } from '../clean/names';
import { headOfGroup, variantGroups } from '../clean/variants';
import { levelOf, MISSING } from './fields';
import { isClose, isStump, isTypo, partsOf, shareReading, shareSound, shareSpelling } from './names';
import { FEWEST_BEARERS, LEAST_SHARE } from './slips';
import { areTwoSlipsApart, isOneSlip } from './strings';

/** What is known of given names among the records. */
export type Known = Readonly<{
  /** How many records bear it; undefined where nobody counted. */
  bearers: (name: Name) => number | undefined;
  /** The name that many bear, of which this is a slip that hardly anybody shares. */
  meant: (name: Name) => string | undefined;
  /** Many bear it as a family name, and hardly anybody as a given one. */
  isFamilyName: (name: Name) => boolean;
}>;
export const NOT_COUNTED: Known = { bearers: () => undefined, meant: () => undefined, isFamilyName: () => false };

const SHORTEST_SPELLING = 4;
const SHORTEST_CUT_OFF = 9;
/** Records of one child and of its twin. */
const MORE_THAN_A_FAMILY = 6;
const SHORTEST_TWO_SLIPS = 6;
/** Of a name of four letters one left out. */
const SHORTEST_CUT = 3;

const LEVELS = ['same', 'variant', 'part', 'typo', 'close', 'initial', 'different'] as const;
const GIVEN = Object.fromEntries(LEVELS.map((level) => [level, levelOf('given-name', level)])) as Readonly<
  Record<(typeof LEVELS)[number], number>
>;

/**
 * Level of two given names. Two names that many bear are two names, however little lies between them: twins are called
 * Amina and Amira, cousins Aryan and Ayan, and neither is a slip of the other.
 */
export function compareGiven(a: Name | undefined, b: Name | undefined, known: Known = NOT_COUNTED): number {
  if (!a || !b) return MISSING;
  if (a === b || a.text === b.text) return GIVEN.same;
  const [one, other] = [a.parts.length, b.parts.length];
  if (one === 0 && other === 0) return wordLevel(a, b, known);
  if (one === other) return sameNumber(a, b, known);
  return Math.min(partLevel(a, b, known), joinedLevel(a, b));
}

/** Several words each: as near as the pair of them that is farthest apart. */
function sameNumber(a: Name, b: Name, known: Known): number {
  const worst = Math.max(worstOf(a.parts, b.parts, known), worstOf(b.parts, a.parts, known));
  if (worst < GIVEN.close) return worst;
  if (isCutOff(a, b)) return GIVEN.part;
  const [first, second] = [a.parts[0], b.parts[0]];
  const isOwn = first !== undefined && !SHARED_FIRST_NAMES.has(first.text);
  // Of two names one agrees wholly, and the next is near it: brothers and twins do not share their own name.
  if (worst < GIVEN.different) return isOwn && first === second ? GIVEN.typo : worst;
  // Another second name, beside a first one that is the child's own.
  if (!isOwn || !second) return GIVEN.different;
  return wordLevel(first, second, known) <= GIVEN.variant ? GIVEN.close : GIVEN.different;
}

/** Cut off within its last word, as old systems do after so many letters. */
const isCutOff = (a: Name, b: Name): boolean =>
  isStump(a, b) && Math.min(a.text.length, b.text.length) >= SHORTEST_CUT_OFF;

/** One of several given names, or some. A name that brothers share says of none of them which it is. */
function partLevel(a: Name, b: Name, known: Known): number {
  const [few, many] = a.parts.length < b.parts.length ? [a, b] : [b, a];
  const worst = worstOf(partsOf(few), partsOf(many), known);
  if (worst > GIVEN.typo) return GIVEN.different;
  return partsOf(few).every(({ text }) => SHARED_FIRST_NAMES.has(text)) ? GIVEN.close : GIVEN.part;
}

/** The same words, written as one by the one and apart by the other. */
function joinedLevel(a: Name, b: Name): number {
  if (shareSpelling(a, b)) return GIVEN.variant;
  return isTypo(a.text, b.text) ? GIVEN.typo : GIVEN.different;
}

const worstOf = (few: readonly Name[], many: readonly Name[], known: Known): number =>
  Math.max(...few.map((one) => Math.min(...many.map((other) => wordLevel(one, other, known)))));

function wordLevel(a: Name, b: Name, known: Known): number {
  if (a.text === b.text) return GIVEN.same;
  if (shareGroup(a, b)) return isForm(a, b) ? GIVEN.variant : GIVEN.close;
  if (isSpelling(a, b)) return GIVEN.variant;
  if (isReading(a, b)) return areTwoNames(a, b, known) ? GIVEN.close : GIVEN.variant;
  return slipLevel(a, b, known) ?? likenessOf(a, b);
}

/** What a slip of the pen or a name cut off would explain. */
function slipLevel(a: Name, b: Name, known: Known): number | undefined {
  const stump = isStump(a, b);
  const slip = isTypo(a.text, b.text);
  if (!stump && !slip) {
    return isMistyped(a, b, known) || areMeantAlike(a, b, known) ? GIVEN.typo : undefined;
  }
  if (!areTwoNames(a, b, known)) return stump ? GIVEN.part : GIVEN.typo;
  return stump || isHeardAlike(a, b) ? GIVEN.close : GIVEN.different;
}

function likenessOf(a: Name, b: Name): number {
  if (isClose(a, b)) return GIVEN.close;
  return isInitial(a.text, b.text) ? GIVEN.initial : GIVEN.different;
}

const shareGroup = (a: Name, b: Name): boolean => a.groups.some((group) => b.groups.includes(group));
const inOtherGroups = (a: Name, b: Name): boolean => a.groups.length > 0 && b.groups.length > 0 && !shareGroup(a, b);

/** A name and a form of it, or two spellings of one form. Two short forms of a name are seldom one child's: Ella, Nora. */
const isForm = (a: Name, b: Name): boolean => isHead(a) || isHead(b) || shareSpelling(a, b) || isClose(a, b);
const isHead = ({ text, groups }: Name): boolean => groups.some((group) => headOfGroup(group) === text);

const isSpelling = (a: Name, b: Name): boolean =>
  Math.min(a.text.length, b.text.length) >= SHORTEST_SPELLING && shareSpelling(a, b) && !inOtherGroups(a, b);

const isReading = (a: Name, b: Name): boolean =>
  Math.min(a.text.length, b.text.length) >= SHORTEST_SPELLING && shareReading(a, b) && !inOtherGroups(a, b);

const isHeardAlike = (a: Name, b: Name): boolean => shareSound(a, b) && !inOtherGroups(a, b);

const areTwoNames = (a: Name, b: Name, known: Known): boolean => {
  const [one, other] = [known.bearers(a) ?? 0, known.bearers(b) ?? 0];
  return isEstablished(a, one, other) && isEstablished(b, other, one);
};

const isEstablished = (name: Name, own: number, others: number): boolean =>
  name.groups.length > 0 || COMMON_NAMES.has(name.text) || (own >= FEWEST_BEARERS && own >= others * LEAST_SHARE);

/**
 * Two slips of a long name, or one of a short one: told only where names are counted, of a spelling that nobody else bears
 * beside a name that others than one family bear. Twins' names are mostly as near as that.
 */
function isMistyped(a: Name, b: Name, known: Known): boolean {
  const [one, other] = [known.bearers(a), known.bearers(b)];
  if (one === undefined || other === undefined) return false;
  const [few, many] = [Math.min(one, other), Math.max(one, other)];
  if (many < MORE_THAN_A_FAMILY) return false;
  const [short = 0, long = 0] = [a.text.length, b.text.length].sort((x, y) => x - y);
  if (short >= SHORTEST_TWO_SLIPS)
    return few <= 1 && a.text[0] === b.text[0] && areTwoSlipsApart(a, b) && !areTwoNames(a, b, known);
  if (short !== SHORTEST_CUT || long !== SHORTEST_CUT + 1 || few > Math.max(1, many * LEAST_SHARE)) return false;
  return isOneSlip(a.text, b.text) && !areTwoNames(a, b, known);
}

/** Slips of one name, or of two forms of it: Yosef and Jospeh. */
function areMeantAlike(a: Name, b: Name, known: Known): boolean {
  const [meantA, meantB] = [known.meant(a), known.meant(b)];
  if (meantA === undefined && meantB === undefined) return false;
  const [one, other] = [meantA ?? a.text, meantB ?? b.text];
  if (one === other) return true;
  const groups = variantGroups(other);
  return variantGroups(one).some((group) => groups.includes(group) && [one, other].includes(headOfGroup(group) ?? ''));
}

const isInitial = (a: string, b: string): boolean =>
  (a.length === 1 || b.length === 1) && a.charCodeAt(0) === b.charCodeAt(0);
