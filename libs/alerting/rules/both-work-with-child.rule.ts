import { catalogue, type EventType } from '@tributary/catalogue';
import type { PairRule } from '../domain/rule';
import { CONCERNS } from '../domain/signals';
import { STATUS_EVENTS } from './shared';

export const bothWorkWithChild: PairRule = {
  about: 'pair',
  id: 'both-work-with-child',
  version: 1,
  title: 'Somebody else works with this child too',
  words:
    'When two practitioners of different agencies or teams each do targeted work with the same child (an allocated social ' +
    'worker, a lead practitioner of family help), each gets one notice that names the other’s role and agency and how to ' +
    'reach them. It ends when one of them ends their work, and is taken back where it turns out to have rested on another ' +
    'child’s record.',
  why:
    'Each agency has a part of the picture and does not know who holds the others. Families tell their story to one after ' +
    'the other, and two plans pull in two directions.',
  source:
    'S0 and S1 (agencies do not know of each other; who to ring); practice research, finding 6 and Annex A1 row 34 (a second ' +
    'agency’s first involvement would fire for every child: targeted work alone, where both agreements allow it)',
  triggers: catalogue.flatMap(({ type, targeted }) => (targeted ? [type as EventType] : [])),
  hears: [
    ...STATUS_EVENTS,
    'social-care.placement-changed',
    'social-care.family-help-ended',
    'social-care.missing-started',
    'social-care.missing-ended',
    'social-care.referral-received',
    'governance.family-link-declared',
    'governance.family-link-ended',
    ...CONCERNS,
  ],
  severity: 'digest',
  owner: 'each of the two',
  informed: 'nobody else',
  freshness:
    'none: it is told while both go on; what history brought, in one message for each recipient (work-from-history)',
  next: [
    'Ring each other: what does each of you do, what does the family know of it, and who leads?',
    'Tell the family that you know of each other, unless that would put the child at risk.',
  ],
  exclusions: [
    'universal services: a practice’s list, a school’s roll, health visiting for all',
    'what is restricted (sexual health, counselling, adoption, allegations, court papers …) or held back: its existence too',
    'where one of them may not know of the other by grounds and agreements: then neither is told, and that is written down',
    'a worker whom the directory does not know',
  ],
  never: [
    'says what the other does beyond the kind of work and since when',
    'tells a manager, or anybody else than the two',
    'says it again while both go on',
    'sends a message for each child that delivered history brings: one holds all that is still open (work-from-history)',
    'scores a child, or refers anybody',
  ],
  thresholds: {},
};
