import { type AlertStep, type AlertView, type Colleague, type Person, ruleOf, stepInWords } from '@tributary/alerting';
import type { DirectoryView } from '@tributary/directory';
import { type Instant, londonDate } from '@tributary/kernel';
import { choicesFor } from './alert-choices';
import { type Contact, contactOf, leadOf } from '../page/contacts';
import { type Evidence, evidencePage } from '../page/evidence';
import { frontDoors } from '../page/front-doors';
import { colourOf, headingOf, stateOf, togetherWords, whoseOf } from './inbox-facts';
import { dayInWords, KINDS, sentence, SEVERITIES, spoken, timeInWords } from '../page/words';

/** All that an alert's page is made from. */
export type AlertScene = Readonly<{
  alert: AlertView;
  steps: readonly AlertStep[];
  /** Undefined where it is about a feed, or the reader may not open the child. */
  evidence: Evidence | undefined;
  view: DirectoryView;
  reader: Person;
  now: Instant;
}>;

export type AlertPage = Readonly<{ heading: string }> & Readonly<Record<string, unknown>>;

/** One alert as a page: what it rests on, why this reader, whom to ring, what others did, and what comes next. */
export function alertPage(scene: AlertScene): AlertPage {
  const { alert, steps, evidence, view, now } = scene;
  const { id, child, status, owner, mayAnswer, why, identityConfirmed } = alert;
  const isOver = status === 'closed';
  return {
    ...{ id, child, why, identityConfirmed, owner },
    together: alert.together.length > 0 ? togetherWords([alert, ...alert.together]) : undefined,
    heading: headingOf(alert),
    notice: alert.text.at(-1),
    // What could not be answered: the rule stands in the heading otherwise.
    unknown: alert.statusUnknown ? alert.text[0] : undefined,
    state: stateOf(alert),
    colour: colourOf(alert),
    isOverdue: alert.overdueSince !== null,
    soon: SEVERITIES[alert.severity] ?? alert.severity,
    whose: whoseOf(alert),
    canAcknowledge: owner && status === 'open',
    canAnswer: !isOver && mayAnswer,
    canChallenge: !isOver,
    reopenableUntil: alert.reopenableUntil && timeInWords(alert.reopenableUntil),
    rows: rowsOf(alert),
    feed: alert.feed === null ? undefined : feedOf(view, alert.feed),
    other: alert.other === null ? undefined : otherOf(alert.other, view, now),
    recalls: alert.recalls && { ...alert.recalls, raisedAt: timeInWords(alert.recalls.raisedAt) },
    holds: alert.holds.map((one) => heldOf(one, view, now)),
    areFeeds: alert.feed === null && isAboutFeeds(alert),
    supplier: alert.holds.flatMap(({ feed }) => (feed === null ? [] : (view.feed(feed)?.supplier ?? [])))[0],
    // What stands in an assessment is on its own page, for those alone who may open it.
    assessment: ruleOf(alert.rule)?.about === 'assessment',
    evidence: evidence && evidencePage(evidence, view, londonDate(now)),
    next: nextOf(alert),
    ring: ringOf(scene),
    told: alert.toldToo.map((one) => ({
      name: one.name,
      isOwner: one.owner,
      contact: contactOf(view, one, now),
      did: steps.filter(({ by }) => by?.practitioner === one.practitioner).map((step) => stepInWords(step)),
    })),
    steps: steps.map((step) => ({
      ...step,
      title: stepInWords(step),
      by: byWords(step, view),
      to: toWords(step, view),
    })),
    rule: ruleFacts(alert),
    choices: choicesFor(scene),
  };
}

const row = (key: string, text: string): object => ({ key: { text: key }, value: { text } });

function rowsOf(alert: AlertView): readonly object[] {
  const { dueAt, overdueSince, status, raisedAt } = alert;
  return [
    row('Raised', timeInWords(raisedAt)),
    ...(overdueSince === null ? [] : [row('Overdue', `Not acknowledged by ${timeInWords(overdueSince)}`)]),
    ...(dueAt === null || status !== 'open'
      ? []
      : [row('What comes next', `Goes to the next person if not acknowledged by ${timeInWords(dueAt)}`)]),
  ];
}

