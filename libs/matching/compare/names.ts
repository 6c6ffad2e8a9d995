import { NO_FAMILY_NAME } from '../clean/customs';
import type { Name } from '../clean/names';
import { levelOf, MISSING } from './fields';
import { isOneSlip, jaroWinklerFrom } from './strings';

const CLOSE = 0.88;
const SOUNDING_CLOSE = 0.75;
/** Of three letters one changed makes another name: Mia, Mya; Ali, Ari. */
const SHORTEST_TYPO = 4;
const SHORTEST_PART = 3;
const SHORTEST_STUMP = 4;

const FAMILY = Object.fromEntries(
  (['same', 'part', 'typo', 'close', 'parent', 'custom', 'different'] as const).map((level) => [
    level,
    levelOf('family-name', level),
  ]),
) as Readonly<Record<'same' | 'part' | 'typo' | 'close' | 'parent' | 'custom' | 'different', number>>;

/** Level of two family names, any of those each record knows. */
export function compareFamily(as: readonly Name[], bs: readonly Name[]): number {
  let best: number = MISSING;
  for (const a of as) {
    for (const b of bs) {
      const level = familyLevel(a, b);
      if (best === MISSING || level < best) best = level;
    }
  }
  return best;
}

function familyLevel(a: Name, b: Name): number {
  if (a === b || a.text === b.text) return FAMILY.same;
  if (sharePart(a, b)) return FAMILY.part;
  if (isTypo(a.text, b.text) || shareSpelling(a, b) || shareReading(a, b)) return FAMILY.typo;
  // Of short names one letter is much, and still nearer than another name.
  if (isClose(a, b) || isOneSlip(a.text, b.text)) return FAMILY.close;
  return NO_FAMILY_NAME.has(a.text) || NO_FAMILY_NAME.has(b.text) ? FAMILY.custom : FAMILY.different;
}

/** One of a double-barrelled name's halves, well or nearly written, or the beginning of a name cut off. */
function sharePart(a: Name, b: Name): boolean {
  if (isStump(a, b)) return true;
  if (a.parts.length === 0 && b.parts.length === 0) return false;
  return partsOf(a).some((one) => partsOf(b).some((other) => isNearPart(one, other)));
}

const isNearPart = (a: Name, b: Name): boolean =>
  Math.min(a.text.length, b.text.length) >= SHORTEST_PART && (a.text === b.text || isTypo(a.text, b.text));

/** 0: said the same; 1: nearly; 2: otherwise. For streets and places. */
export function nearness(as: readonly Name[], bs: readonly Name[]): 0 | 1 | 2 {
  let best: 0 | 1 | 2 = 2;
  for (const a of as) {
    for (const b of bs) {
      if (a === b || a.text === b.text) return 0;
      if (best === 2 && (isOneSlip(a.text, b.text) || jaroWinklerFrom(CLOSE, a, b) > 0)) best = 1;
    }
  }
  return best;
}

/** Its words; itself where it is one word. */
export const partsOf = (name: Name): readonly Name[] => (name.parts.length > 0 ? name.parts : [name]);

export const isTypo = (a: string, b: string): boolean =>
  Math.min(a.length, b.length) >= SHORTEST_TYPO && isOneSlip(a, b);

/** One is the beginning of the other, cut off. */
export function isStump(a: Name, b: Name): boolean {
  const [short, long] = a.text.length < b.text.length ? [a.text, b.text] : [b.text, a.text];
  return short.length >= SHORTEST_STUMP && long.startsWith(short);
}

/** Spellings of one name, as it is heard. */
export const shareSpelling = ({ spellings: a }: Name, { spellings: b }: Name): boolean => a.plain === b.plain;

/** Likely so: by a coarse reading, in which two names may be equal. */
export const shareReading = ({ spellings: a }: Name, { spellings: b }: Name): boolean =>
  a.chinese === b.chinese || a.arabic === b.arabic;

export const shareSound = (a: Name, b: Name): boolean => a.sounds.some((sound) => b.sounds.includes(sound));

export function isClose(a: Name, b: Name): boolean {
  const similarity = jaroWinklerFrom(SOUNDING_CLOSE, a, b);
  return similarity >= CLOSE || (similarity > 0 && shareSound(a, b));
}
