import { type Instant, plusDays, startOfDay } from '@tributary/kernel';
import type { Finding, Route } from '../domain/finding';
import type { ChildRule } from '../domain/rule';
import { agencyOf, dayOf, type FactOf, factsOf, type Scene } from '../domain/scene';
import { CONCERNS, type Concern, dayRaised, raisedBy, signalsOf, within } from '../domain/signals';
import { NEVER_ANY } from './shared';

type Closed = FactOf<'social-care.case-closed'>;

export const closedWhileConcerned: ChildRule = {
  about: 'child',
  id: 'closed-while-concerned',
  version: 1,
  title: 'A case was closed while others are concerned',
  words:
    'When children’s social care closes a case and another agency has recorded a concern about the child in the weeks ' +
    'before, whoever closed it is shown that there are such concerns, and whoever holds them is told that the case is ' +
    'closed. The closer answers each; the holder may use the partnership’s steps to disagree. Closing is not undone.',
  why:
    'A case can be closed rightly by what one service sees, while a school or a health visitor still worries. Neither ' +
    'hears of the other, and the child is left with the worry.',
  source:
    'S0 entry 59 and its vignette of the net-slip; practice research, Annex A1 row 6 and finding 13 (closing is never ' +
    'blocked; to closer and holder only)',
  triggers: ['social-care.case-closed'],
  hears: [
    ...CONCERNS,
    'education.pupil-left',
    'social-care.referral-received',
    'social-care.family-help-started',
    'social-care.need-plan-started',
    'social-care.worker-changed',
  ],
  severity: 'this-week',
  owner: 'the social worker who closed it; else the duty social worker of that authority',
  informed: 'the safeguarding lead of each agency that holds a concern',
  freshness: 'seven days from the day on which the wait is over (FRESHNESS)',
  waits:
    'days from the closure, to the end of that day unless local policy says longer, so that a case opened again, or taken over, is no alert',
  next: [
    'Ring whoever recorded each concern: is it answered by what you know, or does it stand?',
    'Whoever still worries may disagree by the partnership’s steps; closing is not undone by this alert.',
  ],
  exclusions: [
    'concerns of the agency that closed the case: it has weighed them',
    'concerns of a school that the child has left since',
    'concerns that an alert, a notice or a check prompted, and concerns that are held back',
    'a case taken over by family help, or opened again',
    'a family that declined or ended a voluntary service: a proper end',
  ],
  never: ['blocks or undoes a closure', 'shows the closer what a concern says: only who holds it', ...NEVER_ANY],
  thresholds: {
    concernDays: { value: 90, unit: 'days', about: 'how far before the closure a concern may lie' },
    settleDays: {
      value: 1,
      unit: 'days',
      about: 'the day of the closure counted, for a case to be opened again without a word',
    },
  },
  look: (scene) => factsOf(scene, 'social-care.case-closed').flatMap((closed) => judge(scene, closed)),
};

function judge(scene: Scene, closed: Closed): Finding[] {
  const open = signalsOf(scene).filter((concern) => bearsOn(scene, concern, closed));
  if (open.length === 0 || isTakenOn(scene, closed)) return [];
  const until = settled(scene, closed);
  if (scene.asOf < until) return [{ kind: 'waits', about: closed, until }];
  const holders = [...new Set(open.map(raisedBy))];
  const informed = holders.map((agency): Route => ({ to: 'lead-of', agency, reason: 'concern-holder' }));
  return [{ kind: 'found', about: closed, with: open, since: until, owner: closersOf(scene, closed), informed }];
}

const bearsOn = (scene: Scene, concern: Concern, closed: Closed): boolean =>
  raisedBy(concern) !== agencyOf(closed) &&
  !hasLetGo(scene, concern) &&
  within(dayRaised(concern), scene.threshold('concernDays'), dayOf(closed));

/** A former school is never told of what came after. */
const hasLetGo = (scene: Scene, concern: Concern): boolean =>
  factsOf(scene, 'education.pupil-left').some(
    (left) => agencyOf(left) === raisedBy(concern) && dayOf(left) >= dayRaised(concern),
  );

const settled = (scene: Scene, closed: Closed): Instant =>
  startOfDay(plusDays(dayOf(closed), scene.threshold('settleDays')));

/** Family help carries on from that day, or a plan, a worker or a referral begins after it. */
const isTakenOn = (scene: Scene, closed: Closed): boolean =>
  factsOf(scene, 'social-care.family-help-started').some((help) => dayOf(help) >= dayOf(closed)) ||
  factsOf(scene, 'social-care.referral-received', 'social-care.need-plan-started', 'social-care.worker-changed').some(
    (fact) => dayOf(fact) > dayOf(closed),
  );

/** The worker whom the closing agency named last: the closure has ended the allocation. */
function closersOf(scene: Scene, closed: Closed): readonly Route[] {
  const named = factsOf(scene, 'social-care.worker-changed').filter(
    (fact) => agencyOf(fact) === agencyOf(closed) && dayOf(fact) <= dayOf(closed),
  );
  const last = named.reduce<(typeof named)[number] | undefined>(
    (a, b) => (a && dayOf(a) > dayOf(b) ? a : b),
    undefined,
  );
  return last
    ? [{ to: 'worker-number', agency: agencyOf(last), number: last.data.worker, reason: 'closed-the-case' }]
    : [];
}
