import type { Thresholds } from '../weigh/weights';
import type { Ruling } from './rules';

/** In the words of DfE's matcher (SUI_Matcher, matching algorithm). */
export type Outcome = 'Match' | 'PotentialMatch' | 'LowConfidenceMatch' | 'ManyMatch' | 'NoMatch' | 'Error';

/** What the rules and the weight come to, for one pair. */
export function outcomeOf({ kind, reason }: Ruling, probability: number, thresholds: Thresholds): Outcome {
  if (kind === 'link') return 'Match';
  // Siblings by the hundred would bury what a person should look at.
  if (reason === 'another-given-name') return 'NoMatch';
  const weighed = byProbability(probability, thresholds);
  if (kind === 'weigh') return weighed;
  // The same number on two records is a person's to explain, however little else agrees.
  if (reason === 'number-contradicted' || reason === 'number-alone') return 'PotentialMatch';
  return weighed === 'Match' ? 'PotentialMatch' : weighed;
}

function byProbability(probability: number, { match, potential, low }: Thresholds): Outcome {
  if (probability >= match) return 'Match';
  if (probability >= potential) return 'PotentialMatch';
  return probability >= low ? 'LowConfidenceMatch' : 'NoMatch';
}
