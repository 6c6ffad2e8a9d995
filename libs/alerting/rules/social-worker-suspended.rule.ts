import type { Rule } from '../domain/rule';

export const socialWorkerSuspended: Rule = {
  id: 'child-with-social-worker-suspended',
  version: 1,
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
    'School exclusion guidance (head teachers tell social worker and virtual school head without delay); ' +
    'severity, limits and routing are local policy with these defaults',
  triggers: ['education.pupil-suspended', 'education.pupil-excluded'],
  severity: 'today',
  owner: 'the allocated social worker; where the directory does not know them, the duty social worker',
  informed: 'the virtual school head, where the child is looked after',
  never: [
    'infers a suspension from attendance codes',
    'takes a yearly return for what holds today',
    'alerts on history: what happened more than seven days before it was known, or was delivered as a backfill, is recorded and sent to nobody',
    'scores a child, or refers anybody: it informs a person, who decides',
  ],
};
