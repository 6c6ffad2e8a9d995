import type { Sighting } from '../parsed';

/** More than these nobody had; the rest is not read. */
const MOST = 20;

type Former = Pick<Sighting, 'formerNhsNumbers' | 'formerUpns'>;

/**
 * Numbers that the person had before, as the form states them. A field that is there and empty says that there are none,
 * which takes back what it said earlier; `undefined`, a field that is not there, says nothing.
 */
export function formerNumbers(name: keyof Former, given: readonly string[] | undefined): Former {
  if (given === undefined) return {};
  const numbers = given.map((one) => one.trim()).filter((one) => one !== '');
  return { [name]: [...new Set(numbers)].slice(0, MOST) };
}

/** Several in one cell stand with commas, semicolons or bars between them. */
export const severalIn = (cell: string): readonly string[] => cell.split(/[,;|]/);
