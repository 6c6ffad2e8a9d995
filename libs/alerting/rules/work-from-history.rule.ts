import type { SummaryRule } from '../domain/rule';
import { bothWorkWithChild } from './both-work-with-child.rule';

export const workFromHistory: SummaryRule = {
  about: 'summary',
  id: 'work-from-history',
  version: 1,
  title: 'Others work with children you work with: what delivered history brought',
  words:
    'When an agency’s history was delivered and it shows that somebody else does targeted work with children that you work ' +
    'with, and both go on with it, you get one message with all of them, once no more of that history has come for a while.',
  why:
    'A new agency brings years at once. A message for each would bury what matters today; no message at all would leave ' +
    'two who work with one child strangers to each other.',
  source:
    'The rule both-work-with-child; design, “Backfill”: what is still open becomes one summary for each recipient',
  triggers: bothWorkWithChild.triggers,
  hears: [],
  severity: 'digest',
  owner: 'whoever works with the children',
  informed: 'nobody else',
  freshness: 'none: it is told while both go on',
  waits: 'an hour after the last that history said of a child (HISTORY_QUIET)',
  next: [
    'Look at each: ring the other, and agree what each of you does and who leads.',
    'Close this message when you have seen them; each of them stays open until it is closed, or until one of you ends their work.',
  ],
  exclusions: bothWorkWithChild.exclusions,
  never: [
    'sends a message for each child',
    'tells of work that has ended, or that one of the two may not know of by then',
    'scores a child, or refers anybody',
  ],
  thresholds: {},
};
