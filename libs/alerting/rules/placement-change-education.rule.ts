import { type Instant, plusDays, startOfDay } from '@tributary/kernel';
import type { Finding } from '../domain/finding';
import type { ChildRule } from '../domain/rule';
import { dayOf, type FactOf, factsOf, type Scene } from '../domain/scene';
import { NEVER_ANY, VIRTUAL_SCHOOL, WORKERS } from './shared';

type Move = FactOf<'social-care.placement-changed'>;
/** New episodes that leave the child where they live (SSDA903). */
const NO_MOVE: readonly string[] = ['S', 'L'];

export const placementChangeEducation: ChildRule = {
  about: 'child',
  id: 'placement-change-education',
  version: 1,
  title: 'A child in care moved, and education has not said what that means for school',
  words:
    'When the council says that a looked-after child has moved to another placement, education’s ' +
    'answer should be there: the school is kept, another is found, or there is none yet. Where the day of the move is ' +
    'over without one, the allocated social worker and the head of the virtual school are told. It ends when education answers.',
  why:
    'A placement is found where there is a bed, and the school and the journey are thought of afterwards. A child who was ' +
    'settled loses both at once.',
  source:
    'Practice research, Annex A1 row 20 (today, placing worker and virtual school); S1 entries 27, 87 and vignettes V3 and ' +
    'V23. How long to wait is local policy',
  triggers: ['social-care.placement-changed'],
  hears: ['education.placement-answered', 'social-care.looked-after-ended'],
  severity: 'today',
  owner: 'the allocated social worker; else the duty social worker of the authority that looks after the child',
  informed: 'the virtual school head',
  freshness: 'seven days from the day on which the wait is over (FRESHNESS)',
  waits: 'days from the move; to the end of that day unless local policy gives education longer',
  next: [
    'Ring the school and the virtual school: is the place kept, and how does the child get there?',
    'Ask the carer where the child is in school hours tomorrow.',
  ],
  exclusions: [
    'a change of legal status alone',
    'a child who has ceased to be looked after meanwhile',
    'a placement that another has followed meanwhile: that one is waited for',
  ],
  never: ['says where a placement is', 'holds up a move', ...NEVER_ANY],
  thresholds: {
    days: { value: 1, unit: 'days', about: 'at whose end, the day of the move counted, education must have answered' },
  },
  look: (scene) => factsOf(scene, 'social-care.placement-changed').flatMap((move) => judge(scene, move)),
};

function judge(scene: Scene, move: Move): Finding[] {
  if (NO_MOVE.includes(move.data.reason?.code ?? '') || isAnswered(scene, move) || isOver(scene, move)) return [];
  const until = waitOver(scene, move);
  if (scene.asOf < until) return [{ kind: 'waits', about: move, until }];
  return [{ kind: 'found', about: move, since: until, owner: [WORKERS], informed: [VIRTUAL_SCHOOL] }];
}

const waitOver = (scene: Scene, move: Move): Instant => startOfDay(plusDays(dayOf(move), scene.threshold('days')));

/** It names the placement's first day, or was given on or after it. */
const isAnswered = (scene: Scene, move: Move): boolean =>
  factsOf(scene, 'education.placement-answered').some(({ data, ...answer }) =>
    data.placementStart ? data.placementStart === dayOf(move) : dayOf(answer) >= dayOf(move),
  );

const isOver = (scene: Scene, move: Move): boolean =>
  factsOf(scene, 'social-care.looked-after-ended').some((end) => dayOf(end) >= dayOf(move)) ||
  factsOf(scene, 'social-care.placement-changed').some((next) => dayOf(next) > dayOf(move));
