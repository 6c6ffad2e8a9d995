import type { Sighting } from '../parsed';

/** More than these nobody had; the rest is not read. */
const MOST = 20;

type Former = Pick<Sighting, 'formerNhsNumbers' | 'formerUpns' | 'formerFamilyNames' | 'formerPostcodes'>;

/**
 * What the person had before, as the form states it: numbers, family names, postcodes. A field that is there and empty says
 * that there are none, which takes back what it said earlier; `undefined`, a field that is not there, says nothing.
 */
export function formerly(name: keyof Former, given: readonly string[] | undefined): Former {
  if (given === undefined) return {};
  const all = given.map((one) => one.trim()).filter((one) => one !== '');
  return { [name]: [...new Set(all)].slice(0, MOST) };
}

/** Family names beside the present one: borne before, or gone by. */
export const otherFamilyNames = (given: readonly string[] | undefined, present: string | undefined): Former =>
  formerly(
    'formerFamilyNames',
    given?.filter((one) => one.trim().toLowerCase() !== present?.trim().toLowerCase()),
  );

/** Several in one cell stand with commas, semicolons or bars between them. */
export const severalIn = (cell: string): readonly string[] => cell.split(/[,;|]/);
