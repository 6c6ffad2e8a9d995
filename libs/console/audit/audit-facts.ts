import { agencyName } from '../page/agency-name';
import type { AuditView, ComparedEvent, ComparedStatus, Difference, HindsightView, Somebody } from '@tributary/audit';
import type { DirectoryView } from '@tributary/directory';
import { row } from '../feeds/feed-facts';
import { ageInWords, dayInWords, KINDS, sentence, spoken, timeInWords, whenInWords } from '../page/words';

type Names = Pick<DirectoryView, 'agency' | 'practitioner'>;
type Cell = Readonly<{ text: string; tag?: string; more?: string }>;
type Known = AuditView['comparison']['status'][number]['then'];

const DIFFERENCES: Readonly<Record<Difference, Cell>> = {
  none: { text: 'None' },
  'held-only': { text: 'Held, not yet available', tag: 'govuk-tag--orange' },
  later: { text: 'Came later', tag: 'govuk-tag--purple' },
  changed: { text: 'Put right since', tag: 'govuk-tag--blue' },
  gone: { text: 'Gone since', tag: 'govuk-tag--red' },
};
const STANDINGS: Readonly<Record<string, string>> = {
  current: 'Yes',
  superseded: 'Yes, corrected by then',
  retracted: 'Yes, taken back by then',
};

/** One replay as a page: then beside now. */
export function replayPage(view: AuditView, names: Names): object {
  const { comparison, disclosures, alerts } = view;
  const { then, now, events, status } = comparison;
  const steps = alerts.flatMap((alert) => alert.steps.map((step) => ({ ...step, title: alert.title })));
  const looks = disclosures.filter((one) => one.what !== 'replay');
  const [looksThen, looksSince] = [looks.filter(({ at }) => at <= then), looks.filter(({ at }) => at > then)];
  const [stepsThen, stepsSince] = [steps.filter(({ at }) => at <= then), steps.filter(({ at }) => at > then)];
  return {
    ...{ id: view.id, then, now },
    short: shortRows(events),
    events: events.map((event) => eventRow(event, names)),
    status: status.map((one) => statusRow(one, names)),
    looks: looksThen.map((one) => [
      { text: timeInWords(one.at) },
      personCell(one, names),
      { text: one.refused ? `${sentence(spoken(one.what))}: refused` : sentence(spoken(one.what)), ...askedFor(one) },
      { text: one.purpose },
    ]),
    looksSince: sinceWords(looksSince.length, 'Opened since'),
    alerts: stepsThen.map(({ at, title, what, detail, by, to }) => [
      { text: timeInWords(at) },
      { text: title },
      { text: sentence(spoken(what)), ...(detail ? { more: sentence(spoken(detail)) } : {}) },
      { text: [...(by ? [by] : []), ...to].map((one) => personWords(one, names)).join('; ') || 'The hub' },
    ]),
    alertsSince: sinceWords(stepsSince.length, 'Steps of alerts since'),
    rows: restsOn(view, names),
  };
}

const sinceWords = (count: number, what: string): string | undefined => (count > 0 ? `${what}: ${count}.` : undefined);

const askedFor = ({ asKnownOn }: { asKnownOn: string | null }): { more?: string } =>
  asKnownOn ? { more: `as known on ${timeInWords(asKnownOn)}` } : {};

function shortRows(events: readonly ComparedEvent[]): readonly (readonly Cell[])[] {
  const count = (of: (event: ComparedEvent) => boolean): Cell => {
    const found = events.filter(of).length;
    return { text: found === 1 ? '1 event' : `${found} events` };
  };
  return [
    [{ text: 'Held' }, count(({ then }) => then.held), count(({ now }) => now.held)],
    [{ text: 'Available' }, count(({ then }) => then.available !== null), count(({ now }) => now.available !== null)],
    [{ text: 'Shown' }, count(({ then }) => then.shown.length > 0), count(({ now }) => now.shown.length > 0)],
  ];
}

function eventRow({ entry, then, now, difference }: ComparedEvent, names: Names): readonly Cell[] {
  return [
    { text: entry.title, more: `${whenInWords(entry.occurred)}. ${agencyName(names, entry.agency)}` },
    { text: then.held ? 'Yes' : 'No' },
    { text: then.available ? (STANDINGS[then.available] ?? then.available) : 'No' },
    shownCell(then.shown, names),
    nowCell(now),
    DIFFERENCES[difference],
  ];
}

