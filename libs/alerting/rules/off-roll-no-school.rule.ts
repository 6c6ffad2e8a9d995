import { ROLES } from '@tributary/directory';
import { type Instant, plusDays, plusSchoolDays, plusWorkingDays, startOfDay } from '@tributary/kernel';
import type { Finding } from '../domain/finding';
import type { ChildRule } from '../domain/rule';
import { agencyOf, dayOf, type FactOf, factsOf, momentOf, type Scene } from '../domain/scene';
import { NEVER_ANY } from './shared';

type Left = FactOf<'education.pupil-left'>;
/** Ends at which nobody looks for another school in this area. */
const PROPER_ENDS: readonly string[] = ['HOME-EDUCATION', 'ORDINARY-END', 'ABROAD', 'DIED'];

export const offRollNoSchool: ChildRule = {
  about: 'child',
  id: 'off-roll-no-school',
  version: 1,
  title: 'A child left a school’s roll and no school has taken them on',
  words:
    'When a school takes a pupil off its roll and says that no next school has confirmed a start, the officer for ' +
    'children missing education in the child’s authority is told the same day. Where the school does not say, the rule ' +
    'waits for some school days of that school, and tells the officer if no school has entered the child by then. It ' +
    'ends when a school enters the child, or the authority is told of home education.',
  why:
    'A child between two schools is on nobody’s list: the old school has let go, the new one does not know of them. ' +
    'Children who move often are the ones who fall through.',
  source:
    'Practice research, Annex A1 row 3 (today, to the officer for children missing education) and A2; S0 vignette of the ' +
    'child who slipped through the net between schools, S1 entry 86. How long to wait is local policy',
  triggers: ['education.pupil-left'],
  hears: ['education.pupil-enrolled', 'education.home-education-notified'],
  severity: 'today',
  owner: 'the officer for children missing education; else the duty social worker',
  informed: 'nobody else: a former school is never told of a move',
  freshness: 'seven days from the day of leaving, or from the day on which the wait is over (FRESHNESS)',
  waits:
    'where the school does not say whether there is a next one: school days of the school that was left; national working days where its terms are not known',
  next: [
    'Ring the school that took the child off its roll: where did the family say they are going?',
    'Ask the area they name whether the child has arrived; a school there, not only an address.',
    'Until a school has the child, keep it open: nobody else will.',
  ],
  exclusions: [
    'home education, notified or given as the reason: by itself it is no concern',
    'the ordinary end of schooling there, and a move abroad',
    'a child who has died',
    'a next school that has confirmed the start',
    'a child who is on another school’s roll already',
  ],
  never: ['says where a child may have gone', 'looks at attendance marks', ...NEVER_ANY],
  thresholds: {
    schoolDays: {
      value: 5,
      unit: 'school days',
      about: 'how long a new school may take to enter the child, where nobody has said that there is none',
    },
  },
  look: (scene) => factsOf(scene, 'education.pupil-left').flatMap((left) => judge(scene, left)),
};

function judge(scene: Scene, left: Left): Finding[] {
  const reason = left.data.reason?.code;
  if (left.data.nextSchoolConfirmed || (reason && PROPER_ENDS.includes(reason))) return [];
  if (isEnrolled(scene, left) || isHomeEducated(scene, left)) return [];
  const until = left.data.nextSchoolConfirmed === false ? momentOf(left) : waitOver(scene, left);
  if (left.data.nextSchoolConfirmed === undefined && scene.asOf < until) return [{ kind: 'waits', about: left, until }];
  const officer = { to: 'role', role: ROLES.missingEducation, reason: 'missing-education' } as const;
  return [{ kind: 'found', about: left, since: until, owner: [officer], informed: [] }];
}

/** The end of the last day of the wait; it begins when the school says so, should that be later. */
function waitOver(scene: Scene, left: Left): Instant {
  const days = scene.threshold('schoolDays');
  const year = scene.schoolYearOf(agencyOf(left));
  const last = (year && plusSchoolDays(dayOf(left), days, year)) ?? plusWorkingDays(dayOf(left), days);
  return startOfDay(plusDays(last, 1));
}

/** Entered by a school on or after leaving; or by another school before, and not let go since. */
function isEnrolled(scene: Scene, left: Left): boolean {
  const leavings = factsOf(scene, 'education.pupil-left');
  return factsOf(scene, 'education.pupil-enrolled').some((entry) => {
    const letGo = leavings.some((one) => agencyOf(one) === agencyOf(entry) && dayOf(one) >= dayOf(entry));
    if (agencyOf(entry) !== agencyOf(left)) return !letGo || dayOf(entry) >= dayOf(left);
    return dayOf(entry) > dayOf(left);
  });
}

/** A parent may tell the authority before the school has let go. */
const TOLD_BEFORE_DAYS = 30;
const isHomeEducated = (scene: Scene, left: Left): boolean =>
  factsOf(scene, 'education.home-education-notified').some(
    (told) => dayOf(told) >= plusDays(dayOf(left), -TOLD_BEFORE_DAYS),
  );
