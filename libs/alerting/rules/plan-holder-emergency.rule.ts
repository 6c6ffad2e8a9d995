import type { Finding } from '../domain/finding';
import type { ChildRule } from '../domain/rule';
import { factsOf, heldAt, momentOf } from '../domain/scene';
import { NEVER_ANY, STATUS_EVENTS, WORKERS } from './shared';

export const planHolderEmergency: ChildRule = {
  about: 'child',
  id: 'plan-holder-emergency',
  version: 1,
  title: 'A child with a protection plan, or in care, was in an emergency department',
  words:
    'When a hospital says that a child was seen in its emergency department, or left before being seen, and the live ' +
    'feed says that the child has a child protection plan or is looked after, the allocated social worker is told the ' +
    'same day that it happened. What it was about is not held here: the worker rings the department. Where nobody can ' +
    'say whether there is a plan, the manager of the feed that should say is told.',
  why:
    'A department treats what it sees; the plan was made by people who are not there. Each visit means little alone, and ' +
    'those who carry the plan are the ones who can see that it is the third.',
  source:
    'Practice research, Annex A1 row 2 (split from “missing”; today, no diagnosis); S0 entries 7 and 33, S1 entry 8. ' +
    'Where the national child protection information service sends its own notice, this comes beside it; many departments ' +
    'are not covered by it',
  triggers: ['health.emergency-attended'],
  hears: STATUS_EVENTS,
  severity: 'today',
  owner: 'the allocated social worker; where the directory does not know them, the duty social worker',
  informed: 'nobody else',
  freshness: 'seven days from the attendance (FRESHNESS)',
  next: [
    'Ring the department: what it saw, who came with the child, and where the child is now.',
    'Look whether it was the first visit, and tell whoever carries the plan with you.',
  ],
  exclusions: ['a child who, by a feed that is current, had neither a protection plan nor was looked after that day'],
  never: ['says why the child came, or what was found', 'counts the visits of a child without a plan', ...NEVER_ANY],
  thresholds: {},
  look: (scene) =>
    factsOf(scene, 'health.emergency-attended').flatMap((about): Finding[] => {
      const word = heldAt(scene, about, ['protection-plan', 'looked-after']);
      const since = momentOf(about);
      if (word === 'none-known') return [];
      if (word === 'not-current') return [{ kind: 'status-unknown', about, since }];
      return [{ kind: 'found', about, since, owner: [WORKERS], informed: [] }];
    }),
};
