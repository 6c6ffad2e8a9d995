import type { Account, Entry, Involvement, KindStatus, Withheld } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import { detailsOf } from './event-details';
import { ageInWords, dayInWords, KINDS, spoken } from './words';

type Kind = Omit<KindStatus, 'accounts'> & Readonly<{ accounts: readonly Omit<Account, 'statedBy' | 'feed'>[] }>;

/** What `ChildAnswers.child` answers; its contract is the API's. */
export type Glance = Readonly<{
  child: string;
  asOf: string;
  names: readonly string[];
  status: readonly Kind[];
  involvement: Involvement;
  withheld: readonly Withheld[];
}>;
/** What `ChildAnswers.chronology` answers. */
export type Timeline = Readonly<{
  entries: readonly (Entry & { note?: string })[];
  withheld: readonly Withheld[];
  next: string | null;
  note?: string;
}>;

type Names = Pick<DirectoryView, 'agency'>;

/** One child as a page. */
export function childPage(glance: Glance, timeline: Timeline, view: Names, asked: string | undefined): object {
  const nameOf = (agency: string): string => view.agency(agency)?.name ?? agency;
  return {
    ref: glance.child,
    asOf: glance.asOf,
    heading: glance.names[0] ?? 'A child whose name you may not see',
    otherNames: glance.names.slice(1),
    status: glance.status.map((kind) => ({
      key: { text: KINDS[kind.kind] ?? spoken(kind.kind) },
      value: { text: statusWords(kind, nameOf) },
    })),
    agencies: glance.involvement.agencies.map((one) => ({
      name: nameOf(one.agency),
      lastHeard: one.lastHeard,
      history: one.currencies.length > 0 && one.currencies.every((currency) => currency === 'return'),
    })),
    entries: timeline.entries.map((entry) => ({
      ...entry,
      agency: nameOf(entry.agency),
      history: entry.currency === 'return',
      details: detailsOf(entry.type, entry.data),
    })),
    note: timeline.note,
    next:
      timeline.next === null
        ? null
        : new URLSearchParams({ ...(asked ? { asKnownOn: asked } : {}), cursor: timeline.next }).toString(),
    withheld: withheldOnce([...glance.withheld, ...timeline.withheld], nameOf),
  };
}

/** A state with its age; never that there is none, only that none is known as at a time. */
function statusWords(kind: Kind, nameOf: (agency: string) => string): string {
  const accounts = kind.accounts.map((account) => {
    const until = account.until ? ` until ${dayInWords(account.until)}` : '';
    return `${nameOf(account.agency)}: since ${dayInWords(account.since)}${until}, confirmed ${ageInWords(account.ageMs)} ago.`;
  });
  return [...accounts, ...(kind.state === 'known' ? [] : [kind.words])].join(' ');
}

function withheldOnce(withheld: readonly Withheld[], nameOf: (agency: string) => string): readonly object[] {
  const lines = new Map(
    withheld.map((one) => [
      `${one.agency} ${one.dataClass}`,
      { agency: nameOf(one.agency), what: spoken(one.dataClass), reason: one.reason },
    ]),
  );
  return [...lines.values()];
}
