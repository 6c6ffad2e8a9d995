import type { RefOf, Withheld } from '@tributary/chronology';
import type { DirectoryView, Feed, Practitioner } from '@tributary/directory';
import type { AgencyId, Instant } from '@tributary/kernel';
import { stripsOf } from './child-attendance';
import { contactsOf } from './child-contacts';
import type { Glance, Said, Timeline } from './child-told';
import { monthlyOf } from './child-months';
import { laneOf, quietWords } from './child-quiet';
import { statusRows } from './child-status';
import { quietnessOf } from '../feeds/quiet-feeds';
import { drawn, type Span } from '../page/timeline';
import { spoken } from '../page/words';

/** All that a child's page is made from. */
export type ChildFacts = Readonly<{
  glance: Glance;
  timeline: Timeline;
  span: Span;
  view: DirectoryView;
  /** The feeds of the agencies around the child, and when each last delivered. */
  feeds: readonly Feed[];
  delivered: readonly Readonly<{ feed: string; at: Instant }>[];
  refOf: RefOf;
}>;

/** One child as a page. Pure. */
export function childPage(facts: ChildFacts): object {
  const { glance, timeline, span, view, feeds, delivered } = facts;
  const nameOf = (agency: string): string => view.agency(agency)?.name ?? agency;
  const quiet = quietnessOf(feeds, delivered, view, glance.asOf);
  const marks = timeline.entries.filter(isMark);
  const events = timeline.entries.filter((entry) => !isMark(entry));
  const workers = workersOf(facts);
  return {
    ref: glance.child,
    asOf: glance.asOf,
    heading: glance.names[0] ?? 'A child whose name you may not see',
    otherNames: glance.names.slice(1),
    authority: authorityOf(glance, view),
    status: statusRows(glance.status, nameOf),
    contacts: contactsOf(glance.involvement, { view, workers, now: glance.asOf }),
    school: glance.involvement.school && nameOf(glance.involvement.school.agency),
    workers: workers.map(({ name, phone }) => ({ name, phone: phone ?? null })),
    drawing: drawn(
      events.map((one) => ({
        ...{ lane: nameOf(one.agency), occurred: one.occurred },
        history: one.currency === 'return',
      })),
      quiet.silent.flatMap((one) => laneOf(one, nameOf) ?? []),
      span,
    ),
    months: monthlyOf(events, marks, view),
    strips: stripsOf(marks, { glance, feeds, delivered, view, until: span.to }),
    quiet: quietWords(quiet, nameOf),
    note: timeline.note,
    cutShort: timeline.next !== null,
    withheld: withheldOnce([...glance.withheld, ...timeline.withheld], nameOf),
  };
}

const isMark = ({ type }: Said): boolean => type === 'education.attendance-recorded';

/** The authority whose front door is rung about the child: that of who states something of it now, else of its school. */
function authorityOf({ status, involvement }: Glance, view: DirectoryView): object | undefined {
  const [account] = status.flatMap(({ accounts }) => accounts);
  const agency = account?.agency ?? involvement.school?.agency ?? involvement.agencies[0]?.agency;
  return agency === undefined ? undefined : view.authorityOf(agency);
}

/** The people whom the agencies' own numbers name as the child's social workers, where the directory knows those. */
function workersOf({ glance, view, refOf }: ChildFacts): readonly Practitioner[] {
  const named = new Set<string | null>(glance.status.flatMap(({ accounts }) => accounts.map(({ worker }) => worker)));
  return view.document.practitioners.filter(({ workerNumbers }) =>
    (workerNumbers ?? []).some(({ agency, number }) => named.has(refOf('worker', agency, number))),
  );
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

/** The agencies around a child, as far as the reader may know of them. */
export const agenciesAround = ({ involvement }: Glance): readonly AgencyId[] =>
  involvement.agencies.map(({ agency }) => agency);
