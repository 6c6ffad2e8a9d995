import type { ChildRule } from '../domain/rule';
import { factsOf, heldAt, momentOf } from '../domain/scene';
import type { Finding } from '../domain/finding';
import { NEVER_ANY, STATUS_EVENTS, VIRTUAL_SCHOOL, WORKERS } from './shared';

export const socialWorkerSuspended: ChildRule = {
  about: 'child',
  id: 'child-with-social-worker-suspended',
  version: 2,
  title: 'A child with a social worker was suspended or excluded',
  words:
    'When a school says that it suspended or excluded a child, and the council’s live feed says that the child has an ' +
    'allocated social worker, that social worker is told the same day. Where the child is looked after, the head of the ' +
    'virtual school is told too. Where the live feed has not spoken for two days, nobody can say whether there is a ' +
    'social worker: then the manager of that feed is told that the status is unknown.',
  why:
    'A head teacher has to tell the social worker and the virtual school head of a suspension without delay; when the ' +
    'message does not arrive, a child who is at risk is at home and those who are responsible do not know.',
  source:
    'School exclusion guidance (head teachers tell social worker and virtual school head without delay); practice ' +
    'research, Annex A1 row 1; S1 entries 66 and 90. Severity, limits and routing are local policy with these defaults',
  triggers: ['education.pupil-suspended', 'education.pupil-excluded'],
  hears: STATUS_EVENTS,
  severity: 'today',
  owner: 'the allocated social worker; where the directory does not know them, the duty social worker',
  informed: 'the virtual school head, where the child is looked after',
  freshness: 'seven days from the suspension (FRESHNESS)',
  next: [
    'Ring the school: from which day, for how long, and who looks after the child in school hours now.',
    'See that the virtual school head knows, where the child is looked after, and that the plan still fits.',
    'After the fifth day somebody has to teach the child elsewhere: ask who arranges it.',
  ],
  exclusions: ['a child who, by a feed that is current, had no social worker that day'],
  never: ['infers a suspension from attendance codes', ...NEVER_ANY],
  thresholds: {},
  look: (scene) =>
    factsOf(scene, 'education.pupil-suspended', 'education.pupil-excluded').flatMap((about): Finding[] => {
      const word = heldAt(scene, about, ['allocated-worker']);
      const since = momentOf(about);
      if (word === 'not-current') return [{ kind: 'status-unknown', about, since }];
      if (word === 'none-known') return [];
      const informed = heldAt(scene, about, ['looked-after']) === 'known' ? [VIRTUAL_SCHOOL] : [];
      return [{ kind: 'found', about, since, owner: [WORKERS], informed }];
    }),
};
