import { agencyName } from './agency-name';
import type { Covered, Entry, KindStatus, Withheld } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import { type PlainDate, plusDays } from '@tributary/kernel';
import { detailsOf } from '@tributary/chronology';
import { silencesOf, silentNow } from './silence';
import { drawn, firstDay, type Span } from './timeline';
import { KINDS, spoken } from './words';

/** What an alert rests on, as far as this reader may open it, and what is known of the child now. */
export type Evidence = Readonly<{
  names: readonly string[];
  status: readonly Pick<KindStatus, 'kind' | 'state'>[];
  entries: readonly Entry[];
  coverage: readonly Covered[];
  withheld: readonly Withheld[];
}>;

/** The shortest stretch that is drawn before today, in days: less looks like a single moment. */
const AT_LEAST = 28;

/** The evidence drawn, and told in words. */
export function evidencePage(
  { names, status, entries, coverage, withheld }: Evidence,
  view: DirectoryView,
  today: PlainDate,
): object {
  const nameOf = (agency: string): string => agencyName(view, agency);
  const lines = entries.map((entry) => ({
    title: entry.title,
    occurred: entry.occurred,
    agency: nameOf(entry.agency),
    knownFrom: entry.knownFrom,
    history: entry.currency === 'return',
    isCorrected: entry.standing === 'superseded',
    isTakenBack: entry.standing === 'retracted',
    details: detailsOf(entry, view),
  }));
  const silences = silencesOf(coverage, nameOf).filter(({ lane }) => lines.some(({ agency }) => agency === lane));
  const happenings = lines.map(({ agency, occurred, history }) => ({ lane: agency, occurred, history }));
  return {
    name: names[0],
    known: status.filter(({ state }) => state === 'known').map(({ kind }) => KINDS[kind] ?? spoken(kind)),
    unknown: status.filter(({ state }) => state === 'not-current').map(({ kind }) => KINDS[kind] ?? spoken(kind)),
    lines,
    drawing: lines.length > 0 ? drawn(happenings, silences, spanOf(entries, today)) : undefined,
    silent: silentNow(coverage),
    withheld: withheld.map((one) => ({ agency: nameOf(one.agency), what: spoken(one.dataClass), reason: one.reason })),
  };
}

function spanOf(entries: readonly Entry[], today: PlainDate): Span {
  const first = entries.map(({ occurred }) => firstDay(occurred)).reduce((a, b) => (a < b ? a : b), today);
  const from = plusDays(first, -3);
  const least = plusDays(today, -AT_LEAST);
  return { from: from < least ? from : least, to: plusDays(today, 1) };
}