const nowCell = ({ available, shown }: ComparedEvent['now']): Cell => ({
  text:
    available === null
      ? 'Not available'
      : (STANDINGS[available] ?? available).replace('by then', 'since').replace('Yes', 'Available'),
  more: shown.length === 0 ? 'Shown to nobody' : `Shown to ${peopleCount(shown)}`,
});

const peopleCount = (people: readonly Somebody[]): string =>
  people.length === 1 ? '1 person' : `${people.length} people`;

const shownCell = (people: readonly Somebody[], names: Names): Cell =>
  people.length === 0
    ? { text: 'To nobody' }
    : { text: `To ${peopleCount(people)}`, more: people.map((one) => personWords(one, names)).join('; ') };

function statusRow({ kind, then, now, differs }: ComparedStatus, names: Names): readonly Cell[] {
  return [
    { text: KINDS[kind] ?? sentence(spoken(kind)) },
    { text: statusWords(then, names) },
    { text: statusWords(now, names) },
    differs ? { text: 'Differs', tag: 'govuk-tag--orange' } : { text: 'None' },
  ];
}

function statusWords({ state, accounts, words }: Known, names: Names): string {
  const said = accounts.map(
    ({ agency, since, until }) =>
      `${agencyName(names, agency)}: since ${dayInWords(since)}${until ? ` until ${dayInWords(until)}` : ''}.`,
  );
  return [...said, ...(state === 'known' ? [] : [words])].join(' ');
}

function restsOn({ reference, purpose, askedAt, position, digest, versions }: AuditView, names: Names): object[] {
  const list = (of: Readonly<Record<string, string | number>>): string =>
    Object.entries(of)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ');
  return [
    row('Reference', `${reference.child}, of ${agencyName(names, reference.agency)}`),
    row('Purpose', purpose),
    row('Asked', timeInWords(askedAt)),
    row('Position', position),
    row('Code', `${versions.code.version}, build ${versions.code.build}`),
    row('Directory', `Version ${versions.directory}`),
    row('Event types', versions.catalogue),
    row('Rules', list(versions.rules)),
    row('Read models', list(versions.projections)),
    row('Digest', `SHA-256 ${digest}`),
  ];
}

type Told = Readonly<{ practitioner?: string; role: string; agency: string | null }>;

const personCell = (one: Told, names: Names): Cell => ({ text: personWords(one, names) });

function personWords({ practitioner, role, agency }: Told, names: Names): string {
  const name = practitioner === undefined ? undefined : (names.practitioner(practitioner)?.name ?? practitioner);
  return [name, spoken(role), agency === null ? undefined : agencyName(names, agency)].filter(Boolean).join(', ');
}

const FINDS: Readonly<Record<string, string>> = {
  found: 'What it looks for',
  'status-unknown': 'That the status it needs was not current',
  waits: 'Something it waits on, not yet due',
};

/** What only came to light afterwards. */
export function hindsightPage({ view, rules }: HindsightView, names: Names): object {
  const { then, events } = view.comparison;
  const titles = new Map(events.map(({ entry }) => [entry.eventId, `${entry.title}, ${whenInWords(entry.occurred)}`]));
  return {
    id: view.id,
    whenAsked: timeInWords(then),
    later: events
      .filter((event) => event.then.available === null && beganBy(event, then))
      .map(({ entry, then: side }) => [
        { text: entry.title, more: `${whenInWords(entry.occurred)}. ${agencyName(names, entry.agency)}` },
        { text: side.held ? 'Yes' : 'No' },
        { text: timeInWords(entry.knownFrom) },
        { text: ageInWords(Date.parse(entry.knownFrom) - Date.parse(then)) },
      ]),
    rules: rules.map(({ rule, ruleVersion, title, finds, evidence }) => [
      { text: title, more: `${rule}, version ${ruleVersion}` },
      { text: FINDS[finds] ?? finds },
      { text: evidence.map((id) => titles.get(id) ?? 'an event that no longer counts').join('; ') },
    ]),
  };
}

/** An event later than the moment is no news of it. */
function beganBy({ entry: { occurred } }: ComparedEvent, then: string): boolean {
  const began = 'at' in occurred ? occurred.at : 'on' in occurred ? occurred.on : occurred.from;
  return began <= then;
}
