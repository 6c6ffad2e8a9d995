import type { SummaryRule } from '../domain/rule';
import { feedSilent } from './feed-silent.rule';

export const supplierSilent = {
  about: 'summary',
  id: 'supplier-silent',
  version: 1,
  title: 'Feeds of one supplier are silent together',
  words:
    'When feeds whose agencies declare one supplier fall silent within a day of each other, the operator is told of all of ' +
    'them in one alert, and their managers see it in their inbox. A feed that falls silent while it stands joins it. It ends ' +
    'when all of them deliver again. It is about feeds: no child is concerned.',
  why:
    'Where a supplier’s system is down, each agency that uses it would look for the fault at home, and nobody would ring ' +
    'the supplier. One person who knows of all of them can.',
  source:
    'The rule feed-silent, whose silences it tells of; issue 4, “silences sharing a supplier are one alert to the operator”',
  triggers: feedSilent.triggers,
  hears: [],
  severity: 'today',
  owner: 'the operator',
  informed: 'the managers of the feeds, in their inbox: no letter is sent to them',
  freshness: feedSilent.freshness,
  waits: 'as feed-silent does, for each feed; it is live where that rule is',
  next: [
    'Ring the supplier: ask whether its system is down, and until when.',
    'Ring the managers of the feeds: each of them knows what their own agency sees.',
    'Once a feed delivers again, look at what it missed: send again what is missing, nothing is counted twice.',
  ],
  exclusions: [
    'a feed that declares no supplier, or is silent alone: its manager is told',
    'a feed that had been silent for more than a day when the next one fell silent: its manager has it',
    'an area whose directory names nobody as operator: the managers are told, each of their own',
  ],
  never: [
    'tells of one silence twice: an alert that the first manager already had is closed, and says into which it was merged',
    'leaves a silence to nobody: a manager’s own alert is closed only after the operator has been told',
  ],
  thresholds: {
    apart: { value: 24, unit: 'hours', about: 'between two silences that begin together, at most' },
  },
} as const satisfies SummaryRule;
