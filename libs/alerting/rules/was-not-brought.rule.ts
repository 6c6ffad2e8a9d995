import type { RoleCode } from '@tributary/kernel';
import type { Finding, Route } from '../domain/finding';
import type { ChildRule } from '../domain/rule';
import { agencyOf, dayOf, type FactOf, factsOf, heldAt, momentOf, type Scene, type Word } from '../domain/scene';
import { isNear } from '../domain/signals';
import { NEVER_ANY, STATUS_EVENTS, WORKERS } from './shared';

type Missed = FactOf<'health.appointment-missed'>;
/** Neither is a child whom nobody brought. */
const BROUGHT: readonly string[] = ['CANCELLED-BY-FAMILY', 'ARRIVED-LATE'];

export const wasNotBrought: ChildRule = {
  about: 'child',
  id: 'was-not-brought',
  version: 1,
  title: 'A child was not brought to health appointments',
  words:
    'When a child was not brought to two health appointments within ninety days, or to one while the live feed says that ' +
    'the child has a plan or is looked after, the clinician of that service whom the directory names is told ' +
    'first, else its safeguarding lead. With a plan, the allocated social worker is informed.',
  why:
    'A child does not miss an appointment: somebody did not bring them. One may be a bus that did not come; what repeats ' +
    'is worth a question, and whoever is closest to the family should hear before the case is closed for not attending.',
  source:
    'Practice research, Annex A1 row 14 (two in 90 days, or one with a plan; to the health service first); S1 entry 8 ' +
    '(families who drop out need encouragement, no bare closure). The numbers are local policy',
  triggers: ['health.appointment-missed'],
  hears: STATUS_EVENTS,
  severity: 'this-week',
  owner: 'the clinician of that service; else the health agency’s safeguarding lead; else the duty social worker',
  informed: 'the allocated social worker, where the child has a plan or is looked after',
  freshness: 'seven days from the appointment (FRESHNESS)',
  next: [
    'Ring the family before anything is closed: what kept them, and what would help?',
    'Offer another time; ask others who see the child whether they are worried.',
  ],
  exclusions: [
    'an appointment that the family cancelled, or came to too late',
    'one appointment that was missed and moved, of a child without a plan',
    'two statements about one appointment: they are one',
  ],
  never: ['says which illness or clinic', 'calls it neglect', 'counts screening and routine vaccination', ...NEVER_ANY],
  thresholds: {
    appointments: { value: 2, unit: 'appointments', about: 'missed, for a child without a plan' },
    days: { value: 90, unit: 'days', about: 'within which they lie' },
  },
  look: (scene) => missed(scene).flatMap((about, i, all) => judge(scene, about, all.slice(0, i))),
};

/** In the order it became known: what is delivered late never changes what an alert is about. */
const missed = (scene: Scene): readonly Missed[] =>
  factsOf(scene, 'health.appointment-missed').filter(
    ({ data }) => !BROUGHT.includes(data.outcome?.code ?? '') && data.service?.code !== 'IMMUNISATION',
  );

function judge(scene: Scene, about: Missed, before: readonly Missed[]): Finding[] {
  const near = before.filter((one) => isNear(dayOf(one), dayOf(about), scene.threshold('days')));
  const word = heldAt(scene, about, ['protection-plan', 'need-plan', 'looked-after']);
  // Of those that follow, the first is told already: every so many there is an alert.
  const isRepeated = (near.length + 1) % scene.threshold('appointments') === 0;
  if (word === 'known' || isRepeated) return [found(about, near, word)];
  // Of one appointment alone nothing is said, unless it may be a child with a plan.
  return word === 'not-current' ? [{ kind: 'status-unknown', about, since: momentOf(about) }] : [];
}

function found(about: Missed, before: readonly Missed[], word: Word): Finding {
  const agency = agencyOf(about);
  const role = CLINICIANS[about.data.service?.code ?? ''];
  const clinician: readonly Route[] = role ? [{ to: 'role-in', agency, role, reason: 'clinician' }] : [];
  const lead: Route = { to: 'lead-of', agency, reason: 'health-lead' };
  const informed = word === 'known' ? [WORKERS] : [];
  return { kind: 'found', about, with: before, since: momentOf(about), owner: [...clinician, lead], informed };
}

/** Who knows what an appointment was for. */
const CLINICIANS: Readonly<Record<string, RoleCode>> = {
  PAEDIATRICS: 'paediatrician' as RoleCode,
  'HEALTH-VISITING': 'health-visitor' as RoleCode,
  'SCHOOL-NURSING': 'school-nurse' as RoleCode,
  THERAPY: 'therapist' as RoleCode,
};
