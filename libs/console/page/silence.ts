import type { Covered } from '@tributary/chronology';
import { londonDate } from '@tributary/kernel';
import type { Silence } from './timeline';
import { sentence } from './words';

/** Agencies of which something should have come and did not, as words. */
export const silentNow = (coverage: readonly Covered[]): readonly string[] =>
  coverage.filter(({ feeds }) => feeds.some(({ state }) => state === 'silent')).map(({ words }) => sentence(words));

/** Where silences are drawn: on the line of the agency. A feed that never delivered has no line. */
export const silencesOf = (coverage: readonly Covered[], nameOf: (agency: string) => string): readonly Silence[] =>
  coverage.flatMap(({ agency, feeds }) =>
    feeds.flatMap(({ state, last }) =>
      agency !== null && state === 'silent' && last !== null ? [{ lane: nameOf(agency), since: londonDate(last) }] : [],
    ),
  );
