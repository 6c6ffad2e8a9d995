import type { Person } from '../person';
import { estimateShares } from './estimate';
import { Frequencies } from './frequencies';
import { STANDING_WEIGHTS } from './standing';
import { THRESHOLDS, type Weights } from './weights';

export type FitOptions = Readonly<{
  /** SHA-256 of the records. */
  fingerprint: string;
  random: () => number;
  /** Of two files, how many records are of the first; they come first. All are of one file where it is left out. */
  firstFile?: number;
}>;

/** The weights of these records: estimated from them, or the standing ones where they are too few. */
export function fitWeights(people: readonly Person[], { fingerprint, random, firstFile }: FitOptions): Weights {
  const n = people.length;
  const across = firstFile !== undefined;
  const admits = (a: number, b: number): boolean => !across || a < firstFile !== b < firstFile;
  const pairs = across ? firstFile * (n - firstFile) : (n * (n - 1)) / 2;
  const estimated = estimateShares({ people, admits, pairs, random, known: Frequencies.among(people) });
  if (!estimated) return STANDING_WEIGHTS;
  return {
    version: `estimated-${fingerprint.slice(0, 12)}`,
    made: { from: 'estimated', records: n, fingerprint },
    expectedMatches: (estimated.matches * Math.max(1, n - 1)) / Math.max(1, pairs),
    thresholds: THRESHOLDS,
    fields: estimated.fields,
  };
}
