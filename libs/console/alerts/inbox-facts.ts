import { type AlertLine, ENDINGS, type Tally, type Wanted } from '@tributary/alerting';
import { SEVERITIES, STATUSES } from '../page/words';

const COLOURS: Readonly<Record<string, string>> = {
  open: 'govuk-tag--red',
  acknowledged: 'govuk-tag--green',
  closed: 'govuk-tag--grey',
};

type Shown = Pick<AlertLine, 'statusUnknown' | 'title' | 'outcome' | 'status'>;

export const headingOf = (alert: Shown): string =>
  alert.statusUnknown ? 'Social worker status not current' : alert.title;
export const stateOf = ({ outcome, status }: Shown): string =>
  (outcome === null ? undefined : ENDINGS[outcome]) ?? STATUSES[status] ?? status;
export const colourOf = ({ status }: Shown): string => COLOURS[status] ?? '';

/** What of somebody's alerts a list shows. */
const SHOW = {
  all: { done: false },
  yours: { done: false, owner: true },
  information: { done: false, owner: false },
  overdue: { done: false, overdue: true },
  done: { done: true },
} as const satisfies Readonly<Record<string, Wanted>>;
type Show = keyof typeof SHOW;
const SOON = ['immediate', 'today', 'this-week', 'digest'] as const;

/** What a reader asked for; what is not known of it is left out, so that an old link still leads somewhere. */
export type Asked = Readonly<{ show: Show; soon: (typeof SOON)[number] | undefined; page: number }>;

export function askedIn(raw: Readonly<Record<string, unknown>>): Asked {
  const page = Number(raw['page']);
  return {
    show: (Object.keys(SHOW) as Show[]).find((one) => one === raw['show']) ?? 'all',
    soon: SOON.find((one) => one === raw['soon']),
    page: Number.isInteger(page) && page > 1 && page < 1_000 ? page : 1,
  };
}

export const wantedIn = ({ show, soon }: Asked): Wanted => ({ ...SHOW[show], ...(soon ? { severity: soon } : {}) });

export type Work = Readonly<{ alerts: readonly AlertLine[]; tally: Tally; more: boolean }>;

/** What waits for somebody, before the title of their list and in a few words. */
export const waitingTitle = ({ tally }: Work): string => `${tally.open > 0 ? `(${tally.open}) ` : ''}Your alerts`;
export const waitingWords = ({ tally: { open, overdue } }: Work): string =>
  `${open === 1 ? '1 alert' : `${open} alerts`} to do${overdue > 0 ? `, ${overdue} overdue` : ''}.`;

/** The list of somebody's alerts as a page. */
export function inboxPage({ alerts, tally, more }: Work, asked: Asked): object {
  const { show, soon, page } = asked;
  const tab = (to: Show, text: string, count: number): object => ({
    ...{ text, count, active: to === show },
    href: linkTo({ ...asked, show: to, page: 1 }),
  });
  return {
    tabs: [
      tab('all', 'To do', tally.open),
      tab('yours', 'Yours to answer', tally.owned),
      tab('information', 'For information', tally.informed),
      tab('overdue', 'Overdue', tally.overdue),
      tab('done', 'Done', tally.done),
    ],
    show,
    isFiltered: soon !== undefined,
    soon: [
      { value: '', text: 'However soon' },
      ...SOON.map((value) => ({ value, text: SEVERITIES[value], selected: value === soon })),
    ],
    groups:
      show === 'done'
        ? groupOf('Done', bundled(alerts))
        : SOON.flatMap((one) => groupOf(SEVERITIES[one] ?? one, of(bundled(alerts), one))),
    previous: page > 1 ? linkTo({ ...asked, page: page - 1 }) : undefined,
    next: more ? linkTo({ ...asked, page: page + 1 }) : undefined,
  };
}

/** Alerts that a list shows as one; of most there is one alone. */
type Bundle = readonly [AlertLine, ...AlertLine[]];

/** What belongs together stands beside each other already, the most urgent first. */
function bundled(alerts: readonly AlertLine[]): readonly Bundle[] {
  const bundles: [AlertLine, ...AlertLine[]][] = [];
  for (const alert of alerts) {
    const last = bundles.at(-1);
    if (last && last[0].together.includes(alert.id)) last.push(alert);
    else bundles.push([alert]);
  }
  return bundles;
}

/** A bundle is as urgent as the most urgent of it. */
const of = (bundles: readonly Bundle[], severity: string): readonly Bundle[] =>
  bundles.filter(([first]) => first.severity === severity);
const groupOf = (name: string, bundles: readonly Bundle[]): readonly object[] =>
  bundles.length > 0 ? [{ name, bundles: bundles.map(bundleOf) }] : [];

const bundleOf = (bundle: Bundle): object => ({
  ...{ id: bundle[0].id, severity: bundle[0].severity, alerts: bundle.map(lineOf) },
  heading: bundle.length > 1 ? togetherWords(bundle) : undefined,
});

const lineOf = (alert: AlertLine): object => ({
  id: alert.id,
  severity: alert.severity,
  heading: headingOf(alert),
  state: stateOf(alert),
  colour: colourOf(alert),
  whose: whoseOf(alert),
  why: alert.why,
  raisedAt: alert.raisedAt,
  soon: SEVERITIES[alert.severity] ?? alert.severity,
  ...dueOf(alert),
});

/** What a bundle is called in a list and on its page. */
export const togetherWords = (alerts: readonly unknown[]): string =>
  `${alerts.length} alerts about brothers and sisters`;

/** Until when it is to be acknowledged, or since when that is over. */
export const dueOf = ({ status, dueAt, overdueSince }: Pick<AlertLine, 'status' | 'dueAt' | 'overdueSince'>) => ({
  dueAt: status === 'open' && overdueSince === null ? dueAt : null,
  overdueSince,
});

/** What it is to the reader. */
export function whoseOf({ owner, mayAnswer, status }: Pick<AlertLine, 'owner' | 'mayAnswer' | 'status'>): string {
  if (owner) return status === 'closed' ? 'It was yours' : 'Yours to answer';
  return mayAnswer ? 'Was yours, and has gone on' : 'For information';
}

function linkTo({ show, soon, page }: Asked): string {
  const query = new URLSearchParams({
    ...(show === 'all' ? {} : { show }),
    ...(soon ? { soon } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  }).toString();
  return query === '' ? '/inbox' : `/inbox?${query}`;
}
