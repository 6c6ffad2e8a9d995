import { currentFacts } from '@tributary/catalogue';
import { canonicalJson, type Recorded } from '@tributary/kernel';

/** What the sources say now of one type of fact: the last word on each item, sorted; whose it is left aside. */
export const whatHolds = (recorded: readonly Recorded[], type: string): readonly string[] =>
  currentFacts(recorded)
    .filter(({ event }) => event.type === type)
    .map(({ event: { data, occurred } }) => canonicalJson({ data, occurred }))
    .sort();
