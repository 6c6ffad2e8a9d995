import { type Instant, londonDate, plusDays } from '@tributary/kernel';
import type { Finding, Route } from '../domain/finding';
import type { ChildRule } from '../domain/rule';
import { agencyOf, dayOf, type FactOf, factsOf, heldAt, momentOf, type Scene } from '../domain/scene';
import { BEFORE_BIRTH, BORN, isCarriedOver, isLost, OPEN, type Work, workBefore } from './before-birth';
import { DUTY, NEVER_ANY, WORKERS } from './shared';

type Birth = FactOf<(typeof BORN)[number]>;

export const birthAfterPlan: ChildRule = {
  about: 'child',
  id: 'birth-after-plan',
  version: 1,
  title: 'A child was born for whom there was a plan, or an assessment, before birth',
  words:
    'When a birth was notified, or a newborn’s screening told, of a child for whom children’s services had a child protection plan before birth, and ' +
    'their record still expects the child, whoever is on duty in the child’s authority at that hour is told at once; ' +
    'the allocated social worker and whoever leads safeguarding where that came from are told too. Where there ' +
    'was no protection plan but a child in need plan, an assessment or a conference, and the case is open, the ' +
    'allocated social worker is told the same day. It ends when the record of children’s services no longer expects the child.',
  why:
    'A plan made before birth says who is to be rung when the child comes, and whether the child goes home. It stands on a ' +
    'record without a name or a number; the birth comes by another feed, under a name and a number that nobody who made ' +
    'the plan has seen.',
  source:
    'Practice research, Annex A2 “birth where an unborn protection plan is open; plan not carried to the baby” ' +
    '(immediate; duty social worker, midwife safeguarding lead). How long a late link counts is local policy',
  triggers: BORN,
  hears: ['social-care.child-details-recorded', ...BEFORE_BIRTH],
  severity: 'immediate',
  owner:
    'the duty social worker; out of their hours the emergency duty team; without a protection plan the allocated social worker',
  informed:
    'with a protection plan the allocated social worker, and whoever leads safeguarding where the birth became known',
  freshness:
    'seven days from the birth, or from the day on which the newborn’s record and that of the plan became one child’s, ' +
    'where that is later (FRESHNESS)',
  next: [
    'Ring the maternity unit before anybody goes home: what was agreed to happen now, and who does it?',
    'Carry the plan over to the child as born: name, birth date and NHS number on your own record.',
    'Ask whether more than one was born: a plan made for one record is not found on a twin’s.',
  ],
  exclusions: [
    'a newborn whose record nobody has said is the expected child’s: a machine never does, and nobody but a data steward is told before',
    'a child who was not born alive, or has died since: nobody is told',
    'a record of children’s services that states the birth itself already',
    'a plan, an assessment or a conference from the day of birth or later; a referral alone; work of a case that is closed',
    'an enquiry under section 47: it is held back until it is released',
  ],
  never: [
    'says who the mother is, or which ward',
    'says that a newborn may be the child, before a person has decided that it is',
    ...NEVER_ANY,
  ],
  thresholds: {
    days: {
      value: 90,
      unit: 'days',
      about: 'from the birth, within which it is still told that the two records are one child’s',
    },
  },
  look: (scene) =>
    factsOf(scene, ...BORN)
      .slice(0, 1)
      .flatMap((birth) => judge(scene, birth)),
};

function judge(scene: Scene, about: Birth): Finding[] {
  const work = workBefore(scene, dayOf(about)).filter((one) => !isCarriedOver(scene, one));
  if (work.length === 0 || isLost(scene)) return [];
  const since = knownSince(scene, about, work);
  const plan = heldAt(scene, about, ['protection-plan']);
  if (plan === 'known') {
    const lead: Route = { to: 'lead-of', agency: agencyOf(about), reason: 'birth-notified' };
    return [{ kind: 'found', about, since, owner: [DUTY], informed: [WORKERS, lead] }];
  }
  const open = heldAt(scene, about, OPEN);
  // Whether there is a plan matters now: the duty desk can look in its own system.
  if (open === 'not-current') return [{ kind: 'status-unknown', about, since, informed: [DUTY] }];
  if (open === 'none-known') return [];
  return [{ kind: 'found', about, since, severity: 'today', owner: [WORKERS], informed: [] }];
}

/** A steward may need days to say that the newborn is the child who was expected: it is news on that day. */
function knownSince(scene: Scene, birth: Birth, work: readonly Work[]): Instant {
  const together = [birth, ...work].map((fact) => scene.linkedAt(fact)).reduce((a, b) => (a > b ? a : b));
  const isLate = londonDate(together) > plusDays(dayOf(birth), scene.threshold('days'));
  return isLate || together < momentOf(birth) ? momentOf(birth) : together;
}
