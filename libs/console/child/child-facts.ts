import type { AgencyId } from '@tributary/kernel';
import { agencyName } from '../page/agency-name';
import { ruleOf } from '@tributary/alerting';
import type { OpenAlert, Withheld } from '@tributary/chronology';
import { type Authority, type DirectoryView, labelsOf } from '@tributary/directory';
import type { AroundChild } from '@tributary/people';
import { aroundRows, namedRows, namesakeRows, siblingLinks } from './child-around';
import { stripsOf } from './child-attendance';
import { contactsOf, leadOf } from './child-contacts';
import { coverageRows } from './child-coverage';
import type { Glance, Said, Timeline } from './child-told';
import { monthlyOf } from './child-months';
import { statusRows } from './child-status';
import { silencesOf, silentNow } from '../page/silence';
import { drawn, type Span } from '../page/timeline';
import { SEVERITIES, spoken } from '../page/words';

/** All that a child's page is made from. */
export type ChildFacts = Readonly<{
  glance: Glance;
  timeline: Timeline;
  around: AroundChild;
  span: Span;
  view: DirectoryView;
  /** The reader's own agency. */
  reader: AgencyId;
}>;

/** One child as a page. Pure. */
export function childPage(facts: ChildFacts): object {
  const { glance, timeline, around, span, view, reader } = facts;
  const nameOf = (agency: string): string => agencyName(view, agency);
  const authority = authorityOf(glance, view) ?? view.authorityOf(reader);
  const marks = timeline.entries.filter(isMark);
  const events = timeline.entries.filter((entry) => !isMark(entry));
  return {
    ref: glance.child,
    asOf: glance.asOf,
    heading: glance.names[0] ?? 'A child whose name you may not see',
    otherNames: glance.names.slice(1),
    authority,
    labels: labelsOf(authority),
    locationSealed: glance.locationSealed ?? false,
    status: statusRows(glance.status, nameOf),
    contacts: contactsOf(glance.involvement, { view, now: glance.asOf }),
    around: aroundRows(around, nameOf),
    siblings: siblingLinks(around, nameOf),
    named: namedRows(around, nameOf),
    namesakes: namesakeRows(around),
    school: glance.involvement.school && nameOf(glance.involvement.school.agency),
    lead: leadOf(glance.involvement, { view, now: glance.asOf }),
    alerts: glance.alerts.map(alertRow),
    drawing: drawn(
      events.map((one) => ({
        ...{ lane: nameOf(one.agency), occurred: one.occurred },
        history: one.currency === 'return',
      })),
      silencesOf(glance.coverage, nameOf),
      span,
    ),
    months: monthlyOf(events, marks, view),
    strips: stripsOf(marks, { glance, view, until: span.to }),
    coverage: coverageRows(glance.coverage),
    silent: silentNow(glance.coverage).length,
    note: timeline.note,
    cutShort: timeline.next !== null,
    withheld: withheldOnce([...glance.withheld, ...timeline.withheld, ...around.withheld], nameOf),
  };
}

const isMark = ({ type }: Said): boolean => type === 'education.attendance-recorded';

/** The authority whose front door is rung about the child: that of who states something of it now, else of its school. */
function authorityOf({ status, involvement }: Glance, view: DirectoryView): Authority | undefined {
  const [account] = status.flatMap(({ accounts }) => accounts);
  const agency = account?.agency ?? involvement.school?.agency ?? involvement.agencies[0]?.agency;
  return agency === undefined ? undefined : view.authorityOf(agency);
}

const alertRow = ({ id, rule, severity }: OpenAlert): object => ({
  id,
  title: ruleOf(rule)?.title ?? rule,
  soon: SEVERITIES[severity] ?? severity,
});

function withheldOnce(withheld: readonly Withheld[], nameOf: (agency: string) => string): readonly object[] {
  const lines = new Map(
    withheld.map((one) => [
      `${one.agency} ${one.dataClass}`,
      { agency: nameOf(one.agency), what: spoken(one.dataClass), reason: one.reason },
    ]),
  );
  return [...lines.values()];
}
