import type { Covered, CoverageState } from '@tributary/chronology';
import { sentence } from '../page/words';

const TAGS: Readonly<Record<CoverageState, Readonly<{ text: string; classes: string }>>> = {
  silent: { text: 'Silent', classes: 'govuk-tag--orange' },
  absent: { text: 'Nothing comes', classes: 'govuk-tag--orange' },
  partial: { text: 'In part', classes: 'govuk-tag--yellow' },
  connected: { text: 'Comes', classes: 'govuk-tag--grey' },
};

/** From whom something should come about the child, and whether it does, what is amiss first. */
export const coverageRows = (coverage: readonly Covered[]): readonly object[] =>
  coverage.map(({ state, words, feeds }) => ({
    tag: TAGS[state],
    words: sentence(words),
    // Of one that comes as it should, its name says all.
    feeds: state === 'connected' ? [] : feeds.map(({ feed, words: said }) => `${feed}: ${said}.`),
  }));