/** A feed as somebody who relies on it should know it. */
function feedOf(view: DirectoryView, id: string): object {
  const feed = view.feed(id);
  const agency = feed && view.agency(feed.agency);
  const name = agency?.name ?? 'An agency that the directory does not know';
  return { id, agency: name, rhythm: feed?.rhythm, supplier: feed?.supplier };
}

/** Who else works with the child, as a notice names them. */
const otherOf = (other: Colleague, view: DirectoryView, now: Instant): object => ({
  contact: contactOf(view, other, now),
  name: other.name,
  work: KINDS[other.work] ?? sentence(spoken(other.work)),
  since: dayInWords(other.since),
});

/** One of the notices, or of the silent feeds, that a message holds. */
const heldOf = (one: AlertView, view: DirectoryView, now: Instant): object => ({
  ...{ id: one.id, state: one.feed === null ? stateOf(one) : silenceOf(one), colour: colourOf(one) },
  ...(one.other === null ? {} : { other: otherOf(one.other, view, now) }),
  ...(one.feed === null ? {} : { feed: feedOf(view, one.feed), manager: managerOf(view, one.feed, now) }),
});

/** Nobody has to acknowledge each of them: how the feed is counts. */
function silenceOf(alert: AlertView): string {
  if (alert.status !== 'closed') return 'Silent';
  return alert.outcome === 'resolved' ? 'Delivers again' : stateOf(alert);
}

const STATUS_UNKNOWN = [
  'Whoever is worried about the child now rings the front door and asks whether there is a social worker or a plan.',
  'Find out why the feed that says so has not spoken for two days; once it does, this alert ends by itself.',
];
const nextOf = ({ statusUnknown, rule }: AlertView): readonly string[] =>
  statusUnknown ? STATUS_UNKNOWN : (ruleOf(rule)?.next ?? []);

/** No child is concerned: no front door helps. */
const isAboutFeeds = ({ feed, holds }: AlertView): boolean => feed !== null || holds.some((one) => one.feed !== null);

function managerOf(view: DirectoryView, id: string, now: Instant): Contact | undefined {
  const feed = view.feed(id);
  return feed && contactOf(view, { practitioner: feed.manager, role: 'feed-manager', agency: feed.agency }, now);
}

/** Whom to ring: the front door, whose alert it is, and who leads safeguarding where it comes from. */
function ringOf({ alert, evidence, view, reader, now }: AlertScene): readonly Contact[] {
  const owner = alert.toldToo.find((one) => one.owner);
  const sources = [...new Set((evidence?.entries ?? []).map(({ agency }) => agency))].filter(
    (agency) => agency !== reader.agency && view.agency(agency)?.sector !== 'social-care',
  );
  const manager = alert.feed === null ? undefined : managerOf(view, alert.feed, now);
  const people = [
    ...(owner ? [contactOf(view, owner, now)] : []),
    ...sources.map((agency) => leadOf(view, agency, now)),
    ...(alert.feed !== null && view.feed(alert.feed)?.manager !== reader.practitioner ? [manager] : []),
  ].filter((one) => one !== undefined);
  const unique = people.filter((one, i) => people.findIndex(({ name }) => name === one.name) === i);
  return isAboutFeeds(alert) ? unique : [...frontDoors(view, alert.authority, now), ...unique];
}

function byWords({ by }: AlertStep, view: DirectoryView): string {
  if (by === null) return 'Tributary';
  return `${view.practitioner(by.practitioner)?.name ?? 'Somebody'}, ${spoken(by.role)}`;
}

const toWords = ({ to }: AlertStep, view: DirectoryView): string =>
  to
    .map(({ practitioner, role }) => {
      const name = practitioner === undefined ? undefined : view.practitioner(practitioner)?.name;
      return name === undefined ? spoken(role) : `${name}, ${spoken(role)}`;
    })
    .join('; ');

/** The rule's own document, with the version that raised this alert. */
function ruleFacts({ rule: id, ruleVersion }: AlertView): object {
  const rule = ruleOf(id);
  if (!rule) return { id, version: ruleVersion };
  const { words, why, exclusions, never, version } = rule;
  return {
    id,
    version: ruleVersion,
    now: version === ruleVersion ? undefined : version,
    words,
    why,
    exclusions,
    never,
  };
}
