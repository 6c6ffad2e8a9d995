import { isEvent } from '@tributary/catalogue';
import { type Instant, type PlainDate, plusDays, startOfDay } from '@tributary/kernel';
import type { Finding, Route } from '../domain/finding';
import type { ChildRule } from '../domain/rule';
import { agencyOf, dayOf, type FactOf, factsOf, type Scene } from '../domain/scene';
import { NEVER_ANY } from './shared';

type Look = FactOf<'social-care.family-help-started' | 'social-care.family-help-reviewed'>;

export const familyHelpReviewDue: ChildRule = {
  about: 'child',
  id: 'family-help-review-due',
  version: 1,
  title: 'A review of family help is due',
  words:
    'When family help has begun, or was reviewed, and six weeks have passed without a review, the lead practitioner is ' +
    'told that one is due. Where another day was agreed with the family, that day counts.',
  why:
    'A plan that nobody looks at again is a plan that nobody keeps. The lead practitioner carries many; a quiet word in ' +
    'time is kinder than a late one from above.',
  source:
    'Practice research, Annex C “family help review” (six weeks, local 6–12; lead practitioner only) and A1 row 32; S0 ' +
    'entry 18 and S3 on reviews. The length is local policy',
  triggers: ['social-care.family-help-started', 'social-care.family-help-reviewed'],
  hears: ['social-care.family-help-ended'],
  severity: 'this-week',
  owner:
    'the lead practitioner whom the help names; else the early help lead of their agency, else the duty social worker',
  informed: 'nobody else',
  freshness: 'seven days from the day on which it was due (FRESHNESS)',
  waits: 'days from the start or the last review, or the day that was agreed',
  next: [
    'Agree a day with the family and those in the team around them.',
    'Bring what changed since the last one; if help is no longer wanted, that is a proper end.',
  ],
  exclusions: ['help that has ended: a family may end it, which is no concern', 'a review that was held meanwhile'],
  never: ['tells a manager that a review is late: it goes on only where nobody acknowledges it', ...NEVER_ANY],
  thresholds: { days: { value: 42, unit: 'days', about: 'from the start, or from one review to the next' } },
  look: (scene) =>
    factsOf(scene, 'social-care.family-help-started', 'social-care.family-help-reviewed').flatMap((about) =>
      judge(scene, about),
    ),
};

function judge(scene: Scene, about: Look): Finding[] {
  if (isEnded(scene, about) || isReviewed(scene, about)) return [];
  const until = dueAt(scene, about);
  if (scene.asOf < until) return [{ kind: 'waits', about, until }];
  return [{ kind: 'found', about, since: until, owner: leadOf(scene, about), informed: [] }];
}

/** The end of the day on which it was due. */
function dueAt(scene: Scene, about: Look): Instant {
  const agreed = isEvent(about, 'social-care.family-help-reviewed') ? about.data.nextReview : undefined;
  const day = (agreed as PlainDate | undefined) ?? plusDays(dayOf(about), scene.threshold('days'));
  return startOfDay(plusDays(day, 1));
}

/** Of one agency's help: by its number where both name one. */
function isSame(a: FactOf<`social-care.family-help-${'started' | 'reviewed' | 'ended'}`>, b: typeof a): boolean {
  if (agencyOf(a) !== agencyOf(b)) return false;
  return a.data.help === undefined || b.data.help === undefined || a.data.help === b.data.help;
}

const isEnded = (scene: Scene, about: Look): boolean =>
  factsOf(scene, 'social-care.family-help-ended').some((end) => isSame(end, about) && dayOf(end) >= dayOf(about));

/** A later review, or the help begun anew. */
const isReviewed = (scene: Scene, about: Look): boolean =>
  factsOf(scene, 'social-care.family-help-reviewed', 'social-care.family-help-started').some(
    (next) => next.id !== about.id && isSame(next, about) && isLater(next, about),
  );

const isLater = (next: Look, about: Look): boolean =>
  dayOf(next) > dayOf(about) ||
  (dayOf(next) === dayOf(about) && next.type !== about.type && next.type === 'social-care.family-help-reviewed');

/** Who the help says leads it. */
function leadOf(scene: Scene, about: Look): readonly Route[] {
  const starts = factsOf(scene, 'social-care.family-help-started').filter((start) => isSame(start, about));
  const start = starts.filter((one) => dayOf(one) <= dayOf(about)).at(-1);
  const agency = agencyOf(about);
  const lead: Route = { to: 'lead-of', agency, reason: 'lead-practitioner' };
  if (!start?.data.lead) return [lead];
  return [{ to: 'worker-number', agency, number: start.data.lead, reason: 'lead-practitioner' }, lead];
}
