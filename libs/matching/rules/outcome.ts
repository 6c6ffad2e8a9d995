import type { Thresholds } from '../weigh/weights';
import type { Reason, Ruling } from './ruling';

/** In the words of DfE's matcher (SUI_Matcher, matching algorithm). */
export type Outcome = 'Match' | 'PotentialMatch' | 'LowConfidenceMatch' | 'ManyMatch' | 'NoMatch' | 'Error';

/** A person's to explain, whatever the weight: the same number on two records, and a birth that was waited for. */
const ASKS_A_PERSON: ReadonlySet<Reason> = new Set(['number-contradicted', 'number-alone', 'not-yet-born']);

/** Siblings by the hundred would bury what a person should look at. */
const ASKS_NOBODY: ReadonlySet<Reason> = new Set(['another-given-name', 'another-birth']);

/** What the rules and the weight come to, for one pair. */
export function outcomeOf({ kind, reason }: Ruling, probability: number, thresholds: Thresholds): Outcome {
  if (kind === 'link') return 'Match';
  if (reason !== undefined && ASKS_NOBODY.has(reason)) return 'NoMatch';
  const weighed = byProbability(probability, thresholds);
  if (kind === 'weigh') return weighed;
  if (reason !== undefined && ASKS_A_PERSON.has(reason)) return 'PotentialMatch';
  return weighed === 'Match' ? 'PotentialMatch' : weighed;
}

function byProbability(probability: number, { match, potential, low }: Thresholds): Outcome {
  if (probability >= match) return 'Match';
  if (probability >= potential) return 'PotentialMatch';
  return probability >= low ? 'LowConfidenceMatch' : 'NoMatch';
}
