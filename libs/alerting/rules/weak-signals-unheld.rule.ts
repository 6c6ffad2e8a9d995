import { ROLES } from '@tributary/directory';
import { startOfDay } from '@tributary/kernel';
import type { Finding } from '../domain/finding';
import type { ChildRule } from '../domain/rule';
import { agencyOf, dayOf, factsOf, heldAt, momentOf, type Scene, type StateName } from '../domain/scene';
import { CONCERNS, type Concern, dayRaised, isNear, sawItFirst, signalsOf, withoutEchoes } from '../domain/signals';
import { NEVER_ANY, STATUS_EVENTS } from './shared';

const HELD_BY: readonly StateName[] = [
  'allocated-worker',
  'need-plan',
  'protection-plan',
  'looked-after',
  'open-referral',
];

export const weakSignalsUnheld: ChildRule = {
  about: 'child',
  id: 'weak-signals-unheld',
  version: 1,
  title: 'Several people each recorded a worry, and nobody holds the whole',
  words:
    'When three people in at least two agencies have each recorded a worry about a child within ninety days, and no ' +
    'social worker, plan, open referral or family help is known, one person is asked a question: several agencies each ' +
    'recorded a worry and nobody holds the whole; is it time for a conversation? Each worry is listed with who holds it.',
  why:
    'One observation may carry little meaning by itself and yet complete the picture beside two others. Those who made ' +
    'them do not know of each other.',
  source:
    'S0 entries 41 and 84 and its vignette V16, S1 entry 22; practice research, finding 11 and Annex A1 row 15 (echoes, ' +
    'proxies and disclosure: a question to one person, this week, shadow first)',
  triggers: CONCERNS,
  hears: [
    ...STATUS_EVENTS,
    'social-care.referral-received',
    'social-care.family-help-started',
    'social-care.family-help-ended',
  ],
  severity: 'this-week',
  owner: 'the early help coordinator of the child’s authority; else the duty social worker',
  informed: 'nobody: those who recorded the worries hear that they were seen',
  freshness: 'seven days from the worry that completes them (FRESHNESS)',
  next: [
    'Ring those who recorded the worries, one after the other: what did they see, and what do they do already?',
    'Ask yourselves whether it is time for a conversation with the family, and who is best placed to have it.',
    'If nobody needs to hold the whole, say so with your outcome: that is an answer too.',
  ],
  exclusions: [
    'a second worry of one original observer, and of one incident that several agencies recorded',
    'worries that an alert, a notice or an agency check prompted',
    'worries that are held back from others',
    'attendance marks and worries about attendance; screening; contacts that every child has; housing and income; home ' +
      'education; disability; any protected characteristic: none of these is a signal',
    'a child for whom somebody holds the whole: a social worker, a plan, an open referral, family help',
  ],
  never: [
    'adds up to a score, or ranks children',
    'tells the family, or anybody but the one person asked',
    ...NEVER_ANY,
  ],
  thresholds: {
    signals: { value: 3, unit: 'worries', about: 'of different observers and incidents' },
    agencies: { value: 2, unit: 'agencies', about: 'that saw something first themselves' },
    days: { value: 90, unit: 'days', about: 'within which they lie' },
  },
  look: (scene) => accumulations(scene).flatMap((signals) => judge(scene, signals)),
};

/**
 * Worries that came together, in the order they became known: the one that completes them is what it is about, whatever
 * is delivered late afterwards. The next begin anew.
 */
function accumulations(scene: Scene): readonly (readonly Concern[])[] {
  const complete: (readonly Concern[])[] = [];
  let open: readonly Concern[] = [];
  for (const concern of signalsOf(scene)) {
    const days = scene.threshold('days');
    const near = open.filter((one) => isNear(dayRaised(one), dayRaised(concern), days));
    open = [...open, concern];
    const together = withoutEchoes([...near, concern]);
    if (!together.includes(concern) || !isEnough(scene, together)) continue;
    complete.push([concern, ...together.filter((one) => one !== concern)]);
    open = [];
  }
  return complete;
}

const isEnough = (scene: Scene, signals: readonly Concern[]): boolean =>
  signals.length >= scene.threshold('signals') && new Set(signals.map(sawItFirst)).size >= scene.threshold('agencies');

function judge(scene: Scene, signals: readonly Concern[]): Finding[] {
  const [about] = signals;
  if (!about || isHelped(scene, about)) return [];
  const since = momentOf(about);
  const word = heldAt(scene, about, HELD_BY);
  if (word === 'known') return [];
  if (word === 'not-current') return [{ kind: 'status-unknown', about, since }];
  const owner = { to: 'role', role: ROLES.earlyHelp, reason: 'early-help' } as const;
  return [{ kind: 'found', about, with: signals.slice(1), since, owner: [owner], informed: [] }];
}

/** Family help that has begun and not ended. */
function isHelped(scene: Scene, about: Concern): boolean {
  const ended = factsOf(scene, 'social-care.family-help-ended');
  return factsOf(scene, 'social-care.family-help-started').some(
    (help) =>
      startOfDay(dayOf(help)) <= scene.asOf &&
      !ended.some(
        (end) => agencyOf(end) === agencyOf(help) && dayOf(end) >= dayOf(help) && dayOf(end) < dayRaised(about),
      ),
  );
}
